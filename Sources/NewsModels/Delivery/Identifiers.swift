/// A random 128-bit name that a data folder or process gives itself once: 32 lower-case hexadecimal digits.
public protocol RandomIdentifier: Hashable, Sendable, Codable, CustomStringConvertible {
  var rawValue: String { get }
  init(unchecked rawValue: String)
}

extension RandomIdentifier {
  /// nil for anything but 32 lower-case hexadecimal digits.
  public init?(_ text: some StringProtocol) {
    let isHex = text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
    guard text.utf8.count == 32, isHex else { return nil }
    self.init(unchecked: String(text))
  }

  /// A new one.
  public static func random(using generator: inout some RandomNumberGenerator) -> Self {
    let words = [UInt64.random(in: .min ... .max, using: &generator), .random(in: .min ... .max, using: &generator)]
    let digits = words.map { word in
      let hex = String(word, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }
    return Self(unchecked: digits.joined())
  }

  public var description: String { rawValue }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected 32 lower-case hexadecimal digits")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// Which outbox an article comes from. Kept with the outbox; a copy of the outbox has the same.
public struct ProducerID: RandomIdentifier {
  public let rawValue: String
  public init(unchecked rawValue: String) { self.rawValue = rawValue }
}

/// Which article store keeps what a group receives. Kept with the store.
public struct StoreID: RandomIdentifier {
  public let rawValue: String
  public init(unchecked rawValue: String) { self.rawValue = rawValue }
}

/// Which process consumes: new at each start.
public struct ConsumerID: RandomIdentifier {
  public let rawValue: String
  public init(unchecked rawValue: String) { self.rawValue = rawValue }
}

/// One life of a producer: greater at each start and at each restore.
public struct Epoch: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// At least 1.
  public let rawValue: Int64

  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  public var description: String { String(rawValue) }

  public static func < (one: Epoch, other: Epoch) -> Bool { one.rawValue < other.rawValue }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// Consumers that share one stream and one store.
public struct GroupName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Lower-case ASCII letters, digits and inner hyphens, 1 to 64 characters.
  public let rawValue: String

  /// The group that exists from the start.
  public static let `default` = GroupName(unchecked: "default")

  private init(unchecked rawValue: String) { self.rawValue = rawValue }

  /// nil where `text` is not of the form that `rawValue` states.
  public init?(_ text: some StringProtocol) {
    guard text.isName(maximumLength: 64) else { return nil }
    rawValue = String(text)
  }

  public var description: String { rawValue }

  public static func < (one: GroupName, other: GroupName) -> Bool { one.rawValue < other.rawValue }
}

extension GroupName: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let name = GroupName(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected a group name of lower-case letters, digits and hyphens")
    }
    self = name
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
