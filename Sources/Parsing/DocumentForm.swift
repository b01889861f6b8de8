/// What form a document has, by its first characters.
enum DocumentForm: Hashable, Sendable {
  case json
  case html
  case text

  static func of(_ utf8: [UInt8], name: String?) -> Self {
    let start = utf8[...].prefix(2_048).trimmed
    switch start.first {
    case UInt8(ascii: "{"): return .json
    case UInt8(ascii: "["):
      let next = start.dropFirst().trimmed.first
      return next == UInt8(ascii: "{") || next == UInt8(ascii: "]") ? .json : .text
    case UInt8(ascii: "<"): return .html
    default: return .text
    }
  }
}
