import NewsModels

/// The largest stories, as JSON: of `newsctl stories` and of `/api/v1/stories`.
public struct CodedStories: Encodable, Sendable {
  private var schema = 1
  private var stories: [CodedArticle]
  private var hasMore: Bool
  private var unknown: UnknownNames?

  public init(_ listing: StoryListing) {
    stories = listing.stories.map(CodedArticle.init)
    hasMore = listing.hasMore
    unknown = listing.unknown
  }

  private enum CodingKeys: String, CodingKey {
    case schema, stories, unknown
    case hasMore = "has_more"
  }
}
