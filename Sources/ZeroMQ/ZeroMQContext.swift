import CZeroMQ
import Glibc
import Locking

/// The home of sockets: one for a process is enough.
///
/// It lives at least as long as each of its sockets. When the last reference goes, it ends libzmq's threads; that waits
/// for undelivered messages as long as the sockets' `linger` says, which is finite by default.
public final class ZeroMQContext: Sendable {
  /// `ZMQ_ZERO_COPY_RECV`, which libzmq takes in all builds and declares for its drafts only.
  ///
  /// With it a part that came whole in one of the 8 KiB that libzmq reads at a time stays in that block, and the block with it: a part of
  /// four kilobytes holds twice its size until it is taken. Without it each part has memory of its own, copied there once.
  private static let zeroCopyReceive: Int32 = 10

  /// Safe from any thread by libzmq's documentation.
  private nonisolated(unsafe) let raw: UnsafeMutableRawPointer
  private let sockets = Guarded(0)

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
    while zmq_ctx_term(raw) != 0, zmq_errno() == EINTR {}
  }

  /// Ends all blocked and future calls on the context's sockets with ``ZeroMQError/contextShutDown``. From any thread.
  public func shutdown() { zmq_ctx_shutdown(raw) }

  /// Whether the installed libzmq has `ipc`, `curve`, `draft`, `pgm`, `norm`, `tipc`, `gssapi`, `vmci` or `ws`.
  public static func has(_ capability: String) -> Bool { zmq_has(capability) == 1 }

  /// How many sockets are open, monitors included.
  public var openSockets: Int { sockets.withLock { $0 } }

  func open(_ type: SocketType) throws(ZeroMQError) -> UnsafeMutableRawPointer {
    guard let made = zmq_socket(raw, type.rawValue) else { throw .last("opening a ZeroMQ socket") }
    sockets.withLock { $0 += 1 }
    return made
  }

  func close(_ socket: UnsafeMutableRawPointer) {
    zmq_close(socket)
    sockets.withLock { $0 -= 1 }
  }
}
