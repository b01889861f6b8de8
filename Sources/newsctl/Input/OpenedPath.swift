import Glibc

/// What stands behind a path, opened to be read.
enum OpenedPath {
  case folder
  /// `size` in bytes, as it is now; nil for a pipe. The descriptor is the caller's to close.
  case file(Int32, size: Int?)
  case unreadable(String)

  /// Opens without waiting for ever for the other end of a pipe that nobody writes to.
  /// - Parameter path: as the file system has it.
  init(_ path: [UInt8]) {
    let descriptor = path.withCPath { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      self = .unreadable(systemErrorText())
      if descriptor >= 0 { close(descriptor) }
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file(descriptor, size: Int(status.st_size))
    case S_IFIFO where Self.waitForWriter(descriptor): self = .file(descriptor, size: nil)
    case let kind:
      close(descriptor)
      self =
        switch kind {
        case S_IFDIR: .folder
        case S_IFIFO: .unreadable("nobody writes to this pipe")
        default: .unreadable("it is neither a file nor a folder")
        }
    }
  }

  /// Waits until somebody writes to a pipe that was opened with `O_NONBLOCK`, and makes reading wait from then on; ten seconds at
  /// most.
  private static func waitForWriter(_ pipe: Int32) -> Bool {
    // Whoever reads before somebody has opened it to write is told that it is at its end.
    var item = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    var count: Int32
    repeat { count = poll(&item, 1, 10_000) } while count < 0 && errno == EINTR
    guard count > 0 else { return false }
    return fcntl(pipe, F_SETFL, fcntl(pipe, F_GETFL) & ~O_NONBLOCK) >= 0
  }
}
