import NewsModels

/// A JSON object that holds one article under everyday names: `title`, `text`, `published`, `source`, `url`.
enum PlainRecord {
  static let titleNames = ["title", "headline", "heading", "name"]
  static let bodyNames = [
    "paragraphs", "body", "text", "content", "articleBody", "body_text", "maintext", "description",
  ]
  static let timeNames = [
    "published", "datePublished", "published_at", "publishedAt", "date_published", "pubDate", "date", "created_at",
  ]
  static let sourceNames = ["source", "publisher", "outlet", "site_name", "sitename", "domain"]
  static let addressNames = ["url", "link", "canonical_url", "permalink"]

  /// The text under the first of `names` that holds one; an object stands for its `name`, an array of texts for its paragraphs.
  static func text(_ object: JSONValue, _ names: [String]) -> String? {
    for name in names {
      guard let value = object[name] else { continue }
      if let text = text(of: value), !text.isEmpty { return text }
    }
    return nil
  }

  private static func text(of value: JSONValue) -> String? {
    switch value {
    case .string(let text): text
    case .array(let values): values.compactMap { text(of: $0) }.joined(separator: "\n")
    case .object: value["name"]?.string ?? value["text"]?.string ?? value["@value"]?.string
    default: nil
    }
  }
}
