/// What a document is known by: the hash of its bytes, the same as `b2sum -l 256`.
public struct DocumentID: Hashable, Sendable {
  public let digest: Digest

  public init(_ digest: Digest) { self.digest = digest }

  /// The id of the document that consists of `bytes`.
  public init(of bytes: some ContiguousBytesLike) { digest = Digest(of: bytes) }
}

extension DocumentID: CustomStringConvertible {
  public var description: String { digest.hex }
}

extension DocumentID: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try Digest(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    try digest.encode(to: encoder)
  }
}
