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
    /// Never beside a title, unless somebody else writes so: such an article is no news either.
    var damaged: Damage?
  }

  /// Of an article whose text is not the one that was accepted: why, and what is known of it.
  struct Damage: Codable, Hashable {
    var reason: String
    var title: String?
    var url: String?

    init(reason: String, title: String? = nil, url: String? = nil) {
      (self.reason, self.title, self.url) = (reason, title, url)
    }

    /// Producers of before wrote the reason alone, beside the title and the address.
    init(from decoder: any Decoder) throws {
      if let reason = try? decoder.singleValueContainer().decode(String.self) {
        self.init(reason: reason)
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        reason: try container.decode(String.self, forKey: .reason),
        title: try container.decodeIfPresent(String.self, forKey: .title),
        url: try container.decodeIfPresent(String.self, forKey: .url))
    }

    var error: WireError {
      let place = [title, url].compactMap(\.self).map { $0.prefix(longestShown) }
      return .damagedArticle(place.isEmpty ? reason : "\(reason) (\(place.joined(separator: ", ")))")
    }
  }

  /// The header of such an article. It has no `title`, which each article must have: whoever does not know of damage, as an older consumer,
  /// cannot read it either, and puts it aside.
  private struct DamagedHeader: Codable {
    var damaged: Damage
  }

  /// Characters of a title, or of an address, in a reason.
  private static let longestShown = 200

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
    let header = try header(of: encoded)
    guard let body = String(checked: encoded.body) else { throw .badArticle(reason: "its body is no UTF-8") }
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
    var header = try header(of: encoded)
    header.supersedes = predecessors.supersedes
    header.formers = predecessors.formers.isEmpty ? nil : predecessors.formers
    return EncodedArticle(header: header.plainBytes, body: encoded.body)
  }

  /// The same article, which says that its text is lost: no consumer reads it, each puts it aside with this reason.
  public static func damaged(_ encoded: EncodedArticle, reason: String) -> EncodedArticle {
    // One that says so already keeps what it tells of itself.
    if (try? WireJSON.decode(DamagedHeader.self, from: encoded.header, of: .deliver)) != nil { return encoded }
    let header = try? header(of: encoded)
    let damaged = DamagedHeader(damaged: Damage(reason: reason, title: header?.title, url: header?.url))
    return EncodedArticle(header: WireJSON.encode(damaged), body: encoded.body)
  }

  /// - Throws: `damagedArticle` where it says so itself.
  private static func header(of encoded: EncodedArticle) throws(WireError) -> Header {
    let header: Header
    do {
      header = try WireJSON.decode(Header.self, from: encoded.header, of: .deliver)
    } catch {
      if let damaged = try? WireJSON.decode(DamagedHeader.self, from: encoded.header, of: .deliver) {
        throw damaged.damaged.error
      }
      guard case .badHeader(_, let reason) = error else { throw error }
      throw .badArticle(reason: "its header: \(reason)")
    }
    if let damage = header.damaged {
      throw Damage(reason: damage.reason, title: damage.title ?? header.title, url: damage.url ?? header.url).error
    }
    return header
  }
}
