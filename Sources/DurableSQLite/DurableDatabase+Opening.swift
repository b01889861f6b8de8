import Foundation
import GRDB

extension DurableDatabase {
  struct Opened {
    var pool: DatabasePool
    var life: Life
    var texts: TextSegments
  }

  /// Opens the file with its schema; where it stopped being a database although a mark tells that it was ours, starts a new one.
  /// - Parameters:
  ///   - reserve: the file that is given back where the disk is full.
  ///   - probe: reads what the owner will need at once.
  static func open(
    path: String, schema: Schema, options: Options, mark: DatabaseMark?, reserve: String,
    probe: (Database) throws -> Void
  ) throws -> Opened {
    let suspicion = path + suspicionSuffix
    do {
      if mark != nil, let reason = try? String(contentsOfFile: suspicion, encoding: .utf8) {
        throw DurableSQLiteError.corrupt(path: path, reason: reason)
      }
      return try findingRoom(path: path, reserve: reserve) {
        let pool = try open(path: path, schema: schema, options: options)
        return try pool.write { db in
          try probe(db)
          _ = try damages(db)
          return try begin(pool, db, path: path, schema: schema, options: options, mark: mark, setAside: nil)
        }
      }
    } catch {
      let error = DurableSQLiteError(error, path: path)
      guard let mark else { throw error }
      let reason: String
      switch error {
      case .notADatabase: reason = "the file was not a database any more"
      case .corrupt(_, let why): reason = "the database contradicted itself: \(why)"
      // Set aside unchanged; ours may be the one whose header changed.
      case .foreignDatabase: reason = "another program's database stood in its place, or its header was damaged"
      default: throw error
      }
      try setAside(path, epoch: mark.epoch)
      let opened = try findingRoom(path: path, reserve: reserve) {
        let pool = try open(path: path, schema: schema, options: options)
        return try pool.write { db in
          try begin(pool, db, path: path, schema: schema, options: options, mark: mark, setAside: reason)
        }
      }
      try? FileManager.default.removeItem(atPath: suspicion)
      return opened
    }
  }

  /// Does what the opening needs; where the disk has no room for it, once more in that of the reserve.
  static func findingRoom<Result>(path: String, reserve: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      switch DurableSQLiteError(error, path: path) {
      // A log that a full disk does not let be made cannot be opened, says SQLite, and not why.
      case .diskFull, .notWritable: break
      default: throw error
      }
      guard ReserveFile.remove(reserve) else { throw error }
      return try body()
    }
  }

  /// Moves the database away, under a name that is free: an opening before this one may have ended right after it did the same.
  private static func setAside(_ path: String, epoch: Int64) throws {
    let files = FileManager.default
    // The database last: where an end comes in between, it follows its log the next time.
    let suffixes = ["-wal", "-shm", ""].filter { files.fileExists(atPath: path + $0) }
    var target = "\(path).damaged-\(epoch)"
    var number = 1
    while (suffixes + [""]).contains(where: { files.fileExists(atPath: target + $0) }) {
      number += 1
      target = "\(path).damaged-\(epoch).\(number)"
    }
    for suffix in suffixes { try files.moveItem(atPath: path + suffix, toPath: target + suffix) }
  }

  /// Begins a life of the database and of its texts, inside the caller's transaction.
  private static func begin(
    _ pool: DatabasePool, _ db: Database, path: String, schema: Schema, options: Options, mark: DatabaseMark?,
    setAside: String?
  ) throws -> Opened {
    var life = try Life.begin(db, mark: mark, setAside: setAside)
    let (texts, missing) = try TextSegments.open(
      folder: URL(fileURLWithPath: path).deletingLastPathComponent().path, name: schema.name, options: options,
      life: life, epoch: mark?.epoch ?? life.mark.epoch, db)
    for reason in missing { try life.enter(DatabaseDamage(lost: nil, transactions: 0, reason: reason), db) }
    return Opened(pool: pool, life: life, texts: texts)
  }

  private static let suspicionSuffix = ".suspect"

  /// Notes that the database contradicted itself: the process must end, and the next opening sets the file aside, or every life would
  /// end at the same page.
  public func suspect(_ error: DurableSQLiteError) {
    guard case .corrupt(_, let reason) = error else { return }
    try? Data(reason.utf8).write(to: URL(fileURLWithPath: path + Self.suspicionSuffix))
  }

  private static func open(path: String, schema: Schema, options: Options) throws -> DatabasePool {
    try SealedFileSystem.use()
    try refuseForeign(path: path, schema: schema)
    DataFolder.closeToOthers(path)
    var configuration = Configuration()
    configuration.maximumReaderCount = max(1, options.readers) + 1
    configuration.busyMode = .timeout(5)
    configuration.label = schema.name
    configuration.prepareDatabase { db in
      let cache = db.configuration.readonly ? options.readerCacheKiB : options.cacheKiB
      try db.execute(sql: "PRAGMA cache_size = -\(cache)")
      guard !db.configuration.readonly else { return }
      // Debian's SQLite overwrites what is deleted with zeros, which writes each page of an article that was delivered once more. What is
      // deleted here was no secret.
      try db.execute(sql: "PRAGMA secure_delete = OFF")
      // Both take effect in a new file only; what was deleted can be given back to a full disk then.
      SealedFileSystem.reserveRoom(db.sqliteConnection)
      try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
    }
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
      SealedFileSystem.gatherWrites(db.sqliteConnection)
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
