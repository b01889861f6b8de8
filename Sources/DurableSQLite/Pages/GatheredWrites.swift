import GRDBSQLite

/// Writes to one file that follow each other there, gathered into few calls of the system.
///
/// SQLite writes each page of its log by two calls, which cost more than the bytes they carry.
/// What is gathered is in no file yet, so whoever holds it hands it on before anything else is done with the file, above all before
/// a sync; and others must not look for it earlier.
struct GatheredWrites {
  /// Most bytes that are gathered: some fifteen pages.
  private static let capacity = 64 << 10

  private let bytes = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
  private var count = 0
  /// Where in the file the first of them belongs.
  private var start: Int64 = 0

  /// Takes what is to be written; answers SQLite's code for what was written because of it.
  mutating func add(
    _ more: UnsafeRawPointer, _ size: Int32, at offset: Int64, to file: UnsafeMutablePointer<sqlite3_file>
  ) -> Int32 {
    let size = Int(size)
    if count + size > Self.capacity || offset != start + Int64(count) {
      let code = handOn(to: file)
      guard code == SQLITE_OK else { return code }
      guard size <= Self.capacity else {
        return SealedFile.write(to: file, more, Int32(size), offset)
      }
      start = offset
    }
    (bytes + count).copyMemory(from: more, byteCount: size)
    count += size
    return SQLITE_OK
  }

  /// Writes all that was gathered. What cannot be written is given up: SQLite hears of it, and undoes the transaction.
  mutating func handOn(to file: UnsafeMutablePointer<sqlite3_file>) -> Int32 {
    if count == 0 { return SQLITE_OK }
    defer { count = 0 }
    return SealedFile.write(to: file, bytes, Int32(count), start)
  }

  func deallocate() { bytes.deallocate() }
}
