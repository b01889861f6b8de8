/// A 32-bit hash of a word's bytes, ASCII letters made small: words are looked up by it without making strings.
///
/// Takes up to eight bytes at a time; the hash depends on the bytes alone, not on the pieces in which they came.
struct WordHash {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15
  /// Bytes that do not make eight yet.
  private var rest: UInt64 = 0
  /// Bytes.
  private(set) var length = 0

  static let http = hash("http")
  static let https = hash("https")
  static let www = hash("www")

  /// Adds the `count` lowest bytes of `bytes`, one to eight; the others are zero.
  @inline(__always)
  mutating func add(_ bytes: UInt64, count: Int) {
    let taken = length & 7
    rest |= bytes &<< UInt64(8 * taken)
    if taken + count >= 8 {
      state = (state ^ rest) &* 0xD6E8_FEB8_6659_FD93
      state ^= state >> 32
      rest = taken == 0 ? 0 : bytes &>> UInt64(64 - 8 * taken)
    }
    length += count
  }

  @inline(__always)
  mutating func add(_ byte: UInt8) { add(UInt64(byte), count: 1) }

  @inline(__always)
  var value: UInt32 {
    var mixed = (state ^ rest) &* 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    return UInt32(truncatingIfNeeded: ((mixed &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  /// The hash of a word of fewer than eight bytes, the lowest ones of `bytes`; the others are zero.
  @inline(__always)
  static func hash(_ bytes: UInt64, count: Int) -> UInt32 {
    var hash = WordHash()
    (hash.rest, hash.length) = (bytes, count)
    return hash.value
  }

  static func hash(_ word: some StringProtocol) -> UInt32 {
    var hash = WordHash()
    for byte in word.utf8 { hash.add(byte.asciiLowercased) }
    return hash.value
  }
}
