/// Up to 64 bytes of a text, a bit each, the first being the lowest: what a run of ASCII and precomposed Latin letters, which most of a
/// text is, is read by.
struct PlainBlock {
  static let size = 64

  /// Bytes of letters and digits; said of bytes in a run only.
  private(set) var words: UInt64 = 0
  /// Where a run ends: line breaks, what may end a sentence, the first byte of every other character, all places behind the text.
  private(set) var stops: UInt64 = .max
  /// Where words begin: set by who reads the text.
  var wordStarts: UInt64 = 0
  /// How many words begin in the blocks before this one: set when the text has been read.
  var wordsBefore = 0

  /// The blocks of a text.
  /// - Parameter isUTF8: whether `text` is known to be UTF-8 throughout; otherwise there is no run in it.
  static func blocks(of text: Span<UInt8>, isUTF8: Bool) -> [PlainBlock] {
    let count = text.count / size + 1
    guard isUTF8 else { return Array(repeating: PlainBlock(), count: count) }
    return text.withUnsafeBytes { bytes in
      [PlainBlock](unsafeUninitializedCapacity: count) { blocks, filled in
        filled = count
        // A block is looked at with the byte behind it.
        let whole = max(0, (bytes.count - 1) / size)
        for block in 0..<whole { blocks.initializeElement(at: block, to: PlainBlock(bytes, at: block * size)) }
        for block in whole..<count {
          blocks.initializeElement(at: block, to: PlainBlock(endOf: bytes, at: block * size))
        }
      }
    }
  }

  private init() {}

  /// - Parameter start: 65 bytes are there from here on.
  @inline(__always)
  private init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    (words, stops) = (0, 0)
    for quarter in 0..<4 {
      let at = start &+ quarter &* 16
      let block = Quarter(
        bytes.loadUnaligned(fromByteOffset: at, as: Quarter.Bytes.self),
        next: bytes.loadUnaligned(fromByteOffset: at &+ 1, as: Quarter.Bytes.self))
      words |= block.words &<< UInt64(truncatingIfNeeded: quarter &* 16)
      stops |= block.stops &<< UInt64(truncatingIfNeeded: quarter &* 16)
    }
  }

  /// The same where the text ends sooner, behind which zeros stand.
  @inline(never)
  private init(endOf bytes: UnsafeRawBufferPointer, at start: Int) {
    var copy = InlineArray<65, UInt8>(repeating: 0)
    let count = min(bytes.count - start, 65)
    for place in 0..<count { copy[place] = bytes[start + place] }
    self = copy.span.withUnsafeBytes { PlainBlock($0, at: 0) }
    if count < Self.size { stops |= .max &<< UInt64(truncatingIfNeeded: count) }
  }

  /// How many bytes from a place on are a run, at most to the block's end.
  @inline(__always)
  func run(from place: Int) -> Int {
    min((stops &>> UInt64(truncatingIfNeeded: place)).trailingZeroBitCount, Self.size &- place)
  }

  /// How many words begin in the text up to a place of this block.
  func words(through place: Int) -> Int {
    wordsBefore + (wordStarts & (.max &>> UInt64(truncatingIfNeeded: Self.size - 1 - place))).nonzeroBitCount
  }

  /// Sixteen bytes. Operators stand between two vectors only: with a byte they are compiled lane by lane.
  private struct Quarter {
    typealias Bytes = SIMD16<UInt8>
    typealias Mask = SIMDMask<SIMD16<Int8>>

    private let bytes: Bytes
    private let next: Bytes

    /// - Parameter next: the same from one byte further on.
    @inline(__always)
    init(_ bytes: Bytes, next: Bytes) { (self.bytes, self.next) = (bytes, next) }

    @inline(__always)
    var words: UInt64 {
      Self.bits(
        Self.lies(bytes | Self.all(0x20), in: 0x61...0x7A) .| Self.lies(bytes, in: 0x30...0x39)
          .| bytes .>= Self.all(0x80))
    }

    @inline(__always)
    var stops: UInt64 {
      let ends =
        Self.lies(bytes, in: 0x0A...0x0D) .| bytes .== Self.all(0x21) .| bytes .== Self.all(0x2E)
        .| bytes .== Self.all(0x3F)
      // U+00C0 to U+027F but for × and ÷, and U+1E00 to U+1EFF.
      let isCross = bytes .== Self.all(0xC3) .& (next | Self.all(0x20)) .== Self.all(0xB7)
      let isPair = Self.lies(bytes, in: 0xC3...0xC9) .& .!isCross
      let isTriple = bytes .== Self.all(0xE1) .& (next & Self.all(0xFC)) .== Self.all(0xB8)
      return Self.bits(ends .| bytes .>= Self.all(0xC0) .& .!(isPair .| isTriple))
    }

    @inline(__always)
    private static func all(_ byte: UInt8) -> Bytes { Bytes(repeating: byte) }

    @inline(__always)
    private static func lies(_ bytes: Bytes, in range: ClosedRange<UInt8>) -> Mask {
      bytes &- all(range.lowerBound) .<= all(range.upperBound - range.lowerBound)
    }

    /// A bit for each lane.
    @inline(__always)
    private static func bits(_ mask: Mask) -> UInt64 {
      let weights = Bytes(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
      let halves = unsafeBitCast(unsafeBitCast(mask, to: Bytes.self) & weights, to: SIMD2<UInt64>.self)
      // The sum of eight bytes, none of which has a bit of another, stands in the highest.
      return (halves.x &* 0x0101_0101_0101_0101) >> 56 | ((halves.y &* 0x0101_0101_0101_0101) >> 56) << 8
    }
  }
}
