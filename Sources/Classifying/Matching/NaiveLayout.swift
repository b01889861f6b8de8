/// Which word, sentence and paragraph each unit of a text is in.
struct NaiveLayout {
  var word: [Int] = []
  var sentence: [Int] = []
  var paragraph: [Int] = []
  var paragraphs: [TextMatches.Paragraph] = []
  /// By paragraph: fewer than one letter in twenty bears a diacritic.
  var isUnaccented: [Bool] = []

  init(_ units: [NaivePhraseMatcher.Unit], length: Int) {
    var words = 0
    var sentences = 0
    var lineStart = 0
    var from = 0
    for at in 0...units.count {
      guard at == units.count || units[at].key == ["\n"] else { continue }
      let first = words
      sentences = walk(units, from..<at, &words, sentences)
      isUnaccented += [Self.isUnaccented(units[from..<at])]
      let end = at == units.count ? length : units[at].start
      if words > first {
        paragraphs.append(.init(start: lineStart, end: end, firstWord: first, words: words - first))
        sentences += 1
      } else {
        isUnaccented.removeLast()
      }
      if at < units.count {
        word.append(max(words - 1, 0))
        sentence.append(sentences)
        paragraph.append(max(paragraphs.count - 1, 0))
        lineStart = units[at].end
      }
      from = at + 1
    }
  }

  private mutating func walk(
    _ units: [NaivePhraseMatcher.Unit], _ range: Range<Int>, _ words: inout Int, _ first: Int
  ) -> Int {
    var sentence = first
    for at in range {
      let unit = units[at]
      if unit.group != .none, at == range.lowerBound || NaivePhraseMatcher.isEdge(units[at - 1], unit) { words += 1 }
      word.append(max(words - 1, 0))
      self.sentence.append(sentence)
      paragraph.append(paragraphs.count)
      if "。！？".unicodeScalars.contains(unit.first) { sentence += 1 }
      if unit.key == [" "], at > range.lowerBound, at + 1 < range.upperBound, Self.ends(units, range.lowerBound, at) {
        sentence += 1
      }
    }
    return sentence
  }

  /// Whether the space at `space` stands between two sentences.
  private static func ends(_ units: [NaivePhraseMatcher.Unit], _ from: Int, _ space: Int) -> Bool {
    var at = space - 1
    while at > from, ["\"", "'", ")", "]"].contains(units[at].key[0]) { at -= 1 }
    switch units[at].first {
    case "!", "?", "\u{2026}": return true
    case ".": break
    default: return false
    }
    let next = units[space + 1]
    if next.key != next.exact || next.group == .none || next.group == .single || next.group == .hangul {
      // An initial or a short abbreviation (`J.`, `Mr.`, `TP.`) ends nothing.
      let letters = units[from..<at].reversed().prefix { $0.group == .word }
      guard let capital = letters.last else { return true }
      return capital.key == capital.exact || letters.count > 2
    }
    return false
  }

  private static func isUnaccented(_ units: ArraySlice<NaivePhraseMatcher.Unit>) -> Bool {
    let letters = units.filter { NaivePhraseMatcher.isLatin($0.key[0]) }
    return letters.filter { $0.key.count > 1 || $0.key[0] == "\u{111}" }.count * 20 < letters.count
  }
}
