/// The name of a topic in rules, rows and commands: `north-korea`, `gaza`, `taiwan-strait`, or an analyst's own.
public struct TopicID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Lower-case ASCII letters, digits and inner hyphens, 1 to 64 characters.
  public let rawValue: String

  /// nil where `text` is not of the form that `rawValue` states.
  public init?(_ text: some StringProtocol) {
    guard text.isName(maximumLength: 64) else { return nil }
    rawValue = String(text)
  }

  public var description: String { rawValue }

  public static func < (one: TopicID, other: TopicID) -> Bool { one.rawValue < other.rawValue }
}

extension TopicID: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = TopicID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a topic name of lower-case letters, digits and hyphens")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension StringProtocol {
  /// Whether this is a name of lower-case ASCII letters, digits and inner hyphens, not longer than `maximumLength`.
  func isName(maximumLength: Int) -> Bool {
    let bytes = Array(utf8)
    guard (1...maximumLength).contains(bytes.count), bytes.first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-")
    else { return false }
    return bytes.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || byte == UInt8(ascii: "-")
    }
  }
}
