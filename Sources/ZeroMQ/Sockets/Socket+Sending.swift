import CZeroMQ
import Glibc

extension Socket {
  /// Hands one message to libzmq without waiting: all frames or none.
  ///
  /// A ROUTER takes the peer's routing id as `peer`, or as the first frame. Sizes are checked first, because libzmq
  /// reports success for a frame that the peer then refuses.
  /// - Parameters:
  ///   - frames: at least one; each is copied once.
  ///   - peer: the routing frame, sent before the others and not counted for size.
  /// - Throws: ``ZeroMQError/contextShutDown``, or a system error for a type of socket that cannot send.
  public func send(_ frames: [[UInt8]], to peer: [UInt8]? = nil) throws(ZeroMQError) -> SendResult {
    let limit = options.sendLimit
    for (index, frame) in frames.enumerated() where frame.count > limit {
      return .tooLarge(frame: index, bytes: frame.count, limit: limit)
    }
    guard !frames.isEmpty else {
      throw .invalidOption(name: "frames", value: "none", expected: "at least one frame")
    }
    guard hasConnection else { return .wouldBlock }
    if let peer, let refusal = try put(peer, flags: ZMQ_DONTWAIT | ZMQ_SNDMORE) { return refusal }
    let last = frames.count - 1
    for (index, frame) in frames.enumerated() {
      let flags = index == last ? ZMQ_DONTWAIT : ZMQ_DONTWAIT | ZMQ_SNDMORE
      // A peer that dies in the middle makes libzmq roll back the frames before, so beginning again is right.
      if let refusal = try put(frame, flags: flags) { return refusal }
    }
    return .sent
  }

  /// Nil when libzmq took the frame.
  private func put(_ frame: [UInt8], flags: Int32) throws(ZeroMQError) -> SendResult? {
    while true {
      let code = frame.withUnsafeBytes { zmq_send(handle.raw, $0.baseAddress, $0.count, flags) }
      if code >= 0 { return nil }
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case EHOSTUNREACH: return .hostUnreachable
      default: throw .last("sending on a", "\(type) socket")
      }
    }
  }
}
