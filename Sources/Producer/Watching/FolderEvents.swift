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
  /// Bytes that are read at once, and of one event at most.
  private static let (bufferSize, eventSize) = (8 << 10, 16 + 256)
  private static let watched = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_OPEN | IN_ONLYDIR)

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
    guard inotify_add_watch(descriptor, path, Self.watched) >= 0 else {
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
    var unopened: Set<FileName> = []
    var hasNews = takeEvents(descriptor, &unopened)
    while !unopened.isEmpty {
      // Whoever makes a file to write it has opened it before its first byte. One that is seen to have bytes, and was not opened before,
      // came with all of them: by a link.
      unopened = unopened.filter(holdsBytes)
      let filled = unopened
      hasNews = takeEvents(descriptor, &unopened) || hasNews
      let linked = filled.intersection(unopened)
      state.withLock { state in
        for name in linked { Self.append(name, &state) }
      }
      unopened.subtract(linked)
      hasNews = hasNews || !linked.isEmpty
    }
    // That files were opened is told too, by this process among others.
    if hasNews { wake.yield() }
  }

  /// Reads what the kernel has to tell; answers whether there is something to be done.
  /// - Parameter unopened: files that came into being and were not opened since.
  private func takeEvents(_ descriptor: Int32, _ unopened: inout Set<FileName>) -> Bool {
    var buffer = [UInt8](repeating: 0, count: Self.bufferSize)
    var hasNews = false
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return hasNews }
      state.withLock { state in hasNews = Self.note(buffer[..<count], &state, &unopened) || hasNews }
      // There was room for one more.
      if count <= buffer.count - Self.eventSize { return hasNews }
    }
  }

  /// Reads `inotify_event` structures: 16 bytes and a name filled up with NUL. Answers whether there is something to be done.
  private static func note(_ bytes: ArraySlice<UInt8>, _ state: inout State, _ unopened: inout Set<FileName>) -> Bool {
    var rest = bytes
    var hasNews = false
    while rest.count >= 16 {
      let (mask, length) = rest.withUnsafeBytes {
        ($0.loadUnaligned(fromByteOffset: 4, as: UInt32.self), $0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      defer { rest = rest.dropFirst(16 + Int(length)) }
      let isOpening = mask & UInt32(IN_OPEN) != 0
      // Nearly each is of a file that is being taken.
      if isOpening, unopened.isEmpty { continue }
      let name = FileName(rest.dropFirst(16).prefix(Int(length)).prefix { $0 != 0 })
      if isOpening {
        unopened.remove(name)
        continue
      }
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { state.needsScan = true }
      if mask & UInt32(IN_IGNORED) != 0 { state.isOver = true }
      if mask & UInt32(IN_CREATE) != 0, mask & UInt32(IN_ISDIR) == 0 {
        if unopened.count < maximumNames { unopened.insert(name) } else { state.needsScan = true }
        continue
      }
      if mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE) != 0 { append(name, &state) }
      hasNews = true
    }
    return hasNews || state.needsScan
  }

  private static func append(_ name: FileName, _ state: inout State) {
    if state.names.count < maximumNames { state.names.append(name) } else { state.needsScan = true }
  }

  private func holdsBytes(_ name: FileName) -> Bool {
    let file = path.utf8CString.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name.cString
    var status = stat()
    return lstat(Array(file), &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
  }
}
