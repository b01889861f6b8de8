import DurableSQLite
import Foundation
import GRDB

/// Makes a database find its disk full.
public enum FullDisk {
  /// From now on there is room only for what frees room: the reserve is gone, and cannot be held again.
  public static func begin<State>(_ writes: GroupCommit<State>) async throws {
    try await bound(writes)
    do {
      try await writes.perform { db, _ in
        try db.execute(sql: "CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(1000000))")
      }
    } catch {
      guard case .diskFull = error else { throw error }
    }
    // A file for which there is never room.
    let reserve = writes.database.path.replacingOccurrences(of: ".sqlite", with: ".reserve")
    try FileManager.default.createSymbolicLink(atPath: reserve, withDestinationPath: "/dev/full")
  }

  /// From now on there is no room for `change`, as `INSERT ON receiver`, whatever it frees.
  public static func begin<State>(_ writes: GroupCommit<State>, at change: String) async throws {
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          CREATE TABLE filler (bytes BLOB);
          CREATE TRIGGER full_disk BEFORE \(change) BEGIN INSERT INTO filler VALUES (zeroblob(1000000)); END
          """)
    }
    try await bound(writes)
  }

  /// There is room again, where it was missing for a change.
  public static func end<State>(_ writes: GroupCommit<State>) async throws {
    while true {
      do {
        return try await writes.perform { db, _ in try db.execute(sql: "DROP TRIGGER full_disk") }
      } catch {
        // It shared a transaction with one that is tried again and finds no room.
        guard case .diskFull = error else { throw error }
      }
    }
  }

  /// SQLite answers a database at its greatest size as a full disk.
  private static func bound<State>(_ writes: GroupCommit<State>) async throws {
    try await writes.perform { db, _ in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 8)")
    }
  }
}
