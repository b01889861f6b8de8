/// A 32-bit FNV-1a hash of a word's bytes, ASCII letters made small: words are looked up by it without making strings.
enum WordHash {
  static let start: UInt32 = 0x811C_9DC5
  static let http = hash("http")
  static let https = hash("https")
  static let www = hash("www")

  @inline(__always)
  static func add(_ byte: UInt8, to hash: UInt32) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  static func hash(_ word: some StringProtocol) -> UInt32 {
    var hash = start
    for byte in word.utf8 { hash = add(byte.asciiLowercased, to: hash) }
    return hash
  }
}
