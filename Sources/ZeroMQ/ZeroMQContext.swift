import CZeroMQ
import Glibc
import Locking

/// The home of sockets: one for a process is enough.
///
/// It lives at least as long as each of its sockets. When the last reference goes, it ends libzmq's threads; that waits
/// for undelivered messages as long as the sockets' `linger` says, which is finite by default.
public final class ZeroMQContext: Sendable {
  private struct State {
    var openSockets = 0
    var isTerminated = false
  }

  /// `ZMQ_ZERO_COPY_RECV`, which libzmq takes in all builds and declares for its drafts only.
  ///
  /// With it a part that came whole in one of the 8 KiB that libzmq reads at a time stays in that block, and the block with it: a part of
  /// four kilobytes holds twice its size until it is taken. Without it each part has memory of its own, copied there once.
  private static let zeroCopyReceive: Int32 = 10

  /// Safe from any thread by libzmq's documentation; `state` keeps calls away from it once it is gone.
  private nonisolated(unsafe) let raw: UnsafeMutableRawPointer
  private let state = Guarded(State())

  /// Makes a context.
  /// - Parameters:
  ///   - ioThreads: libzmq's network threads, 1...16; one carries about a gigabyte a second.
  ///   - maxSockets: how many sockets may be open at a time, 1...65,535; monitors count as two.
  public init(ioThreads: Int = 1, maxSockets: Int = 1023) throws(ZeroMQError) {
    guard (1...16).contains(ioThreads) else {
      throw .invalidOption(name: "ioThreads", value: "\(ioThreads)", expected: "1 to 16")
    }
    guard (1...65_535).contains(maxSockets) else {
      throw .invalidOption(name: "maxSockets", value: "\(maxSockets)", expected: "1 to 65535")
    }
    guard let raw = zmq_ctx_new() else { throw .last("making a ZeroMQ context") }
    zmq_ctx_set(raw, ZMQ_IO_THREADS, Int32(ioThreads))
    zmq_ctx_set(raw, ZMQ_MAX_SOCKETS, Int32(maxSockets))
    // Without effect where it is refused: messages take more memory then, and are the same.
    zmq_ctx_set(raw, Self.zeroCopyReceive, 0)
    self.raw = raw
  }

  deinit {
    // Each socket holds the context, so none is open here.
    if !state.withLock({ $0.isTerminated }) { Self.end(raw) }
  }

  /// Ends all blocked and future calls on the context's sockets with ``ZeroMQError/contextShutDown``. From any thread.
  public func shutdown() {
    state.withLock { state in
      if !state.isTerminated { zmq_ctx_shutdown(raw) }
    }
  }

  /// Shuts down and ends libzmq's threads; waits at most for the closed sockets' `linger`.
  ///
  /// Throws ``ZeroMQError/socketsOpen(_:)``, instead of hanging, while a socket is still open.
  public func terminate() throws(ZeroMQError) {
    let open: Int? = state.withLock { state in
      if state.isTerminated { return nil }
      zmq_ctx_shutdown(raw)
      if state.openSockets == 0 { state.isTerminated = true }
      return state.openSockets
    }
    guard let open else { return }
    guard open == 0 else { throw .socketsOpen(open) }
    Self.end(raw)
  }

  /// Whether the installed libzmq has `ipc`, `curve`, `draft`, `pgm`, `norm`, `tipc`, `gssapi`, `vmci` or `ws`.
  public static func has(_ capability: String) -> Bool { zmq_has(capability) == 1 }

  /// The installed libzmq, such as `4.3.4`.
  public static var libraryVersion: String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    zmq_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// How many sockets are open, monitors included.
  public var openSockets: Int { state.withLock { $0.openSockets } }

  private static func end(_ raw: UnsafeMutableRawPointer) {
    while zmq_ctx_term(raw) != 0, zmq_errno() == EINTR {}
  }

  func open(_ type: SocketType) throws(ZeroMQError) -> UnsafeMutableRawPointer {
    var made: UnsafeMutableRawPointer?
    var code: Int32 = terminatedCode
    state.withLock { state in
      guard !state.isTerminated else { return }
      made = zmq_socket(raw, type.rawValue)
      if made == nil { code = zmq_errno() } else { state.openSockets += 1 }
    }
    guard let made else { throw .of(code: code, "opening a ZeroMQ socket") }
    return made
  }

  func close(_ socket: UnsafeMutableRawPointer) {
    zmq_close(socket)
    state.withLock { $0.openSockets -= 1 }
  }
}
