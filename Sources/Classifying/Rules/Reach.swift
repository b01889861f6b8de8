/// How near to a phrase the other phrases of its rule must stand.
enum Reach: Hashable, Sendable {
  /// In the same sentence; a headline is one.
  case sentence
  /// In the same paragraph; a headline is one.
  case paragraph
  /// With at most so many words between the two, in the same paragraph.
  case words(Int)
  /// Anywhere in the article.
  case text

  /// The most words that a topics file may write.
  static let maximumWords = 200

  /// Reads `sentence`, `paragraph`, `text` or `12 words`; nil for anything else.
  init?(notation: String) {
    switch notation {
    case "sentence": self = .sentence
    case "paragraph": self = .paragraph
    case "text": self = .text
    default:
      let parts = notation.split(separator: " ")
      guard parts.count == 2, parts[1] == "words" || parts[1] == "word", let count = Int(parts[0]),
        (0...Self.maximumWords).contains(count)
      else { return nil }
      self = .words(count)
    }
  }

  /// For explanations: `in the same sentence`.
  var description: String {
    switch self {
    case .sentence: "in the same sentence"
    case .paragraph: "in the same paragraph"
    case .words(let count): "within \(count) words"
    case .text: "in the text"
    }
  }
}
