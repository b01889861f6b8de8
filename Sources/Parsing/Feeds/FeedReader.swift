import NewsModels

/// Reads RSS 0.9 to 2.0, RDF Site Summary and Atom: each item an article, its full content where given, else the summary.
struct FeedReader {
  /// The most items that one feed may hold; one with more is refused whole.
  static let itemLimit = 10_000

  private var feed = FeedItem()
  private var items: [FeedItem] = []
  /// The item that is being read; nil in the head of the feed.
  private var item: FeedItem?
  /// Names of the elements that are open inside the item or the head.
  private var path: [String] = []
  private var text = ""
  /// Whether the field that is being read holds markup of its own, not escaped markup.
  private var isMarkup = false
  /// By the root element.
  private var form = "feed"
  /// What stands before the names of Atom's elements, with its colon; empty where nothing does.
  private var prefix = ""
  /// Whether the feed ends before its own end tag, and within an item.
  private var (isCut, isItemCut) = (false, false)
  /// How many items have begun, and how many more the feed holds, behind the place where libxml2 stopped.
  private var (begun, unread) = (0, 0)

  /// `utf8` is clean text that begins with markup. Faults in it cost what they touch: a feed that is not well-formed is read again with
  /// its faults mended. `address`, from which it was fetched, stands for the link that it may lack.
  static func read(_ utf8: [UInt8], address: String? = nil, explains: Bool = false) -> ReadExplanation {
    let document = utf8[...].trimmed
    var notes: [ReadExplanation.Part] = []
    var reader = FeedReader()
    let isWhole = !FeedRepair.isNeeded(document) && reader.run(document)
    if !isWhole {
      guard !FeedRepair.holdsSeveral(document) else {
        return ReadExplanation(
          outcome: .unreadable(reason: "expected one feed, got another behind its end; push each as a file of its own"))
      }
      var second = FeedReader()
      let repaired = FeedRepair.repaired(document)
      let isMended = second.run(repaired.feed[...])
      notes.append(
        note("not well-formed: items as it is: \(reader.items.count), with its faults mended: \(second.items.count)"))
      if isMended || second.items.count >= reader.items.count { reader = second }
      reader.unread = max(0, repaired.items - reader.begun)
    }
    guard reader.items.count <= itemLimit else {
      return ReadExplanation(
        outcome: .unreadable(reason: "expected at most \(itemLimit) items in one feed, got more; split it"))
    }
    reader.feed.language = reader.language ?? reader.feed.language
    reader.feed.link = reader.feed.link ?? address
    let feed = reader.feed.atOwnAddress
    let readings = reader.items.map { $0.atOwnAddress.reading(feed: feed) }
    var explanation = ReadExplanation(outcome: reader.outcome(of: readings.compactMap(\.article), isWhole: isWhole))
    explanation.form = reader.form
    if case .articles = explanation.outcome { explanation.leftOut = reader.missing }
    if explains { explanation.parts = notes + readings.flatMap(\.parts) }
    return explanation
  }

  private static func note(_ reason: String) -> ReadExplanation.Part { .init(text: "", role: .note, reason: reason) }

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

  private func outcome(of articles: [Article], isWhole: Bool) -> ReadOutcome {
    if !articles.isEmpty { return .articles(articles) }
    if !isWhole {
      return .unreadable(reason: "expected a feed, got broken XML with no whole item in it; fetch the feed again")
    }
    return .skipped(reason: items.isEmpty ? "a feed without items" : "a feed whose items hold no title and text")
  }

  /// Answers whether the feed is well-formed.
  private mutating func run(_ document: ArraySlice<UInt8>) -> Bool {
    let reader = Box(self)
    let isWhole = XMLWalk.walk(document) { event in
      switch event {
      case .start(let name, let attributes): reader.value.start(name, attributes)
      case .text(let piece): reader.value.add(piece)
      case .end(let name): reader.value.end(name)
      }
      return reader.value.items.count <= Self.itemLimit
    }
    self = reader.value
    isCut = !isWhole && !FeedRepair.holdsEnd(document)
    isItemCut = isCut && item != nil
    if isItemCut { item = nil }
    closeItem()
    return isWhole
  }

  /// What a feed lacks that is cut off, or goes on behind its end.
  private var missing: String? {
    let (count, one) = (items.count, items.count == 1)
    if isCut {
      // Half of an item would be an article of its own beside the whole one, when that comes.
      return "the feed is cut off \(isItemCut ? "within an item, which was left out" : "before its end"): "
        + "\(one ? "the item before was" : "the \(count) items before were") read; fetch the feed again"
    }
    guard unread > 0 else { return nil }
    return "the feed is broken behind \(one ? "an item, which was" : "\(count) items, which were") read: "
      + "\(unread == 1 ? "one more was" : "\(unread) more were") left out; fetch the feed again, or repair it there"
  }

