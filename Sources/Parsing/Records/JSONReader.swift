/// Reads JSON from UTF-8, strictly but for control characters and unknown escapes in strings, commas before a closing bracket, and the
/// form of numbers, whose text is kept as it is.
///
/// Linear in the size; nesting is bounded, so that no input can exhaust the stack. `\u0000` is dropped.
struct JSONReader {
  /// Arrays and objects within each other; real articles stay under 20.
  static let depthLimit = 128

  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// The one value that `bytes` hold.
  static func read(_ bytes: ArraySlice<UInt8>) throws(ParsingError) -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == bytes.endIndex else { throw reader.broken("the end of the JSON text") }
    return value
  }

  static func read(_ bytes: [UInt8]) throws(ParsingError) -> JSONValue {
    try read(bytes[...])
  }

  /// The same; of objects that follow one another, as programs append them to a file, an array.
  static func readAll(_ bytes: [UInt8]) throws(ParsingError) -> JSONValue {
    var reader = JSONReader(bytes[...])
    var values = [try reader.value(depth: 0)]
    reader.skipSpace()
    while case .object? = values.last, reader.current == UInt8(ascii: "{") {
      values.append(try reader.value(depth: 0))
      reader.skipSpace()
    }
    guard reader.index == bytes.endIndex else { throw reader.broken("the end of the JSON text") }
    return values.count == 1 ? values[0] : .array(values)
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  private func broken(_ expected: String) -> ParsingError {
    .malformed(form: "JSON", expected: expected, offset: index - bytes.startIndex)
  }

  private var current: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func skipSpace() {
    while index < bytes.endIndex, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
  }

  private mutating func value(depth: Int) throws(ParsingError) -> JSONValue {
    guard depth < Self.depthLimit else { throw .tooDeep(form: "JSON", limit: Self.depthLimit) }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case .some(UInt8(ascii: "-")), .some(0x30...0x39): return number()
    default: throw broken("a value")
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(ParsingError) -> JSONValue {
    let expected = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[index...].starts(with: expected) else { throw broken("a value") }
    index += expected.count
    return value
  }

  private mutating func number() -> JSONValue {
    let start = index
    while let byte = current, (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) {
      index += 1
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func array(depth: Int) throws(ParsingError) -> JSONValue {
    index += 1
    var values: [JSONValue] = []
    while true {
      skipSpace()
      if current == UInt8(ascii: "]") { break }
      values.append(try value(depth: depth + 1))
      skipSpace()
      if current == UInt8(ascii: ",") { index += 1 } else if current != UInt8(ascii: "]") { throw broken("“,” or “]”") }
    }
    index += 1
    return .array(values)
  }

  private mutating func object(depth: Int) throws(ParsingError) -> JSONValue {
    index += 1
    var members: [JSONValue.Member] = []
    while true {
      skipSpace()
      if current == UInt8(ascii: "}") { break }
      guard current == UInt8(ascii: "\"") else { throw broken("a member's name") }
      let name = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw broken("“:”") }
      index += 1
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      skipSpace()
      if current == UInt8(ascii: ",") { index += 1 } else if current != UInt8(ascii: "}") { throw broken("“,” or “}”") }
    }
    index += 1
    return .object(members)
  }

  private mutating func string() throws(ParsingError) -> String {
    index += 1
    let start = index
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { index += 1 }
    guard let byte = current else { throw broken("the end of a string") }
    if byte == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    var text = Array(bytes[start..<index])
    while let byte = current, byte != UInt8(ascii: "\"") {
      index += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
    guard current != nil else { throw broken("the end of a string") }
    index += 1
    // Programs that write letters as escapes do so with those that were encoded twice, too.
    return String(decoding: MarkRuns.cut(DoubleEncoding.undone(string: text) ?? text), as: UTF8.self)
  }

  private mutating func escape(into text: inout [UInt8]) throws(ParsingError) {
    guard let byte = current else { throw broken("the end of a string") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
    case UInt8(ascii: "u"): appendScalar(try unit(), to: &text)
    default: text.append(byte)
    }
  }

  /// Appends the character of a `\u` escape; half a surrogate pair becomes U+FFFD.
  private mutating func appendScalar(_ first: UInt32, to text: inout [UInt8]) {
    var value = first
    if (0xD800..<0xDC00).contains(first), bytes[index...].starts(with: [0x5C, 0x75]) {
      let saved = index
      index += 2
      if let second = try? unit(), (0xDC00..<0xE000).contains(second) {
        value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      } else {
        index = saved
      }
    }
    guard value != 0 else { return }
    text.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{FFFD}")).utf8)
  }

  private mutating func unit() throws(ParsingError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw broken("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
