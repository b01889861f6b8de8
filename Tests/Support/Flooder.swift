import Glibc
import Synchronization
import ZeroMQ

/// A stranger on a thread of its own that sends one message without an end, and comes again when it is cut off.
public final class Flooder: Sendable {
  private let isOver = Atomic(false)
  private let hasEnded = Atomic(false)
  private let connected = Atomic(0)
  private let endpoint: Endpoint
  /// Frames that say "more follows", some hundred kilobytes of them.
  private let frames: [UInt8]

  public init(_ endpoint: Endpoint, frameSize: Int) {
    self.endpoint = endpoint
    let header: [UInt8] =
      frameSize < 256
      ? [0x01, UInt8(frameSize)] : [0x03] + withUnsafeBytes(of: UInt64(frameSize).bigEndian) { Array($0) }
    let frame = header + [UInt8](repeating: 7, count: frameSize)
    frames = Array(repeatElement(frame, count: 1 + 300_000 / frame.count).joined())
  }

  /// How often it had to come again.
  public var connections: Int { connected.load(ordering: .relaxed) }

  public func begin() {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Flooder>.fromOpaque(argument).takeRetainedValue().flood() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  public func end() {
    isOver.store(true, ordering: .releasing)
    while !hasEnded.load(ordering: .acquiring) { sched_yield() }
  }

  private func flood() {
    while !isOver.load(ordering: .acquiring) {
      guard let connection = try? RawConnection(endpoint), connection.shakeHands() else { continue }
      connected.wrappingAdd(1, ordering: .relaxed)
      // A cut may leave the sending side with a window of zero.
      connection.setPatience(milliseconds: 200)
      while !isOver.load(ordering: .acquiring), connection.write(frames) {}
    }
    hasEnded.store(true, ordering: .releasing)
  }
}
