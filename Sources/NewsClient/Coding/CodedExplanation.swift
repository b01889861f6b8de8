import NewsModels

/// Why an article counts, as JSON: of `newsctl explain` and of `/api/v1/articles/{id}`.
public struct CodedExplanation: Encodable, Sendable {
  /// How the rules of a stored article's explanation are called.
  public static let storedRules = "the rules that counted it"

  private var schema = 1
  private var id: ArticleID
  private var article: CodedText
  private var rules: String
  private var topicsVersion: String
  private var topics: [Classification.Topic]
  private var arithmetic: [TopicArithmetic]?
  private var nearMisses: [NearMiss]?
  private var story: StoryPlace?

  private enum CodingKeys: String, CodingKey {
    case schema, id, article, rules, topics, arithmetic, story
    case topicsVersion = "topics_version"
    case nearMisses = "near_misses"
  }

  /// - Parameters:
  ///   - explanation: nil where the rules are not at hand any more: then there is the evidence alone.
  ///   - rules: which they are, for a person.
  ///   - story: nil where no other stored article has the text.
  public init(
    id: ArticleID, article: Article, classification: Classification, explanation: Explanation?, rules: String,
    story: StoryPlace?
  ) {
    self.id = id
    self.article = CodedText(article: article)
    self.rules = rules
    topicsVersion = classification.topicsVersion
    topics = classification.topics
    arithmetic = explanation?.arithmetic
    nearMisses = explanation?.nearMisses
    self.story = story
  }

  /// Nil where no article, or several, have the id.
  public init?(_ answer: ExplainAnswer) {
    guard let id = answer.id, let article = answer.article, let stored = answer.stored else { return nil }
    self.init(
      id: id, article: article, classification: stored, explanation: answer.explanation, rules: Self.storedRules,
      story: answer.story)
  }
}

/// An article with its text, with the same keys as in a list: null where nothing is known.
private struct CodedText: Encodable, Sendable {
  var article: Article

  private enum CodingKeys: String, CodingKey {
    case title, body, published, source, credit, language, url
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(article.title, forKey: .title)
    try container.encode(article.body, forKey: .body)
    try container.encode(article.published, forKey: .published)
    try container.encode(article.source, forKey: .source)
    try container.encode(article.credit, forKey: .credit)
    try container.encode(article.language, forKey: .language)
    try container.encode(article.url, forKey: .url)
  }
}
