import DurableSQLite
import GRDB
import NewsModels

/// The articles that were superseded, and which has the place of each now: that one names them whenever it is sent again, since a store
/// that was put back to an older copy, or that never had what came between, may hold any of them.
struct FormerArticles {
  private let insert: RawStatement
  private let move: RawStatement
  private let delete: RawStatement
  private let select: RawStatement

  static let schema = """
    CREATE TABLE former (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
      article INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX former_article ON former (article);
    """

  init(_ db: Database) throws {
    insert = try RawStatement(db, "INSERT OR REPLACE INTO former (id, article) VALUES (?, ?)")
    move = try RawStatement(db, "UPDATE former SET article = ?2 WHERE article = ?1")
    delete = try RawStatement(db, "DELETE FROM former WHERE id = ?")
    select = try RawStatement(db, "SELECT id FROM former WHERE article = ? ORDER BY number DESC LIMIT ?")
  }

  /// The article of another number has the place of one, and of all whose place that had.
  func add(_ id: ArticleID, _ number: Int64, successor: Int64) throws {
    try move.bind(1, number)
    try move.bind(2, successor)
    try move.run()
    try insert.bind(1, id.digest.bytes)
    try insert.bind(2, successor)
    try insert.run()
  }

  /// An article is there again: nothing has its place.
  func remove(_ hash: [UInt8]) throws {
    try delete.bind(1, hash)
    try delete.run()
  }

  /// Those whose place an article has, latest first.
  func ids(of article: Int64) throws -> [ArticleID] {
    try select.bind(1, article)
    try select.bind(2, Int64(Predecessors.maximumFormers + 1))
    defer { select.reset() }
    var ids: [ArticleID] = []
    while try select.step() { if let digest = Digest(bytes: select.bytes(0)) { ids.append(ArticleID(digest)) } }
    return ids
  }
}
