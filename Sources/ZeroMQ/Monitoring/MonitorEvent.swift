import CZeroMQ
import Glibc

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
    /// The peer hung up, broke off, or said nothing for as long as ``SocketOptions/handshakeInterval``; the code is the system's of the
    /// connection's last call. At a CURVE client a peer that hangs up has another key than the one asked for, or is no CURVE server; one
    /// that says nothing is stopped or hangs, with keys or without.
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

  /// Whether the handshake was cut off by nobody, and did merely not come to its end in time.
  public var isUnansweredHandshake: Bool {
    guard case .handshakeFailed(let code) = kind else { return false }
    // A connection that goes on has nothing to read at most (`EAGAIN`).
    return Int32(bitPattern: code) != EPIPE && Int32(bitPattern: code) != ECONNRESET
  }

  /// Whether the peer proved not to know the right key.
  public var isWrongKey: Bool { kind == .handshakeFailedProtocol(code: UInt32(ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC)) }

  /// Whether one side has keys and the other has none.
  public var isOtherMechanism: Bool {
    kind == .handshakeFailedProtocol(code: UInt32(ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH))
  }

  /// What a handshake's failure means for the person at the connecting side, where it was not merely unanswered.
  public var clientAdvice: String {
    switch kind {
    case .handshakeFailedAuthentication: "wrong key: the server does not allow this client's key"
    case _ where isOtherMechanism: "wrong key, or not this server: only one of the two has CURVE keys"
    default: "wrong key, or not this server"
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
