import Glibc
import Launching
import NewsModels

/// A file, or standard input for `-`, that is read in pieces and closed with its last owner.
struct ReadableFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// - Throws: a failure of `.usage` that names the file and the reason.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    descriptor = path == "-" ? STDIN_FILENO : try Self.open(path)
  }

  private static func open(_ path: String) throws(CommandFailure) -> Int32 {
    switch OpenedPath(Array(path.utf8)) {
    case .file(let descriptor, _): return descriptor
    case .folder: throw unreadable(path, "it is a folder")
    case .unreadable(let reason): throw unreadable(path, reason)
    }
  }

  deinit { if path != "-" { close(descriptor) } }

  /// Fills `bytes` from `start` on as far as there is something to read; answers how many it were, 0 at the file's end.
  func read(into bytes: inout [UInt8], from start: Int) throws(CommandFailure) -> Int {
    let count = bytes.withUnsafeMutableBytes { bytes in
      var count = 0
      let room = UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      repeat { count = Glibc.read(descriptor, room.baseAddress, room.count) } while count < 0 && errno == EINTR
      return count
    }
    guard count >= 0 else { throw unreadable(systemErrorText()) }
    return count
  }

  /// Whether reading waits for somebody who writes: of a pipe, a socket or a terminal.
  var mayWait: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  func unreadable(_ reason: String) -> CommandFailure { Self.unreadable(path, reason) }

  private static func unreadable(_ path: String, _ reason: String) -> CommandFailure {
    CommandFailure(.usage, "cannot read \(path.printable): \(reason)")
  }
}

/// Reads a whole file, or standard input for `-`.
/// - Parameter limit: in bytes.
/// - Throws: a failure of `.usage` that names the file and the reason.
func readFile(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
  let file = try ReadableFile(path)
  // One byte more, so that a file of exactly the limit is told from a longer one.
  var bytes = [UInt8](repeating: 0, count: limit + 1)
  var end = 0
  while end < bytes.count, case let count = try file.read(into: &bytes, from: end), count > 0 { end += count }
  guard end <= limit else { throw file.unreadable("expected at most \(limit) bytes, got more") }
  return Array(bytes[..<end])
}

/// Writes a whole file: a new one or in the place of another as a whole, so that nobody meets half of it; through a link, to a pipe or
/// a device as it stands.
/// - Throws: a failure of `.usage` that names the file and the reason.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(CommandFailure) {
  var status = stat()
  let isOrdinary = lstat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? ""
  // A name that nobody has; a file that has it all the same is somebody's, and not to be written over.
  let target = isOrdinary ? "\(folder).newsctl-\(UInt32.random(in: .min ... .max)).part" : path
  let descriptor = Glibc.open(target, O_WRONLY | O_CREAT | O_CLOEXEC | (isOrdinary ? O_EXCL : O_TRUNC), 0o666)
  func fail() -> CommandFailure {
    let (reason, code) = (systemErrorText(), errno)
    if isOrdinary, descriptor >= 0 { unlink(target) }
    let isOfDisk = [ENOSPC, EDQUOT, EIO].contains(code)
    return CommandFailure(isOfDisk ? .internal : .usage, "cannot write '\(path.printable)': \(reason)")
  }
  guard descriptor >= 0 else { throw fail() }
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else {
      defer { close(descriptor) }
      throw fail()
    }
    rest = rest.dropFirst(count)
  }
  guard close(descriptor) == 0, !isOrdinary || rename(target, path) == 0 else { throw fail() }
}

/// The text of this thread's last system error.
func systemErrorText() -> String {
  String(cString: strerror(errno))
}
