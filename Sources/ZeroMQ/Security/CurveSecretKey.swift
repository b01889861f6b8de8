import CZeroMQ

/// The secret half of a CURVE key. Its description hides it.
public struct CurveSecretKey: Hashable, Sendable {
  let bytes: [UInt8]

  /// - Throws: ``ZeroMQError/invalidKey(reason:)``; the message never holds the text.
  public init(z85 text: String) throws(ZeroMQError) { bytes = try Z85.decode(text) }

  /// The text to be stored; show it to nobody.
  public var z85: String { Z85.encode(bytes) }

  /// The public half that belongs to it.
  public func publicKey() throws(ZeroMQError) -> CurvePublicKey {
    var text = [CChar](repeating: 0, count: 41)
    guard zmq_curve_public(&text, z85) == 0 else { throw .last("deriving", "a public key") }
    return try CurvePublicKey(z85: String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}

extension CurveSecretKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "CurveSecretKey(hidden)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
