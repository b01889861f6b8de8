import NewsModels

/// The title and the text of a record. What says nothing once it is read counts as if it were empty: tags, spaces and entities for them.
extension RecordReader {
  /// An article with its title and text, and whether that is but a summary; nil without either of them.
  static func found(in record: Record) -> (article: Article, isSummary: Bool)? {
    let shape = record.shape
    guard let title = title(of: record) else { return dumped(record) }
    if let text = paragraphs(of: record, shape.body) {
      return (article(title: title, lead: record.text(shape.lead), text), false)
    }
    if let text = paragraphs(of: record, shape.summary) { return (article(title: title, lead: nil, text), true) }
    // What says something and is no text of the article, a link to it or a notice, leaves the headline.
    if saysAnything(record, shape.body) { return (article(title: title, lead: record.text(shape.lead), []), false) }
    return saysAnything(record, shape.summary) ? (article(title: title, lead: nil, []), true) : nil
  }

  /// Why nothing was found in a record.
  static func fault(of record: Record) -> RecordFault {
    let shape = record.shape
    guard record.text(shape.title) != nil, record.hasBody || record.text(shape.summary) != nil else {
      return RecordFault(of: record)
    }
    if title(of: record) != nil { return .emptyText }
    return saysAnything(record, shape.body) || saysAnything(record, shape.summary) ? .emptyTitle : .empty
  }

  private static func title(of record: Record) -> String? {
    record.first(record.shape.title) { value in
      Record.text(of: value).map(FragmentText.line).flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// Of the first of `names` under which something is said.
  private static func paragraphs(of record: Record, _ names: [String]) -> [String]? {
    record.first(names) { value in
      let paragraphs = FragmentText.paragraphs(of: Record.texts(of: value))
      return paragraphs.contains(where: saysSomething) ? paragraphs : nil
    }
  }

  private static func saysAnything(_ record: Record, _ names: [String]) -> Bool { texts(of: record, names) != nil }

  /// The first of `names` under which something is said, be it only a link or a notice.
  private static func texts(of record: Record, _ names: [String]) -> [String]? {
    record.first(names) { value in
      let texts = Record.texts(of: value)
      return FragmentText.pieces(of: texts).contains { saysSomething($0.text) } ? texts : nil
    }
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
    guard let texts = body ?? texts(of: record, record.shape.summary),
      case let text = texts.joined(separator: "\n"),
      case .articles(let read) = DumpReader.read(CleanText.clean(Array(text.utf8))).outcome, let article = read.first
    else { return nil }
    return (article, body == nil)
  }
}
