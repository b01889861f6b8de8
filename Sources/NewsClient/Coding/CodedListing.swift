import NewsModels

/// A page of articles, as JSON: of `newsctl articles` and of `/api/v1/articles`.
public struct CodedListing: Encodable, Sendable {
  private var schema = 1
  private var articles: [CodedArticle]
  private var next: String?
  private var unknown: UnknownNames?

  public init(_ listing: ArticleListing) {
    articles = listing.articles.map(CodedArticle.init)
    next = listing.next
    unknown = listing.unknown
  }

  private enum CodingKeys: String, CodingKey {
    case schema, articles, next, unknown
  }

  /// `next` is written as null at the end.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(articles, forKey: .articles)
    try container.encode(next, forKey: .next)
    try container.encodeIfPresent(unknown, forKey: .unknown)
  }
}
