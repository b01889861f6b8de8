import Foundation
import GRDB
import Locking

/// The long texts of large transactions, in files beside the database instead of in its rows.
///
/// A page of a text that is in a row is written to the log, copied into the database, and read again where the row is deleted: a fifth
/// of what an article cost. In a segment it is written once, and synced before the commit of the row that tells its place, so that what is
/// committed is there. That is one sync more in each such transaction: the texts of small ones stay in their rows.
///
/// A segment is written in one life, only ever at its end, and removed when no row refers to it any more; no number is used twice.
/// Nothing in it tells where a text begins, and there is no checksum: its owner knows a text by its hash.
public final class TextSegments: Sendable {
  /// What an owner with such texts has in its schema. `texts` counts the rows that refer to a segment, `bytes` is where the last of its
  /// texts ends.
  public static let schema = """
    CREATE TABLE text_segment (
      number INTEGER PRIMARY KEY,
      texts INTEGER NOT NULL CHECK (texts >= 0),
      bytes INTEGER NOT NULL
    ) STRICT;
    """

  /// Bytes of texts in a transaction that are worth a sync of their own.
  public static let defaultThreshold = 128 << 10
  /// Segments that are kept open for reading.
  private static let openLimit = 16

  private let folder: String
  private let name: String
  private let options: DurableDatabase.Options
  private let hasTable: Bool
  private let tail: Guarded<SegmentTail>
  private let files = Guarded<[Int64: SegmentFile]>([:])
  private let removal: Guarded<Removal>

  private struct Removal {
    /// How many still need all segments.
    var holders = 0
    var waiting: [Int64]
    /// Another life may have them: what is left is for the next opening.
    var isClosed = false

    /// What may be removed now.
    mutating func takeWaiting() -> [Int64] {
      guard holders == 0, !isClosed else { return [] }
      defer { waiting = [] }
      return waiting
    }
  }

  /// - Parameters:
  ///   - hasTable: whether the owner's schema has segments.
  ///   - unknown: segments that no row refers to; removed by the first `keep`.
  init(
    folder: String, name: String, options: DurableDatabase.Options, hasTable: Bool, tail: SegmentTail, unknown: [Int64]
  ) {
    self.folder = folder
    self.name = name
    self.options = options
    self.hasTable = hasTable
    self.tail = Guarded(tail)
    removal = Guarded(Removal(waiting: unknown))
  }

  static func fileName(_ name: String, _ number: Int64) -> String { "\(name).texts-\(number)" }

  private func path(_ number: Int64) -> String { "\(folder)/\(Self.fileName(name, number))" }

  // MARK: - On the writing connection, in a transaction

  /// Puts a text into a segment.
  /// - Returns: its place for the row; nil where the row is to hold the text itself.
  /// - Throws: `.diskFull`, and `.failed` for other errors of the disk: the transaction must not be committed.
  public func add(_ text: [UInt8]) throws -> SegmentPlace? { try text.withUnsafeBytes { try add($0) } }

  /// The same for a string's UTF-8.
  public func add(_ text: String) throws -> SegmentPlace? {
    var text = text
    return try text.withUTF8 { try add(UnsafeRawBufferPointer($0)) }
  }

  private func add(_ bytes: UnsafeRawBufferPointer) throws(DurableSQLiteError) -> SegmentPlace? {
    try tail.withLock { tail throws(DurableSQLiteError) in
      guard tail.isUsed, !bytes.isEmpty else { return nil }
      if let file = tail.file { return try tail.add(bytes, to: file) }
      return try tail.add(bytes, to: begin(&tail))
    }
  }

  private func begin(_ tail: inout SegmentTail) throws(DurableSQLiteError) -> SegmentFile {
    let number = tail.number + 1
    let file = try SegmentFile(making: path(number))
    do throws(DurableSQLiteError) {
      // Before anything rests on it.
      try DataFolder.sync(folder)
    } catch {
      try? FileManager.default.removeItem(atPath: path(number))
      throw error
    }
    tail.begin(file, number: number)
    return file
  }

  /// A text that is stored, or was added in the transaction under way; nil where it is lost.
  /// - Throws: `.failed` where the disk cannot read it.
  public func readInTransaction(_ place: SegmentPlace) throws(DurableSQLiteError) -> [UInt8]? {
    guard place.isPossible else { return nil }
    if let bytes = tail.withLock({ $0.unwritten(place) }) { return bytes }
    return try read(place)
  }

  /// Rows that referred to so many texts in a segment are deleted.
  public func forget(_ texts: Int, in segment: Int64) { tail.withLock { $0.forget(texts, in: segment) } }

  /// Begins a transaction.
  /// - Parameter bytes: of the texts that it may add.
  func begin(bytes: Int) {
    tail.withLock { tail in
      tail.isUsed = hasTable && bytes >= options.segmentThreshold
      if tail.isUsed, tail.end >= options.segmentSize { tail.leave() }
    }
  }

