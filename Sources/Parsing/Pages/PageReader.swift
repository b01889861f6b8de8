import NewsModels

/// Reads the one news article that an HTML page holds, or says that it holds none.
///
/// The way is forward only: `MarkupScreen` (bounds, scripts set aside) → `PageTree` → `PageHead` and `Block`s →
/// `BlockFeatures` → scores → `PageReading`. Each step is a pure function of those before.
struct PageReader: Sendable {
  /// What is known of a page besides its markup.
  struct Hints: Sendable {
    /// The address that it was fetched from.
    var url: String?
    /// Whether to say of each block why it was kept or dropped.
    var explains = false

    init(url: String? = nil, explains: Bool = false) {
      self.url = url
      self.explains = explains
    }
  }

  init() {}

  /// Reads a page, UTF-8. Time and memory grow linearly with its size; the size is the caller's to bound.
  func read(_ html: [UInt8], hints: Hints = Hints()) -> PageReading {
    let analysis = PageAnalysis(html)
    if let refusal = analysis.refusal {
      return PageReading(outcome: .unreadable(reason: "cannot read the page: \(refusal)"), trace: nil)
    }
    let scores = BlockScores(analysis)
    let paragraphs = analysis.blocks.indices.filter { scores.isKept[$0] }.map {
      PageArticle.Paragraph(role: .text, text: analysis.blocks[$0].text)
    }
    guard !paragraphs.isEmpty, !analysis.headline.text.isEmpty else {
      return PageReading(outcome: .noArticle(reason: "the page holds no running text"), trace: nil)
    }
    return PageReading(
      outcome: .article(
        PageArticle(
          title: analysis.headline.text, paragraphs: paragraphs, published: nil, source: nil, credit: nil,
          canonicalURL: analysis.head.canonical, declaredLanguage: analysis.head.language)),
      trace: nil)
  }
}
