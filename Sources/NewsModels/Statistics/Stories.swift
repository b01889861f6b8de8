/// How an article stands to those that are copies or near copies of its text: together they are a story.
public struct StoryPlace: Hashable, Sendable, Codable {
  /// The article of a story that was stored first.
  public struct First: Hashable, Sendable, Codable {
    public var id: ArticleID
    public var source: String?

    public init(id: ArticleID, source: String?) {
      self.id = id
      self.source = source
    }
  }

  /// Of which article this is a copy; nil where it is the first itself.
  public var copyOf: First?
  /// How many copies the first has; nil in a copy.
  public var copies: Int?
  /// The outlets of the copies, each once, in the order of storing; nil in a copy.
  public var sources: [String]?

  public init(copyOf: First) { self.copyOf = copyOf }

  public init(copies: Int, sources: [String]) {
    self.copies = copies
    self.sources = sources
  }

  private enum CodingKeys: String, CodingKey {
    case copies, sources
    case copyOf = "copy_of"
  }
}

/// A question for the stories with the most copies, by their first articles.
public struct StoriesQuery: Hashable, Sendable, Codable {
  /// The greatest number of stories in an answer.
  public static let maximumLimit = 1_000

  /// Which first articles.
  public var filter: ArticleFilter
  /// 1 to `maximumLimit`.
  public var limit: Int

  public init(filter: ArticleFilter = ArticleFilter(), limit: Int = 20) {
    self.filter = filter
    self.limit = limit
  }

  /// What is left out has its default: `{}` is a question.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = Self()
    filter = try values.decodeIfPresent(ArticleFilter.self, forKey: .filter) ?? defaults.filter
    limit = try values.decodeIfPresent(Int.self, forKey: .limit) ?? defaults.limit
  }
}

/// The largest stories, those with the most copies first.
public struct StoryListing: Hashable, Sendable, Codable {
  /// The first article of each, whose `story` tells of the copies.
  public var stories: [ArticleListing.Item]
  /// Whether stories with fewer copies were left out.
  public var hasMore: Bool
  /// Nil where the filter names nothing that no stored article has.
  public var unknown: UnknownNames?

  public init(stories: [ArticleListing.Item], hasMore: Bool, unknown: UnknownNames? = nil) {
    self.unknown = unknown
    self.stories = stories
    self.hasMore = hasMore
  }

  private enum CodingKeys: String, CodingKey {
    case stories, unknown
    case hasMore = "has_more"
  }

  /// A consumer of an older version says nothing of what it left out.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    stories = try values.decode([ArticleListing.Item].self, forKey: .stories)
    hasMore = try values.decodeIfPresent(Bool.self, forKey: .hasMore) ?? false
    unknown = try values.decodeIfPresent(UnknownNames.self, forKey: .unknown)
  }
}
