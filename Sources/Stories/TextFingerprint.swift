/// A sketch of a text by which its near copies are found: 64 bytes, of which two texts share about the part that their runs of three
/// words share.
///
/// Of all runs of three words (`FoldedWords`), hashed, each byte stands for the least in one of 64 parts of the hashes' range (minwise
/// hashing with one permutation). The estimate errs by some five parts in a hundred: it finds whom to compare with, and decides nothing.
/// A text too short for that has a sketch of all its words and its headline's: it resembles its equals only.
public struct TextFingerprint: Hashable, Sendable {
  public static let size = 64

  let parts: SIMD64<UInt8>

  public init(title: String, body: String) {
    self = StoryText(title: title, body: body).fingerprint
  }

  /// Of a text of few words: resembles its equals only.
  /// - Parameter whole: of all words in their order, the headline's first.
  init(whole: UInt64) {
    var parts = SIMD64<UInt8>()
    for part in 0..<Self.size { parts[part] = UInt8(truncatingIfNeeded: WordRuns.mixed(whole &+ UInt64(part))) }
    self.parts = parts
  }

  init(parts: SIMD64<UInt8>) { self.parts = parts }

  /// From what `bytes` wrote.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.size else { return nil }
    parts = SIMD64(bytes)
  }

  public var bytes: [UInt8] { withUnsafeBytes(of: parts) { Array($0) } }

  /// About how much of the runs of either text both have, 0 to 1.
  public func resemblance(to other: TextFingerprint) -> Double {
    var equal: UInt64 = 0
    withUnsafeBytes(of: parts) { one in
      withUnsafeBytes(of: other.parts) { two in
        for at in stride(from: 0, to: Self.size, by: 8) {
          let differing =
            one.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            ^ two.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          // The first bit of each byte that is not 0, turned around into a 1 for each that is.
          let unequal = ((differing & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | differing
          equal &+= ~unequal >> 7 & 0x0101_0101_0101_0101
        }
      }
    }
    // The sum of the eight bytes, of which each is 8 at most.
    return Double((equal &* 0x0101_0101_0101_0101) >> 56) / Double(Self.size)
  }

  /// The least hashes of what has been read of a text.
  struct Sketch {
    private var least = InlineArray<64, UInt64>(repeating: .max)

    @inline(__always)
    mutating func take(run: UInt64) {
      let part = Int(truncatingIfNeeded: run >> 58)
      least[part] = min(least[part], run)
    }

    var fingerprint: TextFingerprint {
      var parts = SIMD64<UInt8>()
      // As a span: each look into the array itself may copy it.
      let least = least.span
      withUnsafeMutableBytes(of: &parts) { bytes in
        for part in 0..<TextFingerprint.size { bytes[part] = UInt8(truncatingIfNeeded: Self.filled(part, least)) }
      }
      return TextFingerprint(parts: parts)
    }

    /// The least hash of a part, or, where it is empty, of another, the same for all texts that have it: so the sketches of short texts
    /// stay comparable (optimal densification).
    private static func filled(_ part: Int, _ least: Span<UInt64>) -> UInt64 {
      if least[part] != .max { return least[part] }
      var probe = UInt64(part) &+ 1
      // Ends at once, since some part is filled; bounded for a text without words.
      for _ in 0..<4_096 {
        probe = WordRuns.mixed(probe &+ 0x9E37_79B9_7F4A_7C15)
        let other = Int(truncatingIfNeeded: probe >> 58)
        if least[other] != .max { return WordRuns.mixed(least[other] &+ UInt64(part)) }
      }
      return 0
    }
  }
}
