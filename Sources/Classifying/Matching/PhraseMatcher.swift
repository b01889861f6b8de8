/// Finds every place where any of many phrases stands in a text, whatever the spelling.
///
/// A value that is built once and shared between threads.
public struct PhraseMatcher: Sendable {
  /// In the order in which `PhraseMatch.phrase` counts them.
  public let phrases: [Phrase]
  private let naive: NaivePhraseMatcher

  /// Compiles the phrases. One without any letter, digit or sign to look for never matches.
  public init(phrases: [Phrase]) {
    self.phrases = phrases
    naive = NaivePhraseMatcher(phrases: phrases)
  }

  /// All matches in one field of an article: paragraphs divided by newlines, in UTF-8. Bytes that are not UTF-8 match nothing.
  public func matches(in text: Span<UInt8>) -> TextMatches {
    var bytes: [UInt8] = []
    for index in text.indices { bytes.append(text[index]) }
    return naive.matches(in: bytes)
  }

  /// All matches in one field of an article: paragraphs divided by newlines.
  public func matches(in text: String) -> TextMatches {
    matches(in: text.utf8Span.span)
  }
}
