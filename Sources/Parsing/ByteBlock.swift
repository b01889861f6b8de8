/// Sixteen bytes of a text, compared and counted together.
typealias ByteBlock = SIMD16<UInt8>

extension ByteBlock {
  static let lanes = ByteBlock(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

  /// The same with `byte` from the lane `count` on.
  func ending(with byte: UInt8, from count: Int) -> ByteBlock {
    count >= 16 ? self : replacing(with: Self.all(byte), where: Self.lanes .>= Self.all(UInt8(Swift.max(0, count))))
  }

  /// The bytes from `index` on, zeros for those before and after the text.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
    if let start = text.baseAddress, index >= 0, index + 16 <= text.count {
      self = UnsafeRawPointer(start + index).loadUnaligned(as: ByteBlock.self)
    } else {
      self = ByteBlock(atEndOf: text, index)
    }
  }

  /// The bytes from `index` on, all of which are there.
  @inline(__always)
  init(_ text: UnsafePointer<UInt8>, at index: Int) {
    self = UnsafeRawPointer(text + index).loadUnaligned(as: ByteBlock.self)
  }

  @inline(never)
  private init(atEndOf text: UnsafeBufferPointer<UInt8>, _ index: Int) {
    if let start = text.baseAddress, text.count >= 16, index > -16, index < text.count {
      // The first or the last block, moved so that zeros take the place of what is not there.
      let first = Swift.min(Swift.max(0, index), text.count - 16)
      let block = UInt128(littleEndian: UnsafeRawPointer(start + first).loadUnaligned(as: UInt128.self))
      let moved = index < 0 ? block << UInt128(-8 * index) : block >> UInt128(8 * (index - first))
      self = unsafeBitCast(moved.littleEndian, to: ByteBlock.self)
      return
    }
    self = .zero
    let places = Swift.max(0, index)..<Swift.max(0, index, Swift.min(text.count, index + 16))
    for place in places { self[place - index] = text[place] }
  }

  /// All lanes alike.
  ///
  /// Operators between a block and a byte are left alone: they are compiled lane by lane.
  @inline(__always)
  static func all(_ byte: UInt8) -> ByteBlock { ByteBlock(repeating: byte) }

  /// 1 in each lane where `mask` holds.
  @inline(__always)
  static func ones(_ mask: Mask) -> ByteBlock { all(0).replacing(with: all(1), where: mask) }

  /// Calls `body` with pieces of `range`, each of as many blocks as a lane can count.
  static func forEachCount(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 16 * 255) {
      body(start..<Swift.min(range.upperBound, start + 16 * 255))
    }
  }

  /// The sum of the lanes, each at most 255.
  var total: Int {
    let halves = unsafeBitCast(self, to: SIMD2<UInt64>.self)
    return Self.total(halves.x) + Self.total(halves.y)
  }

  private static func total(_ bytes: UInt64) -> Int {
    let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ (bytes >> 8 & 0x00FF_00FF_00FF_00FF)
    return Int((pairs &* 0x0001_0001_0001_0001) >> 48)
  }

  /// Whether all lanes are zero.
  var isZero: Bool { unsafeBitCast(self, to: SIMD2<UInt64>.self) == .zero }

  /// A bit for each lane where `mask` holds, the first being the lowest.
  @inline(__always)
  static func bits(_ mask: Mask) -> UInt64 {
    let weights = ByteBlock(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
    let halves = unsafeBitCast(unsafeBitCast(mask, to: ByteBlock.self) & weights, to: SIMD2<UInt64>.self)
    // The sum of eight bytes, none of which has a bit of another, stands in the highest.
    return (halves.x &* 0x0101_0101_0101_0101) >> 56 | ((halves.y &* 0x0101_0101_0101_0101) >> 56) << 8
  }

  /// Where ASCII letters stand.
  @inline(__always)
  var letters: Mask { (self | Self.all(0x20)).isIn(0x61...0x7A) }

  /// Where a byte of `range` stands.
  @inline(__always)
  func isIn(_ range: ClosedRange<UInt8>) -> Mask {
    (self &- Self.all(range.lowerBound)) .<= Self.all(range.upperBound - range.lowerBound)
  }

  /// Where `byte` stands, the bits beside `mask` aside.
  @inline(__always)
  func isEqual(to byte: UInt8, in mask: UInt8 = 0xFF) -> Mask { (self & Self.all(mask)) .== Self.all(byte) }

  /// Where a byte stands that continues a character.
  @inline(__always)
  var continues: Mask { unsafeBitCast(self, to: SIMD16<Int8>.self) .< SIMD16<Int8>(repeating: -64) }

  /// Where a byte beyond ASCII stands.
  @inline(__always)
  var isWide: Mask { unsafeBitCast(self, to: SIMD16<Int8>.self) .< SIMD16<Int8>.zero }

  /// Where a byte stands that begins a character beyond ASCII.
  @inline(__always)
  var leads: Mask { isEqual(to: 0xC0, in: 0xC0) }

  typealias Mask = SIMDMask<SIMD16<Int8>>
}
