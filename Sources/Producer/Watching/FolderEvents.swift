import Dispatch
import Glibc
import Locking

/// What the kernel tells of a folder: names of files that were closed after writing or moved in.
///
/// Holds a bounded number of names; where more came, it says that the folder must be looked through instead.
final class FolderEvents: Sendable {
  /// What is to be done next.
  enum Event: Hashable, Sendable {
    case file(FileName)
    /// Look at everything that is there: at the start, and after more was told than could be held.
    case scan
    /// The folder is no more, or has another name: what is put where it was is not seen.
    case gone
  }

  private static let maximumNames = 16_384
  private static let lookInterval = DispatchTimeInterval.seconds(2)

  private struct State {
    var names = WaitingNames()
    var needsScan = true
    var isGone = false
  }

  /// Yields after there is a next event; ends with `stop`.
  let wakeups: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let state: Guarded<State>
  /// Dispatch's objects may be used from any thread, but do not say so to the compiler on Linux.
  private nonisolated(unsafe) let source: any DispatchSourceRead
  /// The same holds for it: it is set up before anybody else has it, and only cancelled afterwards.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer

  /// - Parameter isThere: whether `path` is still that folder. It is asked now and then: of a folder that is held open the kernel does
  ///   not tell that it was removed, nor of one that another was mounted over.
  init(folder path: String, isThere: @escaping @Sendable () -> Bool) throws(WatchError) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { throw .notObservable(folder: path, reason: String(cString: strerror(errno))) }
    guard inotify_add_watch(descriptor, path, UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR)) >= 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw .notObservable(folder: path, reason: reason)
    }
    (wakeups, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    state = Guarded(State())
    let queue = DispatchQueue(label: "watch-folder")
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setCancelHandler { close(descriptor) }
    timer = DispatchSource.makeTimerSource(queue: queue)
    source.setEventHandler { [weak self] in self?.drain(descriptor) }
    timer.setEventHandler { [weak self] in if !isThere() { self?.end() } }
    timer.schedule(deadline: .now() + Self.lookInterval, repeating: Self.lookInterval, leeway: Self.lookInterval)
    source.activate()
    timer.activate()
    wake.yield()
  }

  deinit {
    source.cancel()
    timer.cancel()
  }

  /// The next event; nil where there is none for now.
  func next() -> Event? {
    state.withLock { state in
      if state.isGone { return .gone }
      if state.needsScan {
        state.needsScan = false
        return .scan
      }
      return state.names.popFirst().map { .file($0) }
    }
  }

  func stop() { wake.finish() }

  private func end() {
    state.withLock { $0.isGone = true }
    wake.yield()
  }

  private func drain(_ descriptor: Int32) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      state.withLock { state in Self.note(buffer[..<count], &state) }
    }
    wake.yield()
  }

  /// Reads `inotify_event` structures: 16 bytes and a name filled up with NUL.
  private static func note(_ bytes: ArraySlice<UInt8>, _ state: inout State) {
    var rest = bytes
    while rest.count >= 16 {
      let (mask, length) = rest.withUnsafeBytes {
        ($0.loadUnaligned(fromByteOffset: 4, as: UInt32.self), $0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      let name = rest.dropFirst(16).prefix(Int(length))
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { state.needsScan = true }
      if mask & UInt32(IN_IGNORED) != 0 { state.isGone = true }
      if mask & UInt32(IN_CLOSE_WRITE | IN_MOVED_TO) != 0, mask & UInt32(IN_ISDIR) == 0 {
        if state.names.count < maximumNames {
          state.names.append(FileName(name.prefix { $0 != 0 }))
        } else {
          state.needsScan = true
        }
      }
      rest = rest.dropFirst(16 + Int(length))
    }
  }
}
