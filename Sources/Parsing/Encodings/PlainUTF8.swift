/// A look at a whole document that finds most of them to be what every reader here expects, before anything slower is asked.
enum PlainUTF8 {
  /// Whether `text` is valid UTF-8, holds no control but tab and line feed, and nothing that `CleanText` may have to change: only ASCII,
  /// Latin letters with marks of their own, U+00A0 to U+00FF without the soft hyphen, and common punctuation (U+2002 to U+20BF
  /// without line and paragraph separators).
  ///
  /// This is only a short cut: what it does not answer for may be as clean.
  static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress, faults(text, at: 0).isZero else { return text.isEmpty }
    var index = 16
    while index &+ 16 <= text.count {
      guard
        isUsual(ByteBlock(base, at: index), ByteBlock(base, at: index &- 1), ByteBlock(base, at: index &- 2))
          || faults(text, at: index).isZero
      else { return false }
      index &+= 16
    }
    // Over the end, so that a character that is cut there is found.
    return faults(text, at: index).isZero
  }

  /// Where in the sixteen bytes from `index` on something stands that is not plain; after the end of the text stand spaces.
  private static func faults(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> ByteBlock {
    faults(
      ByteBlock(text, at: index).ending(with: 0x20, from: text.count - index), ByteBlock(text, at: index - 1),
      ByteBlock(text, at: index - 2))
  }

  /// Whether there are no faults and nothing but what most blocks are made of: ASCII, line feeds and Latin letters with marks.
  @inline(__always)
  private static func isUsual(_ bytes: ByteBlock, _ before: ByteBlock, _ twoBefore: ByteBlock) -> Bool {
    let isThird = twoBefore.isEqual(to: 0xE0, in: 0xE0)
    let isMisplaced = bytes.continues .^ (before.leads .| isThird)
    let isControl = (bytes.isIn(0x00...0x1F) .& .!bytes.isEqual(to: 0x0A)) .| bytes.isEqual(to: 0x7F)
    let isOtherLead = bytes.leads .& .!(bytes.isIn(0xC3...0xC9) .| bytes.isEqual(to: 0xE1))
    let isNoLetter = before.isEqual(to: 0xE1) .& .!bytes.isEqual(to: 0xB8, in: 0xFC)
    // Of a mark that the block before begins.
    let isMark = before.isEqual(to: 0xC2) .| before.isEqual(to: 0xE2) .| twoBefore.isEqual(to: 0xE2)
    return ByteBlock.ones(isMisplaced .| isControl .| isOtherLead .| isNoLetter .| isMark).isZero
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
    let isNoMark = before.isEqual(to: 0xE2) .& .!bytes.isIn(0x80...0x82)
    // U+2000 and U+2001, which are other spaces in NFC, and the separators.
    let isOddSpace = bytes.isEqual(to: 0x80, in: 0xFE) .| bytes.isEqual(to: 0xA8, in: 0xFE)
    let isSeparator = twoBefore.isEqual(to: 0xE2) .& before.isEqual(to: 0x80) .& isOddSpace
    return ByteBlock.ones(isMisplaced .| isOther .| isControl .| isNoLetter .| isNoMark .| isSeparator)
  }
}
