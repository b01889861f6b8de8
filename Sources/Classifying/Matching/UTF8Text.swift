/// Reading Unicode scalars out of bytes that may be anything.
enum UTF8Text {
  /// The scalar that begins at `at`, and how many bytes it takes; nil and 1 where none begins there.
  @inline(__always)
  static func scalar(_ text: Span<UInt8>, at: Int) -> (scalar: Unicode.Scalar?, length: Int) {
    let first = text[at]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    return longScalar(text, at, first)
  }

  @inline(__always)
  private static func longScalar(_ text: Span<UInt8>, _ at: Int, _ first: UInt8) -> (
    scalar: Unicode.Scalar?, length: Int
  ) {
    let length: Int
    var value: UInt32
    let least: UInt32
    switch first {
    case 0xC2...0xDF: (length, value, least) = (2, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (length, value, least) = (3, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (length, value, least) = (4, UInt32(first & 0x07), 0x10000)
    default: return (nil, 1)
    }
    guard at + length <= text.count else { return (nil, 1) }
    for inner in 1..<length {
      let byte = text[at + inner]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }

  /// The end of the run of ASCII letters and digits and precomposed Latin letters that begins at `start`.
  static func endOfLatinLetters(_ text: Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count {
      let byte = text[at]
      switch byte {
      case 0x61...0x7A, 0x30...0x39, 0x41...0x5A: at += 1
      case 0xC3...0xC9:
        // U+00C0 to U+024F without the signs for times and division.
        guard at + 1 < text.count, case let next = text[at + 1], next & 0xC0 == 0x80,
          byte != 0xC3 || next != 0x97 && next != 0xB7
        else { return at }
        at += 2
      case 0xE1:
        // U+1E00 to U+1EFF.
        guard at + 2 < text.count, text[at + 1] & 0xFC == 0xB8, text[at + 2] & 0xC0 == 0x80 else { return at }
        at += 3
      default: return at
      }
    }
    return at
  }

  /// The scalar that ends before `end`, and how many bytes it takes; nil and 1 where none ends there.
  static func scalar(_ text: Span<UInt8>, before end: Int) -> (scalar: Unicode.Scalar?, length: Int) {
    var start = end - 1
    while start > 0, end - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    let (scalar, length) = scalar(text, at: start)
    return start + length == end ? (scalar, length) : (nil, 1)
  }
}
