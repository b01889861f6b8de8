import DurableSQLite
import GRDB
import NewsModels

/// A row of `article`, read whole.
struct ArticleRow {
  var id: ArticleID
  var article: Article
  var classification: Classification
  var arrived: Int64
  /// The day on which it counts; nil where it is undated.
  var day: CalendarDay?
  /// The number of the article that began its story; nil where it did itself.
  var story: Int64?

  /// - Parameter texts: of the database; nil leaves the body empty, and its pages unread.
  init(_ db: Database, number: Int64, bodyFrom texts: TextSegments?) throws {
    let row = try RawStatement(
      db,
      """
      SELECT article.id, title, published, spelling.text, credit, language.code, url, topics, version.name, arrived,
        story, day
      \(texts == nil ? "" : ", body, body_segment, body_start, body_size")
      FROM article JOIN spelling ON spelling.number = article.spelling JOIN language ON language.number = article.language
        JOIN version ON version.number = article.version
      WHERE article.number = ?
      """)
    try row.bind(1, number)
    defer { row.reset() }
    guard try row.step(), let id = Digest(bytes: row.bytes(0)), let topics = TopicsBlob.decode(row.bytes(7)) else {
      throw DurableSQLiteError.corrupt(path: "store.sqlite", reason: "article number \(number) cannot be read")
    }
    self.id = ArticleID(id)
    article = Article(
      title: row.text(1) ?? "",
      // A body that is lost is an empty one: not what the id is the hash of.
      body: try texts.map { String(decoding: try row.text(12, $0.read) ?? [], as: UTF8.self) } ?? "",
      published: row.text(2).flatMap { PublicationTime($0) }, source: row.text(3), credit: row.text(4),
      language: row.text(5), url: row.text(6))
    classification = Classification(topicsVersion: row.text(8) ?? "", topics: topics)
    arrived = row.integer(9)
    story = row.isNull(10) ? nil : row.integer(10)
    day = StoreSchema.calendarDay(row.integer(11))
  }

  /// Whether the text is the one that was stored: SQLite does not notice a changed byte of it, but the id is its hash.
  var isIntact: Bool { article.id == id }

  /// The numbers of the articles whose ids begin with `prefix`, 8 to 64 hexadecimal digits; none where it is something else.
  /// - Parameter recent: the last rows, whose keys are not entered yet.
  static func numbers(prefix: String, _ db: Database, recent: RecentKeys) throws -> [Int64] {
    let digits = prefix.lowercased()
    guard (8...64).contains(digits.utf8.count), digits.utf8.count == digits.count,
      let low = UInt64(String(digits.prefix(16).padded(with: "0")), radix: 16),
      let high = UInt64(String(digits.prefix(16).padded(with: "f")), radix: 16)
    else { return [] }
    return try HashIndex(db, table: "article").numbers(Int64(low >> 1)...Int64(high >> 1), recent: recent) {
      Digest(bytes: $0)?.hex.hasPrefix(digits) == true
    }
  }
}

extension Substring {
  /// Filled to 16 digits from the right.
  fileprivate func padded(with digit: Character) -> String {
    self + String(repeating: digit, count: Swift.max(0, 16 - count))
  }
}
