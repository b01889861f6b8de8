import GRDB
import NewsModels

/// A filter in the numbers of the store's rows; the same for counts and for listings, so that each figure opens to its articles.
struct StoreFilter {
  var topic: Int64?
  /// The second topic that articles must count for.
  var with: Int64?
  var withLevel: TopicLevel?
  var level: TopicLevel?
  /// Whether articles must count for some topic, or for none; nil takes both.
  var isTopical: Bool?
  /// An outlet and those joined with it; nil for all.
  var outlets: [Int64]?
  var language: Int64?
  /// Days after 1 January 1970; nil for no dated articles.
  var days: ClosedRange<Int64>?
  var includesUndated: Bool
  /// Whether only the first article of each story counts.
  var collapses: Bool
  /// Whether the filter names something that no stored article has.
  var matchesNothing = false
  /// What it names that no stored article has; nil where there is nothing of the kind.
  var unknown: UnknownNames?

  /// Days after 1 January 1970 of the years 1 to 9999.
  static let allDays: ClosedRange<Int64> = -719_162...2_932_896

  /// - Throws: `StoreError.badQuery` for a filter that contradicts itself and for a topic that nobody knows.
  init(_ filter: ArticleFilter, catalogue: TopicCatalogue, _ db: Database) throws {
    try Self.checkNames(filter)
    let hasRange = filter.since != nil || filter.until != nil
    if filter.period != nil, !hasRange {
      throw StoreError.badQuery("a period lies in no range and has no undated articles: leave out the one or the other")
    }
    if filter.undated == true, hasRange {
      throw StoreError.badQuery("undated articles lie in no range: leave out either 'undated' or 'since' and 'until'")
    }
    if let since = filter.since, let until = filter.until, since > until {
      throw StoreError.badQuery("the range ends (\(until)) before it begins (\(since))")
    }
    if filter.topical == false, filter.topic != nil || filter.level != nil {
      throw StoreError.badQuery(
        "articles without a topic count for none at any level: leave out 'topic' and 'level', or 'topical'")
    }
    level = filter.level
    withLevel = filter.withLevel
    isTopical = filter.topical
    includesUndated = filter.undated ?? !hasRange
    collapses = filter.collapse == true
    if filter.undated != true {
      let first = filter.since.map { Int64($0.daysSince1970) } ?? Self.allDays.lowerBound
      days = first...(filter.until.map { Int64($0.daysSince1970) } ?? Self.allDays.upperBound)
    }
    topic = try filter.topic.map { try Self.number(of: $0, catalogue, db) }
    with = try filter.with.map { try Self.number(of: $0, catalogue, db) }
    if with != nil ? topic == nil || filter.topic == filter.with : withLevel != nil {
      throw StoreError.badQuery("'with' names a second topic beside 'topic', and 'with_level' its level")
    }
    if let source = filter.source {
      outlets = try StoreNames.outlets(named: source, db)
      if outlets == nil { matchesNothing = true }
    }
    if let code = filter.language {
      language =
        code.isEmpty
        ? StoreNames.noLanguage
        : try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT number FROM language WHERE code = ?"), arguments: [code])
      if language == nil { matchesNothing = true }
    }
    unknown = try unknownNames(of: filter, db)
  }

  /// Longest language code that an article may have come with, in bytes.
  private static let longestLanguage = 100

  /// What is compared with names, and echoed in answers, is no longer than a name can be.
  private static func checkNames(_ filter: ArticleFilter) throws {
    for (key, name, longest) in [
      ("source", filter.source, PushRequest.Document.longestSource), ("language", filter.language, longestLanguage),
    ] {
      if let name, name.utf8.count > longest {
        throw StoreError.badQuery("'\(key)': expected a name of at most \(longest) bytes, got \(name.utf8.count)")
      }
    }
  }

  /// That no article lacks a source, or a language, is nothing that is mistyped.
  private func unknownNames(of filter: ArticleFilter, _ db: Database) throws -> UnknownNames? {
    UnknownNames(
      source: try filter.source.flatMap { try $0.isEmpty || hasArticles(of: outlets ?? [], db) ? nil : $0 },
      language: try filter.language.flatMap { try $0.isEmpty || hasArticles(in: language, db) ? nil : $0 })
  }

  /// An outlet may have been joined before any article was of it, and have lost those that it had.
  private func hasArticles(of outlets: [Int64], _ db: Database) throws -> Bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM counts WHERE grain = 1 AND outlet = ?)"
    return try outlets.contains { try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [$0]) == true }
  }

  private func hasArticles(in language: Int64?, _ db: Database) throws -> Bool {
    guard let language else { return false }
    let sql = "SELECT EXISTS (SELECT 1 FROM counts WHERE grain = 1 AND outlet = ? AND language = ?)"
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [StoreSchema.allOutlets, language]) == true
  }

  /// A topic's number; -1, which nothing is counted under, for one of the current file that no article has.
  private static func number(of name: TopicID, _ catalogue: TopicCatalogue, _ db: Database) throws -> Int64 {
    let counted = try db.cachedStatement(sql: "SELECT number FROM topic WHERE name = ? AND \(StoreNames.isCounted)")
    if let number = try Int64.fetchOne(counted, arguments: [name.rawValue]) { return number }
    guard catalogue.topics.contains(where: { $0.id == name }) else {
      let names = catalogue.topics.map(\.id.rawValue).joined(separator: ", ")
      throw StoreError.badQuery("no topic is named \(name); there are \(names.isEmpty ? "none" : names)")
    }
    return -1
  }
}
