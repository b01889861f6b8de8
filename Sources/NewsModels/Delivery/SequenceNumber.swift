/// An article's place in its producer's outbox: 1 for the first, never used again, in the order of acceptance.
public struct SequenceNumber: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// At least 0; 0 stands for "before the first".
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// Before the first article.
  public static let zero = SequenceNumber(0)

  public var next: SequenceNumber { SequenceNumber(rawValue + 1) }
  public var previous: SequenceNumber { SequenceNumber(rawValue - 1) }

  public static func < (one: SequenceNumber, other: SequenceNumber) -> Bool { one.rawValue < other.rawValue }

  public var description: String { String(rawValue) }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
