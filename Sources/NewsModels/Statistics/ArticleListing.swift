/// A question for articles, newest first; or in the order of storing, from some article on.
public struct ArticlesQuery: Hashable, Sendable, Codable {
  /// The greatest page.
  public static let maximumLimit = 1_000

  public var filter: ArticleFilter
  /// 1 to `maximumLimit`.
  public var limit: Int
  /// `ArticleListing.next` of the page before.
  public var after: String?
  /// Articles that were stored behind the one with this sequence, oldest first; 0 begins with the first. Nothing is missed so, whatever
  /// happened between two questions. Not together with `after`.
  public var storedAfter: Int64?

  public init(
    filter: ArticleFilter = ArticleFilter(), limit: Int = 50, after: String? = nil, storedAfter: Int64? = nil
  ) {
    self.storedAfter = storedAfter
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
    storedAfter = try values.decodeIfPresent(Int64.self, forKey: .storedAfter)
  }

  private enum CodingKeys: String, CodingKey {
    case filter, limit, after
    case storedAfter = "stored_after"
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
    /// The day on which it counts, cut in the store's time zone: not always the day that its page states. Nil where it counts as undated,
    /// which it also does where the page states a day that is not believed.
    public var day: CalendarDay?
    /// Its place in the order of storing: grows by one with each article.
    public var sequence: Int64?
    /// Nil where no other article has its text.
    public var story: StoryPlace?

    public init(
      id: ArticleID, title: String, published: PublicationTime?, source: String?, credit: String?, language: String?,
      url: String?, topics: [Topic], day: CalendarDay?, sequence: Int64? = nil, story: StoryPlace? = nil
    ) {
      self.day = day
      self.story = story
      self.sequence = sequence
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
  /// The sequence of the last article that was ever stored, matching or not, also where it gave way to another. Where `stored_after` was
  /// asked and there is no `next`, the next question goes on behind it. One smaller than before means that the store was replaced.
  public var lastSequence: Int64?
  /// Nil where the filter names nothing that no stored article has.
  public var unknown: UnknownNames?

  private enum CodingKeys: String, CodingKey {
    case articles, next, unknown
    case lastSequence = "last_sequence"
  }

  public init(articles: [Item], next: String?, lastSequence: Int64? = nil, unknown: UnknownNames? = nil) {
    self.lastSequence = lastSequence
    self.unknown = unknown
    self.articles = articles
    self.next = next
  }
}
