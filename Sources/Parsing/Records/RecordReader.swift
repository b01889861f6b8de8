import NewsModels

/// Reads articles out of a JSON value: a plain record, schema.org's `NewsArticle`, IPTC ninjs, a JSON Feed, or an array of them.
enum RecordReader {
  /// The most articles that one value may hold; one with more is refused whole.
  static let articleLimit = 10_000

  static func read(_ value: JSONValue, explains: Bool = false) -> ReadExplanation {
    let isFeed = value["version"]?.string?.contains("jsonfeed.org") ?? false
    let records = isFeed ? value["items"]?.elements ?? [] : records(in: value, depth: 0)
    guard records.count <= articleLimit else {
      return ReadExplanation(
        outcome: .unreadable(
          reason:
            "expected at most \(articleLimit) articles in one JSON value, got \(records.count); split it, or write JSON lines"
        ))
    }
    let readings = isFeed ? feed(value, items: records) : records.map(article)
    var explanation = ReadExplanation(outcome: outcome(readings))
    explanation.form = isFeed ? "JSON Feed" : "JSON"
    if explains { explanation.parts = parts(of: readings) }
    return explanation
  }

  private static func parts(of readings: [Reading]) -> [ReadExplanation.Part] {
    readings.flatMap { reading -> [ReadExplanation.Part] in
      switch reading {
      case .withdrawn: return [.init(text: "", role: .dropped, reason: "a record withdrawn by its publisher")]
      case .nothing: return [.init(text: "", role: .dropped, reason: "a record without a title and a text")]
      case .article(let article):
        let date = article.published?.description
        return [
          .init(text: article.title, role: .title, reason: "the record's title"),
          .init(text: date ?? "no date", role: .date, reason: date == nil ? "none is stated" : "the record's time"),
        ] + article.paragraphs.map { .init(text: String($0), role: .paragraph, reason: "the record's text") }
          + (article.credit.map { [.init(text: $0, role: .credit, reason: "the record's credit")] } ?? [])
      }
    }
  }

  /// What one record gave.
  private enum Reading {
    case article(Article)
    case withdrawn
    case nothing
  }

  private static func outcome(_ readings: [Reading]) -> ReadOutcome {
    let articles = readings.compactMap { reading -> Article? in
      if case .article(let article) = reading { article } else { nil }
    }
    if !articles.isEmpty { return .articles(articles) }
    if readings.contains(where: { if case .withdrawn = $0 { true } else { false } }) {
      return .skipped(reason: "withdrawn by its publisher (pubstatus is not usable)")
    }
    return .unreadable(
      reason:
        "expected JSON with a title and a text (title, text|body|content|paragraphs), got none of these; rename the members"
    )
  }

  /// The objects that may be articles: the value itself, the elements of an array, what a graph or a wrapper holds.
  private static func records(in value: JSONValue, depth: Int) -> [JSONValue] {
    guard depth < 4 else { return [] }
    if case .array(let values) = value { return values.flatMap { records(in: $0, depth: depth + 1) } }
    guard case .object = value else { return [] }
    let shape = RecordShape.of(value)
    if text(value, shape.body) != nil { return [value] }
    for wrapper in ["@graph", "articles", "items", "results", "data", "docs", "hits", "_source", "article", "response"]
    {
      guard let inner = value[wrapper] else { continue }
      let found = records(in: inner, depth: depth + 1)
      if !found.isEmpty { return found }
    }
    return text(value, shape.title) != nil && text(value, shape.summary) != nil ? [value] : []
  }

  private static func feed(_ value: JSONValue, items: [JSONValue]) -> [Reading] {
    let title = value["title"]?.string?.trimmedSpaces
    let home = value["home_page_url"]?.string
    return items.map { item in
      guard case .article(var article) = article(item) else { return .nothing }
      article.source =
        article.source ?? FeedOutlet.name(feedTitle: title, feedAddress: home, itemAddress: article.url)
      return .article(article)
    }
  }

