import NewsModels

extension Reach {
  /// Whether two spans stand as near to one another as the rule asks.
  func joins(_ one: ArticleSpans.Span, _ other: ArticleSpans.Span) -> Bool {
    switch self {
    case .sentence: one.sentence == other.sentence
    case .paragraph: one.paragraph == other.paragraph
    case .words(let limit):
      one.paragraph == other.paragraph
        && max(other.firstWord - one.lastWord, one.firstWord - other.lastWord) - 1 <= limit
    case .text: true
    }
  }
}
