/// The public half of a CURVE key: 32 bytes, written as 40 characters of Z85. It may be shown to anybody.
public struct CurvePublicKey: Hashable, Sendable {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// - Throws: ``ZeroMQError/invalidKey(reason:)``
  public init(z85 text: String) throws(ZeroMQError) { bytes = try Z85.decode(text) }

  /// - Throws: ``ZeroMQError/invalidKey(reason:)`` unless there are 32 bytes.
  public init(bytes: [UInt8]) throws(ZeroMQError) {
    guard bytes.count == 32 else { throw .invalidKey(reason: "expected 32 bytes, got \(bytes.count)") }
    self.bytes = bytes
  }

  /// 40 characters: also the User-Id that ``Authenticator`` gives.
  public var z85: String { Z85.encode(bytes) }
}

extension CurvePublicKey: CustomStringConvertible {
  public var description: String { z85 }
}
