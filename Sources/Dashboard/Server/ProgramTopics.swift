#if Dashboard
import NewsModels
import Rendering

/// The JSON of a page of articles.
struct ProgramListing: Encodable {
  var schema = 1
  var articles: [ArticleListing.Item]
  var next: String?
  var unknown: UnknownNames?

  init(_ listing: ArticleListing) {
    unknown = listing.unknown
    articles = listing.articles
    next = listing.next
  }

  private enum CodingKeys: String, CodingKey { case schema, articles, next, unknown }

  /// `next` is written as null at the end.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(articles, forKey: .articles)
    try container.encode(next, forKey: .next)
    try container.encodeIfPresent(unknown, forKey: .unknown)
  }
}

/// The JSON of the largest stories.
struct ProgramStories: Encodable {
  var schema = 1
  var stories: [ArticleListing.Item]
  var hasMore: Bool
  var unknown: UnknownNames?

  init(_ listing: StoryListing) {
    unknown = listing.unknown
    stories = listing.stories
    hasMore = listing.hasMore
  }

  private enum CodingKeys: String, CodingKey {
    case schema, stories, unknown
    case hasMore = "has_more"
  }
}

/// The JSON of an article with the reasons for its topics.
struct ProgramArticle: Encodable {
  var schema = 1
  var id: ArticleID
  var article: Article
  var topicsVersion: String
  var topics: [Classification.Topic]
  var arithmetic: [TopicArithmetic]?
  var nearMisses: [NearMiss]?
  var story: StoryPlace?

  /// Nil where no article, or several, have the id.
  init?(_ answer: ExplainAnswer) {
    guard let id = answer.id, let article = answer.article, let stored = answer.stored else { return nil }
    (self.id, self.article) = (id, article)
    topicsVersion = stored.topicsVersion
    topics = stored.topics
    arithmetic = answer.explanation?.arithmetic
    nearMisses = answer.explanation?.nearMisses
    story = answer.story
  }

  private enum CodingKeys: String, CodingKey {
    case schema, id, article, topics, arithmetic, story
    case topicsVersion = "topics_version"
    case nearMisses = "near_misses"
  }
}

/// The JSON of the topics that there are.
struct ProgramTopics: Encodable {
  var schema = 1
  var version: String
  var topics: [TopicsAnswer.Topic]

  init(_ answer: TopicsAnswer) {
    version = answer.version
    topics = answer.topics
  }
}

#endif
