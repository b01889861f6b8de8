import DurableSQLite
import Foundation
import GRDB
import NewsModels

extension SQLiteOutbox {
  /// Sequences that a copy leaves out, so that it gives none that was given after it was made.
  static let sequencesSkippedByCopies: Int64 = 1_000_000_000

  public func verify() async throws(OutboxError) -> [String] {
    try await read(isLong: true) { db in try OutboxVerification(db).differences() }
  }

  public func damages() async throws(OutboxError) -> [String] {
    do {
      return try await writes.database.damages().map(\.description)
    } catch {
      throw OutboxError(error)
    }
  }

  public func backup(to folder: String) async throws(OutboxError) -> Int {
    do {
      return try await writes.database.backup(to: folder, skipping: Self.sequencesSkippedByCopies)
    } catch {
      throw OutboxError(error)
    }
  }

  public func trace(_ id: Digest) async throws(OutboxError) -> TracedDocument? {
    // Taken before the snapshot is: what is entered meanwhile is found there.
    let (documentKeys, articleKeys) = { ($0.documentKeys, $0.articleKeys) }(writes.state)
    return try await read { db in
      let aside = try Row.fetchOne(
        db, sql: "SELECT reason, at FROM quarantine WHERE id = ?", arguments: [Data(id.bytes)])
      let quarantined: String? = aside?["reason"]
      if let number = try HashIndex(db, table: "document").number(of: id.bytes, recent: documentKeys) {
        let row = try RawStatement(db, "SELECT articles, received FROM document WHERE number = ?")
        try row.bind(1, number)
        defer { row.reset() }
        guard try row.step() else { return nil }
        return TracedDocument(
          document: DocumentID(id), received: row.isNull(1) ? nil : row.integer(1), quarantined: quarantined,
          articles: try OutboxTransaction.numbers(in: row.bytes(0)).compactMap { try Self.article($0, db) })
      }
      if let aside {
        return TracedDocument(document: DocumentID(id), received: aside["at"], quarantined: quarantined, articles: [])
      }
      guard let number = try HashIndex(db, table: "article").number(of: id.bytes, recent: articleKeys) else {
        return nil
      }
      return TracedDocument(
        document: nil, received: nil, quarantined: nil, articles: try [Self.article(number, db)].compactMap(\.self))
    }
  }

  public func oldestPending() async throws(OutboxError) -> [GroupName: Int64] {
    let receivers = writes.state.receivers.filter { $0.pending > 0 }
    return try await read { db in
      // An article that was pushed again has no row of its sequence: the next new one came later than it did.
      let time = try RawStatement(db, "SELECT accepted FROM article WHERE number >= ? ORDER BY number LIMIT 1")
      var times: [GroupName: Int64] = [:]
      for receiver in receivers {
        guard let first = try SQLiteOutbox.firstPending(of: receiver, db) else { continue }
        try time.bind(1, first.rawValue)
        defer { time.reset() }
        if try time.step(), !time.isNull(0) { times[receiver.name] = time.integer(0) }
      }
      return times
    }
  }

  private static func article(_ number: Int64, _ db: Database) throws -> TracedDocument.Article? {
    let row = try RawStatement(db, "SELECT id, accepted FROM article WHERE number = ?")
    try row.bind(1, number)
    defer { row.reset() }
    guard try row.step(), let id = Digest(bytes: row.bytes(0)) else { return nil }
    return TracedDocument.Article(
      id: ArticleID(id), sequence: SequenceNumber(number), accepted: row.isNull(1) ? nil : row.integer(1))
  }
}
