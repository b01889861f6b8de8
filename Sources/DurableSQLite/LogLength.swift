import GRDB
import GRDBSQLite
import Synchronization

/// How long the write-ahead log of a connection is, in pages.
///
/// SQLite by itself copies a long log into the database inside the commit that made it long, and the callers of that commit wait ten
/// times as long as all others. What was committed is on disk without that: they are answered first.
final class LogLength: Sendable {
  private let limit: Int
  private let pages = Atomic(0)

  /// - Parameter limit: pages after which the log is to be copied.
  init(limit: Int) { self.limit = limit }

  /// Takes the place of SQLite's own copying on a connection. The connection must not outlive this.
  func watch(_ db: Database) {
    sqlite3_wal_hook(
      db.sqliteConnection,
      { length, _, _, pages in
        if let length {
          Unmanaged<LogLength>.fromOpaque(length).takeUnretainedValue().pages.store(Int(pages), ordering: .relaxed)
        }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Copies a log that has become long. Where that fails, or readers are in its way, the next commit's call does it.
  func copyIfLong(_ db: Database) {
    guard pages.load(ordering: .relaxed) >= limit else { return }
    _ = try? db.checkpoint(.passive)
  }
}
