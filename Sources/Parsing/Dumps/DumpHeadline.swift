/// Finds the headline of a dump: a line before the text, or at its beginning, that looks like one.
struct DumpHeadline: Sendable {
  /// The line; nil where none looks like a headline.
  private(set) var index: Int?

  /// Lines looked at before the first line of text.
  private static let reach = 60

  init(_ dump: DumpLines, _ context: DumpContext, chosen: [Bool]) {
    guard let first = Self.firstOfBody(dump, context, chosen) else { return }
    let words = Self.words(of: dump, chosen)
    var best: (index: Int, score: Float)?
    for candidate in max(0, first - Self.reach)...first {
      guard let score = Self.score(candidate, dump, context, first: first, words: words), score > best?.score ?? 0
      else { continue }
      best = (candidate, score)
    }
    index = best?.index
  }

  /// Where the long text begins: a chosen strong line with another near it, else any chosen line.
  private static func firstOfBody(_ dump: DumpLines, _ context: DumpContext, _ chosen: [Bool]) -> Int? {
    let strong = chosen.indices.filter { chosen[$0] && context.isStrong[$0] }
    let pair = zip(strong, strong.dropFirst()).first { $1 - $0 <= 6 }?.0
    guard var first = pair ?? strong.first ?? chosen.firstIndex(of: true) else { return nil }
    // Sentences right before it are text, too, though they are shorter; headlines hardly ever end as sentences do.
    while first > 0, chosen[first - 1], dump.lines[first - 1].ending == .sentence, dump.lines[first - 1].units >= 25 {
      first -= 1
    }
    return first
  }

  /// Hashes of the longer words of the text.
  private static func words(of dump: DumpLines, _ chosen: [Bool]) -> Set<UInt32> {
    var words: Set<UInt32> = []
    for index in chosen.indices where chosen[index] && dump.lines[index].units >= 80 {
      WordHash.forEachWord(in: dump.bytes(dump.lines[index])) { words.insert($0) }
      if words.count > 4_000 { break }
    }
    return words
  }

  /// How much a line looks like the headline; nil where it cannot be one.
  private static func score(
    _ index: Int, _ dump: DumpLines, _ context: DumpContext, first: Int, words: Set<UInt32>
  ) -> Float? {
    let line = dump.lines[index]
    guard line.units >= 8, line.units <= 260, line.words >= 2, line.phrase == nil || !line.isPhraseWhole else {
      return nil
    }
    guard !context.dates[index] || line.units > 60, !line.hasCopyright, !line.hasAddress else { return nil }
    var shared = 0
    var counted = 0
    WordHash.forEachWord(in: dump.bytes(line)) { word in
      counted += 1
      if words.contains(word) { shared += 1 }
    }
    var score = 4 * Float(shared) / Float(max(2, counted))
    switch line.units {
    case ..<15: score -= 1.5
    case ..<25: score -= 0.3
    case 35..<140: score += 1
    case 180...: score -= 1
    default: break
    }
    if line.ending == .sentence && line.units > 100 { score -= 1.2 } else if line.ending == .sentence { score -= 0.3 }
    if line.isAfterBlank && line.isBeforeBlank { score += 1 }
    if context.isRepeatedLater[index] || context.isRepetition[index] { score += 0.7 }
    if index == 0 { score += 1.6 }
    score -= DumpContext.logarithm(first - index) * 0.35
    if (index + 1..<min(context.dates.count, index + 6)).contains(where: {
      context.dates[$0] && dump.lines[$0].units < 120
    }) {
      score += 1
    }
    score -= Float(line.separators) * 0.5 + Float(min(2, line.furniture)) * 0.5
    if line.hasCaptionMark { score -= 2 }
    if index == first { score -= line.ending == .sentence ? 3 : 1.5 }
    return score
  }
}

extension WordHash {
  /// The hashes of the words of more than three bytes, and of pairs of ideographs.
  static func forEachWord(in text: ArraySlice<UInt8>, _ body: (UInt32) -> Void) {
    var hash = start
    var length = 0
    var lastIdeograph: UInt32 = 0
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let size = byte < 0x80 ? 1 : min(text.endIndex - index, byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2)
      let second = size > 1 ? text[index + 1] : 0
      let third = size > 2 ? text[index + 2] : 0
      let kind: WideCharacter.Kind =
        byte < 0x80
        ? byte.isASCIILetter || byte.isASCIIDigit ? .letter : .mark : WideCharacter.kind(byte, second, third)
      switch kind {
      case .letter, .capital:
        for offset in 0..<size { hash = add(text[index + offset].asciiLowercased, to: hash) }
        length += size
      case .ideograph:
        let ideograph = UInt32(byte) << 16 | UInt32(second) << 8 | UInt32(third)
        if lastIdeograph != 0 { body(lastIdeograph &* 0x0100_0193 ^ ideograph) }
        lastIdeograph = ideograph
      case .mark, .space: break
      }
      if kind != .ideograph { lastIdeograph = 0 }
      if kind != .letter && kind != .capital {
        if length > 3 { body(hash) }
        hash = start
        length = 0
      }
      index += size
    }
    if length > 3 { body(hash) }
  }
}
