import Consumer
import DurableSQLite
import Foundation
import NewsModels

/// Short articles of three years by 200 outlets, some large, most small; a third of them treats a topic. The same for the same count.
///
/// They come in the order of their days, as the press does, and many to a transaction; the keys of their ids are entered a million at a
/// time. Otherwise each commit would touch most pages of a large store. What is stored is as after any other delivery.
struct ManyArticles {
  var count: Int

  private static let outlets = 200
  private static let days = 1_095
  private static let batch = 16_384
  private static let keysAtOnce = 1_000_000
  /// 1 January 2021.
  private static let firstDay = 18_628
  /// 2024-03-01T00:00:00Z
  private static let arrived: Int64 = 1_709_251_200

  private static let topics = ["north-korea", "gaza", "taiwan-strait"].compactMap { TopicID($0) }

  /// Makes a store through the path that every article takes; prints how long it took.
  func make(in folder: String) async throws {
    let catalogue = TopicCatalogue(
      version: "v1", topics: Self.topics.map { TopicCatalogue.Topic(id: $0, name: $0.rawValue) })
    let store = try await SQLiteArticleStore(
      folder: DataFolder(folder), timeZone: nil, catalogue: catalogue, recentKeys: Self.keysAtOnce)
    let start = ContinuousClock.now
    var state: UInt64 = 1
    for first in stride(from: 1, through: count, by: Self.batch) {
      let entries = (first...min(count, first + Self.batch - 1)).map { entry($0, &state) }
      let producer = ProducerID(unchecked: String(repeating: "1", count: 32))
      _ = try await store.store(StoreBatch(producer: producer, arrived: Self.arrived, entries: entries))
    }
    await store.close()
    let seconds = start.duration(to: .now) / .seconds(1)
    print("{\"articles\": \(count), \"seconds\": \((seconds * 10).rounded() / 10)}")
  }

  private func entry(_ number: Int, _ state: inout UInt64) -> StoreBatch.Entry {
    // The largest outlet writes some 40 times what the smallest does.
    let part = Double(next(&state) % 10_000) / 10_000
    let outlet = Int(part * part * Double(Self.outlets))
    let day = Self.firstDay + (number - 1) * Self.days / count
    let isDated = next(&state) % 50 > 0
    let article = Article(
      title: "Article \(number)", body: "A short text.",
      published: isDated ? CalendarDay(daysSince1970: day).map { .day($0) } : nil, source: "outlet-\(outlet).example",
      language: outlet % 3 == 0 ? "en" : "vi", url: nil)
    var topics: [Classification.Topic] = []
    let choice = next(&state) % 60
    for (index, topic) in Self.topics.enumerated() where choice < 20 && (choice >> UInt64(index)) & 1 == 1 {
      let level: TopicLevel = next(&state) % 2 == 0 ? .main : .mention
      topics.append(
        Classification.Topic(
          topic: topic, level: level, score: 2,
          evidence: [Evidence(field: .title, start: 0, end: 7, text: "Article", rule: "article", weight: 2)]))
    }
    return StoreBatch.Entry(
      sequence: SequenceNumber(Int64(number)), id: Self.id(number),
      content: .classified(article, Classification(topicsVersion: "v1", topics: topics)))
  }

  private static func id(_ number: Int) -> ArticleID { ArticleID(Digest(of: Array("article \(number)".utf8))) }

  /// SplitMix64: the same numbers in each run.
  private func next(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
