import Foundation
import GRDB
import Locking
import Synchronization

/// An SQLite database in a locked folder, opened so that a commit is on disk when it returns.
///
/// WAL with `synchronous=FULL`; one connection writes and checkpoints, a few others only read. Whoever opens it twice in one process,
/// or writes past `GroupCommit`, breaks that promise (SQLite before 3.51.3 may lose commits when a checkpoint of one connection
/// meets a commit of another).
public final class DurableDatabase: Sendable {
  /// How much memory and disk the database takes for itself.
  public struct Options: Sendable {
    /// Page cache of the writing connection in KiB.
    public var cacheKiB: Int
    /// The same of each connection that only reads.
    public var readerCacheKiB: Int
    /// Pages in the log after which it is copied into the database. More means fewer syncs and a longer recovery.
    public var checkpointPages: Int
    /// Room kept for the time when the disk is full, in bytes. 0 keeps none.
    public var reserve: Int
    /// Connections for reading, beside one for long readings.
    public var readers: Int
    /// Bytes after which another segment of texts is begun. Of texts that come and go, one segment stays on the disk.
    public var segmentSize: Int
    /// Bytes of texts in a transaction from which on they go to a segment.
    public var segmentThreshold: Int

    public init(
      cacheKiB: Int = 2_048, readerCacheKiB: Int = 4_096, checkpointPages: Int = 4_096, reserve: Int = 32 << 20,
      readers: Int = 2, segmentSize: Int = 1 << 30, segmentThreshold: Int = TextSegments.defaultThreshold
    ) {
      self.cacheKiB = cacheKiB
      self.readerCacheKiB = readerCacheKiB
      self.checkpointPages = checkpointPages
      self.reserve = reserve
      self.readers = readers
      self.segmentSize = segmentSize
      self.segmentThreshold = segmentThreshold
    }
  }

  public let path: String
  /// 32 hexadecimal digits; the same for the database's whole life.
  public let identity: String
  /// Greater at each opening.
  public let epoch: Int64
  /// The greatest position that was ever committed, as far as database and mark know.
  public let position: Int64
  /// What the database should hold and does not; nil where nothing is missing. Reported at the opening that found it, listed by `damages`
  /// ever after.
  public let damage: DatabaseDamage?

  /// Where long texts of large transactions stand.
  public let texts: TextSegments

  let pool: DatabasePool
  let logLength: LogLength
  let places: ReadingPlaces
  let writer: Guarded<WriterFiles>
  /// What a commit is found by at the next opening.
  let standing: StandingFiles
  let folder: DataFolder
  private let isClosed = Atomic(false)

  /// What the writing queue keeps beside the connection.
  struct WriterFiles: ~Copyable {
    let mark: MarkFile
    let reserve: ReserveFile?
    var revision: Int64
    var position: Int64
  }

  /// Opens or makes the database, and brings it to the schema's version. Takes the folder over: closing lets it go.
  ///
  /// Damage does not keep it from opening: see `damage`. A file that stopped being a database is set aside, next to the new one.
  /// - Parameter probe: reads what the owner needs at once, so that damage there counts as found at the opening.
  public init(
    folder: DataFolder, schema: Schema, options: Options = Options(), probe: (Database) throws -> Void = { _ in }
  ) throws(DurableSQLiteError) {
    self.folder = folder
    let path = "\(folder.path)/\(schema.name).sqlite"
    self.path = path
    try CopyNote(folder: folder.path, name: schema.name).takeAway(database: path)
    let mark = try MarkFile(path: "\(folder.path)/\(schema.name).mark")
    let reservePath = "\(folder.path)/\(schema.name).reserve"
    do {
      let opened = try Self.open(
        path: path, schema: schema, options: options, mark: mark.found, reserve: reservePath, probe: probe)
      let life = opened.life
      pool = opened.pool
      texts = opened.texts
      logLength = LogLength(limit: options.checkpointPages)
      places = ReadingPlaces(short: max(1, options.readers))
      pool.writeWithoutTransaction { [logLength] db in logLength.watch(db) }
      identity = life.mark.identity
      epoch = life.mark.epoch
      position = life.mark.position
      damage = life.damage
      try Self.findingRoom(path: path, reserve: reservePath) { try mark.write(life.mark, sync: true) }
      let reserve = options.reserve > 0 ? ReserveFile(path: reservePath, size: options.reserve) : nil
      try folder.sync()
      standing = StandingFiles([path, path + "-wal", "\(folder.path)/\(schema.name).mark", folder.lockPath])
      writer = Guarded(
        WriterFiles(mark: mark, reserve: reserve, revision: life.mark.revision, position: life.mark.position))
    } catch {
      let error = DurableSQLiteError(error, path: path)
      // Whoever opens it has nothing to go on with.
      throw if case .diskFull = error { .noRoomToOpen(path: path) } else { error }
    }
  }

  /// Greater after each commit, before its callers hear of it.
  public var revision: Int64 { writer.withLock { $0.revision } }

  /// The owner's position as of a snapshot: it never falls, whatever rows go.
  public static func position(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT position FROM durable") ?? 0
  }

  /// Runs `body` on a connection that only reads, in one snapshot. Keep it short: the log cannot be emptied meanwhile.
  /// - Parameter isLong: reads all there is. One such reading is under way at a time, and takes nobody else's place; it finds the texts
  ///   of its snapshot, whatever is deleted meanwhile.
  public func read<Value: Sendable>(
    isLong: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(DurableSQLiteError) -> Value {
    let length: ReadingPlaces.Length = isLong ? .long : .short
    guard await places.enter(length) else { throw .occupied(path: path) }
    defer { places.leave(length) }
    if isClosed.load(ordering: .acquiring) { throw .closed }
    if isLong { texts.hold() }
    defer { if isLong { texts.letGo() } }
    do {
      return try await pool.read(body)
    } catch {
      throw DurableSQLiteError(error, path: path)
    }
  }

  /// Ends reading, waits until all connections are closed, and lets the folder go. Blocks.
  func close() throws {
    isClosed.store(true, ordering: .releasing)
    texts.close()
    try pool.close()
    folder.release()
  }

  /// Every damage that was found in the database's life, oldest first.
  public func damages() async throws(DurableSQLiteError) -> [DatabaseDamage] {
    try await read { try Self.damages($0) }
  }

  static func damages(_ db: Database) throws -> [DatabaseDamage] {
    try Row.fetchAll(db, sql: "SELECT first, last, transactions, reason FROM damage ORDER BY number").map { row in
      let first: Int64 = row[0]
      let last: Int64 = row[1]
      return DatabaseDamage(lost: first <= last ? first...last : nil, transactions: row[2], reason: row[3])
    }
  }
}
