/// The text of an article that a page shows only by script, from its linked data.
enum LinkedBody {
  /// The paragraphs of `articleBody`: plain text with line ends, or HTML.
  static func paragraphs(of body: String) -> [PageArticle.Paragraph] {
    let separated = body.split(whereSeparator: \.isNewline).joined(separator: "<br><br>")
    let (tree, refusal) = PageTree.parse(MarkupScreen(Array(EntityText.resolve(separated).utf8)))
    guard refusal == nil else { return [] }
    return BlockCutter.blocks(of: tree).map { PageArticle.Paragraph(role: .text, text: $0.text) }
  }

  /// Whether the page shows so little of it that it must be the better text.
  static func isBetter(_ body: String, thanKeptWeight weight: Int) -> Bool {
    let length = body.unicodeScalars.count
    return length >= leastLength && weight * 3 < length
  }

  /// Scalars.
  private static let leastLength = 600
}
