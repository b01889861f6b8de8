import Dispatch
import Glibc
import Locking

/// What the kernel tells of a folder: names of files that were closed after writing, moved in or linked in, and of folders that came.
///
/// Holds a bounded number of names; where more came, it says that the folder must be looked through instead.
final class FolderEvents: Sendable {
  /// What is to be done next.
  enum Event: Hashable, Sendable {
    /// It may be a folder's name.
    case file(FileName)
    /// Look at everything that is there: at the start, and after more was told than could be held.
    case scan
  }

  private static let maximumNames = 16_384

  private struct State {
    var names = WaitingNames()
    var needsScan = true
    var isOver = false
  }

  private let path: String
  private let wake: AsyncStream<Void>.Continuation
  private let state: Guarded<State>
  /// Dispatch's objects may be used from any thread, but do not say so to the compiler on Linux.
  private nonisolated(unsafe) let source: any DispatchSourceRead

  /// - Parameter wake: yields after there is a next event.
  init(folder path: String, wake: AsyncStream<Void>.Continuation) throws(WatchError) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { throw .notObservable(folder: path, reason: String(cString: strerror(errno))) }
    guard inotify_add_watch(descriptor, path, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR)) >= 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw .notObservable(folder: path, reason: reason)
    }
    self.path = path
    self.wake = wake
    state = Guarded(State())
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: DispatchQueue(label: "watch-folder"))
    source.setCancelHandler { close(descriptor) }
    source.setEventHandler { [weak self] in self?.drain(descriptor) }
    source.activate()
    wake.yield()
  }

  deinit { source.cancel() }

  /// The next event; nil where there is none for now.
  func next() -> Event? {
    state.withLock { state in
      if state.needsScan {
        state.needsScan = false
        return .scan
      }
      return state.names.popFirst().map { .file($0) }
    }
  }

  /// Has everything that is there looked at next.
  func lookThrough() { state.withLock { $0.needsScan = true } }

  /// Whether the kernel has said that it tells no more of the folder. It does not say so where somebody holds it open.
  var isOver: Bool { state.withLock { $0.isOver } }

  private func drain(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      state.withLock { state in note(buffer[..<count], &state) }
    }
    wake.yield()
  }

  /// Reads `inotify_event` structures: 16 bytes and a name filled up with NUL.
  private func note(_ bytes: ArraySlice<UInt8>, _ state: inout State) {
    var rest = bytes
    while rest.count >= 16 {
      let (mask, length) = rest.withUnsafeBytes {
        ($0.loadUnaligned(fromByteOffset: 4, as: UInt32.self), $0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      let name = FileName(rest.dropFirst(16).prefix(Int(length)).prefix { $0 != 0 })
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { state.needsScan = true }
      if mask & UInt32(IN_IGNORED) != 0 { state.isOver = true }
      // A file that was made is told of again when it is closed; one that was linked in is not.
      if mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0
        || mask & UInt32(IN_CREATE) != 0 && (mask & UInt32(IN_ISDIR) != 0 || isLinkedIn(name))
      {
        if state.names.count < Self.maximumNames {
          state.names.append(name)
        } else {
          state.needsScan = true
        }
      }
      rest = rest.dropFirst(16 + Int(length))
    }
  }

  /// Whether a regular file stands there that has other names too: a hard link has all its bytes at once.
  private func isLinkedIn(_ name: FileName) -> Bool {
    let file = path.utf8CString.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name.cString
    var status = stat()
    return lstat(Array(file), &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink > 1
  }
}
