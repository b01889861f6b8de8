/// Every match in one text, with what rules about distance and share need of the text itself.
public struct TextMatches: Hashable, Sendable {
  /// A line of the text that holds at least one word.
  public struct Paragraph: Hashable, Sendable {
    /// UTF-8 offset of its first byte.
    public var start: Int
    /// UTF-8 offset of the line break behind it, or the text's length.
    public var end: Int
    /// Index of its first word in the text.
    public var firstWord: Int
    /// How many words it has; at least 1.
    public var words: Int

    public init(start: Int, end: Int, firstWord: Int, words: Int) {
      self.start = start
      self.end = end
      self.firstWord = firstWord
      self.words = words
    }
  }

  /// By start, the longer first, then by phrase. Overlapping ones are all there.
  public var matches: [PhraseMatch]
  /// In order; empty where nothing matched, because nobody asks then.
  public var paragraphs: [Paragraph]

  public init(matches: [PhraseMatch] = [], paragraphs: [Paragraph] = []) {
    self.matches = matches
    self.paragraphs = paragraphs
  }

  /// How many words the text has; 0 where nothing matched.
  public var words: Int {
    guard let last = paragraphs.last else { return 0 }
    return last.firstWord + last.words
  }
}
