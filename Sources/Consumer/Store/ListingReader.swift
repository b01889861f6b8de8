import DurableSQLite
import GRDB
import NewsModels

/// Answers a question for articles inside one snapshot.
struct ListingReader {
  private let db: Database
  private let catalogue: TopicCatalogue

  init(_ db: Database, catalogue: TopicCatalogue) {
    self.db = db
    self.catalogue = catalogue
  }

  /// Where a page ended. Pages go on from there whatever was stored meanwhile.
  private struct Cursor {
    var day: Int64
    var number: Int64

    var text: String { "\(day):\(number)" }

    init(day: Int64, number: Int64) {
      self.day = day
      self.number = number
    }

    init?(_ text: String) {
      let parts = text.split(separator: ":")
      guard parts.count == 2, let day = Int64(parts[0]), let number = Int64(parts[1]) else { return nil }
      self.init(day: day, number: number)
    }
  }

  func articles(_ query: ArticlesQuery) throws -> ArticleListing {
    guard (1...ArticlesQuery.maximumLimit).contains(query.limit) else {
      throw StoreError.badQuery("expected a limit of 1 to \(ArticlesQuery.maximumLimit), got \(query.limit)")
    }
    var after: Cursor?
    if let text = query.after {
      after = Cursor(text)
      if after == nil {
        throw StoreError.badQuery(
          "expected the 'next' of the page before as 'after', got '\(String(text.prefix(60)).printable)'")
      }
    }
    if query.storedAfter != nil, query.after != nil {
      throw StoreError.badQuery("expected 'after' or 'stored_after', got both")
    }
    let filter = try StoreFilter(query.filter, catalogue: catalogue, db)
    // Not of the rows: the last of them may have given way to an article that was known before.
    let last = try DurableDatabase.position(db)
    var listing =
      if let start = query.storedAfter {
        try storedOrder(filter, after: start, last: last, limit: query.limit)
      } else {
        try newest(filter, after: after, last: last, limit: query.limit)
      }
    listing.unknown = filter.unknown
    return listing
  }

  private func newest(_ filter: StoreFilter, after: Cursor?, last: Int64, limit: Int) throws -> ArticleListing {
    if filter.matchesNothing { return ArticleListing(articles: [], next: nil, lastSequence: last) }
    var places = try self.places(filter, after: after, limit: limit + 1)
    var next: String?
    if places.count > limit {
      places.removeLast()
      next = places.last?.text
    }
    return ArticleListing(articles: try places.map { try item($0.number) }, next: next, lastSequence: last)
  }

  /// Articles that one answer in the order of storing looks at, whether they match or not: a reader must not hold the log for long.
  private static let mostLookedAt: Int64 = 20_000

  private func storedOrder(
    _ filter: StoreFilter, after start: Int64, last: Int64, limit: Int
  ) throws -> ArticleListing {
    let start = max(0, start)
    if start >= last { return ArticleListing(articles: [], next: nil, lastSequence: last) }
    let end = last - start > Self.mostLookedAt ? start + Self.mostLookedAt : last
    var places: [Cursor] = []
    if !filter.matchesNothing {
      var conditions = conditions(filter)
      conditions.require("a.number > ?", .number(start))
      conditions.require("a.number <= ?", .number(end))
      places = try conditions.places(
        db,
        from: "article a CROSS JOIN \(table(filter)) x ON x.day = a.day AND x.number = a.number",
        order: "a.number", limit: limit)
    }
    let seen = places.count == limit ? places.last?.number ?? end : end
    return ArticleListing(
      articles: try places.map { try item($0.number) }, next: seen < last ? "\(seen)" : nil, lastSequence: seen)
  }

  private func places(_ filter: StoreFilter, after: Cursor?, limit: Int) throws -> [Cursor] {
    var conditions = conditions(filter)
    if let after { conditions.require("(x.day, x.number) < (?, ?)", .number(after.day), .number(after.number)) }
    var tables = "\(table(filter)) x"
    if let days = try days(filter, after: after, limit: limit) {
      if days.isEmpty { return [] }
      conditions.takeFirst(.text("\(days)"))
      tables = "json_each(?) d CROSS JOIN \(tables) ON x.day = d.value"
    }
    return try conditions.places(db, from: tables, order: "x.day DESC, x.number DESC", limit: limit)
  }

  /// By the counts: the days that hold the articles of a page, so that nothing else is looked at. Nil where a filter leaves so little out
  /// that looking at articles is quicker.
  private func days(_ filter: StoreFilter, after: Cursor?, limit: Int) throws -> [Int64]? {
    let isOpen = filter.level == nil && filter.isTopical == nil && filter.with == nil
    if isOpen, filter.outlets == nil, filter.language == nil { return nil }
    let counts = try CountReader(db, filter: filter, split: CountReader.Split(period: .day)).matchesByDay()
    var days: [Int64] = []
    var found = 0
    for (day, articles) in counts.sorted(by: { $0.key > $1.key }) where articles > 0 && day <= after?.day ?? .max {
      if found >= limit { break }
      days.append(day)
      // Of the day on which the page before ended, some were in it.
      if day != after?.day { found += articles }
    }
    return days
  }

