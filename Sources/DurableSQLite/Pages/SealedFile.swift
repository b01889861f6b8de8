import GRDBSQLite
import Glibc

/// A database file below SQLite whose pages are sealed when they are written and checked when they are read; or the database's log,
/// whose frames have checksums of their own.
///
/// SQLite allocates it: what is ours comes first, the system's own file follows in the same block. Used by one connection, on one
/// thread at a time. Only temporary files go past it.
struct SealedFile {
  /// Must come first: SQLite finds the methods here.
  var base = sqlite3_file()
  var pages: Pages
  /// Of the log of the connection that writes; nil for others, and until it syncs each commit.
  var gathered: GatheredWrites?

  enum Pages: UInt8 {
    /// The file is empty as yet.
    case unknown
    case sealed
    /// Made before there were checksums, or by another program.
    case plain
    /// It is the log, or a journal.
    case log
  }

  /// Where the system's file begins.
  static let headerSize = (MemoryLayout<SealedFile>.stride + 15) & ~15

  /// Tells the file, before anything is written, that its pages will be sealed: a copy gets its first page last.
  static let sealCommand: Int32 = 0x4E54_5331

  /// Of the database's header, at its start: how many bytes at each page's end SQLite leaves alone.
  private static let reservedAt = 20

  static func system(_ file: UnsafeMutablePointer<sqlite3_file>) -> UnsafeMutablePointer<sqlite3_file> {
    (UnsafeMutableRawPointer(file) + headerSize).assumingMemoryBound(to: sqlite3_file.self)
  }

  private static func own(_ file: UnsafeMutablePointer<sqlite3_file>) -> UnsafeMutablePointer<SealedFile> {
    UnsafeMutableRawPointer(file).assumingMemoryBound(to: SealedFile.self)
  }

  /// Begins the life of what SQLite allocated.
  static func begin(_ file: UnsafeMutablePointer<sqlite3_file>, isLog: Bool) {
    own(file).initialize(to: SealedFile(pages: isLog ? .log : .unknown))
  }

  static func close(_ file: UnsafeMutablePointer<sqlite3_file>) -> Int32 {
    // Whoever closes has synced what counts.
    _ = handOn(file)
    own(file).pointee.gathered?.deallocate()
    own(file).pointee.gathered = nil
    let system = system(file)
    return system.pointee.pMethods.pointee.xClose(system)
  }

  /// Gathers writes from now on.
  ///
  /// Other connections read what is in the log when its index says so: after a sync, as long as each commit is synced.
  static func gather(_ file: UnsafeMutablePointer<sqlite3_file>) {
    if own(file).pointee.gathered == nil { own(file).pointee.gathered = GatheredWrites() }
  }

  /// Writes what was gathered: before anything else is done with the file.
  static func handOn(_ file: UnsafeMutablePointer<sqlite3_file>) -> Int32 {
    own(file).pointee.gathered?.handOn(to: system(file)) ?? SQLITE_OK
  }

  static func announceSeals(_ file: UnsafeMutablePointer<sqlite3_file>) { own(file).pointee.pages = .sealed }

  static func read(
    _ file: UnsafeMutablePointer<sqlite3_file>, _ buffer: UnsafeMutableRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    let written = handOn(file)
    guard written == SQLITE_OK else { return written }
    let system = system(file)
    let code = system.pointee.pMethods.pointee.xRead(system, buffer, count, offset)
    guard own(file).pointee.pages != .log, code == SQLITE_OK || code == SQLite.shortRead, isPage(count, offset) else {
      return code
    }
    let number = offset / Int64(PageChecksum.pageSize)
    if number == 0, code == SQLITE_OK, hasLostItsMark(buffer) { return SQLITE_CORRUPT }
    guard pages(of: file) == .sealed else { return code }
    if code == SQLite.shortRead, hasBytes(system, from: offset) { return SQLITE_CORRUPT }
    return PageChecksum.holds(buffer, number: number) ? code : SQLITE_CORRUPT
  }

