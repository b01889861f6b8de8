import NewsModels

/// The title and the text of a record. What says nothing once it is read counts as if it were empty: tags, spaces and entities for them.
extension RecordReader {
  /// An article with its title and text, and whether that is but a summary; nil without either of them. What says nothing but a link or a
  /// notice gives an article of its title alone, as in a feed.
  static func found(in record: Record) -> (article: Article, isSummary: Bool)? {
    let shape = record.shape
    guard let title = title(of: record) else { return dumped(record) }
    if let text = paragraphs(of: record, shape.body) {
      return (article(title: title, lead: record.text(shape.lead), text), false)
    }
    // Contacts and products have a summary, but no text and no lead.
    let isOfArticle = isSaid(in: record, shape.body) || record.hasBody && isSaid(in: record, shape.lead)
    if let text = paragraphs(of: record, shape.summary) {
      return (article(title: title, lead: nil, text), !isOfArticle)
    }
    guard isOfArticle || isSaid(in: record, shape.summary) else { return nil }
    return (article(title: title, lead: nil, []), !isOfArticle)
  }

  /// Why nothing was found in a record.
  static func fault(of record: Record) -> RecordFault {
    let shape = record.shape
    guard record.text(shape.title) != nil, record.hasBody || record.text(shape.summary) != nil else {
      return RecordFault(of: record)
    }
    if title(of: record) != nil { return .emptyText }
    return isSaid(in: record, shape.body) || isSaid(in: record, shape.summary) ? .emptyTitle : .empty
  }

  private static func title(of record: Record) -> String? {
    record.first(record.shape.title) { value in
      Record.text(of: value).map(FragmentText.line).flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// Of the first of `names` under which something is said that is text.
  private static func paragraphs(of record: Record, _ names: [String]) -> [String]? {
    record.first(names) { value in
      let paragraphs = FragmentText.paragraphs(of: Record.texts(of: value))
      return paragraphs.contains(where: saysSomething) ? paragraphs : nil
    }
  }

  /// Whether something is said under one of `names`, if only by a link or a notice.
  private static func isSaid(in record: Record, _ names: [String]) -> Bool {
    record.first(names) { value in isSaid(by: Record.texts(of: value)) ? true : nil } ?? false
  }

  private static func isSaid(by texts: [String]) -> Bool {
    FragmentText.pieces(of: texts).contains { saysSomething($0.text) }
  }

  /// Spaces that were escaped twice say nothing either, nor do the marks that stand where a text was to come.
  private static func saysSomething(_ text: String) -> Bool {
    EntityText.resolve(text).unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }

  private static func article(title: String, lead: String?, _ text: [String]) -> Article {
    var paragraphs = text
    if paragraphs.first == title { paragraphs.removeFirst() }
    if let lead { paragraphs = LeadText.missing(lead, before: paragraphs, under: title) + paragraphs }
    var article = Article(title: title, body: "")
    article.credit = CreditLine.take(from: &paragraphs)?.credit
    article.body = paragraphs.joined(separator: "\n")
    return article
  }

  /// A record without a title holds a whole page: it is read like a text dump.
  private static func dumped(_ record: Record) -> (article: Article, isSummary: Bool)? {
    let body = texts(of: record, record.shape.body)
    guard let text = (body ?? texts(of: record, record.shape.summary))?.joined(separator: "\n"),
      case .articles(let read) = DumpReader.read(CleanText.clean(Array(text.utf8))).outcome, let article = read.first
    else { return nil }
    return (article, body == nil)
  }

  /// Those under the first of `names` that say something.
  private static func texts(of record: Record, _ names: [String]) -> [String]? {
    record.first(names) { value in
      let texts = Record.texts(of: value)
      return isSaid(by: texts) ? texts : nil
    }
  }
}
