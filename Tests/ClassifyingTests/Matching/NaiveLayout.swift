@testable import Classifying

/// Which word, sentence and paragraph each unit of a text is in, by looking around from each.
struct NaiveLayout {
  typealias Unit = NaivePhraseMatcher.Unit

  var word: [Int] = []
  var sentence: [Int] = []
  var paragraph: [Int] = []
  var paragraphs: [TextMatches.Paragraph] = []
  /// By paragraph: fewer than one letter in twenty bears a diacritic.
  var isUnaccented: [Bool] = []

  init(_ units: [Unit]) {
    var (words, sentences) = (0, 0)
    for line in units.split(omittingEmptySubsequences: false, whereSeparator: { $0.key == ["\n"] }) {
      let first = words
      for at in line.indices {
        let unit = line[at]
        if unit.group != .none, at == line.startIndex || NaivePhraseMatcher.isEdge(line[at - 1], unit) { words += 1 }
        if unit.key != [" "], Self.begins(line, at) { sentences += 1 }
        word.append(max(words - 1, 0))
        sentence.append(sentences)
        paragraph.append(paragraphs.count)
      }
      if words > first {
        let signs = line.filter { $0.key != [" "] }
        paragraphs.append(
          .init(start: signs[0].start, end: signs[signs.count - 1].end, firstWord: first, words: words - first))
        isUnaccented.append(Self.isUnaccented(line))
        sentences += 1
      }
      // The line break itself.
      word.append(0)
      sentence.append(0)
      paragraph.append(0)
    }
  }

  /// Whether a sentence begins at a unit that is not the first of its line.
  private static func begins(_ line: ArraySlice<Unit>, _ at: Int) -> Bool {
    var behind = line[..<at]
    let isSpaced = behind.last?.key == [" "]
    if isSpaced { behind.removeLast() }
    while let last = behind.last, closes(last) { behind.removeLast() }
    guard let last = behind.last else { return false }
    let mayFollow = isSpaced && (line[at].key != line[at].exact || line[at].group != .word)
    switch last.first {
    case "。", "！", "？": return !closes(line[at])
    case "!", "?", "…": return mayFollow
    case ".":
      let letters = behind.dropLast().reversed().prefix { $0.group == .word }
      guard let capital = letters.last, letters.count <= 2 else { return mayFollow }
      return mayFollow && (capital.key == capital.exact || letters.contains { $0.key.count > 1 })
    default: return false
    }
  }

  private static func closes(_ unit: Unit) -> Bool {
    ["\"", "'", ")", "]", "»", "\u{2019}", "\u{201D}", "」", "』", "）"].contains(unit.first)
  }

  private static func isUnaccented(_ units: ArraySlice<Unit>) -> Bool {
    let letters = units.filter { NaivePhraseMatcher.isLatin($0.key[0]) }
    return letters.filter { $0.key.count > 1 || $0.key[0] == "\u{111}" }.count * 20 < letters.count
  }
}
