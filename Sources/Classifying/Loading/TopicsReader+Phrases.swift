import NewsModels
import Yams

extension TopicsReader {
  /// Phrases in any of their forms: one phrase or `<list>`, a list of them, such lists by language, or a mixture.
  mutating func readPhrases(_ node: Node) -> PhraseList {
    var list = PhraseList(position: Self.position(of: node))
    let mistakesBefore = mistakes.count
    readPhrases(node, language: nil, into: &list)
    // An alias may give one phrase any number of times.
    var known: Set<PhraseList.Entry> = []
    list.entries = list.entries.filter { known.insert($0).inserted }
    if list.entries.isEmpty, mistakes.count == mistakesBefore { report(node, "expected at least one phrase") }
    list.notation = Self.notation(of: node, list)
    return list
  }

  private mutating func readPhrases(_ node: Node, language: String?, into list: inout PhraseList) {
    if let sequence = node.sequence {
      guard isWithinBound(Self.position(of: node)) else { return }
      for node in sequence { readPhrases(node, language: language, into: &list) }
    } else if let mapping = node.mapping {
      guard language == nil else {
        return report(node, "expected phrases of the language `\(language ?? "")`, got another mapping")
      }
      for (key, value) in mapping {
        guard let language = key.string, Self.isLanguage(language) else {
          report(key, "expected a language of two letters (`vi`, `en`) or `any`, got `\(key.string ?? "?")`")
          continue
        }
        if language != "any", !LanguageCodes.all.contains(language) {
          doubt(
            key, "no language has the code `\(language)`; Vietnamese is `vi`, Chinese `zh`, Japanese `ja`, Korean `ko`")
        }
        readPhrases(value, language: language == "any" ? nil : language, into: &list)
      }
    } else {
      readPhrase(node, language: language, into: &list)
    }
  }

  private mutating func readPhrase(_ node: Node, language: String?, into list: inout PhraseList) {
    guard let text = node.scalar?.string else {
      return report(node, "expected a phrase, got a list or mapping")
    }
    let position = Self.position(of: node)
    let length = text.unicodeScalars.count
    guard length <= Self.longestPhrase else {
      return report(node, "expected a phrase of at most \(Self.longestPhrase) characters, got \(length)")
    }
    if let name = Self.listName(text) {
      guard let named = lists[name] else {
        return report(node, "no list <\(name)> stands above under `lists`; known: \(knownLists)")
      }
      usedLists.insert(name)
      for entry in named.entries where language == nil || entry.language == nil || entry.language == language {
        add(.init(phrase: entry.phrase, language: entry.language ?? language, position: position), to: &list)
      }
      return
    }
    add(.init(phrase: Phrase(notation: text), language: language, position: position), to: &list)
  }

  private mutating func add(_ entry: PhraseList.Entry, to list: inout PhraseList) {
    if isWithinBound(entry.position) { list.entries.append(entry) }
  }

  /// Counts a phrase or a list of them.
  private mutating func isWithinBound(_ position: SourcePosition) -> Bool {
    phrasesLeft -= 1
    if phrasesLeft == -1 {
      report(position, "the file holds more than \(Self.maximumPhrases) phrases; the rest is not read")
    }
    return phrasesLeft >= 0
  }

  private var knownLists: String {
    lists.isEmpty ? "none" : lists.keys.sorted().map { "<\($0)>" }.joined(separator: ", ")
  }

  /// The name inside `<name>`; nil for a phrase.
  static func listName(_ text: String) -> String? {
    guard text.hasPrefix("<"), text.hasSuffix(">"), text.count > 2 else { return nil }
    return String(text.dropFirst().dropLast())
  }

  private static func isLanguage(_ text: String) -> Bool {
    text == "any" || (text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")) ~= $0 })
  }

  /// `<military>` for a reference, the first phrases for a list.
  private static func notation(of node: Node, _ list: PhraseList) -> String {
    if let text = node.scalar?.string { return text }
    if let sequence = node.sequence, sequence.count == 1, let text = sequence[0].scalar?.string { return text }
    let shown = list.entries.prefix(3).map(\.phrase.notation).joined(separator: ", ")
    return list.entries.count > 3 ? "\(shown), …" : shown
  }
}
