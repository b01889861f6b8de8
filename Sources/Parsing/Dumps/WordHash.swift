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
      state = Self.mixed(state ^ rest)
      rest = taken == 0 ? 0 : bytes &>> UInt64(64 - 8 * taken)
    }
    length += count
  }

  @inline(__always)
  mutating func add(_ byte: UInt8) { add(UInt64(byte), count: 1) }

  @inline(__always)
  var value: UInt32 { value(ending: rest, count: 0) }

  /// Adds eight bytes to others that came by eights.
  @inline(__always)
  mutating func add(eight bytes: UInt64) {
    state = Self.mixed(state ^ bytes)
    length += 8
  }

  /// The hash of the word that stands at `range`, of any length.
  static func hash(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32 {
    var hash = WordHash()
    var index = range.lowerBound
    while index &+ 8 <= range.upperBound {
      hash.add(eight: EightBytes(text, at: index).lowercased(8))
      index &+= 8
    }
    let count = range.upperBound &- index
    return hash.value(ending: count > 0 ? EightBytes(text, at: index).lowercased(count) : 0, count: count)
  }

  /// The hash with the `count` lowest bytes of `bytes`, fewer than eight, after others that came by eights; the rest of `bytes` is zero.
  @inline(__always)
  func value(ending bytes: UInt64, count: Int) -> UInt32 {
    let mixed = Self.mixed(state ^ bytes) &+ UInt64(truncatingIfNeeded: length &+ count)
    return UInt32(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  @inline(__always)
  private static func mixed(_ bytes: UInt64) -> UInt64 {
    let product = bytes &* 0xD6E8_FEB8_6659_FD93
    return product ^ product >> 32
  }

  static func hash(_ word: some StringProtocol) -> UInt32 {
    var hash = WordHash()
    for byte in word.utf8 { hash.add(byte.asciiLowercased) }
    return hash.value
  }
}
