import CZeroMQ

/// A CURVE key: its secret half and the public half that belongs to it.
public struct CurveKeyPair: Hashable, Sendable {
  public let publicKey: CurvePublicKey
  public let secretKey: CurveSecretKey

  /// The pair of a secret key that is already there.
  public init(secretKey: CurveSecretKey) throws(ZeroMQError) {
    self.secretKey = secretKey
    publicKey = try secretKey.publicKey()
  }

  /// A new pair from the system's random source.
  public static func generate() throws(ZeroMQError) -> CurveKeyPair {
    var publicText = [CChar](repeating: 0, count: 41)
    var secretText = [CChar](repeating: 0, count: 41)
    guard zmq_curve_keypair(&publicText, &secretText) == 0 else { throw .last("making", "a CURVE key") }
    let secret = String(decoding: secretText.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return try CurveKeyPair(secretKey: CurveSecretKey(z85: secret))
  }
}