  private static func article(_ record: JSONValue) -> Reading {
    if let status = record["pubstatus"]?.string, status != "usable" { return .withdrawn }
    let shape = RecordShape.of(record)
    let body = texts(record, shape.body)
    guard
      var article = article(title: text(record, shape.title), body: body.isEmpty ? texts(record, shape.summary) : body)
    else { return .nothing }
    article.language =
      LanguageDetector.detect(article.body.isEmpty ? article.title : article.body) ?? code(text(record, shape.language))
      ?? article.language
    article.source = line(text(record, shape.source)) ?? article.source
    article.credit = line(text(record, shape.credit)) ?? article.credit
    article.url = shape.address.lazy.compactMap { record[$0] }.compactMap { address($0) }.first
    for name in shape.published {
      guard let value = record[name]?.stringOrNumber, let time = time(value, language: article.language) else {
        continue
      }
      article.published = time
      break
    }
    return .article(article)
  }

  /// A record without a title holds a whole page: it is read like a text dump.
  private static func article(title: String?, body: [String]) -> Article? {
    if body.isEmpty { return nil }
    if let title = title.map(FragmentText.line), !title.isEmpty {
      var paragraphs = FragmentText.paragraphs(of: body)
      if paragraphs.first == title { paragraphs.removeFirst() }
      var article = Article(title: title, body: "")
      if let last = paragraphs.last, paragraphs.count > 1, let credit = CreditLine.read(Array(last.utf8)[...]) {
        article.credit = credit.credit
        paragraphs.removeLast()
      }
      article.body = paragraphs.joined(separator: "\n")
      return article
    }
    guard case .articles(let read) = DumpReader.read(CleanText.clean(Array(body.joined(separator: "\n").utf8))).outcome
    else { return nil }
    return read.first
  }

  /// The text under the first of `names` that holds one: a text, an array's texts on lines, an object's `name`, `value` or `text`.
  private static func text(_ record: JSONValue, _ names: [String]) -> String? {
    for name in names {
      if let value = record[name], let text = text(of: value, depth: 0), !text.isEmpty { return text }
    }
    return nil
  }

  /// The same, each element of an array by itself.
  private static func texts(_ record: JSONValue, _ names: [String]) -> [String] {
    for name in names {
      guard let value = record[name] else { continue }
      let texts = value.elements.compactMap { text(of: $0, depth: 1) }.filter { !$0.isEmpty }
      if !texts.isEmpty { return texts }
    }
    return []
  }

  private static func text(of value: JSONValue, depth: Int) -> String? {
    switch value {
    case .string(let text): return text.trimmedSpaces
    case .array(let values) where depth < 3:
      return values.compactMap { text(of: $0, depth: depth + 1) }.joined(separator: "\n")
    case .object where depth < 3:
      return ["name", "value", "text", "#text", "@value", "uri", "@id"].lazy.compactMap { value[$0] }
        .compactMap { text(of: $0, depth: depth + 1) }.first
    default: return nil
    }
  }

  private static func address(_ value: JSONValue) -> String? {
    guard let text = text(of: value, depth: 0)?.prefix(while: { !$0.isNewline }),
      text.hasPrefix("http://") || text.hasPrefix("https://")
    else { return nil }
    return String(text)
  }

  private static func line(_ text: String?) -> String? {
    guard let line = text?.split(whereSeparator: \.isNewline).first.map({ $0.trimmedSpaces }), !line.isEmpty,
      line.utf8.count <= 200
    else { return nil }
    return line
  }

  /// ISO 8601 and what is sold as it, a date in words, or seconds (or milliseconds) since 1970.
  private static func time(_ text: String, language: String?) -> PublicationTime? {
    if let number = Int64(text), text.utf8.count >= 9 {
      let seconds = text.utf8.count >= 12 ? number / 1_000 : number
      let year = PublicationTime.instant(seconds: seconds, offset: 0).statedDay?.year
      return year.map { (1990...2100).contains($0) } == true ? .instant(seconds: seconds, offset: 0) : nil
    }
    return PublicationTime(text) ?? FeedDate.read(text, language: language)
  }

  private static func code(_ language: String?) -> String? {
    guard let code = language?.lowercased().prefix(while: { $0.isLetter }), code.utf8.count == 2 else { return nil }
    return String(code)
  }
}

extension StringProtocol where UTF8View: BidirectionalCollection {
  /// Without white space at both ends.
  var trimmedSpaces: String {
    // Most texts begin and end with a letter or a sign.
    let hasSpace = { (byte: UInt8?) in byte.map { $0 <= 0x20 || $0 >= 0x80 } ?? false }
    guard hasSpace(utf8.first) || hasSpace(utf8.last) else { return String(self) }
    let bytes = Array(utf8)
    return String(decoding: bytes[...].trimmed, as: UTF8.self)
  }
}
