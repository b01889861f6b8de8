import Locking

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The folder that holds a process's data, held against every other process until it is released.
public final class DataFolder: Sendable {
  public let path: String
  private let lock: Guarded<CInt?>

  var lockPath: String { "\(path)/lock" }

  /// Makes the folder (mode 0700) and those above it where they are missing, and locks it.
  public init(_ path: String) throws(DurableSQLiteError) {
    self.path = path
    try Self.make(path)
    let lock = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0 else { throw Self.refusal(path: path) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let reason = SystemError.text()
      var name = [UInt8](repeating: 0, count: 64)
      let count = read(lock, &name, name.count)
      close(lock)
      guard isHeld else { throw .notWritable(path: path, reason: reason) }
      let process = String(decoding: name.prefix(max(0, count)), as: UTF8.self).prefix { $0 != "\n" }
      throw .inUse(folder: path, process: process.isEmpty ? nil : String(process))
    }
    let name = Array("process \(getpid())\n".utf8)
    // For people only; the lock itself is what counts.
    if ftruncate(lock, 0) == 0 { _ = pwrite(lock, name, name.count, 0) }
    self.lock = Guarded(lock)
  }

  /// Whether some process has held the folder, so that one may hold it now. Makes nothing.
  public static func wasHeld(_ path: String) -> Bool {
    var status = stat()
    return stat("\(path)/lock", &status) == 0
  }

  deinit { release() }

  /// Lets other processes have the folder. The database in it does this when it is closed.
  func release() {
    lock.withLock { lock in
      if let descriptor = lock { close(descriptor) }
      lock = nil
    }
  }

  /// Whether others may put files into the folder, and take ours away.
  var isWritableForOthers: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o002 != 0
  }

  /// Keeps others from reading a database, whoever may enter its folder: a new one is made for its owner alone, and SQLite gives its log
  /// the same mode. Where the system does not let it, the opening says why.
  static func closeToOthers(_ database: String) {
    // Not opened where it is there: closing it would end locks of this process.
    let descriptor = open(database, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
    for file in ["", "-wal", "-shm"].map({ database + $0 }) {
      var status = stat()
      if stat(file, &status) == 0, status.st_mode & 0o077 != 0 { chmod(file, 0o600) }
    }
  }

  /// Whether a folder holds the data of a service, running or not: a database's mark.
  public static func holdsData(_ path: String) -> Bool {
    guard let directory = opendir(path) else { return false }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasSuffix(".mark"), isMark("\(path)/\(name)") { return true }
    }
    return false
  }

  private static func isMark(_ path: String) -> Bool {
    // Anything may stand at the name: a pipe would keep whoever opens it waiting.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: DatabaseMark.word.utf8.count)
    return read(descriptor, &bytes, bytes.count) == bytes.count && bytes.elementsEqual(DatabaseMark.word.utf8)
  }

  /// Makes the names of new files in the folder survive a power cut.
  public func sync() throws(DurableSQLiteError) { try Self.sync(path) }

  /// As above, of any folder.
  public static func sync(_ path: String) throws(DurableSQLiteError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(path: path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError.failure(path) }
  }

  private static func make(_ path: String) throws(DurableSQLiteError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: path) }
      return
    }
    guard errno == ENOENT else { throw refusal(path: path) }
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if !parent.isEmpty, parent != path { try make(parent) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw refusal(path: path) }
    try sync(parent.isEmpty ? "/" : parent)
  }

  private static func refusal(path: String) -> DurableSQLiteError {
    switch errno {
    case EROFS: .readOnlyFileSystem(path: path)
    case ENOTDIR: .notAFolder(path: path)
    case ENOSPC, EDQUOT: .diskFull(path: path)
    default: .notWritable(path: path, reason: SystemError.text())
    }
  }
}
