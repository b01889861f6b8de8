import NewsModels

/// Reads articles out of a JSON value: a plain record, schema.org's `NewsArticle`, IPTC ninjs, a JSON Feed, or an array of them.
enum RecordReader {
  /// The most articles that one value may hold; one with more is refused whole.
  static let articleLimit = 10_000

  /// `place` tells a person where an element of a list stands, by its number from 0 on.
  static func read(
    _ value: JSONValue, explains: Bool = false, place: (Int) -> String = { "number \($0 + 1) of its list" }
  ) -> ReadExplanation {
    let isFeed = value["version"]?.string?.contains("jsonfeed.org") ?? false
    let (records, others) =
      isFeed ? ((value["items"]?.elements ?? []).map { Record($0) }, []) : records(in: value, depth: 0)
    guard records.count <= articleLimit else { return ReadExplanation(outcome: tooMany) }
    if isFeed ? value["items"] == .array([]) : isEmptyList(value) {
      return skipped(isFeed ? "a feed without items" : "an export without records", form: isFeed ? "JSON Feed" : "JSON")
    }
    let dates = DateColumns(records)
    let readings = isFeed ? feed(value, items: records, dates) : records.map { article($0, dates, outlet: host) }
    var explanation = ReadExplanation(outcome: outcome(readings, of: value))
    explanation.leftOut = leftOut(Array(zip(records, readings)), others: others, place: place)
    explanation.form = isFeed ? "JSON Feed" : "JSON"
    if explains { explanation.parts = parts(of: readings) }
    return explanation
  }

  static let tooMany = ReadOutcome.unreadable(
    reason: "expected at most \(articleLimit) articles in one document, got more; split it, or write JSON lines")

  private static func parts(of readings: [Reading]) -> [ReadExplanation.Part] {
    readings.flatMap { reading -> [ReadExplanation.Part] in
      switch reading {
      case .withdrawn: return [.init(text: "", role: .dropped, reason: "a record " + Self.withdrawn)]
      case .nothing(let fault):
        return [.init(text: "", role: .dropped, reason: "a record without a title and a text: \(fault.reason)")]
      case .article(let article, let unread):
        let date = article.published?.description
        let reason = date == nil ? unread.map(Self.reason(undated:)) ?? "none is stated" : "the record's time"
        return [
          .init(text: article.title, role: .title, reason: "the record's title"),
          .init(text: date ?? "no date", role: .date, reason: reason),
        ] + article.paragraphs.map { .init(text: String($0), role: .paragraph, reason: "the record's text") }
          + (article.credit.map { [.init(text: $0, role: .credit, reason: "the record's credit")] } ?? [])
      }
    }
  }

  private static func reason(undated stamp: String) -> String {
    let stated = "stated as “\(stamp.prefix(40))”"
    guard VisibleDate.find(in: stamp, language: nil) != nil else {
      return stated + ", which is no day that is known here"
    }
    return stated + ": day and month could be either, and no other date in this column shows which, or two contradict"
  }

  /// What one record gave.
  enum Reading {
    /// Of one without a date: what is stated as its date and could not be read.
    case article(Article, unread: String?)
    case withdrawn
    case nothing(RecordFault)
  }

  private static func outcome(_ readings: [Reading], of value: JSONValue) -> ReadOutcome {
    let articles = readings.compactMap { reading -> Article? in
      if case .article(let article, _) = reading { article } else { nil }
    }
    if !articles.isEmpty { return .articles(articles) }
    var fault: RecordFault?
    for reading in readings {
      switch reading {
      case .withdrawn: return .skipped(reason: withdrawn)
      case .nothing(let found): fault = fault ?? found
      case .article: break
      }
    }
    return .unreadable(
      reason:
        "expected JSON or a table with a title and a text (\(names)), or with a title, a summary, and a date, url or source, "
        + (fault ?? RecordFault(in: value)).reason
    )
  }

  private static let withdrawn = "withdrawn by its publisher, or not published"

  static let names = "title, text|body|content|paragraphs; tiêu đề, nội dung"

