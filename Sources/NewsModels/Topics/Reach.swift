/// How near to a phrase the other phrases of its rule must stand.
public enum Reach: Hashable, Sendable {
  /// In the same sentence; a headline is one.
  case sentence
  /// In the same paragraph; a headline is one.
  case paragraph
  /// With at most so many words between the two, in the same paragraph.
  case words(Int)
  /// Anywhere in the article.
  case text

  /// The most words that a topics file may write.
  public static let maximumWords = 200

  /// Reads `sentence`, `paragraph`, `text` or `12 words`; nil for anything else.
  public init?(notation: String) {
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

  /// As a topics file writes it.
  var notation: String {
    switch self {
    case .sentence: "sentence"
    case .paragraph: "paragraph"
    case .text: "text"
    case .words(let count): "\(count) words"
    }
  }

  /// For explanations: `in the same sentence`.
  public var description: String {
    switch self {
    case .sentence: "in the same sentence"
    case .paragraph: "in the same paragraph"
    case .words(let count): "within \(count) words"
    case .text: "in the text"
    }
  }
}

extension Reach: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let reach = Reach(notation: text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected sentence, paragraph, text or a number of words, got '\(text)'")
    }
    self = reach
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(notation)
  }
}
