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
        throw StoreError.badQuery("expected the 'next' of the page before, got another text as 'after'")
      }
    }
    let filter = try StoreFilter(query.filter, catalogue: catalogue, db)
    if filter.matchesNothing { return ArticleListing(articles: [], next: nil) }
    var places = try self.places(filter, after: after, limit: query.limit + 1)
    var next: String?
    if places.count > query.limit {
      places.removeLast()
      next = places.last?.text
    }
    return ArticleListing(articles: try places.map { try item($0.number) }, next: next)
  }

  private func places(_ filter: StoreFilter, after: Cursor?, limit: Int) throws -> [Cursor] {
    var conditions: [String] = []
    var arguments: [Int64] = []
    func require(_ condition: String, _ values: Int64...) {
      conditions.append(condition)
      arguments.append(contentsOf: values)
    }
    if let topic = filter.topic { require("topic = ?", topic) }
    if let level = filter.level { require("levels & ? != 0", level.bit) }
    if let outlet = filter.outlet { require("outlet = ?", outlet) }
    if let language = filter.language { require("language = ?", language) }
    switch (filter.days, filter.includesUndated) {
    case (let days?, false): require("day BETWEEN ? AND ?", days.lowerBound, days.upperBound)
    case (nil, _): require("day = ?", StoreSchema.undated)
    case (_?, true): break
    }
    if let after { require("(day, number) < (?, ?)", after.day, after.number) }
    let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
    let rows = try RawStatement(
      db,
      """
      SELECT day, number FROM \(filter.topic == nil ? "listing" : "topic_listing") \(condition)
      ORDER BY day DESC, number DESC LIMIT ?
      """)
    defer { rows.reset() }
    for (index, value) in (arguments + [Int64(limit)]).enumerated() { try rows.bind(Int32(index + 1), value) }
    var places: [Cursor] = []
    while try rows.step() { places.append(Cursor(day: rows.integer(0), number: rows.integer(1))) }
    return places
  }

  private func item(_ number: Int64) throws -> ArticleListing.Item {
    let row = try ArticleRow(db, number: number, withBody: false)
    return ArticleListing.Item(
      id: row.id, title: row.article.title, published: row.article.published, source: row.article.source,
      credit: row.article.credit, language: row.article.language, url: row.article.url,
      topics: row.classification.topics.map {
        ArticleListing.Item.Topic(topic: $0.topic, level: $0.level, score: $0.score)
      })
  }
}
