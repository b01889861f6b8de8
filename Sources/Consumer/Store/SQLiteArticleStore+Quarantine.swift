import DurableSQLite
import Foundation
import GRDB
import NewsModels

extension SQLiteArticleStore {
  public func quarantined(after: Int64, limit: Int) async throws(StoreError) -> [QuarantinedArticle] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT number, id, reason, length(header) + length(body), arrived FROM quarantine WHERE number > ?
          ORDER BY number LIMIT ?
          """, arguments: [after, limit]
      ).compactMap { Self.article($0) }
    }
  }

  public func quarantined(prefix: String) async throws(StoreError) -> [QuarantinedArticle] {
    guard let range = DigestRange(prefix: prefix) else { return [] }
    return try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT number, id, reason, length(header) + length(body), arrived FROM quarantine WHERE id BETWEEN ? AND ?
          ORDER BY id LIMIT 2
          """, arguments: [Data(range.first), Data(range.last)]
      ).compactMap { Self.article($0) }
    }
  }

  public func quarantinedContent(_ id: ArticleID) async throws(StoreError) -> EncodedArticle? {
    try await read { db in
      try Row.fetchOne(
        db, sql: "SELECT header, body FROM quarantine WHERE id = ?", arguments: [Data(id.digest.bytes)]
      ).map { EncodedArticle(header: Array($0[0] as Data), body: Array($0[1] as Data)) }
    }
  }

  public func release(
    _ id: ArticleID, _ article: Article, _ classification: Classification, _ predecessors: Predecessors, arrived: Int64
  ) async throws(StoreError) -> StoreReceipt? {
    try await change { [texts, calendar, stories] db, account in
      try stories.bringUp(to: account, db)
      var transaction = try StoreTransaction(db, texts: texts, calendar: calendar, stories: stories)
      return try transaction.release(
        id, article, classification, predecessors, arrived: arrived, &account)
    }
  }

  public func dropQuarantined(_ id: ArticleID) async throws(StoreError) -> Bool {
    try await change(freesRoom: true) { [texts, calendar, stories] db, account in
      try StoreTransaction(db, texts: texts, calendar: calendar, stories: stories).drop(id, &account)
    }
  }

  public func quarantineBytes() async throws(StoreError) -> Int { writes.state.quarantineBytes }

  public func backup(to folder: String) async throws(StoreError) -> Int {
    do {
      return try await writes.database.backup(to: folder)
    } catch {
      throw StoreError(error)
    }
  }

  private func change<Value: Sendable>(
    freesRoom: Bool = false, _ body: @escaping @Sendable (Database, inout StoreAccount) throws -> Value
  ) async throws(StoreError) -> Value {
    do {
      return try await writes.perform(freesRoom: freesRoom, body)
    } catch {
      throw StoreError(error)
    }
  }

  private static func article(_ row: Row) -> QuarantinedArticle? {
    let id: [UInt8] = Array(row[1] as Data)
    return Digest(bytes: id).map {
      QuarantinedArticle(number: row[0], id: ArticleID($0), reason: row[2], size: row[3], arrived: row[4])
    }
  }
}