  /// The largest stories under a filter of their first articles.
  func stories(_ query: StoriesQuery) throws -> StoryListing {
    guard (1...StoriesQuery.maximumLimit).contains(query.limit) else {
      throw StoreError.badQuery("expected a limit of 1 to \(StoriesQuery.maximumLimit), got \(query.limit)")
    }
    let filter = try StoreFilter(query.filter, catalogue: catalogue, db)
    if filter.matchesNothing { return StoryListing(stories: [], hasMore: false, unknown: filter.unknown) }
    var conditions = conditions(filter)
    if let days = filter.days, !filter.includesUndated {
      conditions.require("s.day BETWEEN ? AND ?", .number(days.lowerBound), .number(days.upperBound))
    }
    let places = try conditions.places(
      db, from: "story s CROSS JOIN \(table(filter)) x ON x.day = s.day AND x.number = s.number",
      order: "s.articles DESC, s.number DESC", limit: query.limit + 1)
    return StoryListing(
      stories: try places.prefix(query.limit).map { try item($0.number) }, hasMore: places.count > query.limit,
      unknown: filter.unknown)
  }

  private func table(_ filter: StoreFilter) -> String { filter.topic == nil ? "listing" : "topic_listing" }

  private func conditions(_ filter: StoreFilter) -> Conditions {
    var conditions = Conditions()
    if filter.collapses { conditions.require("x.is_copy = 0") }
    if let topic = filter.topic { conditions.require("x.topic = ?", .number(topic)) }
    if let level = filter.level { conditions.require("x.levels & ? != 0", .number(level.bit)) }
    if let isTopical = filter.isTopical { conditions.require(isTopical ? "x.levels != 0" : "x.levels = 0") }
    if let with = filter.with {
      conditions.require(
        """
        EXISTS (SELECT 1 FROM topic_listing o
          WHERE o.topic = ? AND o.day = x.day AND o.number = x.number AND o.levels & ? != 0)
        """, .number(with), .number(filter.withLevel?.bit ?? (TopicLevel.main.bit | TopicLevel.mention.bit)))
    }
    if let outlets = filter.outlets {
      conditions.require("x.outlet IN (SELECT value FROM json_each(?))", .text("\(outlets)"))
    }
    if let language = filter.language { conditions.require("x.language = ?", .number(language)) }
    switch (filter.days, filter.includesUndated) {
    case (let days?, false):
      conditions.require("x.day BETWEEN ? AND ?", .number(days.lowerBound), .number(days.upperBound))
    case (nil, _): conditions.require("x.day = ?", .number(StoreSchema.undated))
    case (_?, true): break
    }
    return conditions
  }

  /// What rows must fulfil, with the values of its parameters.
  private struct Conditions {
    enum Value {
      case number(Int64)
      case text(String)
    }

    private var texts: [String] = []
    private var values: [Value] = []

    /// A value of the tables' text, which stands in front of the conditions.
    mutating func takeFirst(_ value: Value) { values.insert(value, at: 0) }

    mutating func require(_ text: String, _ values: Value...) {
      texts.append(text)
      self.values += values
    }

    func places(_ db: Database, from tables: String, order: String, limit: Int) throws -> [Cursor] {
      let rows = try RawStatement(
        db,
        """
        SELECT x.day, x.number FROM \(tables) \(texts.isEmpty ? "" : "WHERE \(texts.joined(separator: " AND "))")
        ORDER BY \(order) LIMIT ?
        """)
      defer { rows.reset() }
      for (index, value) in (values + [.number(Int64(limit))]).enumerated() {
        switch value {
        case .number(let number): try rows.bind(Int32(index + 1), number)
        case .text(let text): try rows.bind(Int32(index + 1), text)
        }
      }
      var places: [Cursor] = []
      while try rows.step() { places.append(Cursor(day: rows.integer(0), number: rows.integer(1))) }
      return places
    }
  }

  private func item(_ number: Int64) throws -> ArticleListing.Item {
    let row = try ArticleRow(db, number: number, bodyFrom: nil)
    return ArticleListing.Item(
      id: row.id, title: row.article.title, published: row.article.published, source: row.article.source,
      credit: row.article.credit, language: row.article.language, url: row.article.url,
      topics: row.classification.topics.map {
        ArticleListing.Item.Topic(topic: $0.topic, level: $0.level, score: $0.score)
      }, day: row.day, sequence: number, story: try StoryReader(db).place(of: number, story: row.story))
  }
}
