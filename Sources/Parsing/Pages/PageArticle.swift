import NewsModels

/// An article as a page states it, not yet checked against what its file says.
///
/// Texts are as the page writes them, white space folded, not normalised to NFC.
struct PageArticle: Hashable, Sendable {
  /// A paragraph of the body.
  struct Paragraph: Hashable, Sendable {
    enum Role: Hashable, Sendable { case lead, text, subheading, listItem, caption }

    var role: Role
    var text: String
  }

  /// The headline without the site's name. Never empty.
  var title: String
  /// In the order of the page.
  var paragraphs: [Paragraph]
  var published: PublicationTime?
  /// The outlet.
  var source: String?
  /// The agency or paper that the text credits.
  var credit: String?
  /// http or https.
  var canonicalURL: String?
  /// As declared (`vi`, `en-GB`): a hint, often wrong.
  var declaredLanguage: String?
}
