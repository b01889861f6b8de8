/// Reads JSON that is laid out as `JSONWriter` writes it, with spaces before and behind any sign, as Python's `json` has them. Every method
/// answers false or nil where something else stands there.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var isFirst = true

  /// - Parameter bytes: must outlive the scanner.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func openObject() -> Bool { open(UInt8(ascii: "{")) }
  mutating func closeObject() -> Bool { close(UInt8(ascii: "}")) }
  mutating func openArray() -> Bool { open(UInt8(ascii: "[")) }
  /// False where another element follows.
  mutating func closeArray() -> Bool { close(UInt8(ascii: "]")) }

  /// Whether this key comes next; moves behind it if so, and not at all otherwise.
  mutating func key(_ name: StaticString) -> Bool {
    let start = index
    guard separate(), take(UInt8(ascii: "\"")), take(name), take(UInt8(ascii: "\"")), takeSign(UInt8(ascii: ":")) else {
      index = start
      return false
    }
    isFirst = true
    return true
  }

  mutating func flag() -> Bool? {
    guard separate() else { return nil }
    isFirst = false
    if take("true") { return true }
    return take("false") ? false : nil
  }

  /// At most 18 digits, no fraction, no exponent, no needless zero.
  mutating func integer() -> Int64? {
    guard separate() else { return nil }
    isFirst = false
    let isNegative = take(UInt8(ascii: "-"))
    let start = index
    var value: Int64 = 0
    while index < bytes.count, case let digit = bytes[index] &- UInt8(ascii: "0"), digit < 10, index - start < 18 {
      value = value * 10 + Int64(digit)
      index += 1
    }
    let digits = index - start
    guard digits > 0, digits == 1 || bytes[start] != UInt8(ascii: "0"), !isNegative || value > 0 else { return nil }
    return isNegative ? -value : value
  }

  mutating func digest() -> Digest? {
    guard separate(), take(UInt8(ascii: "\"")), index + 2 * Digest.size < bytes.count,
      let digest = Digest(hexDigits: UnsafeBufferPointer(rebasing: bytes[index..<index + 2 * Digest.size]))
    else { return nil }
    isFirst = false
    index += 2 * Digest.size
    return take(UInt8(ascii: "\"")) ? digest : nil
  }

  mutating func text() -> String? {
    guard separate(), take(UInt8(ascii: "\"")) else { return nil }
    isFirst = false
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(validating: UnsafeBufferPointer(rebasing: bytes[start..<index - 1]), as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return escapedText(from: start) }
      if byte < 0x20 { return nil }
      index += 1
    }
    return nil
  }

  /// A text with escapes, those by number aside.
  private mutating func escapedText(from start: Int) -> String? {
    var text = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard index < bytes.count, let plain = Self.unescaped(bytes[index]) else { return nil }
        text.append(plain)
        index += 1
      case 0..<0x20: return nil
      default: text.append(byte)
      }
    }
    return nil
  }

  private static func unescaped(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    default: nil
    }
  }

  private mutating func open(_ bracket: UInt8) -> Bool {
    guard separate(), take(bracket) else { return false }
    isFirst = true
    return true
  }

  private mutating func close(_ bracket: UInt8) -> Bool {
    guard takeSign(bracket) else { return false }
    isFirst = false
    return true
  }

  /// Takes the comma that must stand before anything but the first, and the spaces before what comes.
  private mutating func separate() -> Bool {
    guard isFirst || takeSign(UInt8(ascii: ",")) else { return false }
    skipSpaces()
    return true
  }

  /// Takes what may stand behind spaces.
  private mutating func takeSign(_ byte: UInt8) -> Bool {
    skipSpaces()
    return take(byte)
  }

  private mutating func skipSpaces() {
    while index < bytes.count, bytes[index] == UInt8(ascii: " ") { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += count
    return true
  }
}
