/// How many capitals and small letters a piece of text holds, of Latin letters with marks or without: those whose bytes `EightBytes` finds.
struct LetterCounts: Hashable, Sendable {
  private(set) var capitals = 0
  private(set) var smallLetters = 0

  /// `text` is valid UTF-8, and `range` cuts no character.
  init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    ByteBlock.forEachCount(in: range) { add(text, $0) }
  }

  private mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var (small, capital, marked, markedCapital) = (ByteBlock.zero, ByteBlock.zero, ByteBlock.zero, ByteBlock.zero)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: 16) {
      let bytes = ByteBlock(text, at: index).ending(with: 0, from: range.upperBound - index)
      let (before, twoBefore) = (ByteBlock(text, at: index - 1), ByteBlock(text, at: index - 2))
      small &+= ByteBlock.ones(bytes.isIn(0x61...0x7A))
      capital &+= ByteBlock.ones(bytes.isIn(0x41...0x5A))
      let isTriple = before.isEqual(to: 0xE1) .& bytes.isEqual(to: 0xB8, in: 0xFC)
      marked &+= ByteBlock.ones(before.isIn(0xC3...0xC9) .& bytes.continues .| isTriple)
      markedCapital &+= ByteBlock.ones(Self.endsCapital(bytes, before, twoBefore))
    }
    capitals += capital.total + markedCapital.total
    smallLetters += small.total + marked.total - markedCapital.total
  }

  /// Where a capital with a mark ends, as `WideCharacter.isCapital` tells.
  @inline(__always)
  private static func endsCapital(_ bytes: ByteBlock, _ before: ByteBlock, _ twoBefore: ByteBlock) -> ByteBlock.Mask {
    let isEven = bytes.isEqual(to: 0x80, in: 0xC1)
    let western = before.isEqual(to: 0xC3) .& (bytes.isIn(0x80...0x96) .| bytes.isIn(0x98...0x9E))
    let central = before.isIn(0xC4...0xC5) .& isEven
    let horned = before.isEqual(to: 0xC6) .& (bytes.isEqual(to: 0xA0) .| bytes.isEqual(to: 0xAF))
    let triple = twoBefore.isEqual(to: 0xE1) .& before.isEqual(to: 0xB8, in: 0xFC) .& isEven
    return western .| central .| horned .| triple
  }
}
