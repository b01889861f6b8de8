/// What a page's linked data says of its article.
struct LinkedArticle: Hashable, Sendable {
  var type: String
  var headline: String?
  var datePublished: String?
  var dateModified: String?
  var body: String?
  var publisher: String?
  /// What another object of the linked data names the publisher by.
  var publisherID: String?
  var url: String?
  /// How many articles the linked data names: a list of articles names many.
  var siblings = 0

  private static let types = ["article", "posting", "report", "review", "recipe"]

  /// Whether an object of this type is an article.
  static func isArticle(type: String) -> Bool { types.contains { type.lowercased().contains($0) } }

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
          isArticle(type: type) || type.lowercased() == "webpage"
        else { continue }
        articles += 1
        let article = LinkedArticle(outline, index, type: type)
        if let headline = article.headline, !article.isPage { headlines.insert(headline) }
        let richness = article.richness(title: titleKeys)
        if richness > best?.richness ?? 0 { best = (article, richness) }
      }
    }
    best?.article.siblings = headlines.count
    if let article = best?.article, article.publisher == nil, let id = article.publisherID {
      best?.article.publisher = name(of: id, in: outlines)
    }
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
    var stated = outline.member("publisher", of: index)
    if let list = stated, outline.values[list].kind == .array { stated = outline.children(of: list).first }
    publisher = stated.flatMap { outline.member("name", of: $0) }.flatMap { outline.string(at: $0) }
      .map(EntityText.resolve)
    publisherID = stated.flatMap { outline.member("@id", of: $0) }.flatMap { outline.string(at: $0) }
    url = text("url")
  }

  /// Of the object that says that it is `id` and has a name. Each object is asked once, however often it says so.
  private static func name(of id: String, in outlines: [JSONOutline]) -> String? {
    for outline in outlines {
      var asked: Set<Int> = []
      for index in outline.values.indices where outline.isKey("@id", at: index) && outline.string(at: index) == id {
        let object = Int(outline.values[index].parent)
        guard asked.insert(object).inserted else { continue }
        if let name = outline.string(at: outline.member("name", of: object)), !name.isEmpty {
          return EntityText.resolve(name)
        }
      }
    }
    return nil
  }

  private func richness(title: WordKeys) -> Int {
    var richness = (headline != nil ? 2 : 0) + (datePublished != nil ? 2 : 0) + (body != nil ? 3 : 0)
    richness += (publisher != nil ? 1 : 0) + (isPage ? 0 : 4)
    if let headline, !title.isEmpty, title.hasPrefix(WordKeys(headline)) { richness += 6 }
    return richness
  }
}
