/// Why a message from outside was not understood.
public enum WireError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Fewer than two frames, or more than `WireLimits.frames`.
  case frameCount(Int)
  /// The first frame is not `NT1 ` and a known kind.
  case unknownKind(String)
  /// A known kind at a socket that does not take it.
  case unexpectedKind(WireKind, expected: [WireKind])
  /// The header is too large, no JSON, or lacks something.
  case badHeader(WireKind, reason: String)
  /// The number of payload frames is not what the header says.
  case payloadCount(WireKind, expected: Int, got: Int)
  /// What a delivered article consists of cannot be read.
  case badArticle(reason: String)
  /// The producer says that the article's text is lost, and why; under its title and address.
  case damagedArticle(String)
  /// A payload is larger than allowed.
  case payloadSize(WireKind, limit: Int, got: Int)

  public var description: String {
    switch self {
    case .frameCount(let count):
      "expected 2 to \(WireLimits.frames) frames (kind, JSON header, payloads), got \(count)"
    case .unknownKind(let kind):
      "expected a first frame 'NT1 KIND' with a kind of \(Self.list(WireKind.allCases)), got '\(kind)'"
    case .unexpectedKind(let kind, let expected):
      "this socket takes \(Self.list(expected)), got '\(kind.rawValue)'"
    case .badHeader(let kind, let reason):
      "the JSON header of '\(kind.rawValue)' is not as expected: \(reason)"
    case .payloadCount(let kind, let expected, let got):
      "the header of '\(kind.rawValue)' announces \(expected) payload frames, got \(got)"
    case .badArticle(let reason): "the article cannot be read: \(reason)"
    case .damagedArticle(let text): text
    case .payloadSize(let kind, let limit, let got):
      "a payload frame of '\(kind.rawValue)' may have \(limit) bytes, got \(got)"
    }
  }

  private static func list(_ kinds: [WireKind]) -> String {
    kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }
}
