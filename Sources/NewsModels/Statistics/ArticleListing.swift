/// A question for articles, newest first.
public struct ArticlesQuery: Hashable, Sendable, Codable {
  /// The greatest page.
  public static let maximumLimit = 1_000

  public var filter: ArticleFilter
  /// 1 to `maximumLimit`.
  public var limit: Int
  /// `ArticleListing.next` of the page before.
  public var after: String?

  public init(filter: ArticleFilter = ArticleFilter(), limit: Int = 50, after: String? = nil) {
    self.filter = filter
    self.limit = limit
    self.after = after
  }

  /// What is left out has its default: `{"limit": 10}` is a question.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = Self()
    filter = try values.decodeIfPresent(ArticleFilter.self, forKey: .filter) ?? defaults.filter
    limit = try values.decodeIfPresent(Int.self, forKey: .limit) ?? defaults.limit
    after = try values.decodeIfPresent(String.self, forKey: .after)
  }
}

/// One page of articles.
public struct ArticleListing: Hashable, Sendable, Codable {
  /// An article without its text.
  public struct Item: Hashable, Sendable, Codable {
    public struct Topic: Hashable, Sendable, Codable {
      public var topic: TopicID
      public var level: TopicLevel
      public var score: Double

      public init(topic: TopicID, level: TopicLevel, score: Double) {
        self.topic = topic
        self.level = level
        self.score = score
      }
    }

    public var id: ArticleID
    public var title: String
    public var published: PublicationTime?
    public var source: String?
    public var credit: String?
    public var language: String?
    public var url: String?
    public var topics: [Topic]

    public init(
      id: ArticleID, title: String, published: PublicationTime?, source: String?, credit: String?, language: String?,
      url: String?, topics: [Topic]
    ) {
      self.id = id
      self.title = title
      self.published = published
      self.source = source
      self.credit = credit
      self.language = language
      self.url = url
      self.topics = topics
    }
  }

  public var articles: [Item]
  /// Where the next page begins; nil at the end.
  public var next: String?

  public init(articles: [Item], next: String?) {
    self.articles = articles
    self.next = next
  }
}
