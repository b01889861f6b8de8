/// The checksum of a database page, kept in the last eight bytes of the page itself.
///
/// SQLite guards the frames of its log but not the pages of its file: a changed byte there is a changed number or a row that is not
/// found any more, without an error. The number of the page is part of the sum, so a page in another's place is found too.
struct PageChecksum {
  /// Bytes of a page: SQLite's default, which every database of ours has.
  static let pageSize = 4_096
  /// At the end of each page, for the sum; told to SQLite as reserved (byte 20 of a database's header).
  static let size = 8

  private static let prime: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Computes the sum of a page of `pageSize` bytes, aligned or not.
  /// - Parameter number: the first page is 0.
  static func sum(of page: UnsafeRawPointer, number: Int64) -> UInt64 {
    let words = (pageSize - size) / 8
    // Four lanes, since one multiplication waits for the one before it. Each step can be undone, so one changed word always shows.
    var (one, two, three, four) = (UInt64(bitPattern: number) &+ prime, prime &* 3, prime &* 5, prime &* 7)
    var word = 0
    while word + 4 <= words {
      one = (one ^ load(page, word)) &* prime
      two = (two ^ load(page, word + 1)) &* prime
      three = (three ^ load(page, word + 2)) &* prime
      four = (four ^ load(page, word + 3)) &* prime
      // A product's low bits know nothing of the high ones: turn them around.
      one = one << 29 | one >> 35
      two = two << 29 | two >> 35
      three = three << 29 | three >> 35
      four = four << 29 | four >> 35
      word += 4
    }
    while word < words {
      one = (one ^ load(page, word)) &* prime
      one = one << 29 | one >> 35
      word += 1
    }
    var sum = one
    for lane in [two, three, four] { sum = ((sum << 31 | sum >> 33) ^ lane) &* prime }
    return sum ^ sum >> 32
  }

  /// Whether the page holds its sum, or nothing at all: a page that was never written.
  static func holds(_ page: UnsafeRawPointer, number: Int64) -> Bool {
    let written = page.loadUnaligned(fromByteOffset: pageSize - size, as: UInt64.self)
    if UInt64(littleEndian: written) == sum(of: page, number: number) { return true }
    return written == 0 && isBlank(page)
  }

  /// Writes the sum into the page's last bytes.
  static func seal(_ page: UnsafeMutableRawPointer, number: Int64) {
    page.storeBytes(
      of: sum(of: page, number: number).littleEndian, toByteOffset: pageSize - size, as: UInt64.self)
  }

  static func isBlank(_ page: UnsafeRawPointer) -> Bool {
    for word in 0..<pageSize / 8 where load(page, word) != 0 { return false }
    return true
  }

  private static func load(_ page: UnsafeRawPointer, _ word: Int) -> UInt64 {
    UInt64(littleEndian: page.loadUnaligned(fromByteOffset: 8 * word, as: UInt64.self))
  }
}
