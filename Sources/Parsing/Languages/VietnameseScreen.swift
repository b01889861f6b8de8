/// A look at the beginning of a text, which most often is plainly Vietnamese.
struct VietnameseScreen: Hashable, Sendable {
  /// Latin letters, with marks or without.
  private(set) var letters = 0
  /// Those that no other language uses: ơ, ư and the letters of U+1EA0 to U+1EF9.
  private(set) var own = 0
  /// Whether a letter of another script may be among the characters.
  private(set) var hasOthers = false

  /// Where it holds, `LanguageEvidence.isPlainlyVietnamese` does; where it does not, that does only if there are others.
  var isPlain: Bool { letters >= 400 && own * 12 >= letters && !hasOthers }

  /// `text` is valid UTF-8 of at most 4,000 bytes; a character cut at its end is passed over.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    let text = Self.whole(text)
    var (letter, own, other) = (ByteBlock.zero, ByteBlock.zero, ByteBlock.zero)
    for index in stride(from: 0, to: text.count, by: 16) {
      let bytes = ByteBlock(text, at: index)
      let before = ByteBlock(text, at: index - 1)
      let isPair = before.isIn(0xC3...0xC9) .& bytes.continues
      // The signs of multiplication and division, and the letters of phonetics.
      let isSign = before.isEqual(to: 0xC3) .& bytes.isEqual(to: 0x97, in: 0xDF)
      let isPhonetic = before.isEqual(to: 0xC9) .& bytes.isIn(0x90...0xBF)
      let isTriple = before.isEqual(to: 0xE1) .& bytes.isEqual(to: 0xB8, in: 0xFC)
      letter &+= ByteBlock.ones(
        bytes.isIn(0x61...0x7A) .| bytes.isIn(0x41...0x5A) .| (isPair .& .!(isSign .| isPhonetic)) .| isTriple)
      own &+= ByteBlock.ones(Self.endsOwn(bytes, before, ByteBlock(text, at: index - 2)))
      other |= ByteBlock.ones(
        bytes.isIn(0xCA...0xE0) .| bytes.isIn(0xE3...0xFF) .| isPhonetic
          .| (before.isEqual(to: 0xE1) .& .!bytes.isEqual(to: 0xB8, in: 0xFC)))
    }
    letters = letter.total
    self.own = own.total
    hasOthers = !other.isZero
  }

  @inline(__always)
  private static func endsOwn(_ bytes: ByteBlock, _ before: ByteBlock, _ twoBefore: ByteBlock) -> ByteBlock.Mask {
    let isHorned = before.isEqual(to: 0xC6) .& (bytes.isEqual(to: 0xA1) .| bytes.isEqual(to: 0xB0))
    let isLow = before.isEqual(to: 0xBA) .& bytes.isIn(0xA0...0xBF)
    let isHigh = before.isEqual(to: 0xBB) .& bytes.isIn(0x80...0xB9)
    return isHorned .| (twoBefore.isEqual(to: 0xE1) .& (isLow .| isHigh))
  }

  /// Without a character that is cut at the end.
  private static func whole(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var end = text.count
    while end > 0, end > text.count - 4, text[end - 1] & 0xC0 == 0x80 { end -= 1 }
    guard end > 0, text[end - 1] >= 0xC0 else { return text }
    let first = text[end - 1]
    let size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    return end - 1 + size <= text.count ? text : UnsafeBufferPointer(rebasing: text.prefix(end - 1))
  }
}
