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
    // Without waiting for ever for the other end of a pipe.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, systemErrorText()) }
    var status = stat()
    let problem: String
    switch fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0 {
    case S_IFREG: return descriptor
    case S_IFIFO:
      if waitForWriter(descriptor) { return descriptor }
      problem = noWriter
    case S_IFDIR: problem = "it is a folder"
    default: problem = "it is no regular file"
    }
    close(descriptor)
    throw unreadable(path, problem)
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

  func unreadable(_ reason: String) -> CommandFailure { Self.unreadable(path, reason) }

  private static func unreadable(_ path: String, _ reason: String) -> CommandFailure {
    CommandFailure(.usage, "cannot read \(path.printable): \(reason)")
  }
}

/// What is wrong with a pipe that `waitForWriter` gave up.
let noWriter = "nobody writes to this pipe"

/// Waits until somebody writes to a pipe that was opened with `O_NONBLOCK`, and makes reading wait from then on; ten seconds at most.
func waitForWriter(_ pipe: Int32) -> Bool {
  // Whoever reads before somebody has opened it to write is told that it is at its end.
  var item = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
  var count: Int32
  repeat { count = poll(&item, 1, 10_000) } while count < 0 && errno == EINTR
  guard count > 0 else { return false }
  return fcntl(pipe, F_SETFL, fcntl(pipe, F_GETFL) & ~O_NONBLOCK) >= 0
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
  let target = isOrdinary ? path + ".part" : path
  let descriptor = Glibc.open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  func fail() -> CommandFailure {
    let reason = systemErrorText()
    if isOrdinary, descriptor >= 0 { unlink(target) }
    return CommandFailure(.usage, "cannot write '\(path.printable)': \(reason)")
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
