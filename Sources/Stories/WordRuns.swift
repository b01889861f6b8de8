/// Makes hashes of each three words that follow each other.
struct WordRuns {
  /// Of the two words before, turned so that their order counts.
  private var first: UInt64 = 0
  private var second: UInt64 = 0

  /// The hash of the run that ends with `word`. At the beginning of a text the run lacks words.
  @inline(__always)
  mutating func add(_ word: UInt64) -> UInt64 {
    let third = Self.mixed(word)
    defer { (first, second) = (second, third) }
    return ((first << 21 | first >> 43) ^ (second << 42 | second >> 22) ^ third) &* 0x9E37_79B9_7F4A_7C15
  }

  @inline(__always)
  static func mixed(_ word: UInt64) -> UInt64 {
    let product = (word ^ word >> 29) &* 0xBF58_476D_1CE4_E5B9
    return product ^ product >> 32
  }
}
