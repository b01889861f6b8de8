/// What a CURVE server proves itself by, and whom it lets in.
public struct ServerKeys: Sendable {
  public var pair: CurveKeyPair
  public var allowed: AllowedKeys
  /// The key that comes after this one, while clients move over: see ``Socket/bind(_:secretKey:)``.
  public var next: CurveSecretKey?

  public init(pair: CurveKeyPair, allowed: AllowedKeys, next: CurveSecretKey? = nil) {
    self.pair = pair
    self.allowed = allowed
    self.next = next
  }
}
