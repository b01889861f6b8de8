import FoundationEssentials

/// Writes an article once, for outbox and wire, and reads it again.
public enum ArticleCoding {
  /// Everything of an article but its body.
  struct Header: Codable, Hashable {
    var title: String
    var published: PublicationTime?
    var source: String?
    var credit: String?
    var language: String?
    var url: String?
    var supersedes: ArticleID?
    var formers: [ArticleID]?
  }

  public static func encode(_ article: Article) -> EncodedArticle {
    let header = Header(
      title: article.title, published: article.published, source: article.source, credit: article.credit,
      language: article.language, url: article.url)
    return EncodedArticle(header: header.plainBytes, body: Array(article.body.utf8))
  }

  public static func decode(_ encoded: EncodedArticle) throws(WireError) -> Article { try read(encoded).article }

  /// The article, and those whose place in its document it has, read by a better parser.
  public static func read(
    _ encoded: EncodedArticle
  ) throws(WireError) -> (article: Article, predecessors: Predecessors) {
    let header = try WireJSON.decode(Header.self, from: encoded.header, of: .deliver)
    guard let body = String(checked: encoded.body) else {
      throw .badHeader(.deliver, reason: "an article's body is no UTF-8")
    }
    let article = Article(
      title: header.title, body: body, published: header.published, source: header.source, credit: header.credit,
      language: header.language, url: header.url)
    if header.supersedes == nil, header.formers == nil { return (article, Predecessors()) }
    // One that named itself would be taken out.
    let id = article.id
    return (
      article,
      Predecessors(
        supersedes: header.supersedes == id ? nil : header.supersedes,
        formers: (header.formers ?? []).prefix(Predecessors.maximumFormers).filter { $0 != id })
    )
  }

  /// The same article, which says whose place it has.
  public static func encode(
    _ encoded: EncodedArticle, _ predecessors: Predecessors
  ) throws(WireError) -> EncodedArticle {
    var header = try WireJSON.decode(Header.self, from: encoded.header, of: .deliver)
    header.supersedes = predecessors.supersedes
    header.formers = predecessors.formers.isEmpty ? nil : predecessors.formers
    return EncodedArticle(header: header.plainBytes, body: encoded.body)
  }
}
