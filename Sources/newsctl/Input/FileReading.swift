import Glibc
import Launching
import NewsModels

/// Reads a whole file, or standard input for `-`.
/// - Throws: a failure of `.usage` that names the file and the reason.
func readFile(_ path: String, limit: Int = 2 << 30) throws(CommandFailure) -> [UInt8] {
  let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw unreadable(path, systemErrorText()) }
  defer { if path != "-" { close(descriptor) } }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw unreadable(path, systemErrorText()) }
  let kind = status.st_mode & S_IFMT
  if path != "-", kind != S_IFREG, kind != S_IFIFO {
    throw unreadable(path, kind == S_IFDIR ? "it is a folder" : "it is no regular file")
  }
  if kind == S_IFIFO { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK) }
  if kind == S_IFREG, status.st_size > limit {
    throw unreadable(path, "expected at most \(limit) bytes, got \(status.st_size)")
  }
  return try readAll(descriptor, path, expected: kind == S_IFREG ? Int(status.st_size) : 0, limit: limit)
}

private func readAll(
  _ descriptor: Int32, _ path: String, expected: Int, limit: Int
) throws(CommandFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(expected + 1)
  while true {
    // One byte more than the file has, so that its end is seen without another growth.
    let room = max(bytes.capacity - bytes.count, 65_536)
    let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      repeat { count = read(descriptor, buffer.baseAddress, room) } while count < 0 && errno == EINTR
      count = max(count, -1) < 0 ? 0 : count
    }
    if chunk.isEmpty { return bytes }
    bytes += chunk
    if bytes.count > limit { throw unreadable(path, "expected at most \(limit) bytes, got more") }
  }
}

private func unreadable(_ path: String, _ reason: String) -> CommandFailure {
  CommandFailure(.usage, "cannot read \(path.printable): \(reason)")
}

/// The text of this thread's last system error.
func systemErrorText() -> String {
  String(cString: strerror(errno))
}
