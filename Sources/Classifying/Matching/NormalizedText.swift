/// A text in a spelling that the automaton knows, for texts that it does not know as they are.
///
/// What the automaton knows is copied. Letters with marks behind them are written as the sign of a phrase that they are, in its first
/// spelling; of signs that are in no phrase only the word group is left.
struct NormalizedText {
  /// Bytes that stand for a sign that is in no phrase, by its word group. UTF-8 has no such bytes.
  static func placeholder(_ group: WordGroup) -> UInt8 { 0xF9 + group.rawValue }

  /// The word group that a placeholder stands for.
  static func group(ofPlaceholder byte: UInt8) -> WordGroup { WordGroup(rawValue: byte &- 0xF9) ?? .none }

  private(set) var bytes: [UInt8] = []

  /// A stretch of `bytes`: a copy of the text, or one sign that was written anew.
  private struct Stretch {
    var start: Int
    /// In the given text.
    var ownStart: Int
    /// In the given text, of a sign that was written anew; nil for a copy.
    var ownEnd: Int?
  }

  /// In order, without gaps.
  private var stretches: [Stretch] = []
  private let signs: SignSet

  init(_ text: Span<UInt8>, signs: SignSet) {
    self.signs = signs
    bytes.reserveCapacity(text.count)
    var open = OpenSign()
    var at = 0
    while at < text.count {
      let end = Self.endOfASCII(text, from: at)
      if end > at {
        close(&open, text)
        copy(text, at, end)
        at = end
        continue
      }
      let (scalar, length) = UTF8Text.scalar(text, at: at)
      take(scalar, at, at + length, &open, text)
      at += length
    }
    close(&open, text)
  }

  /// Where the sign begins of which the byte at `offset` of `bytes` is the first.
  func ownStart(of offset: Int) -> Int {
    let stretch = stretch(of: offset)
    return stretch.ownEnd == nil ? stretch.ownStart + offset - stretch.start : stretch.ownStart
  }

  /// Where the sign ends of which the byte before `offset` of `bytes`, which is not 0, is the last.
  func ownEnd(of offset: Int) -> Int {
    let stretch = stretch(of: offset - 1)
    return stretch.ownEnd ?? stretch.ownStart + offset - stretch.start
  }

  private func stretch(of offset: Int) -> Stretch {
    var (low, high) = (0, stretches.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if stretches[middle].start <= offset { low = middle } else { high = middle - 1 }
    }
    return stretches[low]
  }

  /// The end of a run of ASCII that no mark follows.
  private static func endOfASCII(_ text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < text.count, text[end] < 0x80 { end += 1 }
    return end == text.count ? end : max(end - 1, start)
  }

  private mutating func take(
    _ scalar: Unicode.Scalar?, _ start: Int, _ end: Int, _ open: inout OpenSign, _ text: Span<UInt8>
  ) {
    guard let scalar else {
      close(&open, text)
      write([Self.placeholder(.none)], start, end)
      return
    }
    switch FoldingTable.shared.reading(scalar).kind {
    case .ignored: break
    case .space:
      close(&open, text)
      write([0x20], start, end)
    case .lineBreak:
      close(&open, text)
      write([0x0A], start, end)
    case .base, .mark:
      if open.takes(scalar) {
        open.add(scalar, end)
      } else {
        close(&open, text)
        open.begin(scalar, start, end)
      }
    }
  }

  private mutating func close(_ open: inout OpenSign, _ text: Span<UInt8>) {
    guard let scalar = open.first else { return }
    defer { open.first = nil }
    let reading = FoldingTable.shared.reading(scalar)
    let second = open.start + 1 < text.count ? text[open.start + 1] : 0
    if !open.hasMarks, reading.kind == .base, NormalizationScreen.passes(text[open.start], second) {
      copy(text, open.start, open.end)
      return
    }
    let sign = FoldedSign.sorted(open.hasMarks ? open.scalars : FoldingTable.shared.folding(scalar).folded)
    if let number = signs.number(of: sign) {
      write(signs.normalizedBytes(of: number), open.start, open.end)
    } else if let syllable = Self.syllable(sign) {
      // The particles behind a Korean noun must stay readable.
      write(Array(String(syllable).utf8), open.start, open.end)
    } else {
      write([Self.placeholder(reading.group)], open.start, open.end)
    }
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

  private mutating func copy(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    let last = stretches.last
    if last == nil || last?.ownEnd != nil || (last?.ownStart ?? 0) + bytes.count - (last?.start ?? 0) != start {
      stretches.append(Stretch(start: bytes.count, ownStart: start))
    }
    text.extracting(start..<end).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  private mutating func write(_ new: [UInt8], _ start: Int, _ end: Int) {
    stretches.append(Stretch(start: bytes.count, ownStart: start, ownEnd: end))
    bytes += new
  }
}

/// A letter that marks may still follow.
private struct OpenSign {
  /// nil where no sign is open.
  var first: Unicode.Scalar?
  /// In the given text; the end is that of the last mark.
  private(set) var start = 0
  private(set) var end = 0
  private(set) var hasMarks = false
  /// Folded, where it has marks.
  private(set) var scalars: [Unicode.Scalar] = []

  /// Whether this scalar belongs to the open sign.
  mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
    guard let first else { return false }
    if (0x300...0x36F).contains(scalar.value) || FoldingTable.shared.reading(scalar).kind == .mark { return true }
    guard (0x1161...0x11C2).contains(scalar.value) else { return false }
    return scalar.continuesSyllable(hasMarks ? scalars : FoldingTable.shared.folding(first).folded)
  }

  mutating func begin(_ scalar: Unicode.Scalar, _ start: Int, _ end: Int) {
    (first, self.start, self.end, hasMarks) = (scalar, start, end, false)
  }

  mutating func add(_ mark: Unicode.Scalar, _ end: Int) {
    self.end = end
    if !hasMarks, let first {
      scalars.removeAll(keepingCapacity: true)
      scalars += FoldingTable.shared.folding(first).folded
      hasMarks = true
    }
    // More marks than any phrase's sign has only have to be known to be too many.
    guard scalars.count < 32 else { return }
    if (0x300...0x33F).contains(mark.value) {
      scalars.append(mark)
    } else {
      scalars += FoldingTable.shared.folding(mark).folded
    }
  }
}
