import NewsModels

/// Turns the reading of an HTML page into the outcome of a document.
enum PageDocument {
  static func read(_ html: [UInt8], url: String?, explains: Bool) -> ReadExplanation {
    let reading = PageReader().read(html, hints: .init(url: url ?? SavedAddress.find(in: html), explains: explains))
    var explanation = ReadExplanation(outcome: outcome(reading.outcome))
    explanation.form = "HTML"
    if let trace = reading.trace {
      explanation.parts =
        trace.notes.map { ReadExplanation.Part(text: $0, role: .note, reason: "") }
        + trace.lines.map {
          ReadExplanation.Part(
            text: $0.text, role: $0.isKept ? .paragraph : .dropped, reason: "\($0.reason) \($0.score)")
        }
    }
    return explanation
  }

  private static func outcome(_ outcome: PageReading.Outcome) -> ReadOutcome {
    switch outcome {
    case .article(let page): .articles([article(page)])
    case .indexPage(let reason), .noArticle(let reason): .skipped(reason: reason)
    case .unreadable(let reason): .unreadable(reason: reason)
    }
  }

  static func article(_ page: PageArticle) -> Article {
    let body = page.paragraphs.map { $0.text.onOneLine }.filter { !$0.isEmpty }.joined(separator: "\n")
    return Article(
      title: page.title.onOneLine, body: body, published: page.published, source: page.source, credit: page.credit,
      language: LanguageDetector.detect(body.isEmpty ? page.title : body) ?? page.declaredLanguage,
      url: page.canonicalURL)
  }
}

extension String {
  /// With line breaks made spaces.
  var onOneLine: String {
    utf8.contains(0x0A) || utf8.contains(0x0D) ? String(map { $0.isNewline ? " " : $0 }) : self
  }
}
