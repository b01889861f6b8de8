/// What happened to a connection of a monitored socket.
public struct MonitorEvent: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case connected
    /// The connection is being made in the background.
    case connectDelayed
    /// Tried again after this many milliseconds.
    case connectRetried(interval: UInt32)
    case listening
    /// The system's error code.
    case bindFailed(code: UInt32)
    case accepted
    case acceptFailed(code: UInt32)
    case closed
    case closeFailed(code: UInt32)
    case disconnected
    case handshakeSucceeded
    /// The peer hung up or broke off: at a CURVE client this is a wrong server key, or no CURVE server at all.
    case handshakeFailed(code: UInt32)
    /// The peer broke the protocol, such as a plain peer at a CURVE socket; the code is a `ZMQ_PROTOCOL_ERROR_…`.
    case handshakeFailedProtocol(code: UInt32)
    /// The authentication handler refused: its status, 300, 400 or 500.
    case handshakeFailedAuthentication(status: UInt32)
  }

  public let kind: Kind
  /// The endpoint as libzmq writes it; may be empty.
  public let endpoint: String

  /// Whether a handshake failed, in whichever way.
  public var isHandshakeFailure: Bool {
    switch kind {
    case .handshakeFailed, .handshakeFailedProtocol, .handshakeFailedAuthentication: true
    default: false
    }
  }

  /// Whether a connecting socket gives up for good: see ``Socket/reconnect(_:)``.
  public var endsRetrying: Bool {
    switch kind {
    case .handshakeFailedProtocol, .handshakeFailedAuthentication: true
    default: false
    }
  }
}
