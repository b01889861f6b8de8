/// A JSON text in memory.
enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As it is written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Members in order; a name may come twice, the first counts.
  case object([Member])

  struct Member: Hashable, Sendable {
    var name: String
    var value: JSONValue

    var isCapitalised: Bool { name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false }

    static func isAlike(_ one: UInt8, _ other: UInt8) -> Bool { one.asciiLowercased == other.asciiLowercased }
  }

  /// The value of an object's member; nil for any other value, and for null.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members.first(where: { $0.name == name })?.value, value != .null
    else { return nil }
    return value
  }

  /// The same, letter case of the name aside: for a member whose name begins with a capital letter.
  subscript(capitalised name: String) -> JSONValue? {
    members.first {
      $0.isCapitalised && $0.name.utf8.elementsEqual(name.utf8, by: Member.isAlike) && $0.value != .null
    }?
    .value
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A text, or a number as it is written.
  var stringOrNumber: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  /// The elements of an array, or the value itself as the only one; none for null.
  var elements: [JSONValue] {
    switch self {
    case .array(let values): values
    case .null: []
    default: [self]
    }
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}
