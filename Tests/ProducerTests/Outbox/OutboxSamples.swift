import NewsModels

@testable import Producer

/// Documents and articles for the outbox's tests.
enum OutboxSamples {
  static let store = StoreID(unchecked: String(repeating: "a", count: 32))
  static let otherStore = StoreID(unchecked: String(repeating: "b", count: 32))

  static func article(_ number: Int, paragraphs: Int = 1) -> IdentifiedArticle {
    let article = Article(
      title: "Title \(number)",
      body: Array(repeating: "Paragraph of \(number).", count: paragraphs).joined(separator: "\n"),
      published: PublicationTime("2024-02-24"), source: "HNM")
    return IdentifiedArticle(id: article.id, article: ArticleCoding.encode(article))
  }

  static func documentID(_ number: Int) -> DocumentID { DocumentID(of: Array("document \(number)".utf8)) }

  static func document(_ number: Int, _ articles: [Int], again: Bool = false) -> ReadDocument {
    ReadDocument(
      id: documentID(number), name: "\(number).txt", again: again, outcome: .articles(articles.map { article($0) }))
  }

  static func skipped(_ number: Int) -> ReadDocument {
    ReadDocument(id: documentID(number), name: "\(number).css", again: false, outcome: .skipped(reason: "a stylesheet"))
  }

  static func quarantined(_ number: Int) -> ReadDocument {
    ReadDocument(
      id: documentID(number), name: "\(number).bin", again: false,
      outcome: .quarantined(reason: "not text", bytes: [0, 1, 2]))
  }

  static func quarantined(_ number: Int, size: Int, isRetried: Bool = false) -> ReadDocument {
    ReadDocument(
      id: documentID(number), name: "\(number).bin", again: false,
      outcome: .quarantined(
        reason: isRetried ? "again reason \(number)" : "reason \(number)", bytes: Array(repeating: 7, count: size)),
      received: 5, isRetried: isRetried)
  }

  static func receipt(
    _ article: DeliverableArticle, _ outcome: ConsumerFrame.Receipt.Outcome = .stored
  ) -> ConsumerFrame.Receipt {
    ConsumerFrame.Receipt(sequence: article.sequence, id: article.id, outcome: outcome)
  }
}
