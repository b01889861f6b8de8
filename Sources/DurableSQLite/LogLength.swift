import GRDB
import GRDBSQLite
import Synchronization

/// How long the write-ahead log of a connection is, in pages.
///
/// SQLite by itself copies a long log into the database inside the commit that made it long, and the callers of that commit wait ten
/// times as long as all others. What was committed is on disk without that: they are answered first. And where there is time between
/// two commits, a log that is still short is copied then, so that nobody waits for a long one.
final class LogLength: Sendable {
  /// Pages that are copied in some milliseconds. Fewer mean that more commits find the connection copying, with two syncs each time.
  static let shortest = 1_024

  private let limit: Int
  /// The length from which on it has to begin anew.
  private let bound: Atomic<Int>
  private let pages = Atomic(0)
  /// How many of them are in the database already.
  private let copied = Atomic(0)

  /// - Parameter limit: pages after which the log is to be copied, whoever waits.
  init(limit: Int) {
    self.limit = limit
    bound = Atomic(4 * limit)
  }

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

  /// Copies a log that has become long. Where readers are in its way, a later commit's call does it.
  /// - Parameter hasTime: whether nobody waits for the connection.
  /// - Throws: what SQLite says. The log still holds what was to be copied.
  func copyIfLong(_ db: Database, hasTime: Bool) throws {
    let length = pages.load(ordering: .relaxed)
    // Shorter than what was copied: it has begun anew.
    if length < copied.load(ordering: .relaxed) {
      copied.store(0, ordering: .relaxed)
      bound.store(4 * limit, ordering: .relaxed)
    }
    guard length - copied.load(ordering: .relaxed) >= (hasTime ? min(Self.shortest, limit) : limit) else { return }
    try copy(db)
  }

  /// Copies it as far as readers let it. Where all of it is in the database and nobody reads, the next commit begins it anew.
  func copy(_ db: Database) throws {
    let length = pages.load(ordering: .relaxed)
    try db.checkpoint(.passive)
    copied.store(length, ordering: .relaxed)
  }

  /// Whether it has been copied several times and never began anew, since somebody always reads.
  var isOverlong: Bool { pages.load(ordering: .relaxed) >= bound.load(ordering: .relaxed) }

  /// Readers were held so that it can begin anew: where one reads for too long, that is not tried again until the log is twice as long.
  func readersWereHeld() { bound.store(2 * pages.load(ordering: .relaxed), ordering: .relaxed) }
}
