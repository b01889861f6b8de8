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

  /// Reads a page, UTF-8. Time and memory grow linearly with its size; the size is the caller's to bound.
  func read(_ html: [UInt8], hints: Hints = Hints()) -> PageReading {
    let analysis = PageAnalysis(html, address: hints.url)
    if let refusal = analysis.refusal {
      return PageReading(outcome: .unreadable(reason: "\(refusal)"))
    }
    let scores = BlockScores(analysis.features)
    let body = BodySelection(analysis, scores: scores)
    let language = LanguageDetector.detect(body.text) ?? analysis.head.languageCode
    let dates = DateFinder(analysis: analysis, address: analysis.address, language: language, kept: body.isKept)
      .candidates()
    let signs = IndexSigns(analysis, kept: body.isKept, dates: dates)
    let trace = hints.explains ? PageTrace(analysis, scores: scores, body: body, dates: dates, signs: signs) : nil
    if let reason = signs.verdict { return PageReading(outcome: .indexPage(reason: reason), trace: trace) }
    let title = analysis.headline.text.isEmpty ? body.firstLine : analysis.headline.text
    guard !body.paragraphs.isEmpty, !title.isEmpty else {
      return PageReading(outcome: .noArticle(reason: "the page holds no running text"), trace: trace)
    }
    if dates.isEmpty, analysis.article?.isNews != true,
      let reason = WallSigns.reason(title: title, paragraphs: body.paragraphs.map(\.text))
    {
      return PageReading(outcome: .noArticle(reason: "\(reason), not an article"), trace: trace)
    }
    let article = PageArticle(
      title: title, paragraphs: body.paragraphs, published: DateCandidate.best(of: dates)?.time,
      source: SourceName.find(head: analysis.head, article: analysis.article, address: analysis.address),
      credit: body.credit, canonicalURL: analysis.address, declaredLanguage: analysis.head.languageCode)
    return PageReading(outcome: .article(article), trace: trace)
  }
}
