import Foundation
import Launching
import NewsModels

/// Prints the way of a document or article.
struct TraceReport {
  private let id: Digest
  private let producer: ProducerTrace
  private var consumers: [ArticleID: ConsumerTrace] = [:]

  init(id: Digest, _ producer: ProducerTrace) {
    self.id = id
    self.producer = producer
  }

  mutating func add(_ trace: ConsumerTrace, of article: ArticleID) { consumers[article] = trace }

  var isKnown: Bool {
    producer.document != nil || !producer.articles.isEmpty
      || consumers.values.contains { $0.isStored || $0.quarantined != nil }
  }

  func print(_ format: OutputFormat) {
    switch format {
    case .json, .jsonl: ConsoleOutput.writeJSON(coded)
    default:
      for line in lines { ConsoleOutput.print(line.printable) }
    }
  }

  private var lines: [String] {
    var lines: [String] = []
    if let document = producer.document {
      lines.append("document \(document)")
      lines.append("  received   \(Self.time(producer.receivedAt))")
      if let reason = producer.quarantined { lines.append("  quarantined: \(reason)") }
    }
    for article in producer.articles {
      lines.append("article \(article.id), sequence \(article.sequence)")
      lines.append("  committed  \(Self.time(article.acceptedAt))")
      for group in article.groups {
        let sent = group.sentAt.map { "sent \(Self.time($0))" } ?? "sent at a time that is not remembered"
        let state =
          switch group.state {
          case .before: "came before the group began"
          case .pending: "waits"
          case .sent: sent
          case .acknowledged: "\(sent), acknowledged"
          }
        lines.append("  group \(group.group): \(state)")
      }
      lines += consumerLines(article.id)
    }
    if producer.articles.isEmpty, producer.document == nil { lines += consumerLines(ArticleID(id)) }
    return lines
  }

  private func consumerLines(_ article: ArticleID) -> [String] {
    guard let consumer = consumers[article] else { return [] }
    if let reason = consumer.quarantined { return ["  quarantined by the consumer: \(reason)"] }
    guard consumer.isStored else { return ["  not stored"] }
    let topics = consumer.topics.isEmpty ? "no topic" : consumer.topics.map(\.rawValue).joined(separator: ", ")
    return ["  stored and counted \(Self.second(consumer.storedAt) ?? "at a time that was not recorded"): \(topics)"]
  }

  /// `2024-02-24T06:17:00.123Z`.
  private static func time(_ milliseconds: Int64?) -> String {
    guard let milliseconds else { return "at a time that was not recorded" }
    let fraction = String(milliseconds % 1_000 + 1_000).dropFirst()
    return Timestamp(secondsSince1970: milliseconds / 1_000).description.dropLast() + ".\(fraction)Z"
  }

  /// To the second, as the store keeps it: `2024-02-24T06:17:00Z`.
  private static func second(_ seconds: Int64?) -> String? {
    seconds.map { Timestamp(secondsSince1970: $0).description }
  }

  // MARK: JSON

  private struct Coded: Encodable {
    var schema = 1
    var document: DocumentID?
    var received: String?
    var quarantined: String?
    var articles: [Article]

    struct Article: Encodable {
      var id: ArticleID
      var sequence: SequenceNumber?
      var committed: String?
      var groups: [Group]
      /// When it was stored and counted.
      var stored: String?
      var topics: [TopicID]?
      var quarantined: String?
    }

    struct Group: Encodable {
      var group: GroupName
      var state: ProducerTrace.Group.State
      var sent: String?
    }
  }

  private var coded: Coded {
    var articles = producer.articles.map { article in
      coded(
        article.id, sequence: article.sequence, committed: article.acceptedAt.map { Self.time($0) },
        groups: article.groups.map {
          Coded.Group(group: $0.group, state: $0.state, sent: $0.sentAt.map { Self.time($0) })
        })
    }
    if articles.isEmpty, producer.document == nil {
      articles = [coded(ArticleID(id), sequence: nil, committed: nil, groups: [])]
    }
    return Coded(
      document: producer.document, received: producer.receivedAt.map { Self.time($0) },
      quarantined: producer.quarantined, articles: articles)
  }

  private func coded(
    _ id: ArticleID, sequence: SequenceNumber?, committed: String?, groups: [Coded.Group]
  ) -> Coded.Article {
    let consumer = consumers[id]
    return Coded.Article(
      id: id, sequence: sequence, committed: committed, groups: groups,
      stored: Self.second(consumer?.storedAt), topics: consumer?.topics,
      quarantined: consumer?.quarantined)
  }
}
