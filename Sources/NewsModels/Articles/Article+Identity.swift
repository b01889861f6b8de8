extension Article {
  /// The hash of source, title, body and publication day, each as normalised for comparison.
  ///
  /// Normalised: runs of white space count as one space, none at the ends; zero-width characters and soft hyphens do not count.
  /// The texts are taken to be in NFC already, as `Article` demands. The day is the one that the document states, in its own
  /// zone, and is empty where unknown: the same document gives the same id wherever and whenever it is read.
  public var id: ArticleID {
    let day = published?.statedDay?.description ?? ""
    let fields = [source ?? "", title, body, day]
    // Normalising never lengthens a field; each is closed by a byte.
    let capacity = fields.reduce(0) { $0 + $1.utf8.count + 1 }
    let normalised = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var writer = ComparisonWriter(buffer)
      for field in fields { writer.append(field) }
      count = writer.count
    }
    return ArticleID(Digest(of: normalised))
  }
}

/// Writes fields as normalised for comparison into memory that has room for all of them.
struct ComparisonWriter {
  private let output: UnsafeMutableBufferPointer<UInt8>
  /// Bytes written.
  private(set) var count = 0
  private var start = 0
  private var spacePending = false

  init(_ output: UnsafeMutableBufferPointer<UInt8>) { self.output = output }

  /// Appends `field` as normalised, and the unit separator U+001F, which no normalised text holds.
  mutating func append(_ field: String) {
    start = count
    spacePending = false
    var field = field
    field.withUTF8 { text in
      var index = 0
      while index < text.count {
        copyBlocks(text, &index)
        copyRun(text, &index)
        if index < text.count { step(text, &index) }
      }
    }
    output[count] = 0x1F
    count += 1
  }

  /// One character, by its kind.
  private mutating func step(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    let (kind, length) = ComparisonUnit.classify(text, at: index)
    switch kind {
    case .space: spacePending = true
    case .ignorable: break
    case .text:
      if spacePending && count > start {
        output[count] = 0x20
        count += 1
      }
      spacePending = false
      for offset in index..<index + length {
        output[count] = text[offset]
        count += 1
      }
    }
    index += length
  }

  /// Copies sixteen bytes at a time, a single line feed as a space, as long as there is nothing else among them than `copyRun` copies.
  ///
  /// This is only a short cut, as that is.
  private mutating func copyBlocks(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    guard !spacePending, count > start, index > 0, let source = text.baseAddress, let target = output.baseAddress else {
      return
    }
    var (next, end) = (index, count)
    while next &+ 16 <= text.count {
      let bytes = UnsafeRawPointer(source + next).loadUnaligned(as: Block.self)
      let before = UnsafeRawPointer(source + next - 1).loadUnaligned(as: Block.self)
      let plain = bytes.replacing(with: Self.all(0x20), where: bytes .== Self.all(0x0A))
      let follows = before .== Self.all(0x20) .| before .== Self.all(0x0A)
      guard Self.isNone(Self.isSpecial(plain) .| (plain .== Self.all(0x20) .& follows)) else { break }
      UnsafeMutableRawPointer(target + end).storeBytes(of: plain, as: Block.self)
      // Whether a space at the end is single, the next block tells.
      let taken = plain[15] == 0x20 ? 15 : 16
      next &+= taken
      end &+= taken
    }
    (index, count) = (next, end)
  }

  private typealias Block = SIMD16<UInt8>
  private typealias Mask = SIMDMask<SIMD16<Int8>>

  @inline(__always)
  private static func all(_ byte: UInt8) -> Block { Block(repeating: byte) }

  /// Where a byte stands that is neither plain nor a space.
  @inline(__always)
  private static func isSpecial(_ bytes: Block) -> Mask {
    bytes .< all(0x20) .| bytes .== all(0x7F) .| bytes .== all(0xC2) .| bytes .== all(0xEF)
      .| (bytes & all(0xFE)) .== all(0xE2)
  }

  @inline(__always)
  private static func isNone(_ mask: Mask) -> Bool {
    unsafeBitCast(mask, to: SIMD2<UInt64>.self) == .zero
  }

  /// Copies what counts as it is, single spaces included, up to the first byte that may be, or begin, something else: all that
  /// `ComparisonUnit` looks at. At most as much as makes it worth trying `copyBlocks` again.
  ///
  /// This is only a short cut: `step` would take the same bytes one by one.
  private mutating func copyRun(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    guard !spacePending else { return }
    var (next, end) = (index, count)
    let limit = min(text.count, index + 16)
    while next < limit {
      let byte = text[next]
      if !Self.isPlain(byte) {
        guard byte == 0x20, end > start, next + 1 < text.count, Self.isPlain(text[next + 1]) else { break }
      }
      output[end] = byte
      end += 1
      next += 1
    }
    (index, count) = (next, end)
  }

  /// Whether a byte is text whatever stands beside it.
  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && (byte < 0xC2 ? byte != 0x7F : byte != 0xC2 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF)
  }
}

/// How a character counts when two texts are compared.
enum ComparisonUnit {
  case text
  case space
  case ignorable

  /// The kind of the character that begins at `index`, and how many bytes it takes. Bytes between two special characters may be
  /// answered one at a time: only whole special characters matter.
  static func classify(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (Self, Int) {
    let first = text[index]
    if first <= 0x20 { return (.space, 1) }
    if first == 0x7F { return (.ignorable, 1) }
    if first < 0xC2 { return (.text, 1) }
    let second = index + 1 < text.count ? text[index + 1] : 0
    if first == 0xC2 {
      if second == 0xA0 || second == 0x85 { return (.space, 2) }  // no-break space, next line
      if second == 0xAD { return (.ignorable, 2) }  // soft hyphen
      return (.text, 1)
    }
    guard first == 0xE2 || first == 0xE3 || first == 0xEF, index + 2 < text.count else { return (.text, 1) }
    switch (first, second, text[index + 2]) {
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
      (0xE3, 0x80, 0x80):
      return (.space, 3)
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0), (0xEF, 0xBB, 0xBF):
      return (.ignorable, 3)
    default:
      return (.text, 1)
    }
  }
}
