import DurableSQLite
import GRDB
import NewsModels

/// The documents that a person gave up in the quarantine. They stay counted as quarantined: one that comes again is not one more that
/// figures leave out.
struct GivenUpDocuments {
  private let insert: RawStatement
  private let delete: RawStatement
  private let db: Database

  static let schema = "CREATE TABLE given_up (id BLOB PRIMARY KEY CHECK (length(id) = 32)) STRICT, WITHOUT ROWID;"

  init(_ db: Database) throws {
    self.db = db
    insert = try RawStatement(db, "INSERT OR IGNORE INTO given_up (id) VALUES (?)")
    delete = try RawStatement(db, "DELETE FROM given_up WHERE id = ?")
  }

  static func count(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM given_up") ?? 0 }

  func add(_ id: DocumentID, _ account: inout OutboxAccount) throws {
    try insert.bind(1, id.digest.bytes)
    try insert.run()
    account.givenUp += db.changesCount
  }

  /// A document is there again; answers whether it had been given up.
  func remove(_ id: DocumentID, _ account: inout OutboxAccount) throws -> Bool {
    // Asked for each document that is new: most outboxes have none.
    guard account.givenUp > 0 else { return false }
    try delete.bind(1, id.digest.bytes)
    try delete.run()
    guard db.changesCount > 0 else { return false }
    account.givenUp -= 1
    return true
  }
}
