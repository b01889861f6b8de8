import CZeroMQ

extension MonitorEvent {
  /// From libzmq's two frames: event (16 bits) and value (32 bits) in the machine's byte order, and the endpoint.
  init?(_ frames: [[UInt8]]) {
    guard frames.count == 2, frames[0].count == 6 else { return nil }
    let (event, value) = frames[0].withUnsafeBytes {
      (Int32($0.loadUnaligned(as: UInt16.self)), $0.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
    }
    guard let kind = Kind(event: event, value: value) else { return nil }
    self.kind = kind
    endpoint = String(decoding: frames[1], as: UTF8.self)
  }
}

extension MonitorEvent.Kind {
  /// All events but MONITOR_STOPPED, which libzmq would send, blocking, while the reader is closing.
  static let mask =
    ZMQ_EVENT_CONNECTED | ZMQ_EVENT_CONNECT_DELAYED | ZMQ_EVENT_CONNECT_RETRIED | ZMQ_EVENT_LISTENING
    | ZMQ_EVENT_BIND_FAILED | ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_ACCEPT_FAILED | ZMQ_EVENT_CLOSED | ZMQ_EVENT_CLOSE_FAILED
    | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_SUCCEEDED
    | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH

  init?(event: Int32, value: UInt32) {
    switch event {
    case ZMQ_EVENT_CONNECTED: self = .connected
    case ZMQ_EVENT_CONNECT_DELAYED: self = .connectDelayed
    case ZMQ_EVENT_CONNECT_RETRIED: self = .connectRetried(interval: value)
    case ZMQ_EVENT_LISTENING: self = .listening
    case ZMQ_EVENT_BIND_FAILED: self = .bindFailed(code: value)
    case ZMQ_EVENT_ACCEPTED: self = .accepted
    case ZMQ_EVENT_ACCEPT_FAILED: self = .acceptFailed(code: value)
    case ZMQ_EVENT_CLOSED: self = .closed
    case ZMQ_EVENT_CLOSE_FAILED: self = .closeFailed(code: value)
    case ZMQ_EVENT_DISCONNECTED: self = .disconnected
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: self = .handshakeSucceeded
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: self = .handshakeFailed(code: value)
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: self = .handshakeFailedProtocol(code: value)
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: self = .handshakeFailedAuthentication(status: value)
    default: return nil
    }
  }
}
