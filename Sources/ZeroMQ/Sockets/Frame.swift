/// One received part of a message.
public struct Frame: Sendable, Hashable {
  /// The part's bytes, copied once out of libzmq.
  public var bytes: [UInt8]
  /// The name that the authentication handler gave the sender: with ``Authenticator`` the text of its public key.
  /// Nil on sockets without a ZAP domain.
  public var userID: String?

  public init(bytes: [UInt8], userID: String? = nil) {
    self.bytes = bytes
    self.userID = userID
  }
}

/// Bounds for one received message, all its frames together (a ROUTER's routing frame too).
public struct ReceiveLimits: Sendable, Hashable {
  public var frames: Int
  public var bytes: Int

  /// 1,024 frames and 64 MiB unless told otherwise.
  public init(frames: Int = 1024, bytes: Int = 64 << 20) {
    self.frames = frames
    self.bytes = bytes
  }
}
