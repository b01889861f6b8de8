/// Eight bytes of a text, looked at together.
///
/// What is found is said by masks: the top bit of each byte that holds it. The first byte is the lowest.
struct EightBytes {
  let value: UInt64

  /// The bytes from `index` on, zeros where the text is over.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
    if let start = text.baseAddress, text.count &- index >= 8 {
      value = UInt64(littleEndian: UnsafeRawPointer(start + index).loadUnaligned(as: UInt64.self))
      return
    }
    var bytes: UInt64 = 0
    for place in index..<text.count { bytes |= UInt64(text[place]) << UInt64(8 * (place - index)) }
    value = bytes
  }

  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// `byte` eight times.
  @inline(__always)
  private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Bytes beyond ASCII.
  @inline(__always)
  var wide: UInt64 { value & Self.tops }

  /// The bytes without their top bits: sums of two of them do not reach the next byte.
  @inline(__always)
  private var low: UInt64 { value & ~Self.tops }

  /// ASCII letters.
  @inline(__always)
  var letters: UInt64 {
    let lower = low | Self.all(0x20)
    return (lower &+ Self.all(0x80 - 0x61)) & ~(lower &+ Self.all(0x80 - 0x7B)) & ~value & Self.tops
  }

  /// ASCII letters and digits.
  @inline(__always)
  var lettersAndDigits: UInt64 {
    let lower = low | Self.all(0x20)
    // Each sum has the top bit of a byte where that is at least so large: two of them differ within a range only.
    let inDigits = (low &+ Self.all(0x80 - 0x30)) ^ (low &+ Self.all(0x80 - 0x3A))
    let inLetters = (lower &+ Self.all(0x80 - 0x61)) ^ (lower &+ Self.all(0x80 - 0x7B))
    return (inDigits | inLetters) & ~value & Self.tops
  }

  /// All bytes of Latin letters with marks: U+00C0 to U+027F, and U+1E00 to U+1EFF. None of a letter that goes on after these bytes.
  @inline(__always)
  var latinLetters: UInt64 {
    let pairs = (low &+ Self.all(0x80 - 0x43)) & ~(low &+ Self.all(0x80 - 0x4A)) & wide & 0x00FF_FFFF_FFFF_FFFF
    let seconds = ~(((low & Self.all(0x7C)) ^ Self.all(0x38)) &+ Self.all(0x7F)) & wide
    let triples = ~((low ^ Self.all(0x61)) &+ Self.all(0x7F)) & wide & seconds >> 8 & 0x0000_FFFF_FFFF_FFFF
    return pairs | pairs << 8 | triples | triples << 8 | triples << 16
  }

  /// With the ASCII letters among the bytes of `mask` made small; zeros beyond the first `count`.
  @inline(__always)
  func lowercased(_ count: Int) -> UInt64 {
    (value | (~value & Self.tops) >> 2) & (~0 &>> UInt64(64 - 8 * count))
  }

  /// How many bytes from the first on are in `mask`.
  @inline(__always)
  static func run(_ mask: UInt64) -> Int { (~mask & tops).trailingZeroBitCount >> 3 }

  /// Whether a word of these bytes begins with a capital.
  @inline(__always)
  var beginsWithCapital: Bool {
    let first = UInt8(truncatingIfNeeded: value)
    if first < 0x80 { return first < 0x60 && first >= 0x41 }
    return WideCharacter.isCapital(
      first, UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value >> 16))
  }
}
