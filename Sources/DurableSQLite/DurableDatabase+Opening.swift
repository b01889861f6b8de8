import Foundation
import GRDB

extension DurableDatabase {
  struct Opened {
    var pool: DatabasePool
    /// Why the file that stood there was set aside; nil where it was not.
    var setAside: String?
  }

  /// Opens the file with its schema; where it stopped being a database although a mark tells that it was ours, starts a new one.
  static func open(path: String, schema: Schema, options: Options, mark: DatabaseMark?) throws -> Opened {
    do {
      return Opened(pool: try open(path: path, schema: schema, options: options))
    } catch let error as DurableSQLiteError {
      throw error
    } catch {
      let error = DurableSQLiteError(error, path: path)
      guard let mark else { throw error }
      let reason: String
      switch error {
      case .notADatabase: reason = "the file was not a database any more"
      case .corrupt(_, let why): reason = "the database contradicted itself: \(why)"
      default: throw error
      }
      for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
        try FileManager.default.moveItem(atPath: path + suffix, toPath: "\(path).damaged-\(mark.epoch)\(suffix)")
      }
      return Opened(pool: try open(path: path, schema: schema, options: options), setAside: reason)
    }
  }

  private static func open(path: String, schema: Schema, options: Options) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.maximumReaderCount = max(1, options.readers)
    configuration.busyMode = .timeout(5)
    configuration.label = schema.name
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA cache_size = -\(options.cacheKiB)")
    }
    try refuseForeign(path: path, schema: schema)
    let pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB sets `synchronous` to NORMAL when it opens a pool, which in WAL mode may lose the last commits: set it afterwards.
    try pool.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA wal_autocheckpoint = \(options.checkpointPages);
          PRAGMA journal_size_limit = \(4 * options.checkpointPages * 4_096);
          """)
      let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
      let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
      guard synchronous == 2, journal == "wal" else {
        throw DurableSQLiteError.failed(
          path: path,
          reason:
            "expected journal mode wal with synchronous 2, got \(journal ?? "none") with \(synchronous ?? -1); is it a network file system?"
        )
      }
    }
    let migrator = schema.migrator
    let version = try pool.read { db in
      try migrator.hasBeenSuperseded(db)
        ? try migrator.appliedIdentifiers(db).compactMap { Int($0) }.max() ?? 0 : nil
    }
    if let version { throw DurableSQLiteError.newerVersion(path: path, version: "schema \(version)") }
    try migrator.migrate(pool)
    return pool
  }

  /// Refuses another program's database before anything in it is changed.
  private static func refuseForeign(path: String, schema: Schema) throws {
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    defer { try? file.close() }
    // The application id stands at byte 68 of a database's header, most significant byte first.
    guard let header = try file.read(upToCount: 72), header.count == 72,
      header.starts(with: Array("SQLite format 3\0".utf8))
    else { return }
    let id = header[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
    // 0: made a moment ago, with the first commit still in the log.
    guard id == schema.applicationID || id == 0 else { throw DurableSQLiteError.foreignDatabase(path: path) }
  }
}
