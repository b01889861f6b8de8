/// Finds the headline of a dump: a line before the text, or at its beginning, that looks like one.
struct DumpHeadline: Sendable {
  /// The line; nil where none looks like a headline.
  private(set) var index: Int?

  /// Lines looked at before the first line of text.
  private static let reach = 60

  /// - Parameter narrows: whether lines that cannot win are left out before the text is searched for the words of the others, which is
  ///   faster; the headline is the same.
  init(_ dump: DumpLines, _ context: DumpContext, chosen: [Bool], narrows: Bool = true) {
    guard let first = Self.firstOfBody(dump, context, chosen) else { return }
    let candidates = (max(0, first - Self.reach)...first).filter { Self.mayBe($0, dump, context) }
    func score(_ candidate: Int, agreement: Float) -> Float {
      Self.score(candidate, dump, context, first: first, agreement: agreement)
    }
    var least: Float = 0
    if narrows {
      // Shared words only add to a score, which never falls as they grow: a line that has less with all of its words than another without
      // any is out. Mostly one is left, and the text need not be searched.
      for candidate in candidates { least = max(least, score(candidate, agreement: 0)) }
    }
    let contenders = candidates.filter {
      score($0, agreement: 1) >= max(least, .leastNonzeroMagnitude)
    }
    if contenders.isEmpty || contenders.count == 1 && least > 0 {
      index = contenders.first
      return
    }
    let words = Self.words(of: dump, chosen, among: contenders)
    var best: (index: Int, score: Float)?
    for candidate in contenders {
      let agreement = Self.agreement(dump.wordHashes[dump.lines[candidate].wordHashes], of: candidate, with: words)
      let score = score(candidate, agreement: agreement)
      if score > best?.score ?? 0 { best = (candidate, score) }
    }
    index = best?.index
  }

  /// Where the long text begins: a chosen strong line with another near it, else any chosen line.
  private static func firstOfBody(_ dump: DumpLines, _ context: DumpContext, _ chosen: [Bool]) -> Int? {
    guard var first = pairOfStrong(context, chosen) ?? chosen.firstIndex(of: true) else { return nil }
    // Sentences right before it are text, too, though they are shorter; headlines hardly ever end as sentences do.
    while first > 0, chosen[first - 1], dump.lines[first - 1].ending == .sentence, dump.lines[first - 1].units >= 25 {
      first -= 1
    }
    return first
  }

  /// The first of the chosen strong lines that has the next one near it; where none has, the first of all.
  private static func pairOfStrong(_ context: DumpContext, _ chosen: [Bool]) -> Int? {
    var (first, last): (Int?, Int?)
    for index in chosen.indices where chosen[index] && context.places[index].isStrong {
      if let last, index - last <= 6 { return last }
      first = first ?? index
      last = index
    }
    return first
  }

  /// Of the hashes of the candidates' words, those that stand in the text, too, each with its line, or with `inSeveral`.
  private static func words(
    of dump: DumpLines, _ chosen: [Bool], among candidates: [Int]
  ) -> ProbingTable<UInt32, Int> {
    var wanted = ProbingTable<UInt32, Void>(capacity: 128)
    // A bit for each wanted hash's low bits: most words of the text are none of them, which costs one look here.
    var bits = [UInt64](repeating: 0, count: 64)
    for candidate in candidates {
      for hash in dump.wordHashes[dump.lines[candidate].wordHashes] {
        wanted.insert(hash, ())
        bits[Int(hash >> 6 & 63)] |= 1 << UInt64(hash & 63)
      }
    }
    var words = ProbingTable<UInt32, Int>(capacity: 64)
    var left = textWords
    dump.wordHashes.withUnsafeBufferPointer { hashes in
      bits.withUnsafeBufferPointer { bits in
        for index in chosen.indices where chosen[index] && dump.lines[index].units >= 80 && left > 0 {
          for hash in UnsafeBufferPointer(rebasing: hashes[dump.lines[index].wordHashes]) {
            guard bits[Int(hash >> 6 & 63)] >> UInt64(hash & 63) & 1 != 0, wanted[hash] != nil else { continue }
            let line = words[hash]
            if line == nil { words.insert(hash, index) }
            if let line, line != index { _ = words.updateValue(inSeveral, forKey: hash) }
          }
          left -= dump.lines[index].wordHashes.count
        }
      }
    }
    return words
  }

  private static let inSeveral = -1

  /// Words of the text that are looked at; the line in which they are reached is looked at whole.
  private static let textWords = 8_000

  /// Whether the line can be a headline, whatever stands around it.
  private static func mayBe(_ index: Int, _ dump: DumpLines, _ context: DumpContext) -> Bool {
    let line = dump.lines[index]
    return line.units >= 8 && line.units <= 260 && line.words >= 2 && (line.phrase == nil || !line.isPhraseWhole)
      && (context.places[index].date == nil || line.units > 60) && !line.hasCopyright && !line.hasAddress
  }

  /// The share of a line's words that stand in the text, too: in another line of it, or a sentence would agree with itself.
  private static func agreement(
    _ hashes: ArraySlice<UInt32>, of line: Int, with words: ProbingTable<UInt32, Int>
  ) -> Float {
    let shared = hashes.count { hash in words[hash].map { $0 != line } ?? false }
    return Float(shared) / Float(max(2, hashes.count))
  }

  /// How much a line looks like the headline: never less for more agreement.
  private static func score(
    _ index: Int, _ dump: DumpLines, _ context: DumpContext, first: Int, agreement: Float
  ) -> Float {
    let line = dump.lines[index]
    var score = 4 * agreement
    switch line.units {
    case ..<15: score -= 1.5
    case ..<25: score -= 0.3
    case 35..<140: score += 1
    case 180...: score -= 1
    default: break
    }
    if line.ending == .sentence && line.units > 100 { score -= 1.2 } else if line.ending == .sentence { score -= 0.3 }
    if line.isAfterBlank && line.isBeforeBlank { score += 1 }
    if context.places[index].isRepeatedLater || context.places[index].isRepetition { score += 0.7 }
    if index == 0 { score += 1.6 }
    score -= DumpContext.logarithm(first - index) * 0.35
    if (index + 1..<min(context.places.count, index + 6)).contains(where: {
      context.places[$0].date != nil && dump.lines[$0].units < 120
    }) {
      score += 1
    }
    score -= Float(line.separators) * 0.5 + Float(min(2, line.furniture)) * 0.5
    if line.hasCaptionMark { score -= 2 }
    if index == first { score -= line.ending == .sentence ? 3 : 1.5 }
    return score
  }
}