  /// Writes and syncs the transaction's texts, and enters what changed. Before the commit.
  /// - Returns: the segments to which no row refers after it: for `keep`.
  /// - Throws: as `add`, and errors of SQLite.
  func finish(_ db: Database) throws -> [Int64] {
    let (file, changes, number, end, emptied) = try tail.withLock { tail throws(DurableSQLiteError) in
      try tail.write()
      return (tail.isLonger ? tail.file : nil, tail.changes, tail.number, tail.end, hasTable ? tail.emptied : [])
    }
    try file?.sync()
    for (segment, texts) in changes {
      try db.cachedStatement(
        sql: """
          INSERT INTO text_segment (number, texts, bytes) VALUES (?1, max(0, ?2), ?3)
          ON CONFLICT DO UPDATE SET texts = max(0, texts + ?2), bytes = max(bytes, excluded.bytes)
          """
      ).execute(arguments: [segment, texts, segment == number && file != nil ? end : 0])
    }
    for segment in emptied {
      try db.cachedStatement(sql: "DELETE FROM text_segment WHERE number = ?").execute(arguments: [segment])
    }
    return emptied
  }

  /// The transaction is committed.
  func keep(emptied: [Int64]) {
    tail.withLock { $0.keep(emptied: emptied) }
    removeWhenFree(emptied)
  }

  /// The transaction is undone.
  /// - Parameter mayBeInLog: whether its commit was tried: see `SegmentTail.undo`.
  func undo(mayBeInLog: Bool) { tail.withLock { $0.undo(mayBeInLog: mayBeInLog) } }

  /// Removes the segment that is written to, where no row refers to it: the disk is full.
  func giveBack() {
    if let number = tail.withLock({ $0.leaveIfEmpty() }) { removeWhenFree([number]) }
  }

  // MARK: - From everywhere

  /// A text that is stored; nil where it is not there any more: its segment is damaged, or was removed because no row refers to it.
  /// - Throws: `.failed` where the disk cannot read it.
  public func read(_ place: SegmentPlace) throws(DurableSQLiteError) -> [UInt8]? {
    guard place.isPossible else { return nil }
    return try file(place.segment)?.read(place)
  }

  /// Runs `body` while no segment is removed.
  func holding<Result>(_ body: () throws -> Result) rethrows -> Result {
    hold()
    defer { letGo() }
    return try body()
  }

  /// From here to `letGo` no segment is removed.
  func hold() { removal.withLock { $0.holders += 1 } }

  func letGo() {
    remove(
      removal.withLock { removal in
        removal.holders -= 1
        return removal.takeWaiting()
      })
  }

  /// Removes nothing any more.
  func close() { removal.withLock { $0.isClosed = true } }

  /// Where more or fewer rows of `table` refer to a segment than are counted, each in a line for a person.
  /// - Parameter column: holds the segment; NULL where the row holds its text.
  public static func differences(_ db: Database, table: String, column: String) throws -> [String] {
    func texts(_ sql: String) throws -> [Int64: Int] {
      Dictionary(uniqueKeysWithValues: try Row.fetchAll(db, sql: sql).map { ($0[0] as Int64, $0[1] as Int) })
    }
    let kept = try texts("SELECT number, texts FROM text_segment")
    let counted = try texts(
      "SELECT \(column), count(*) FROM \(table) WHERE \(column) IS NOT NULL GROUP BY \(column)")
    return Set(kept.keys).union(counted.keys).sorted().filter { kept[$0] ?? 0 != counted[$0] ?? 0 }
      .map { "texts in segment \($0): \(kept[$0] ?? 0) kept, \(counted[$0] ?? 0) counted" }
  }

  /// The segments that a database knows.
  static func numbers(_ db: Database) throws -> [Int64] {
    guard try db.tableExists("text_segment") else { return [] }
    return try Int64.fetchAll(db, sql: "SELECT number FROM text_segment ORDER BY number")
  }

  /// Copies the segments that a copy of the database knows, synced; answers their bytes. What is lost here is lost there, too.
  /// Only while they are held since before that copy.
  /// - Throws: `.diskFull`, and errors of the system.
  func copy(_ numbers: [Int64], to folder: String) throws -> Int {
    try numbers.reduce(0) { sum, number in
      let copy = "\(folder)/\(Self.fileName(name, number))"
      do {
        try FileManager.default.copyItem(atPath: path(number), toPath: copy)
      } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
        return sum
      } catch CocoaError.fileWriteOutOfSpace {
        throw DurableSQLiteError.diskFull(path: copy)
      }
      let file = try FileHandle(forUpdating: URL(fileURLWithPath: copy))
      defer { try? file.close() }
      try file.synchronize()
      return sum + Int(try file.seekToEnd())
    }
  }

  private func file(_ number: Int64) throws(DurableSQLiteError) -> SegmentFile? {
    try files.withLock { files throws(DurableSQLiteError) in
      if let file = files[number] { return file }
      guard let file = try SegmentFile(reading: path(number)) else { return nil }
      if files.count >= Self.openLimit, let oldest = files.keys.min() { files[oldest] = nil }
      files[number] = file
      return file
    }
  }

  private func removeWhenFree(_ numbers: [Int64]) {
    let gone = removal.withLock { removal in
      removal.waiting += numbers
      return removal.takeWaiting()
    }
    remove(gone)
  }

  private func remove(_ numbers: [Int64]) {
    for number in numbers {
      // One that stays is removed by the next opening.
      try? FileManager.default.removeItem(atPath: path(number))
      // Afterwards, or a reader of older rows could open it once more.
      files.withLock { $0[number] = nil }
    }
  }
}
