import Foundation
import NewsModels
import TestSupport

@testable import Consumer

extension StoreSamples {
  private static let sources = ["vnexpress.net", "VnExpress - Thế Giới", "BBC", "Reuters", nil]
  private static let languages = ["vi", "en", nil]
  private static let levels: [TopicLevel] = [.main, .mention]

  /// An article of two years, some of them met before, some undated, some quarantined.
  static func randomEntry(_ sequence: Int, using generator: inout SeededGenerator) -> StoreBatch.Entry {
    let day = CalendarDay(daysSince1970: 19_000 + Int.random(in: 0..<760, using: &generator))
    let isDated = Int.random(in: 0..<8, using: &generator) > 0
    var article = article(
      Int.random(in: 0..<3, using: &generator), published: isDated ? day?.description : nil,
      source: sources.randomElement(using: &generator) ?? nil,
      language: languages.randomElement(using: &generator) ?? nil)
    if Bool.random(using: &generator) {
      article.body = wireText(Int.random(in: 0..<6, using: &generator), without: .random(in: 0...12, using: &generator))
    }
    if Int.random(in: 0..<20, using: &generator) == 0 { return quarantined(sequence, article) }
    return entry(
      sequence, article, randomTopics(using: &generator), version: Bool.random(using: &generator) ? "v1" : "v0")
  }

  private static func randomTopics(using generator: inout SeededGenerator) -> [(String, TopicLevel)] {
    let topics = catalogue.topics.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
    return topics.map { ($0.id.rawValue, levels.randomElement(using: &generator) ?? .main) }
  }

  /// What other rules say of an article: often just what was said before.
  static func randomReclassified(
    _ entry: StoredPage.Entry, using generator: inout SeededGenerator
  ) -> ReclassifiedArticle? {
    guard let stored = entry.article else { return nil }
    var classification = classification(randomTopics(using: &generator), version: "v2")
    if Bool.random(using: &generator) { classification.topics = stored.classification.topics }
    return ReclassifiedArticle(
      number: entry.number, id: stored.id, formerVersion: stored.classification.topicsVersion,
      classification: classification)
  }

  /// One of many texts of twelve sentences that share no word, without one of them where `without` is less than 12.
  static func wireText(_ number: Int, without: Int = 12) -> String {
    let letters = Array("bcdghklmnt")
    func word(_ value: Int) -> String { String(String(value).compactMap(\.wholeNumberValue).map { letters[$0] }) }
    return (0..<12).filter { $0 != without }.map { sentence in
      (0..<10).map { word((number + 1) * 1_000 + sentence * 10 + $0) }.joined(separator: " ") + "."
    }.joined(separator: "\n")
  }

  static func randomQuery(using generator: inout SeededGenerator) -> StatisticsQuery {
    func maybe<Value>(_ value: Value?) -> Value? { Int.random(in: 0..<3, using: &generator) == 0 ? value : nil }
    var filter = ArticleFilter()
    filter.topic = maybe(catalogue.topics.randomElement(using: &generator)?.id)
    if filter.topic != nil {
      filter.with = maybe(catalogue.topics.map(\.id).filter { $0 != filter.topic }.randomElement(using: &generator))
    }
    if filter.with != nil { filter.withLevel = maybe(levels.randomElement(using: &generator)) }
    filter.level = maybe(levels.randomElement(using: &generator))
    filter.source = maybe(["VNEXPRESS", "bbc.com", "reuters.com", "", "nobody"].randomElement(using: &generator))
    filter.language = maybe(["vi", "en", "", "fr"].randomElement(using: &generator))
    filter.undated = maybe(Bool.random(using: &generator))
    filter.collapse = maybe(true)
    if filter.undated != true {
      filter.since = maybe(CalendarDay(daysSince1970: 18_950 + Int.random(in: 0..<860, using: &generator)))
      filter.until = maybe(CalendarDay(daysSince1970: 18_950 + Int.random(in: 0..<860, using: &generator)))
      if let since = filter.since, let until = filter.until, since > until {
        (filter.since, filter.until) = (until, since)
      }
    }
    let period = maybe([StatisticsQuery.Key.day, .week, .month].randomElement(using: &generator))
    let others = [StatisticsQuery.Key.source, .language, .topic].compactMap { maybe($0) }
    let isRange = filter.since != nil && filter.until != nil
    return StatisticsQuery(
      filter: filter, by: [period].compactMap { $0 } + others,
      compare: isRange && Bool.random(using: &generator) ? .previous : nil)
  }

  /// The ids of all articles that a listing pages through.
  static func all(_ filter: ArticleFilter, of store: any ArticleStore) async throws -> [ArticleID] {
    var ids: [ArticleID] = []
    var next: String?
    repeat {
      let page = try await store.articles(ArticlesQuery(filter: filter, limit: 37, after: next))
      ids += page.articles.map(\.id)
      next = page.next
    } while next != nil
    return ids
  }
}

/// Makes a file that is there one of no bytes.
func emptyFile(_ path: String) throws {
  try Data().write(to: URL(filePath: path))
}
