import DurableSQLite
import Foundation
import GRDB
import NewsModels

extension SQLiteOutbox {
  public func quarantined(after: Int64, limit: Int) async throws(OutboxError) -> [QuarantinedDocument] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.columns) FROM quarantine WHERE number > ? ORDER BY number LIMIT ?
          """, arguments: [after, limit]
      ).compactMap { Self.document($0) }
    }
  }

  public func quarantined(prefix: String) async throws(OutboxError) -> [QuarantinedDocument] {
    guard let range = DigestRange(prefix: prefix) else { return [] }
    return try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT \(Self.columns) FROM quarantine WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 2
          """, arguments: [Data(range.first), Data(range.last)]
      ).compactMap { Self.document($0) }
    }
  }

  public func quarantinedBytes(_ id: DocumentID) async throws(OutboxError) -> [UInt8]? {
    try await read { db in
      let bytes = try Data.fetchOne(
        db, sql: "SELECT bytes FROM quarantine WHERE id = ?", arguments: [Data(id.digest.bytes)])
      return bytes.map { Array($0) }
    }
  }

  public func dropQuarantined(_ id: DocumentID) async throws(OutboxError) -> Bool {
    try await perform(freesRoom: true) { [quarantineLimit] db, account -> Result<Bool, OutboxError> in
      .success(try DocumentQuarantine(db, limit: quarantineLimit).giveUp(id, &account))
    }
  }

  public func quarantineRoom() async throws(OutboxError) -> (bytes: Int, limit: Int) {
    (writes.state.quarantineBytes, quarantineLimit)
  }

  /// Why documents that cannot be read are refused; nil where there is room for the last one that was. One that is larger than all of the
  /// quarantine is its pusher's matter.
  var quarantineWarning: String? {
    let (bytes, size) = (writes.state.quarantineBytes, writes.state.refusedSize)
    guard let size, size <= quarantineLimit, bytes + size > quarantineLimit else { return nil }
    return "the quarantine is full (\(bytes) of \(quarantineLimit) bytes): documents that cannot be read are refused; "
      + "see 'newsctl quarantine list', then retry or drop what is there"
  }

  /// As `document` reads them.
  private static let columns = "number, id, name, reason, length(bytes), at, source, again"

  private static func document(_ row: Row) -> QuarantinedDocument? {
    let id: [UInt8] = Array(row[1] as Data)
    return Digest(bytes: id).map {
      QuarantinedDocument(
        number: row[0], id: DocumentID($0), name: row[2], source: row[6], again: row[7], reason: row[3], size: row[4],
        received: row[5])
    }
  }
}