  /// What the parser's calls change.
  private final class Box {
    var value: FeedReader
    init(_ value: FeedReader) { self.value = value }
  }
}

extension FeedReader {
  private mutating func start(_ fullName: String, _ attributes: [String: String]) {
    if path.isEmpty, item == nil, fullName.hasSuffix(":feed") { prefix = String(fullName.dropLast("feed".count)) }
    let name = local(fullName)
    if name == "item" || name == "entry" {
      closeItem()
      item = FeedItem()
      begun += 1
      item?.base = attributes["xml:base"]
      return
    }
    if path.isEmpty, item == nil, feed.base == nil { feed.base = attributes["xml:base"] }
    if isAtField {
      text = ""
      isMarkup = attributes["type"] == "xhtml"
    } else {
      // Markup that was not escaped stays what it is.
      text += "<\(name)>"
    }
    if form == "feed", item == nil { form = Self.forms[name] ?? form }
    // In `source` stands the address of the feed that an entry was taken from.
    if name == "link" || name == "atom:link", item == nil || !path.contains("source") { link(attributes) }
    if name == "source", let url = attributes["url"], item?.source == nil { item?.source = SourceName.host(of: url) }
    if path.count < Self.deepest { path.append(name) }
  }

  private static let forms = [
    "rss": "RSS", "feed": "Atom", "rdf:rdf": "RDF Site Summary", "channel": "RSS",
  ]

  /// What libxml2 allows.
  private static let deepest = 256

  /// Whether an element that begins or has ended here is a field of the item or the head: right inside them, or in a group of media
  /// fields.
  private var isAtField: Bool {
    guard item != nil else { return path.last.map(["rss", "channel", "feed", "rdf:rdf"].contains) ?? true }
    return path.last.map(["media:group", "source", "media:content"].contains) ?? true
  }

  private mutating func add(_ piece: String) {
    guard text.utf8.count < FragmentText.limit else { return }
    guard isMarkup else {
      text += piece
      return
    }
    // Sign by sign, as the markup is read later: a combining mark behind `<` makes no other sign of it.
    for scalar in piece.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  private func local(_ name: String) -> String {
    !prefix.isEmpty && name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  private mutating func end(_ fullName: String) {
    let name = local(fullName)
    if name == "item" || name == "entry" {
      closeItem()
      return
    }
    guard let place = path.lastIndex(of: name) else { return }
    path.removeSubrange(place...)
    if isAtField {
      set(path.last == "source" ? "source.\(name)" : name, text)
      text = ""
    } else {
      text += "</\(name)>"
    }
  }

  /// An item that the feed leaves open, being broken, counts with what came of it.
  private mutating func closeItem() {
    if item != nil, let field = path.first { set(field, text) }
    if let item, item.hasText { items.append(item) }
    item = nil
    path = []
    text = ""
  }

  /// Atom's links: the page itself, not the feed or a picture.
  private mutating func link(_ attributes: [String: String]) {
    guard let address = attributes["href"], attributes["rel"] ?? "alternate" == "alternate" else { return }
    set("href", address)
  }

  private mutating func set(_ name: String, _ value: String) {
    let value = value.trimmedSpaces
    guard !value.isEmpty else { return }
    if item == nil {
      Self.set(name, value, &feed)
    } else if var current = item {
      item = nil
      Self.set(name, value, &current)
      item = current
    }
  }

  private static func set(_ name: String, _ value: String, _ item: inout FeedItem) {
    switch name {
    case "title", "dc:title": if item.title.isEmpty { item.title = value }
    case "content:encoded", "content", "encoded", "body", "xhtml:body", "fulltext":
      if value.utf8.count > item.content.utf8.count { item.content = value }
    case "description": (item.summary, item.hasOwnSummary) = (value, true)
    case "summary", "atom:summary":
      if !item.hasOwnSummary { (item.summary, item.hasOwnSummary) = (value, true) }
    case "media:description", "itunes:summary", "dc:description", "subtitle":
      if item.summary.isEmpty { item.summary = value }
    case "link", "href": item.link = item.link ?? value
    case "feedburner:origlink": item.link = value
    case "guid", "id": item.identifier = value
    case "pubdate", "published", "dc:date", "issued", "created", "dcterms:issued", "prism:publicationdate", "date":
      item.published = item.published ?? value
    case "updated", "modified", "dcterms:modified", "atom:updated", "lastbuilddate":
      item.updated = item.updated ?? value
    case "source", "source.title", "dc:publisher": item.source = item.source ?? value
    case "language", "dc:language": item.language = value
    case "wp:status": item.status = value
    case "wp:post_type": item.type = value
    default: break
    }
  }
}
