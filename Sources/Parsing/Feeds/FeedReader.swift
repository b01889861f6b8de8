import NewsModels

/// Reads RSS 0.9 to 2.0, RDF Site Summary and Atom: each item an article, its full content where given, else the summary.
struct FeedReader {
  /// The most items that are read of one feed.
  static let itemLimit = 10_000

  private let xml: XMLPullReader
  private var feed = FeedItem()
  private var items: [FeedItem] = []
  /// The item that is being read; nil in the head of the feed.
  private var item: FeedItem?
  /// Names of the elements that are open inside the item or the head.
  private var path: [String] = []
  private var text = ""
  /// Bytes of XHTML that may still be copied out.
  private var markupBudget: Int
  /// By the root element.
  private var form = "feed"

  /// `utf8` is clean text that begins with markup. Faults in it cost what they touch; what was read before them counts.
  static func read(_ utf8: [UInt8], explains: Bool = false) -> ReadExplanation {
    var reader = FeedReader(utf8[...].trimmed)
    reader.run()
    var notes: [ReadExplanation.Part] = []
    if reader.xml.isBroken {
      var second = FeedReader(FeedRepair.repaired(utf8[...].trimmed)[...])
      second.run()
      notes.append(Self.note("the XML is broken after item \(reader.items.count); read again with its faults mended"))
      if second.items.count >= reader.items.count { reader = second }
      if reader.xml.isBroken { notes.append(Self.note("what follows item \(reader.items.count) cannot be read")) }
    }
    reader.feed.language = reader.language ?? reader.feed.language
    let readings = reader.items.map { $0.reading(feed: reader.feed) }
    var explanation = ReadExplanation(outcome: reader.outcome(of: readings.compactMap(\.article)))
    explanation.form = reader.form
    if explains { explanation.parts = notes + readings.flatMap(\.parts) }
    return explanation
  }

  private static func note(_ reason: String) -> ReadExplanation.Part { .init(text: "", role: .note, reason: reason) }

  private init(_ utf8: ArraySlice<UInt8>) {
    xml = XMLPullReader(utf8)
    markupBudget = utf8.count * 2
  }

  /// Of all items together; nil where they are too few words or mixed.
  private var language: String? {
    var text = ""
    for item in items where text.utf8.count < 8_192 {
      text +=
        item.title.prefix(300) + "\n"
        + FragmentText.paragraphs(String(item.summary.prefix(1_000))).joined(separator: "\n")
      text += "\n"
    }
    return LanguageDetector.detect(text)
  }

  private func outcome(of articles: [Article]) -> ReadOutcome {
    if !articles.isEmpty { return .articles(articles) }
    if xml.isBroken {
      return .unreadable(reason: "expected a feed, got broken XML with no whole item in it; fetch the feed again")
    }
    return .skipped(reason: items.isEmpty ? "a feed without items" : "a feed whose items hold no title and text")
  }

  private mutating func run() {
    while items.count < Self.itemLimit, let event = xml.next() {
      switch event {
      case .start(let name, let isEmpty): start(name, isEmpty)
      case .text(let piece): if text.utf8.count < FragmentText.limit { text += piece }
      case .end(let name): end(name)
      }
    }
    closeItem()
  }

  private mutating func start(_ name: String, _ isEmpty: Bool) {
    if name == "item" || name == "entry" {
      closeItem()
      item = isEmpty ? nil : FeedItem()
      return
    }
    if isAtField {
      text = ""
      if item != nil, path.isEmpty, ["content", "summary", "title"].contains(name), xml.attribute("type") == "xhtml" {
        copyMarkup(to: name)
      }
    } else if Self.partsText(name) {
      text += "\n"
    }
    if form == "feed", item == nil { form = Self.forms[name] ?? form }
    if name == "link" || name == "atom:link" { link() }
    if name == "source", let url = xml.attribute("url"), item?.source == nil, isEmpty {
      item?.source = SourceName.host(of: url)
    }
    if !isEmpty, path.count < 256 { path.append(name) }
  }

  private static let forms = [
    "rss": "RSS", "feed": "Atom", "atom:feed": "Atom", "rdf:rdf": "RDF Site Summary", "channel": "RSS",
  ]

  /// Whether an element that begins or has ended here is a field of the item or the head: right inside them, or in a group of media
  /// fields. Elements further in are markup that a broken feed did not escape.
  private var isAtField: Bool {
    guard item != nil else { return path.last.map(["channel", "feed", "rdf:rdf"].contains) ?? true }
    return path.last.map(["media:group", "source", "media:content"].contains) ?? true
  }

  private static func partsText(_ name: String) -> Bool { ["p", "br", "div", "li", "h2", "h3"].contains(name) }

  private mutating func end(_ name: String) {
    if name == "item" || name == "entry" {
      closeItem()
      return
    }
    guard let place = path.lastIndex(of: name) else { return }
    path.removeSubrange(place...)
    if isAtField {
      set(path.last == "source" ? "source.\(name)" : name, text)
      text = ""
    } else if Self.partsText(name) {
      text += "\n"
    }
  }

  /// An item that the feed leaves open, being cut off or broken, counts with what came of it.
  private mutating func closeItem() {
    if item != nil, let field = path.first { set(field, text) }
    if let item, item.hasText { items.append(item) }
    item = nil
    path = []
    text = ""
  }

  /// Entries within entries would be copied once for each level: hence the budget.
  private mutating func copyMarkup(to name: String) {
    guard markupBudget > 0 else { return }
    let markup = xml.innerMarkup
    markupBudget -= markup.utf8.count
    set(name, markup)
  }

  /// Atom's links: the page itself, not the feed or a picture.
  private mutating func link() {
    guard let address = xml.attribute("href") else { return }
    let relation = xml.attribute("rel") ?? "alternate"
    guard relation == "alternate" else { return }
    if var current = item {
      current.link = current.link ?? address
      item = current
    } else if feed.link == nil {
      feed.link = address
    }
  }

  private mutating func set(_ name: String, _ value: String) {
    let value = value.trimmedSpaces
    guard !value.isEmpty else { return }
    if item == nil {
      Self.set(name, value, &feed)
    } else if var current = item {
      Self.set(name, value, &current)
      item = current
    }
  }

  private static func set(_ name: String, _ value: String, _ item: inout FeedItem) {
    switch name {
    case "title", "dc:title": if item.title.isEmpty { item.title = value }
    case "content:encoded", "content", "encoded", "body", "xhtml:body", "fulltext":
      if value.utf8.count > item.content.utf8.count { item.content = value }
    case "description", "summary", "media:description", "itunes:summary", "dc:description", "subtitle", "atom:summary":
      if item.summary.isEmpty || name == "description" { item.summary = value }
    case "link": item.link = item.link ?? value
    case "feedburner:origlink": item.link = value
    case "guid", "id": item.identifier = value
    case "pubdate", "published", "dc:date", "issued", "created", "dcterms:issued", "prism:publicationdate", "date":
      item.published = item.published ?? value
    case "updated", "modified", "dcterms:modified", "atom:updated", "lastbuilddate":
      item.updated = item.updated ?? value
    case "source", "source.title", "dc:publisher": item.source = item.source ?? value
    case "language", "dc:language": item.language = value
    default: break
    }
  }
}
