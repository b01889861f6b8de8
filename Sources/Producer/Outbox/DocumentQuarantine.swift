import DurableSQLite
import GRDB
import NewsModels

/// The documents that could not be read, kept whole for a person, and those that a person gave up. Either are counted as quarantined, once,
/// until they are read: one that comes again is not one more that figures leave out.
struct DocumentQuarantine {
  private let insert: RawStatement
  private let size: RawStatement
  private let delete: RawStatement
  private let insertGivenUp: RawStatement
  private let deleteGivenUp: RawStatement
  private let db: Database
  private let limit: Int

  static let givenUp = "CREATE TABLE given_up (id BLOB PRIMARY KEY CHECK (length(id) = 32)) STRICT, WITHOUT ROWID;"

  /// - Parameter limit: bytes that may be put aside.
  init(_ db: Database, limit: Int) throws {
    self.db = db
    self.limit = limit
    insert = try RawStatement(
      db,
      """
      INSERT INTO quarantine (id, name, reason, bytes, at, source, again) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE
      SET name = iif(?8, excluded.name, name), reason = excluded.reason, source = excluded.source, again = excluded.again
      """)
    size = try RawStatement(db, "SELECT length(bytes) FROM quarantine WHERE id = ?")
    delete = try RawStatement(db, "DELETE FROM quarantine WHERE id = ?")
    insertGivenUp = try RawStatement(db, "INSERT OR IGNORE INTO given_up (id) VALUES (?)")
    deleteGivenUp = try RawStatement(db, "DELETE FROM given_up WHERE id = ?")
  }

  static func countGivenUp(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM given_up") ?? 0
  }

  /// Keeps a document whole for a person to look at, as far as there is room for that. One that is there stays, with the reason of now,
  /// and as it was pushed now: it is counted as put aside once, also where it was given up since, and as a duplicate when it comes again,
  /// which by a retry it did not.
  func putAside(
    _ document: ReadDocument, _ bytes: [UInt8], reason: String, _ account: inout OutboxAccount
  ) throws -> DocumentAnswer {
    let known = try size(of: document.id)
    guard known != nil || account.quarantineBytes + bytes.count <= limit else {
      account.refusedSize = bytes.count
      return DocumentAnswer(
        outcome: .refused,
        reason:
          "\(reason); and the quarantine is full (\(account.quarantineBytes) bytes are kept, \(limit) are allowed): "
          + "look at 'newsctl quarantine list', then retry or drop what is there")
    }
    if known == nil {
      account.quarantineBytes += bytes.count
      if let size = account.refusedSize, size <= bytes.count { account.refusedSize = nil }
    }
    let isCounted = try known != nil || takeBack(document.id, &account)
    if !isCounted {
      account.documents.received += 1
      account.documents.quarantined += 1
    } else if !document.isRetried {
      account.documents.received += 1
      account.documents.duplicate += 1
    }
    try insert.bind(1, document.id.digest.bytes)
    try insert.bind(2, document.name)
    try insert.bind(3, reason)
    try insert.bind(4, bytes)
    try insert.bind(5, document.received)
    try insert.bind(6, document.source)
    try insert.bind(7, document.again ? 1 : 0)
    // Where a file is known by which a person finds the document, what came by a pipe names no better one.
    try insert.bind(8, PushRequest.Document.isOfFile(document.name) ? 1 : 0)
    try insert.run()
    return DocumentAnswer(outcome: .quarantined, reason: reason)
  }

  /// Gives a document up that is kept; answers whether it was there. It stays counted.
  func giveUp(_ id: DocumentID, _ account: inout OutboxAccount) throws -> Bool {
    guard try remove(id, &account) else { return false }
    try insertGivenUp.bind(1, id.digest.bytes)
    try insertGivenUp.run()
    account.givenUp += db.changesCount
    return true
  }

  /// A document is read: where it was kept, or given up, it counts as what it is now, instead.
  func countAnew(_ id: DocumentID, _ account: inout OutboxAccount) throws {
    guard try remove(id, &account) || takeBack(id, &account) else { return }
    account.documents.received -= 1
    account.documents.quarantined -= 1
  }

  private func size(of id: DocumentID) throws -> Int? {
    try size.bind(1, id.digest.bytes)
    defer { size.reset() }
    return try size.step() ? Int(size.integer(0)) : nil
  }

  /// Answers whether it was kept.
  private func remove(_ id: DocumentID, _ account: inout OutboxAccount) throws -> Bool {
    guard let size = try size(of: id) else { return false }
    try delete.bind(1, id.digest.bytes)
    try delete.run()
    account.quarantineBytes -= size
    return true
  }

  /// Answers whether it had been given up.
  private func takeBack(_ id: DocumentID, _ account: inout OutboxAccount) throws -> Bool {
    guard account.givenUp > 0 else { return false }
    try deleteGivenUp.bind(1, id.digest.bytes)
    try deleteGivenUp.run()
    guard db.changesCount > 0 else { return false }
    account.givenUp -= 1
    return true
  }
}
