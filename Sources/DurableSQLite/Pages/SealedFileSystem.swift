import GRDBSQLite

/// SQLite's file system (VFS) for databases with sealed pages: the system's own with `SealedFile` before each database file, its log, and
/// the journal that a new one has before it has a log.
///
/// Registered as the process's default, since GRDB names none when it opens a file. Databases of others pass through unchanged.
enum SealedFileSystem {
  /// Registers it once for the process.
  /// - Throws: where SQLite has no file system of its own.
  static func use() throws(DurableSQLiteError) {
    SQLiteMemory.leaveUncounted()
    guard registration == SQLITE_OK else {
      throw .failed(path: "SQLite", reason: "its file system cannot be extended, SQLite code \(registration)")
    }
  }

  /// Has a new database leave room for checksums at the end of each page. Changes nothing in one that has pages.
  static func reserveRoom(_ connection: OpaquePointer?) {
    var size = Int32(PageChecksum.size)
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &size)
  }

  /// For a copy that is about to be made of a database whose pages have `reserved` bytes.
  static func announceSeals(_ connection: OpaquePointer?, reserved: Int32) {
    guard reserved == PageChecksum.size else { return }
    sqlite3_file_control(connection, "main", SealedFile.sealCommand, nil)
  }

  /// How many bytes at the end of each page of a database SQLite leaves alone.
  static func reserved(_ connection: OpaquePointer?) -> Int32 {
    // Asked by a number that is none: nothing is changed.
    var size: Int32 = -1
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &size)
    return size
  }

  /// Has a connection gather what it writes to its log. To be called once it syncs each commit: until then others may read what was
  /// not synced. Not to the database: what a reader keeps from being copied whole is not synced before others look for it there.
  static func gatherWrites(_ connection: OpaquePointer?) {
    var log: UnsafeMutablePointer<sqlite3_file>?
    sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log)
    if let log, log.pointee.pMethods == UnsafePointer(methods) { SealedFile.gather(log) }
  }

  private static let name: StaticString = "news-topics-sealed"

  /// Never freed: SQLite keeps it for the life of the process. Written before it is registered, and never after.
  private nonisolated(unsafe) static let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
  private nonisolated(unsafe) static let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
  private nonisolated(unsafe) static let system = sqlite3_vfs_find(nil)

  private static let registration: Int32 = {
    guard let system else { return SQLITE_ERROR }
    methods.initialize(to: makeMethods())
    layer.initialize(to: system.pointee)
    layer.pointee.zName = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    layer.pointee.szOsFile = system.pointee.szOsFile + Int32(SealedFile.headerSize)
    layer.pointee.pNext = nil
    layer.pointee.xOpen = { _, path, file, flags, outFlags in
      SealedFileSystem.open(path, file, flags, outFlags)
    }
    return sqlite3_vfs_register(layer, 1)
  }()

  private static func open(
    _ path: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
    _ outFlags: UnsafeMutablePointer<Int32>?
  ) -> Int32 {
    guard let system, let file else { return SQLITE_CANTOPEN }
    guard flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0 else {
      return system.pointee.xOpen(system, path, file, flags, outFlags)
    }
    SealedFile.begin(file, isLog: flags & SQLITE_OPEN_MAIN_DB == 0)
    let code = system.pointee.xOpen(system, path, SealedFile.system(file), flags, outFlags)
    // Without methods SQLite does not close what did not open.
    file.pointee.pMethods = code == SQLITE_OK ? UnsafePointer(methods) : nil
    return code
  }

  /// Reading and writing are ours, all else is the system's. Version 2: no memory mapping, which would go past the checks.
  private static func makeMethods() -> sqlite3_io_methods {
    var own = sqlite3_io_methods()
    own.iVersion = 2
    own.xRead = { file, buffer, count, offset in
      guard let file, let buffer else { return SQLITE_IOERR }
      return SealedFile.read(file, buffer, count, offset)
    }
    own.xWrite = { file, bytes, count, offset in
      guard let file, let bytes else { return SQLITE_IOERR }
      return SealedFile.write(file, bytes, count, offset)
    }
    own.xFileControl = { file, command, argument in
      guard let file else { return SQLITE_IOERR }
      if command == SealedFile.sealCommand {
        SealedFile.announceSeals(file)
        return SQLITE_OK
      }
      let system = SealedFile.system(file)
      return system.pointee.pMethods.pointee.xFileControl(system, command, argument)
    }
    passThrough(&own)
    return own
  }

  private static func passThrough(_ own: inout sqlite3_io_methods) {
    own.xClose = { file in file.map { SealedFile.close($0) } ?? SQLITE_IOERR }
    own.xTruncate = { file, size in onWritten(file) { $1.xTruncate($0, size) } }
    own.xSync = { file, flags in onWritten(file) { $1.xSync($0, flags) } }
    own.xFileSize = { file, size in onWritten(file) { $1.xFileSize($0, size) } }
    own.xLock = { file, level in on(file) { $1.xLock($0, level) } }
    own.xUnlock = { file, level in on(file) { $1.xUnlock($0, level) } }
    own.xCheckReservedLock = { file, result in on(file) { $1.xCheckReservedLock($0, result) } }
    own.xSectorSize = { file in on(file) { $1.xSectorSize($0) } }
    own.xDeviceCharacteristics = { file in on(file) { $1.xDeviceCharacteristics($0) } }
    own.xShmMap = { file, region, size, extend, address in on(file) { $1.xShmMap($0, region, size, extend, address) } }
    own.xShmLock = { file, offset, count, flags in on(file) { $1.xShmLock($0, offset, count, flags) } }
    own.xShmBarrier = { file in
      _ = on(file) {
        $1.xShmBarrier($0)
        return SQLITE_OK
      }
    }
    own.xShmUnmap = { file, delete in on(file) { $1.xShmUnmap($0, delete) } }
  }
}

/// Calls a method of the system's file behind ours. Not a member: a C function cannot capture the type.
private func on(
  _ file: UnsafeMutablePointer<sqlite3_file>?,
  _ call: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32
) -> Int32 {
  guard let file else { return SQLITE_IOERR }
  let system = SealedFile.system(file)
  return call(system, system.pointee.pMethods.pointee)
}

/// The same after what was gathered has been written.
private func onWritten(
  _ file: UnsafeMutablePointer<sqlite3_file>?,
  _ call: (UnsafeMutablePointer<sqlite3_file>, sqlite3_io_methods) -> Int32
) -> Int32 {
  guard let file else { return SQLITE_IOERR }
  let written = SealedFile.handOn(file)
  return written == SQLITE_OK ? on(file, call) : written
}
