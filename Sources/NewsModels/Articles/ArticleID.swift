/// What an article is known by: the hash of its source, title, body and publication day.
///
/// `Article.id` tells it; it is written as 64 lower-case hexadecimal digits.
public struct ArticleID: Hashable, Sendable {
  public let digest: Digest

  public init(_ digest: Digest) { self.digest = digest }

  /// An id from 64 hexadecimal digits; nil for anything else.
  public init?(_ hex: some StringProtocol) {
    guard let digest = Digest(hex: hex) else { return nil }
    self.digest = digest
  }
}

extension ArticleID: CustomStringConvertible {
  public var description: String { digest.hex }
}

extension ArticleID: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try Digest(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try digest.encode(to: encoder)
  }
}
