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
