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
    var sketch = Sketch()
    FoldedWords.read(body, &sketch)
    if sketch.words < TextRuns.leastWords {
      sketch = Sketch(isWhole: true)
      FoldedWords.read(title, &sketch)
      FoldedWords.read(body, &sketch)
    }
    parts = sketch.parts
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
    // 1 where they are equal: sums of bytes, which 64 of them fit in.
    let equal = SIMD64<UInt8>(repeating: 0).replacing(with: 1, where: parts .== other.parts)
    return Double(equal.wrappedSum()) / Double(Self.size)
  }

  /// What has been read of a text.
  private struct Sketch: WordTaking {
    private var least = InlineArray<64, UInt64>(repeating: .max)
    private var runs = WordRuns()
    /// Of all words, in their order.
    private var whole: UInt64 = 0
    private let isWhole: Bool
    private(set) var words = 0

    init(isWhole: Bool = false) { self.isWhole = isWhole }

    @inline(__always)
    mutating func take(_ word: UInt64, hasDigit: Bool) {
      words &+= 1
      if isWhole {
        whole = WordRuns.mixed(whole &+ word)
        return
      }
      let run = runs.add(word)
      let part = Int(truncatingIfNeeded: run >> 58)
      least[part] = min(least[part], run)
    }

    var parts: SIMD64<UInt8> {
      var parts = SIMD64<UInt8>()
      withUnsafeMutableBytes(of: &parts) { bytes in
        for part in 0..<TextFingerprint.size {
          bytes[part] = UInt8(truncatingIfNeeded: isWhole ? WordRuns.mixed(whole &+ UInt64(part)) : filled(part))
        }
      }
      return parts
    }

    /// The least hash of a part, or, where it is empty, of another, the same for all texts that have it: so the sketches of short texts
    /// stay comparable (optimal densification).
    private func filled(_ part: Int) -> UInt64 {
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
