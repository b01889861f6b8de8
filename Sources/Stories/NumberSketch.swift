/// Which runs with a number a text may hold: 512 bits, one for some of all hashes each.
///
/// It knows all that the text holds and takes some others for them too. So it never parts two texts that share enough, and parts most that
/// do not, without a look at either.
public struct NumberSketch: Sendable {
  private var bits = InlineArray<8, UInt64>(repeating: 0)
  /// How many runs hold a number.
  private let count: Int

  /// - Parameter hashes: each once.
  init(_ hashes: [UInt32]) {
    count = hashes.count
    for hash in hashes { bits[Self.word(of: hash)] |= Self.bit(of: hash) }
  }

  /// Whether a text with these hashes, each once, may share as many with this one as copies do.
  func mayShareEnough(of hashes: [UInt32]) -> Bool {
    var spare = hashes.count - NearCopy.leastNumbers(of: min(count, hashes.count))
    for hash in hashes where bits[Self.word(of: hash)] & Self.bit(of: hash) == 0 {
      if spare == 0 { return false }
      spare -= 1
    }
    return true
  }

  @inline(__always)
  private static func word(of hash: UInt32) -> Int { Int(hash >> 29) }

  @inline(__always)
  private static func bit(of hash: UInt32) -> UInt64 { 1 &<< UInt64(hash >> 23 & 63) }
}
