/// Which of up to 64 bytes of a text belong to words: answers where each word ends.
struct WordBits {
  /// Bytes looked at.
  private static let span = 64

  /// The bytes that belong to no word, a bit each, the first being the lowest; and the line's end where it comes sooner than the 65th byte.
  private var breaks: UInt64

  /// Those of Latin letters and digits from `start` on, `end` being where the line ends.
  ///
  /// `text` is valid UTF-8, `start` cuts no character. `onlyLatin` says that all characters beyond ASCII are Latin letters.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, onlyLatin: Bool) {
    var bits: UInt64
    if let base = text.baseAddress, text.count &- start > Self.span, onlyLatin || Self.hasOnlyLatin(base, at: start) {
      let (first, second) = (Self.latin(ByteBlock(base, at: start)), Self.latin(ByteBlock(base, at: start &+ 16)))
      let (third, fourth) = (Self.latin(ByteBlock(base, at: start &+ 32)), Self.latin(ByteBlock(base, at: start &+ 48)))
      bits = first | second &<< 16 | third &<< 32 | fourth &<< 48
    } else {
      bits = Self.mixed(text, from: start, onlyLatin: onlyLatin)
    }
    breaks = ~bits
    let count = end &- start
    if count < Self.span {
      let lineEnd: UInt64 = 1 &<< UInt64(truncatingIfNeeded: count)
      breaks = breaks & (lineEnd &- 1) | lineEnd
    }
  }

  /// Whether all characters beyond ASCII among 64 bytes and the one after them are Latin letters; but for one that they cut.
  private static func hasOnlyLatin(_ text: UnsafePointer<UInt8>, at start: Int) -> Bool {
    var others = ByteBlock.zero
    for offset in stride(from: 0, to: span, by: 16) {
      let (block, next) = (ByteBlock(text, at: start &+ offset), ByteBlock(text, at: start &+ offset &+ 1))
      let isTriple = block.isEqual(to: 0xE1)
      others |= ByteBlock.ones(
        (block.leads .& .!(block.isIn(0xC3...0xC9) .| isTriple)) .| (isTriple .& .!next.isEqual(to: 0xB8, in: 0xFC)))
    }
    return others.isZero
  }

  /// The bits of a block that holds no other letters.
  @inline(__always)
  private static func latin(_ block: ByteBlock) -> UInt64 {
    ByteBlock.bits(block.letters .| block.isIn(0x30...0x39) .| block.isWide)
  }

  /// Those of a text that may hold any characters, and may end before 64 bytes.
  private static func mixed(_ text: UnsafeBufferPointer<UInt8>, from start: Int, onlyLatin: Bool) -> UInt64 {
    var bits: UInt64 = 0
    for offset in stride(from: 0, to: min(span, text.count - start), by: 16) {
      let block = ByteBlock(text, at: start + offset)
      let isPlain = onlyLatin || (block & ByteBlock.all(0x80)).isZero
      let isWide = isPlain ? block.isWide : latinLetters(block, text, at: start + offset)
      bits |= ByteBlock.bits(block.letters .| block.isIn(0x30...0x39) .| isWide) << UInt64(offset)
    }
    return bits
  }

  /// All bytes of Latin letters with marks: U+00C0 to U+027F, and U+1E00 to U+1EFF.
  private static func latinLetters(
    _ block: ByteBlock, _ text: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> ByteBlock.Mask {
    let (before, twoBefore) = (ByteBlock(text, at: index - 1), ByteBlock(text, at: index - 2))
    let next = ByteBlock(text, at: index + 1)
    let pairs = block.isIn(0xC3...0xC9) .| before.isIn(0xC3...0xC9)
    let beginsTriple = block.isEqual(to: 0xE1) .& next.isEqual(to: 0xB8, in: 0xFC)
    let continuesTriple = before.isEqual(to: 0xE1) .& block.isEqual(to: 0xB8, in: 0xFC)
    let endsTriple = twoBefore.isEqual(to: 0xE1) .& before.isEqual(to: 0xB8, in: 0xFC)
    return pairs .| beginsTriple .| continuesTriple .| endsTriple
  }

  /// Those of letters among 64 bytes of ASCII from `start` on; nil where there is anything else, or the text ends.
  @inline(__always)
  init?(asciiLetters text: UnsafeBufferPointer<UInt8>, from start: Int) {
    guard let base = text.baseAddress, text.count &- start >= Self.span else { return nil }
    let (first, second) = (ByteBlock(base, at: start), ByteBlock(base, at: start &+ 16))
    let (third, fourth) = (ByteBlock(base, at: start &+ 32), ByteBlock(base, at: start &+ 48))
    guard ((first | second | third | fourth) & ByteBlock.all(0x80)).isZero else { return nil }
    breaks =
      ~(ByteBlock.bits(first.letters) | ByteBlock.bits(second.letters) &<< 16 | ByteBlock.bits(third.letters) &<< 32
      | ByteBlock.bits(fourth.letters) &<< 48)
  }

  /// The next byte that belongs to no word, or the line's end, counted from the first byte; nil where none is left.
  @inline(__always)
  mutating func nextBreak() -> Int? {
    guard breaks != 0 else { return nil }
    defer { breaks &= breaks &- 1 }
    return breaks.trailingZeroBitCount
  }
}
