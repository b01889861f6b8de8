/// What a page's linked data says of its article.
struct LinkedArticle: Hashable, Sendable {
  var type: String
  var headline: String?
  var datePublished: String?
  var dateModified: String?
  var body: String?
  var publisher: String?
  var url: String?

  private static let types = ["article", "posting", "report", "review", "recipe"]

  /// Of all outlines the first object that is an article, the richest where there are several.
  static func find(in outlines: [JSONOutline]) -> LinkedArticle? {
    var best: (article: LinkedArticle, richness: Int)?
    for outline in outlines {
      for index in outline.values.indices where outline.values[index].kind == .object {
        guard let type = outline.member("@type", of: index).flatMap({ outline.string(at: $0) }),
          types.contains(where: { type.lowercased().contains($0) }) || type.lowercased() == "webpage"
        else { continue }
        let article = LinkedArticle(outline, index, type: type)
        let richness = article.richness
        if richness > best?.richness ?? 0 { best = (article, richness) }
      }
    }
    return best?.article
  }

  private init(_ outline: JSONOutline, _ index: Int, type: String) {
    func text(_ key: StaticString) -> String? {
      outline.string(at: outline.member(key, of: index)).flatMap { $0.isEmpty ? nil : $0 }
    }
    self.type = type
    headline = text("headline") ?? text("name")
    datePublished = text("datePublished") ?? text("dateCreated")
    dateModified = text("dateModified")
    body = text("articleBody")
    publisher = outline.member("publisher", of: index).flatMap { outline.member("name", of: $0) }
      .flatMap { outline.string(at: $0) }
    url = text("url")
  }

  private var richness: Int {
    let isPage = type.lowercased().contains("webpage")
    return (headline != nil ? 2 : 0) + (datePublished != nil ? 2 : 0) + (body != nil ? 3 : 0)
      + (publisher != nil ? 1 : 0) + (isPage ? 0 : 4)
  }
}
