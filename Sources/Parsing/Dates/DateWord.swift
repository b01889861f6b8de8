/// A word in small letters, or a mark, known by its hash: a line's words are compared with those of dates without making strings.
struct DateWord: Hashable, Sendable, ExpressibleByStringLiteral {
  /// 64-bit FNV-1a of its UTF-8, which is in NFC.
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(_ word: some StringProtocol) {
    for byte in word.utf8 { append(byte) }
  }

  init(stringLiteral word: StaticString) {
    word.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  @inline(__always)
  mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 { return append(UInt8(truncatingIfNeeded: scalar.value)) }
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
  }
}
