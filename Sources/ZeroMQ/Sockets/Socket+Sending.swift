import CZeroMQ
import Glibc

extension Socket {
  /// Hands one message to libzmq without waiting: all frames or none.
  ///
  /// A ROUTER takes the peer's routing id as `peer`, or as the first frame. Sizes are checked first, because libzmq
  /// reports success for a frame that the peer then refuses.
  /// - Parameters:
  ///   - frames: at least one; small ones are copied, larger ones held until they are written (``LentBytes``).
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
    var debtor: LentBytes.Debtor?
    if let peer, let unreadLimit = options.unreadLimit {
      let unread = handle.loans.bytes(of: peer)
      if unread > 0, unread + frames.reduce(0, { $0 + $1.count }) > unreadLimit { return .wouldBlock }
      debtor = LentBytes.Debtor(peer: peer, account: handle.loans)
    }
    if let peer, let refusal = try put(peer, flags: ZMQ_DONTWAIT | ZMQ_SNDMORE) { return refusal }
    let last = frames.count - 1
    for (index, frame) in frames.enumerated() {
      let flags = index == last ? ZMQ_DONTWAIT : ZMQ_DONTWAIT | ZMQ_SNDMORE
      // A peer that dies in the middle makes libzmq roll back the frames before, so beginning again is right.
      if let refusal = try put(frame, flags: flags, debtor: debtor) { return refusal }
    }
    return .sent
  }

  /// Nil when libzmq took the frame.
  private func put(_ frame: [UInt8], flags: Int32, debtor: LentBytes.Debtor? = nil) throws(ZeroMQError) -> SendResult? {
    if frame.count < LentBytes.least {
      return try put { frame.withUnsafeBytes { zmq_send(handle.raw, $0.baseAddress, $0.count, flags) } }
    }
    var message = zmq_msg_t()
    guard LentBytes.lend(frame, to: &message, debtor: debtor) else { throw .last("sending on a", "\(type) socket") }
    // What was sent is empty then; what was not is let go.
    defer { zmq_msg_close(&message) }
    return try put { zmq_msg_send(&message, handle.raw, flags) }
  }

  /// Nil when libzmq took what `send` hands to it.
  @inline(__always)
  private func put(_ send: () -> Int32) throws(ZeroMQError) -> SendResult? {
    while true {
      if send() >= 0 { return nil }
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case EHOSTUNREACH: return .hostUnreachable
      default: throw .last("sending on a", "\(type) socket")
      }
    }
  }
}
