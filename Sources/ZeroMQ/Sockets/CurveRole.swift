/// Which end of an encrypted connection a socket is.
public enum CurveRole: Sendable {
  /// Proves itself by its secret key; takes the clients that the authentication handler allows.
  case server(secretKey: CurveSecretKey)
  /// Connects only to the owner of `serverKey`, and shows itself as `keyPair`.
  case client(serverKey: CurvePublicKey, keyPair: CurveKeyPair)
}
