import NewsModels

/// An article of a list as JSON: every key that is promised is there, null where nothing is known, since rows of one form are easier to
/// take apart.
public struct CodedArticle: Encodable, Sendable {
  private var item: ArticleListing.Item

  public init(_ item: ArticleListing.Item) { self.item = item }

  private enum CodingKeys: String, CodingKey {
    case published, source, credit, language, url, day
  }

  public func encode(to encoder: any Encoder) throws {
    try item.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    if item.published == nil { try container.encodeNil(forKey: .published) }
    if item.source == nil { try container.encodeNil(forKey: .source) }
    if item.credit == nil { try container.encodeNil(forKey: .credit) }
    if item.language == nil { try container.encodeNil(forKey: .language) }
    if item.url == nil { try container.encodeNil(forKey: .url) }
    if item.day == nil { try container.encodeNil(forKey: .day) }
  }
}
