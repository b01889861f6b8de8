/// One news text, as it was read from a document.
///
/// The texts are in NFC and hold no control characters but the newlines between paragraphs.
public struct Article: Hashable, Sendable, Codable {
  /// The headline, without the site's name. Never empty.
  public var title: String
  /// Paragraphs and sub-headings in order, separated by one newline each. The lead is the first. May be empty.
  public var body: String
  /// nil where the document gives none that can be believed.
  public var published: PublicationTime?
  /// The outlet that published it, as the document spells it; the credit where no outlet is known.
  public var source: String?
  /// The agency or paper that it credits, as `HNM` in `Theo HNM`.
  public var credit: String?
  /// A lower-case ISO 639-1 code (`vi`, `en`, `zh`), by the text.
  public var language: String?
  /// The canonical address: http or https.
  public var url: String?

  public init(
    title: String, body: String, published: PublicationTime? = nil, source: String? = nil, credit: String? = nil,
    language: String? = nil, url: String? = nil
  ) {
    self.title = title
    self.body = body
    self.published = published
    self.source = source
    self.credit = credit
    self.language = language
    self.url = url
  }

  /// The paragraphs of the body, in order.
  public var paragraphs: [Substring] { body.split(separator: "\n") }
}
