/// What a piece of text holds that is asked of every line, counted sixteen bytes at a time.
struct LineCounts: Hashable, Sendable {
  /// Of any kind.
  private(set) var characters = 0
  /// ASCII digits.
  private(set) var digits = 0
  /// Whether there are small letters of ASCII.
  private(set) var hasSmallLetters = false
  /// Whether all characters beyond ASCII are Latin letters: those whose bytes `EightBytes` finds.
  private(set) var hasOnlyLatin = true

  /// `text` is valid UTF-8, and `range` cuts no character.
  init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    ByteBlock.forEachCount(in: range) { add(text, $0) }
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard let base = text.baseAddress else { return }
    let end = range.upperBound
    // Of the last two, it matters only whether they are 0.
    var (continuing, figures, small, others) = (ByteBlock.zero, ByteBlock.zero, ByteBlock.zero, ByteBlock.zero)
    var index = range.lowerBound
    while index < end {
      var (bytes, before) = (ByteBlock.zero, ByteBlock.zero)
      if index > 0, end &- index >= 16 {
        (bytes, before) = (ByteBlock(base, at: index), ByteBlock(base, at: index &- 1))
      } else {
        (bytes, before) = Self.blocks(text, index, end)
      }
      continuing &+= ByteBlock.ones(bytes.continues)
      figures &+= ByteBlock.ones(bytes.isIn(0x30...0x39))
      small |= ByteBlock.ones(bytes.isIn(0x61...0x7A))
      let isLatin = bytes.isIn(0xC3...0xC9) .| bytes.isEqual(to: 0xE1)
      let isNoLetter = before.isEqual(to: 0xE1) .& .!bytes.isEqual(to: 0xB8, in: 0xFC)
      others |= ByteBlock.ones((bytes.leads .& .!isLatin) .| isNoLetter)
      index &+= 16
    }
    characters += range.count - continuing.total
    digits += figures.total
    hasSmallLetters = hasSmallLetters || !small.isZero
    hasOnlyLatin = hasOnlyLatin && others.isZero
  }

  /// Sixteen bytes and those before each of them, where one or the other may lie beyond the text or the line.
  @inline(never)
  private static func blocks(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int
  ) -> (ByteBlock, ByteBlock) {
    (ByteBlock(text, at: index).ending(with: 0, from: end - index), ByteBlock(text, at: index - 1))
  }
}
