/// A message as it travels: `NT1 kind`, a JSON header, payloads.
public struct WireMessage: Hashable, Sendable {
  public var kind: WireKind
  /// A JSON object.
  public var header: [UInt8]
  /// Raw bytes: documents or article bodies.
  public var payloads: [[UInt8]]

  public init(kind: WireKind, header: [UInt8], payloads: [[UInt8]] = []) {
    self.kind = kind
    self.header = header
    self.payloads = payloads
  }

  /// A message from its frames, each of which the caller has bounded; the header is not looked into yet.
  public init(frames: [[UInt8]]) throws(WireError) {
    guard (2...WireLimits.frames).contains(frames.count) else { throw .frameCount(frames.count) }
    kind = try Self.kind(of: frames[0])
    header = frames[1]
    guard header.count <= WireLimits.headerBytes else {
      throw .badHeader(kind, reason: "\(WireLimits.headerBytes) bytes are allowed, got \(header.count)")
    }
    payloads = Array(frames[2...])
  }

  /// The frames to send.
  public var frames: [[UInt8]] {
    [Array((WireKind.prefix + kind.rawValue).utf8), header] + payloads
  }

  /// Bytes of all payloads.
  public var payloadBytes: Int { payloads.reduce(0) { $0 + $1.count } }

  private static func kind(of frame: [UInt8]) throws(WireError) -> WireKind {
    let prefix = Array(WireKind.prefix.utf8)
    guard frame.starts(with: prefix),
      let kind = WireKind(rawValue: String(decoding: frame[prefix.count...], as: UTF8.self))
    else {
      throw .unknownKind(String(decoding: frame.prefix(WireLimits.kindBytes), as: UTF8.self).printable)
    }
    return kind
  }
}

extension String {
  /// The same text with control characters shown as `?`, fit for a terminal or a log.
  public var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map(\.printable)))
  }

  /// The begin of it, as a log or a status has room for what a stranger wrote, with `?` for what is no visible sign.
  public var shortened: String {
    let begin = unicodeScalars.prefix(300)
    let text = String(String.UnicodeScalarView(begin.map(\.printable)))
    return begin.endIndex == unicodeScalars.endIndex ? text : text + "…"
  }
}

extension Unicode.Scalar {
  /// Itself, or `?` where it is no visible sign.
  public var printable: Unicode.Scalar {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: "?"
    default: self
    }
  }
}
