/// What a page's linked data says of its article.
struct LinkedArticle: Hashable, Sendable {
  var type: String
  var headline: String?
  var datePublished: String?
  var dateModified: String?
  var body: String?
  var publisher: String?
  var url: String?
  /// How many articles the linked data names: a list of articles names many.
  var siblings = 0

  private static let types = ["article", "posting", "report", "review", "recipe"]
  /// A page that names more articles than this is a list.
  static let mostSiblings = 2
  /// More than these are not looked at.
  private static let mostArticles = 1_000

  /// Whether it is one article, not a page or one of a list.
  var isNews: Bool { !isPage && siblings <= Self.mostSiblings }

  private var isPage: Bool { type.lowercased().contains("page") }

  /// Of all outlines the object that is an article: the one that has the page's title, else the richest.
  static func find(in outlines: [JSONOutline], title: String?) -> LinkedArticle? {
    let titleKeys = WordKeys(title ?? "")
    var best: (article: LinkedArticle, richness: Int)?
    var headlines: Set<String> = []
    var articles = 0
    for outline in outlines {
      for index in outline.values.indices where outline.values[index].kind == .object && articles < mostArticles {
        guard let type = outline.member("@type", of: index).flatMap({ outline.string(at: $0) }),
          types.contains(where: { type.lowercased().contains($0) }) || type.lowercased() == "webpage"
        else { continue }
        articles += 1
        let article = LinkedArticle(outline, index, type: type)
        if let headline = article.headline, !article.isPage { headlines.insert(headline) }
        let richness = article.richness(title: titleKeys)
        if richness > best?.richness ?? 0 { best = (article, richness) }
      }
    }
    best?.article.siblings = headlines.count
    return best?.article
  }

  private init(_ outline: JSONOutline, _ index: Int, type: String) {
    func text(_ key: StaticString) -> String? {
      outline.string(at: outline.member(key, of: index)).flatMap { $0.isEmpty ? nil : $0 }
    }
    self.type = type
    headline = (text("headline") ?? text("name")).map(EntityText.resolve)
    datePublished = text("datePublished") ?? text("dateCreated")
    dateModified = text("dateModified")
    body = text("articleBody")
    publisher = outline.member("publisher", of: index).flatMap { outline.member("name", of: $0) }
      .flatMap { outline.string(at: $0) }.map(EntityText.resolve)
    url = text("url")
  }

  private func richness(title: WordKeys) -> Int {
    var richness = (headline != nil ? 2 : 0) + (datePublished != nil ? 2 : 0) + (body != nil ? 3 : 0)
    richness += (publisher != nil ? 1 : 0) + (isPage ? 0 : 4)
    if let headline, !title.isEmpty, title.hasPrefix(WordKeys(headline)) { richness += 6 }
    return richness
  }
}