  /// The objects that may be articles: the value itself, the elements of an array, what a graph or a wrapper holds. And how many stand
  /// beside them in a list and cannot be one.
  private static func records(in value: JSONValue, depth: Int, mayBeOne: Bool = true) -> (
    records: [Record], others: [LeftOut]
  ) {
    guard depth < deepestWrapper else { return ([], []) }
    if case .array(let values) = value {
      var (found, others): ([Record], [LeftOut]) = ([], [])
      for (element, value) in values.enumerated() {
        var inner = records(in: value, depth: depth + 1)
        if inner.records.isEmpty, mayBeMeantAsArticle(value) {
          inner.others = [LeftOut(fault: RecordFault(of: Record(value)))]
        }
        for index in inner.records.indices where inner.records[index].element == nil {
          inner.records[index].element = element
        }
        for index in inner.others.indices where inner.others[index].element == nil {
          inner.others[index].element = element
        }
        found += inner.records
        others += inner.others
      }
      return (found, found.isEmpty ? [] : others)
    }
    guard case .object = value else { return ([], []) }
    let record = Record(value)
    if mayBeOne, record.hasBody { return articles(beside: record, depth: depth) }
    let inner = wrapped(in: value, depth: depth)
    if !inner.records.isEmpty || !mayBeOne { return inner }
    return record.mayBeSummary ? ([record], unread(in: value)) : ([], [])
  }

  /// A record with a text, and the whole articles that stand in a list of its own, as in a bulletin. Its other lists are pictures and
  /// links.
  private static func articles(beside record: Record, depth: Int) -> (records: [Record], others: [LeftOut]) {
    let lists = JSONValue.object(record.value.members.filter { if case .array = $0.value { true } else { false } })
    let inner = wrapped(in: lists, depth: depth).records.filter { $0.hasTitle && $0.hasBody }
    return (inner.isEmpty || record.hasTitle ? [record] + inner : inner, [])
  }

  private static func wrapped(in value: JSONValue, depth: Int) -> (records: [Record], others: [LeftOut]) {
    var (found, others): ([Record], [LeftOut]) = ([], [])
    for name in wrappers + channels {
      guard let inner = value[name] else { continue }
      let (records, more) = records(in: inner, depth: depth + 1, mayBeOne: !channels.contains(name))
      found += records
      others += more
    }
    return (found, others)
  }

  static let wrappers = [
    "@graph", "articles", "items", "results", "data", "docs", "hits", "_source", "article", "response", "rows", "row",
    "posts", "entries", "item", "entry",
  ]

  /// What holds a feed's items, as programs write them that make JSON of XML. They have titles of their own.
  static let channels = ["rss", "channel", "feed"]

  /// Whole articles in lists that are no wrapper: beside a title and a summary they would be lost without a word.
  private static func unread(in value: JSONValue) -> [LeftOut] {
    value.members.flatMap { member -> [LeftOut] in
      guard case .array(let values) = member.value, !wrappers.contains(member.name) else { return [] }
      return values.compactMap { value in
        guard case .object = value else { return nil }
        let record = Record(value)
        return record.hasTitle && record.hasBody ? LeftOut(fault: .strange) : nil
      }
    }
  }

  /// Linked data says of each object what it is: an outlet, a picture.
  private static func mayBeMeantAsArticle(_ value: JSONValue) -> Bool {
    !value.members.isEmpty && value["@type"] == nil
  }

  /// Elasticsearch's answer: an object, its `hits`, their `hits`, one of them, its `_source`.
  static let deepestWrapper = 6

  private static func feed(_ value: JSONValue, items: [Record], _ dates: DateColumns) -> [Reading] {
    let title = value["title"]?.string?.trimmedSpaces
    let home = value["home_page_url"]?.string.map(ArchivedAddress.original)
    return items.map { item in
      article(item, dates, isInFeed: true) { FeedOutlet.name(feedTitle: title, feedAddress: home, itemAddress: $0) }
    }
  }

  /// What an article's address says of its outlet.
  private static func host(of address: String?) -> String? { address.flatMap(SourceName.host(of:)) }

