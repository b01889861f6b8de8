/// Under which names the kinds of JSON records keep what an article has, the most telling first.
struct RecordShape: Sendable {
  var title: [String]
  var body: [String]
  /// What stands before the body on the page: the sapo.
  var lead: [String] = []
  var summary: [String]
  var published: [String]
  var source: [String]
  var address: [String]
  var credit: [String]
  var language: [String]
  /// What else they are called.
  private(set) var names = RecordNames([])

  /// The same, also under other spellings, and under `others`: by their letters.
  private func alsoSpelled(_ others: [String: String] = [:]) -> Self {
    var shape = self
    shape.names = RecordNames(
      title + body + lead + summary + published + source + address + credit + language, others: others)
    return shape
  }

  /// Everyday names, and those of schema.org's `NewsArticle`.
  static let plain = RecordShape(
    title: ["title", "headline", "heading", "name", "alternativeHeadline"],
    body: [
      "paragraphs", "body", "text", "content", "articleBody", "article_body", "body_text", "maintext", "fulltext",
      "full_text", "cleaned_text",
    ],
    lead: ["sapo", "lead"], summary: ["description", "summary", "abstract", "lead", "excerpt", "sapo"],
    published: [
      "published", "datePublished", "published_at", "publishedAt", "published_date", "publish_date", "date_published",
      "pubDate",
      "pub_date", "publication_date", "publishDate", "date_publish", "webPublicationDate", "date", "dateCreated",
      "created_at", "timestamp", "time",
    ],
    source: [
      "source", "publisher", "outlet", "site_name", "sitename", "source_name", "source-hostname", "media_name",
      "newspaper",
      "domain", "source_domain", "hostname", "website",
    ],
    address: ["url", "link", "canonical_url", "permalink", "mainEntityOfPage", "final_url", "source_url", "@id"],
    credit: ["credit", "creditText", "agency"], language: ["language", "lang", "inLanguage"]
  ).alsoSpelled(RecordNames.everyday)

  /// Of the names under `published`: when a record was written into a database, which of an article that was brought in later is not
  /// when it was published.
  static let timesOfRecords: Set = ["created_at", "timestamp"]

  /// IPTC ninjs 1 and 2.
  static let ninjs = RecordShape(
    title: ["headline", "headlines", "title"], body: ["body_html", "body_xhtml", "body_text", "bodies"],
    summary: ["description_text", "description_html", "descriptions"],
    published: [
      "firstpublished", "firstcreated", "versioncreated", "versionCreated", "firstCreated", "firstPublished",
      "contentcreated",
    ],
    source: ["infosources", "source", "copyrightholder", "copyrightHolder", "provider"],
    address: ["url", "altids", "link", "canonical", "uri"], credit: ["creditline", "credit"],
    language: ["language"]
  ).alsoSpelled()

  /// An item of a JSON Feed.
  static let feedItem = RecordShape(
    title: ["title"], body: ["content_html", "content_text"], summary: ["summary"],
    published: ["date_published", "date_modified"],
    source: [], address: ["url", "external_url", "id"], credit: [], language: ["language"]
  ).alsoSpelled()

  /// Which of them a record has.
  static func of(_ record: JSONValue) -> RecordShape {
    if record["pubstatus"] != nil || record["versioncreated"] != nil || record["versionCreated"] != nil
      || record["bodies"] != nil
      || record["body_xhtml"] != nil || record["body_html"] != nil && record["headline"] != nil
    {
      return ninjs
    }
    if record["content_html"] != nil || record["content_text"] != nil { return feedItem }
    return plain
  }
}
