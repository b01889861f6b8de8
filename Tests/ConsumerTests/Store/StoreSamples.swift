import DurableSQLite
import NewsModels
import TestSupport

@testable import Consumer

/// Articles for the store's tests.
enum StoreSamples {
  static let producer = ProducerID(unchecked: String(repeating: "1", count: 32))
  static let otherProducer = ProducerID(unchecked: String(repeating: "2", count: 32))
  /// 2024-03-01T00:00:00Z
  static let arrived: Int64 = 1_709_251_200

  static let catalogue = TopicCatalogue(
    version: "v1",
    topics: ["north-korea": "North Korea", "gaza": "Gaza", "taiwan-strait": "Taiwan Strait"]
      .sorted { $0.key > $1.key }
      .compactMap { id, name in TopicID(id).map { TopicCatalogue.Topic(id: $0, name: name) } })

  static func open(
    _ folder: TemporaryFolder, timeZone: String? = nil, recentKeys: Int = RecentKeys.defaultLimit,
    segmentThreshold: Int = TextSegments.defaultThreshold
  ) async throws -> SQLiteArticleStore {
    try await SQLiteArticleStore(
      folder: try DataFolder(folder.path), timeZone: timeZone, catalogue: catalogue, recentKeys: recentKeys,
      segmentThreshold: segmentThreshold)
  }

  static func article(
    _ number: Int, published: String? = "2024-02-24", source: String? = "HNM", language: String? = "vi"
  ) -> Article {
    Article(
      title: "Tin số \(number)", body: "Đoạn một của bài \(number).\nĐoạn hai.",
      published: published.flatMap { PublicationTime($0) }, source: source, credit: "HNM", language: language,
      url: "https://example.vn/\(number)")
  }

  static func classification(_ topics: [(String, TopicLevel)], version: String = "v1") -> Classification {
    Classification(
      topicsVersion: version,
      topics: topics.compactMap { name, level in
        TopicID(name).map {
          Classification.Topic(
            topic: $0, level: level, score: 1.5,
            evidence: [
              Evidence(field: .title, start: 0, end: 3, text: "Tin", rule: "Tin", weight: 1),
              Evidence(field: .body, start: 5, end: 8, text: "một", rule: "một|hai", weight: 0.5),
            ])
        }
      })
  }

  static func entry(
    _ sequence: Int, _ article: Article, _ topics: [(String, TopicLevel)] = [], version: String = "v1"
  ) -> StoreBatch.Entry {
    StoreBatch.Entry(
      sequence: SequenceNumber(Int64(sequence)), id: article.id,
      content: .classified(article, classification(topics, version: version)))
  }

  static func quarantined(_ sequence: Int, _ article: Article) -> StoreBatch.Entry {
    StoreBatch.Entry(
      sequence: SequenceNumber(Int64(sequence)), id: article.id,
      content: .quarantined(ArticleCoding.encode(article), reason: "killed the classifier three times"))
  }

  static func batch(_ entries: [StoreBatch.Entry], producer: ProducerID = producer, arrived: Int64 = arrived)
    -> StoreBatch
  {
    StoreBatch(producer: producer, arrived: arrived, entries: entries)
  }
}
