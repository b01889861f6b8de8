import NewsModels

/// Reads articles out of a JSON value: a plain record, or an array of them.
enum RecordReader {
  /// The most articles that one value is read for.
  static let articleLimit = 10_000

  static func read(_ value: JSONValue) -> ReadOutcome {
    let articles = value.elements.prefix(articleLimit).compactMap(article)
    if articles.isEmpty {
      return .unreadable(
        reason:
          "expected JSON with a title and a text (title, text|body|content|paragraphs), got none of these; rename the members"
      )
    }
    return .articles(articles)
  }

  private static func article(_ object: JSONValue) -> Article? {
    guard let text = PlainRecord.text(object, PlainRecord.bodyNames) else { return nil }
    let url = PlainRecord.text(object, PlainRecord.addressNames)
    let published = PlainRecord.text(object, PlainRecord.timeNames)
    var article: Article
    if let title = PlainRecord.text(object, PlainRecord.titleNames) {
      let paragraphs = text.split(whereSeparator: { $0.isNewline }).map { $0.trimmedSpaces }.filter { !$0.isEmpty }
      article = Article(title: title.trimmedSpaces, body: paragraphs.joined(separator: "\n"))
    } else {
      guard case .articles(let read) = DumpReader.read(CleanText.clean(Array(text.utf8))).outcome,
        let first = read.first
      else { return nil }
      article = first
    }
    article.language = LanguageDetector.detect(article.body.isEmpty ? article.title : article.body)
    article.source = PlainRecord.text(object, PlainRecord.sourceNames) ?? article.source
    article.url = url.flatMap { $0.hasPrefix("http://") || $0.hasPrefix("https://") ? $0 : nil }
    if let published {
      article.published =
        PublicationTime(published) ?? VisibleDate.find(in: published, language: article.language)?.time
        ?? article.published
    }
    return article
  }
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmedSpaces: String {
    let bytes = Array(utf8)
    return String(decoding: bytes[...].trimmed, as: UTF8.self)
  }
}
