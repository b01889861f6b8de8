#if Dashboard
import NewsModels

/// The secret that lets readers in: in an `Authorization` header, or typed once and then kept in a cookie that does not hold it.
public struct AccessToken: Sendable {
  /// Fewer could be guessed.
  public static let minimumLength = 16
  public static let maximumLength = 1_024
  /// How long a reader stays signed in.
  static let sessionSeconds: Int64 = 12 * 3_600

  private let digest: Digest
  private let secret: [UInt8]

  /// Nil for a token that is too short, too long, or holds other signs than visible ASCII.
  public init?(_ text: String) {
    guard (Self.minimumLength...Self.maximumLength).contains(text.utf8.count),
      text.utf8.allSatisfy({ (33...126).contains($0) })
    else { return nil }
    secret = Array(text.utf8)
    digest = Digest(of: secret)
  }

  /// Compares hashes: how long that takes says nothing of the token.
  func matches(_ text: some StringProtocol) -> Bool { Digest(of: Array(text.utf8)) == digest }

  /// What a browser keeps: the time until which it is good, and a hash over that which only the token's owner can make.
  func session(at now: Int64) -> String {
    let until = now + Self.sessionSeconds
    return "\(until).\(seal(until).hex)"
  }

  func accepts(session: some StringProtocol, at now: Int64) -> Bool {
    let parts = session.split(separator: ".")
    guard parts.count == 2, let until = Int64(parts[0]), now < until, until <= now + Self.sessionSeconds,
      let seal = Digest(hex: parts[1])
    else { return false }
    return Digest(of: seal.bytes) == Digest(of: self.seal(until).bytes)
  }

  private func seal(_ until: Int64) -> Digest { Digest(of: secret + Array("\nsession until \(until)".utf8)) }
}

#endif
