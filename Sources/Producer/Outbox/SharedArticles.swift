import DurableSQLite
import GRDB

/// How many documents give an article, where that is not one: an article is superseded only when the last of them is read otherwise.
struct SharedArticles {
  private let select: RawStatement
  private let upsert: RawStatement
  private let delete: RawStatement
  private let db: Database

  /// One row an article that several documents give, or none any more.
  static let schema = """
    CREATE TABLE shared (article INTEGER PRIMARY KEY, documents INTEGER NOT NULL CHECK (documents <> 1)) STRICT;
    INSERT INTO shared \(counted);
    """

  /// Counts those anew that several documents give: versions before entered articles from number 256 on under other numbers.
  static let renewal = """
    DELETE FROM shared WHERE documents > 1;
    INSERT OR REPLACE INTO shared \(counted);
    """

  /// The articles that several documents give, from the documents' lists: 8 bytes each, the greatest first. A list is cut into pieces
  /// before it is read: each step of a recursion copies what it goes on with, which for 10,000 articles would be 800 MB.
  private static var counted: String {
    // In SQL `<<` and `|` bind alike, from the left: each digit needs brackets of its own.
    let number = (0..<16).map { "((instr('0123456789ABCDEF', substr(digits, \($0 + 1), 1)) - 1) << \(60 - 4 * $0))" }
    return """
      WITH RECURSIVE piece (document, list, rest) AS (
        SELECT number, substr(articles, 1, 512), substr(articles, 513) FROM document WHERE length(articles) >= 8
        UNION ALL SELECT document, substr(rest, 1, 512), substr(rest, 513) FROM piece WHERE length(rest) >= 8
      ),
      given (document, list, at) AS (
        SELECT document, list, 1 FROM piece
        UNION ALL SELECT document, list, at + 8 FROM given WHERE at + 15 <= length(list)
      )
      SELECT \(number.joined(separator: " | ")), documents FROM (
        SELECT hex(substr(list, at, 8)) AS digits, count(DISTINCT document) AS documents FROM given
        GROUP BY digits HAVING documents > 1
      )
      """
  }

  init(_ db: Database) throws {
    self.db = db
    select = try RawStatement(db, "SELECT documents FROM shared WHERE article = ?")
    upsert = try RawStatement(
      db, "INSERT INTO shared VALUES (?, ?) ON CONFLICT DO UPDATE SET documents = excluded.documents")
    delete = try RawStatement(db, "DELETE FROM shared WHERE article = ?")
  }

  /// A further document gives an article.
  func add(_ article: Int64) throws { try set(article, documents(of: article) + 1) }

  /// A document does not give an article any more; answers whether another still does.
  func remove(_ article: Int64) throws -> Bool {
    let left = try documents(of: article) - 1
    guard left > 0 else { return false }
    try set(article, left)
    return true
  }

  /// No document gives an article any more that stays all the same.
  func leave(_ article: Int64) throws { try set(article, 0) }

  private func documents(of article: Int64) throws -> Int64 {
    try select.bind(1, article)
    defer { select.reset() }
    return try select.step() ? select.integer(0) : 1
  }

  private func set(_ article: Int64, _ documents: Int64) throws {
    if documents == 1 {
      try delete.bind(1, article)
      return try delete.run()
    }
    try upsert.bind(1, article)
    try upsert.bind(2, documents)
    try upsert.run()
  }

  /// Articles whose number of documents is kept otherwise than their lists have it.
  static func differences(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM (
          SELECT * FROM (\(counted)) EXCEPT SELECT article, documents FROM shared
          UNION ALL
          SELECT * FROM (SELECT article, documents FROM shared WHERE documents > 1 EXCEPT SELECT * FROM (\(counted)))
        )
        """) ?? 0
  }
}
