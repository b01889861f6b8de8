/// A text in the spelling that the automaton knows best, for texts that it does not know as they are.
///
/// Signs that are in some phrase are written in that sign's first spelling; of the others only the word group is left.
struct NormalizedText {
  /// Bytes that stand for a sign that is in no phrase, by its word group. UTF-8 has no such bytes.
  static func placeholder(_ group: WordGroup) -> UInt8 { 0xF9 + group.rawValue }

  /// The word group that a placeholder stands for.
  static func group(ofPlaceholder byte: UInt8) -> WordGroup { WordGroup(rawValue: byte &- 0xF9) ?? .none }

  private(set) var bytes: [UInt8] = []
  /// By byte of `bytes`, where in the given text its sign begins; one more at the end.
  private(set) var starts: [Int] = []
  /// By byte of `bytes`, where in the given text its sign ends.
  private(set) var ends: [Int] = []

  private let signs: SignSet
  private var open: [Unicode.Scalar] = []
  private var openGroup = WordGroup.none
  private var openRange = (start: 0, end: 0)

  init(_ text: Span<UInt8>, signs: SignSet) {
    self.signs = signs
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    let table = FoldingTable.shared
    var at = 0
    while at < text.count {
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      take(scalar, table, at, at + length)
      at += length
    }
    close()
  }

  private mutating func take(_ scalar: Unicode.Scalar?, _ table: FoldingTable, _ start: Int, _ end: Int) {
    guard let scalar else {
      close()
      write([Self.placeholder(.none)], start, end)
      return
    }
    let kind = table.reading(scalar).kind
    switch kind {
    case .ignored: break
    case .space, .lineBreak:
      close()
      space(kind == .space ? 0x20 : 0x0A, start, end)
    case .base, .mark:
      if !open.isEmpty, kind == .mark || scalar.continuesSyllable(open) {
        // More marks than any phrase's sign has only have to be known to be too many.
        if open.count < 32 { open += table.folding(scalar).folded }
        openRange.end = end
      } else {
        close()
        let folding = table.folding(scalar)
        open = folding.folded
        openGroup = folding.group
        openRange = (start, end)
      }
    }
  }

  private mutating func space(_ byte: UInt8, _ start: Int, _ end: Int) {
    guard let last = bytes.last, last == 0x20 || last == 0x0A else {
      write([byte], start, end)
      return
    }
    if byte == 0x0A { bytes[bytes.count - 1] = byte }
    ends[ends.count - 1] = end
  }

  private mutating func close() {
    guard !open.isEmpty else { return }
    let sign = open.count > 2 ? FoldedSign.sorted(open) : open
    if let number = signs.number(of: sign) {
      write(signs.normalizedBytes(of: number), openRange.start, openRange.end)
    } else if let syllable = Self.syllable(sign) {
      // The particles behind a Korean noun must stay readable.
      write(Array(String(syllable).utf8), openRange.start, openRange.end)
    } else {
      write([Self.placeholder(openGroup)], openRange.start, openRange.end)
    }
    open.removeAll(keepingCapacity: true)
  }

  private static func syllable(_ jamo: [Unicode.Scalar]) -> Unicode.Scalar? {
    guard (2...3).contains(jamo.count), (0x1100...0x1112).contains(jamo[0].value),
      (0x1161...0x1175).contains(jamo[1].value)
    else { return nil }
    var value = 0xAC00 + ((jamo[0].value - 0x1100) * 21 + jamo[1].value - 0x1161) * 28
    if jamo.count == 3 {
      guard (0x11A8...0x11C2).contains(jamo[2].value) else { return nil }
      value += jamo[2].value - 0x11A7
    }
    return Unicode.Scalar(value)
  }

  private mutating func write(_ new: [UInt8], _ start: Int, _ end: Int) {
    for byte in new {
      bytes.append(byte)
      starts.append(start)
      ends.append(end)
    }
  }
}
