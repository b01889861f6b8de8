/// A look at a whole document that finds most of them to be what every reader here expects, before anything slower is asked.
enum PlainUTF8 {
  /// Whether `text` is valid UTF-8, holds no control but tab and line feed, and nothing that `CleanText` may have to change: only ASCII,
  /// Latin letters with marks of their own, U+00A0 to U+00FF without the soft hyphen, and common punctuation (U+2000 to U+20FF
  /// without line and paragraph separators).
  ///
  /// This is only a short cut: what it does not answer for may be as clean.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    // Over the end, where zeros stand, so that a character that is cut there is found.
    while start <= text.count {
      let end = min(text.count + 1, start + 1_024)
      var faults = ByteBlock.zero
      for index in stride(from: start, to: end, by: 16) {
        let bytes = ByteBlock(text, at: index).ending(with: 0x20, from: text.count - index)
        faults |= Self.faults(bytes, ByteBlock(text, at: index - 1), ByteBlock(text, at: index - 2))
      }
      guard faults.isZero else { return false }
      start += 1_024
    }
    return true
  }

  /// Where something stands that is not plain, `before` being the bytes before each of `bytes`.
  @inline(__always)
  private static func faults(_ bytes: ByteBlock, _ before: ByteBlock, _ twoBefore: ByteBlock) -> ByteBlock {
    let isASCII = bytes.isIn(0x20...0x7E) .| bytes.isIn(0x09...0x0A)
    let isLead = bytes.isIn(0xC2...0xC9) .| bytes.isIn(0xE1...0xE2)
    let isSecond = before.isIn(0xC2...0xC9) .| before.isIn(0xE1...0xE2)
    let isThird = twoBefore.isIn(0xE1...0xE2)
    let isMisplaced = bytes.continues .^ (isSecond .| isThird)
    let isOther = .!(isASCII .| isLead .| bytes.continues)
    let isControl = before.isEqual(to: 0xC2) .& (bytes.isIn(0x80...0x9F) .| bytes.isEqual(to: 0xAD))
    let isNoLetter = before.isEqual(to: 0xE1) .& .!bytes.isEqual(to: 0xB8, in: 0xFC)
    let isNoMark = before.isEqual(to: 0xE2) .& .!bytes.isEqual(to: 0x80, in: 0xFC)
    let isSeparator = twoBefore.isEqual(to: 0xE2) .& before.isEqual(to: 0x80) .& bytes.isEqual(to: 0xA8, in: 0xFE)
    return ByteBlock.ones(isMisplaced .| isOther .| isControl .| isNoLetter .| isNoMark .| isSeparator)
  }
}
