import Classifying
import Consumer
import Delivery
import DurableSQLite
import Foundation
import NewsModels
import Parsing
import Producer

/// One step of an article's way.
enum Step: String, CaseIterable {
  case fold
  case match
  case classify
  case parseText = "parse-text"
  case parsePage = "parse-page"
  case identify
  case encode
  case decode
  case outboxAppend = "outbox-append"
  case storeBatch = "store-batch"
  case delivery

  /// Documents or articles of a transaction, as `newsctl push` and the delivery make them.
  private static let batch = 64

  /// Does the step for so many articles; answers something that depends on all of it, so that nothing is left out.
  func run(_ count: Int) async throws -> Int {
    switch self {
    case .fold: fold(count)
    case .match: match(count)
    case .classify: classify(count)
    case .parseText: parse(count, BenchmarkArticles.text, name: "a.txt")
    case .parsePage: parse(count, BenchmarkArticles.page, name: "a.html")
    case .identify: Self.articles.times(count) { $0.id.hashValue & 1 }
    case .encode: Self.articles.times(count) { ArticleCoding.encode($0).size }
    case .decode: try Self.encoded.times(count) { try ArticleCoding.decode($0).title.utf8.count }
    case .outboxAppend: try await append(count)
    case .storeBatch: try await store(count)
    case .delivery: deliver(count)
    }
  }

  private static let articles = (0..<batch).map { BenchmarkArticles.article($0) }
  private static let encoded = articles.map { ArticleCoding.encode($0) }

  /// Ids that are all different, at little cost.
  private static func digest(_ number: Int) -> Digest { Digest(of: withUnsafeBytes(of: number) { Array($0) }) }

  /// Matching of texts in a spelling that the automaton does not know: they are normalised first.
  private func fold(_ count: Int) -> Int {
    let texts = Self.articles.map { $0.body.decomposedStringWithCanonicalMapping }
    let matcher = Self.matcher
    return texts.times(count) { matcher.matches(in: $0).matches.count }
  }

  private func match(_ count: Int) -> Int {
    let matcher = Self.matcher
    return Self.articles.times(count) { matcher.matches(in: $0.body).matches.count }
  }

  private static var matcher: PhraseMatcher {
    PhraseMatcher(
      phrases: ["Triều Tiên", "Dải Gaza", "Đài Loan", "North Korea", "Gaza Strip", "Taiwan Strait"].map { Phrase($0) })
  }

  private func classify(_ count: Int) -> Int {
    let classifier = Classifier(.builtIn)
    return Self.articles.times(count) {
      classifier.classify(title: $0.title, body: $0.body, language: $0.language).topics.count
    }
  }

  private func parse(_ count: Int, _ document: (Int) -> String, name: String) -> Int {
    let reader = DocumentReader()
    return (0..<Self.batch).map { Array(document($0).utf8) }.times(count) { bytes in
      guard case .articles(let articles) = reader.read(bytes, hints: .init(name: name)) else { return 0 }
      return articles.count
    }
  }

  private func append(_ count: Int) async throws -> Int {
    try await inFolder { folder in
      let outbox = try await SQLiteOutbox(folder: folder, limit: 8 << 30)
      for first in stride(from: 0, to: count, by: Self.batch) {
        _ = try await outbox.commit(
          (first..<min(count, first + Self.batch)).map { number in
            let article = IdentifiedArticle(
              id: ArticleID(Self.digest(-1 - number)), article: Self.encoded[number % Self.batch])
            return ReadDocument(
              id: DocumentID(Self.digest(number)), name: "a.txt", again: false, outcome: .articles([article]))
          })
      }
      let accepted = try await outbox.ledger().accepted
      await outbox.close()
      return accepted
    }
  }

  private func store(_ count: Int) async throws -> Int {
    try await inFolder { folder in
      let topics = TopicsFile.builtIn
      let classifier = Classifier(topics)
      let store = try await SQLiteArticleStore(
        folder: folder, timeZone: nil,
        catalogue: TopicCatalogue(
          version: topics.version, topics: topics.topics.map { TopicCatalogue.Topic(id: $0.id, name: $0.name) }))
      let producer = ProducerID(unchecked: String(repeating: "a", count: 32))
      let labels = Self.articles.map { classifier.classify(title: $0.title, body: $0.body, language: $0.language) }
      for first in stride(from: 0, to: count, by: Self.batch) {
        let entries = (first..<min(count, first + Self.batch)).map { number in
          StoreBatch.Entry(
            sequence: SequenceNumber(Int64(number) + 1), id: ArticleID(Self.digest(number)),
            content: .classified(Self.articles[number % Self.batch], labels[number % Self.batch]))
        }
        _ = try await store.store(StoreBatch(producer: producer, arrived: 1_708_700_000, entries: entries))
      }
      let stored = try await store.ledger().stored
      await store.close()
      return stored
    }
  }

  /// Both ends' decisions and frames, without sockets and disks.
  private func deliver(_ count: Int) -> Int {
    var delivery = DeliveredArticles(Self.encoded)
    return delivery.run(count, batch: Self.batch)
  }

  private func inFolder(_ body: (DataFolder) async throws -> Int) async throws -> Int {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("steps-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(try DataFolder(path))
  }
}

extension Array {
  /// Sums `body` over so many elements, from the first again after the last.
  fileprivate func times(_ count: Int, _ body: (Element) throws -> Int) rethrows -> Int {
    try (0..<count).reduce(0) { $0 &+ (try body(self[$1 % self.count])) }
  }
}
