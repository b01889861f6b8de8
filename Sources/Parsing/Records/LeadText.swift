/// The lead that a record keeps apart from its body: the sapo.
enum LeadText {
  /// The paragraphs of `lead`, to stand before `body`; none where the body begins with them, or they only say what the title does.
  static func missing(_ lead: String, before body: [String], under title: String) -> [String] {
    guard !lead.isWebAddress else { return [] }
    let paragraphs = FragmentText.paragraphs(lead)
    let text = paragraphs.joined(separator: "\n")
    var words = WordKeys(text).keys[...]
    // The last word of a lead that breaks off may be a piece of one.
    if text.hasSuffix("…") || text.hasSuffix("...") { words = words.dropLast() }
    guard !words.isEmpty, words != WordKeys(title).keys[...] else { return [] }
    let start = WordKeys(body.prefix(paragraphs.count + 1).joined(separator: "\n")).keys
    return isAtStart(words, of: start) ? [] : paragraphs
  }

  /// Whether the words begin the text, an outlet's or a place's name before either of them aside.
  private static func isAtStart(_ words: ArraySlice<UInt64>, of text: [UInt64]) -> Bool {
    (0...longestName).contains { text.dropFirst($0).starts(with: words) }
      || (1...longestName).contains { words.count > 2 * $0 && text.starts(with: words.dropFirst($0)) }
  }

  /// Words.
  private static let longestName = 5
}
