import NewsModels

/// Reads the visible text of a page as a person copied or saved it: title, date, paragraphs, furniture.
enum DumpReader {
  /// `utf8` is clean (see `CleanText`).
  static func read(_ utf8: [UInt8]) -> ReadExplanation {
    let lines = utf8.split(separator: 0x0A).map { $0.trimmed }.filter { !$0.isEmpty }
    guard let title = lines.first else { return ReadExplanation(outcome: .unreadable(reason: "no text")) }
    let language = LanguageDetector.detect(utf8)
    var article = Article(title: String(decoding: title, as: UTF8.self), body: "", language: language)
    var paragraphs: [String] = []
    for line in lines.dropFirst() {
      if article.published == nil, line.count < 200, let date = VisibleDate.find(in: line, language: language) {
        article.published = date.time
        continue
      }
      if let credit = CreditLine.read(line) {
        article.credit = credit.credit
        break
      }
      paragraphs.append(String(decoding: line, as: UTF8.self))
    }
    article.body = paragraphs.joined(separator: "\n")
    return ReadExplanation(outcome: .articles([article]))
  }
}
