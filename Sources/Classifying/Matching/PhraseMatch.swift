/// A place in a text where a phrase stands.
public struct PhraseMatch: Hashable, Sendable {
  /// How the text writes the phrase.
  public enum Spelling: Hashable, Sendable {
    /// With the phrase's own letters.
    case own
    /// Without any diacritics (`Trieu Tien`), in a paragraph that has next to none. Only phrases of several words match so, and
    /// in a text that is not Vietnamese this is chance: callers give it less weight, or none.
    case unaccented
  }

  /// Index of the phrase in the list that the matcher was built of.
  public var phrase: Int
  /// UTF-8 offset of the match's first byte in the text as it was given.
  public var start: Int
  /// UTF-8 offset behind its last byte; greater than `start`.
  public var end: Int
  public var spelling: Spelling
  /// Index of the match's first word in the text, counted over paragraphs.
  public var firstWord: Int
  /// Index of its last word; equal to `firstWord` for one word.
  public var lastWord: Int
  /// Index of the sentence of its first word, counted over paragraphs.
  public var sentence: Int
  /// Index in `TextMatches.paragraphs`.
  public var paragraph: Int

  public init(
    phrase: Int, start: Int, end: Int, spelling: Spelling, firstWord: Int, lastWord: Int, sentence: Int, paragraph: Int
  ) {
    self.phrase = phrase
    self.start = start
    self.end = end
    self.spelling = spelling
    self.firstWord = firstWord
    self.lastWord = lastWord
    self.sentence = sentence
    self.paragraph = paragraph
  }
}
