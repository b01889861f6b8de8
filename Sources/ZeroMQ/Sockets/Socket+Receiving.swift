import CZeroMQ
import Glibc

extension Socket {
  /// Takes one whole message, or nil where none is there. Never waits.
  ///
  /// A ROUTER's first frame is the sender's routing id.
  /// - Throws: ``ZeroMQError/messageOverBounds(frames:bytes:limits:route:)`` for a message larger than `limits`: it is
  ///   dropped whole, the next call gives the next message. ``ZeroMQError/contextShutDown``.
  public func receive(limits: ReceiveLimits = ReceiveLimits()) throws(ZeroMQError) -> [Frame]? {
    while true {
      switch try receiveNext(limits) {
      case .none: return nil
      case .message(let frames): return frames
      case .ofRemovedKey: continue
      }
    }
  }

  private enum Received {
    case none
    case message([Frame])
    /// Dropped, and its connection cut.
    case ofRemovedKey
  }

  private func receiveNext(_ limits: ReceiveLimits) throws(ZeroMQError) -> Received {
    var frames: [Frame] = []
    var (count, bytes) = (0, 0)
    var (userID, wireBytes): (String?, Int) = (nil, 0)
    var hasMore = true
    var part = zmq_msg_t()
    zmq_msg_init(&part)
    defer { zmq_msg_close(&part) }
    while hasMore {
      guard try take(&part) else {
        // The frames of one message come together; a rest that is missing belongs to a peer that died.
        return .none
      }
      hasMore = zmq_msg_more(&part) != 0
      let size = zmq_msg_size(&part)
      count += 1
      bytes += size
      // ZMTP 3 writes a flag and the size, in one byte or eight; the routing frame was never on the wire.
      if count > 1 || type != .router { wireBytes += size + (size < 256 ? 2 : 9) }
      guard count <= limits.frames, bytes <= limits.bytes else {
        // Keeps the way back to a ROUTER's peer; the others go now.
        frames.removeLast(frames.count - routeLength(of: frames))
        continue
      }
      // All frames come over one connection, but libzmq does not name it on a ROUTER's first.
      if userID == nil { userID = self.userID(&part) }
      frames.append(Frame(bytes: copy(&part, size), userID: userID))
    }
    noteDelivery(&part, wireBytes)
    if let userID, !isStillAllowed(userID, &part) { return .ofRemovedKey }
    guard count <= limits.frames, bytes <= limits.bytes else {
      throw .messageOverBounds(
        frames: count, bytes: bytes, limits: limits, route: frames.prefix(routeLength(of: frames)).map(\.bytes))
    }
    if userID != nil { frames[0].userID = userID }
    return .message(frames)
  }

  private func routeLength(of frames: [Frame]) -> Int {
    guard type == .router, !frames.isEmpty else { return 0 }
    return frames.count > 1 && frames[1].bytes.isEmpty ? 2 : 1
  }

  private func take(_ part: inout zmq_msg_t) throws(ZeroMQError) -> Bool {
    while zmq_msg_recv(&part, handle.raw, ZMQ_DONTWAIT) < 0 {
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return false
      default: throw .last("receiving on a", "\(type) socket")
      }
    }
    return true
  }

  /// Tells the flood watch which connection the message came over.
  private func noteDelivery(_ lastPart: inout zmq_msg_t, _ wireBytes: Int) {
    guard let watch = options.floodWatch else { return }
    let descriptor = zmq_msg_get(&lastPart, ZMQ_SRCFD)
    if descriptor >= 0 { watch.ledger.deliver(wireBytes, over: descriptor) }
  }

  /// Whether the sender's key is on the allow-list now; notes whose connection it is, and cuts it where the key was removed.
  private func isStillAllowed(_ userID: String, _ lastPart: inout zmq_msg_t) -> Bool {
    guard let allowed = options.allowedKeys else { return true }
    let descriptor = zmq_msg_get(&lastPart, ZMQ_SRCFD)
    if descriptor >= 0 { handle.noteSession(of: userID, over: descriptor) }
    if allowed.allows(userID: userID) { return true }
    endRemovedSessions()
    return false
  }

  private func copy(_ part: inout zmq_msg_t, _ size: Int) -> [UInt8] {
    guard size > 0, let data = zmq_msg_data(&part) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: data, count: size))
  }

  private func userID(_ part: inout zmq_msg_t) -> String? {
    guard asksForUserID, let text = zmq_msg_gets(&part, "User-Id") else { return nil }
    return String(cString: text)
  }

  /// Only peers that went through the authentication handler have a name.
  private var asksForUserID: Bool {
    if case .server = options.curve { true } else { false }
  }
}