  /// `outlet` answers by the article's address, for a record that names none.
  private static func article(
    _ record: Record, _ dates: DateColumns, isInFeed: Bool = false, outlet: (String?) -> String?
  ) -> Reading {
    if let status = record.value["pubstatus"]?.string, status != "usable" { return .withdrawn }
    if WordPressItem.isUnpublished(record.value) { return .withdrawn }
    // What news interfaces leave of an article that was taken back.
    if record.value["title"]?.string == "[Removed]" { return .withdrawn }
    let shape = record.shape
    guard let found = found(in: record) else { return .nothing(fault(of: record)) }
    var article = found.article
    article.language = language(of: article, in: record)
    article.credit = line(record.text(shape.credit)) ?? article.credit
    // Some programs give the article's address as its source.
    let origin = record.first(shape.source, address)
    article.url = record.first(shape.address, address) ?? origin.flatMap { SourceName.hasPath($0) ? $0 : nil }
    article.source =
      record.first(shape.source) {
        line(Record.text(of: $0)).flatMap { $0.isWebAddress || StatedOutlet.isNone($0) ? nil : $0 }
      }
      ?? host(of: origin) ?? outlet(article.url)
    var unread: String?
    article.published =
      record.first(
        shape.published,
        named: { name, value in
          guard dates.mayDate(name), let stamp = stamp(of: value, depth: 0), !stamp.isEmpty else { return nil }
          unread = unread ?? stamp
          return time(stamp, language: article.language, order: dates[name])
        }) ?? article.published
    if found.isSummary, !isInFeed, !isNews(article, of: record) { return .nothing(.unplaced) }
    return .article(article, unread: unread)
  }

  /// What its text says, and what the record states of it.
  static func language(of article: Article, in record: Record) -> String? {
    let stated = LanguageTag.code(in: record.text(record.shape.language))
    return LanguageDetector.detect(title: article.title, body: article.body, stated: stated) ?? article.language
  }

  /// Whether what has a summary and no text is an article: contacts, prices and programs are kept with a title and a description, too, and
  /// products with an address.
  private static func isNews(_ article: Article, of record: Record) -> Bool {
    if article.published != nil { return true }
    let isPlaced = article.url != nil || article.source != nil
    return isPlaced && (record.hasTitle || record.value["@type"] != nil)
  }

  /// A time's text or number: of a list its first, of an object what MongoDB's exports wrap it in.
  static func stamp(of value: JSONValue, depth: Int) -> String? {
    switch value {
    case .array(let values) where depth < 3: values.first.flatMap { stamp(of: $0, depth: depth + 1) }
    case .object where depth < 3:
      ["$date", "$numberLong", "@value", "value"].lazy.compactMap { value[$0] }
        .compactMap { stamp(of: $0, depth: depth + 1) }.first
    default: value.stringOrNumber
    }
  }

  private static func address(_ value: JSONValue) -> String? {
    guard let text = Record.text(of: value)?.prefix(while: { !$0.isNewline }), text.isWebAddress else { return nil }
    let address = String(text)
    return ArchivedAddress.original(of: ForwardedAddress.page(of: address) ?? address)
  }

  private static func line(_ text: String?) -> String? {
    guard let line = text?.split(whereSeparator: \.isNewline).first.map({ $0.trimmedSpaces }), !line.isEmpty,
      line.utf8.count <= 200
    else { return nil }
    return line
  }

  /// ISO 8601 and what is sold as it, a date in words, or seconds (or parts of them) since 1970; of fourteen digits a day and its time.
  private static func time(_ text: String, language: String?, order: DateOrder?) -> PublicationTime? {
    if let number = Int64(text), text.utf8.count >= 9, text.utf8.count != 14 {
      guard !MachineDate.isDayWithHour(number, digits: text.utf8.count) else { return nil }
      let seconds = number / MachineDate.unit(of: text.utf8.count)
      let year = PublicationTime.instant(seconds: seconds, offset: 0).statedDay?.year
      return year.map { (1990...2100).contains($0) } == true ? .instant(seconds: seconds, offset: 0) : nil
    }
    return PublicationTime(text) ?? FeedDate.read(text, language: language, order: order)
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