  /// Whether there is anything of the page at `offset`, which the file does not hold whole: then it was cut. What is left of it may be
  /// zeros only (a long row's last page begins with some), which with the zeros that were filled in look like a page never written.
  private static func hasBytes(_ system: UnsafeMutablePointer<sqlite3_file>, from offset: Int64) -> Bool {
    var size: Int64 = 0
    guard system.pointee.pMethods.pointee.xFileSize(system, &size) == SQLITE_OK else { return true }
    return size > offset
  }

  static func write(
    _ file: UnsafeMutablePointer<sqlite3_file>, _ bytes: UnsafeRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    guard own(file).pointee.pages != .log else { return pass(file, bytes, count, offset) }
    if offset == 0, count > reservedAt {
      let reserved = bytes.load(fromByteOffset: reservedAt, as: UInt8.self)
      own(file).pointee.pages = reserved == UInt8(PageChecksum.size) ? .sealed : .plain
    }
    guard isPage(count, offset), pages(of: file) == .sealed else { return pass(file, bytes, count, offset) }
    // SQLite's own page stays as it is.
    return withUnsafeTemporaryAllocation(byteCount: PageChecksum.pageSize, alignment: 16) { page in
      guard let start = page.baseAddress else { return SQLITE_NOMEM }
      start.copyMemory(from: bytes, byteCount: PageChecksum.pageSize)
      PageChecksum.seal(start, number: offset / Int64(PageChecksum.pageSize))
      return pass(file, start, count, offset)
    }
  }

  /// Writes, or gathers, bytes as they are.
  private static func pass(
    _ file: UnsafeMutablePointer<sqlite3_file>, _ bytes: UnsafeRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    let system = system(file)
    return own(file).pointee.gathered?.add(bytes, count, at: offset, to: system)
      ?? write(to: system, bytes, count, offset)
  }

  /// Writes to the system's file. One whose owner's quota is used up is a full disk, which SQLite takes for one that fails.
  static func write(
    to system: UnsafeMutablePointer<sqlite3_file>, _ bytes: UnsafeRawPointer, _ count: Int32, _ offset: Int64
  ) -> Int32 {
    let code = system.pointee.pMethods.pointee.xWrite(system, bytes, count, offset)
    guard code == SQLite.writeFailed else { return code }
    var reason: Int32 = 0
    _ = system.pointee.pMethods.pointee.xFileControl(system, SQLITE_FCNTL_LAST_ERRNO, &reason)
    return reason == EDQUOT ? SQLITE_FULL : code
  }

  private static func isPage(_ count: Int32, _ offset: Int64) -> Bool {
    count == PageChecksum.pageSize && offset % Int64(PageChecksum.pageSize) == 0
  }

  /// Asked again while the file is empty: another connection may have written to it since.
  private static func pages(of file: UnsafeMutablePointer<sqlite3_file>) -> Pages {
    if own(file).pointee.pages == .unknown {
      let system = system(file)
      var reserved: UInt8 = 0
      if system.pointee.pMethods.pointee.xRead(system, &reserved, 1, Int64(reservedAt)) == SQLITE_OK {
        own(file).pointee.pages = reserved == UInt8(PageChecksum.size) ? .sealed : .plain
      }
    }
    return own(file).pointee.pages
  }

  /// Whether this first page would be whole if it said that pages are sealed: then it did.
  private static func hasLostItsMark(_ page: UnsafeMutableRawPointer) -> Bool {
    let found = page.load(fromByteOffset: reservedAt, as: UInt8.self)
    guard found != UInt8(PageChecksum.size) else { return false }
    page.storeBytes(of: UInt8(PageChecksum.size), toByteOffset: reservedAt, as: UInt8.self)
    defer { page.storeBytes(of: found, toByteOffset: reservedAt, as: UInt8.self) }
    return !PageChecksum.isBlank(page) && PageChecksum.holds(page, number: 0)
  }
}

/// Codes that SQLite's header computes with macros that are not imported.
enum SQLite {
  /// `SQLITE_IOERR_SHORT_READ`: the file ends before; the rest of the buffer is zero.
  static let shortRead = SQLITE_IOERR | 2 << 8
  /// `SQLITE_IOERR_WRITE`: the system refused to write, for another reason than a full disk.
  static let writeFailed = SQLITE_IOERR | 3 << 8
}
