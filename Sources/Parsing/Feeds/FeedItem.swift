import NewsModels

/// An item of a feed, or the feed itself, as its elements say.
struct FeedItem: Hashable, Sendable {
  var title = ""
  /// The whole text, HTML.
  var content = ""
  /// A teaser, HTML or plain.
  var summary = ""
  /// Whether `summary` was given as one, and is not what stands in for it, such as the caption of a picture.
  var hasOwnSummary = false
  var link: String?
  /// What serves as address where there is no link, if it looks like one.
  var identifier: String?
  /// What relative addresses are relative to, as `xml:base` states it.
  var base: String?
  var published: String?
  var updated: String?
  var source: String?
  var language: String?
  /// In an export of WordPress: `publish`, `draft`; `post`, `attachment`.
  var status: String?
  var type: String?

  var hasText: Bool { !(title.isEmpty && content.isEmpty && summary.isEmpty) }

  /// What an item gave.
  struct Reading {
    /// nil without a title and a text.
    var article: Article?
    /// What became of each piece of it.
    var parts: [ReadExplanation.Part] = []
  }

  func reading(feed: FeedItem) -> Reading {
    if WordPressItem.isUnpublished(status: status, type: type) {
      return Reading(parts: [.init(text: title, role: .dropped, reason: "no published post, as the export says")])
    }
    let full = FragmentText.pieces(content)
    let teaser = FragmentText.pieces(summary)
    // Some feeds put the whole text into the description and a picture into the content.
    let isFull = Self.length(full) >= Self.length(teaser)
    let pieces = isFull ? full : teaser
    var body = pieces.filter { $0.fault == nil }.map(\.text)
    var title = FragmentText.line(title)
    if title.isEmpty {
      guard let first = body.first, first.utf8.count <= Self.longestFirstLine else {
        return Reading(parts: [.init(text: "", role: .dropped, reason: "an item without a title")])
      }
      title = first
    }
    if body.first == title { body.removeFirst() }
    // As in pages and records: the credit that closes a text is none of it, or one article had two identities.
    let credit = CreditLine.take(from: &body)
    var article = article(title: title, body: body, feed: feed)
    article.credit = credit?.credit
    return Reading(
      article: article, parts: parts(of: article, pieces: pieces, isFull: isFull, hasCredit: credit != nil))
  }

  /// The most bytes of a first line that stands for a missing title.
  private static let longestFirstLine = 300

  private func article(title: String, body: [String], feed: FeedItem) -> Article {
    let text = body.joined(separator: "\n")
    var article = Article(title: title, body: text)
    article.language = LanguageDetector.detect(
      title: title, body: text, stated: LanguageTag.code(in: language ?? feed.language))
    article.published =
      [published, updated].lazy.compactMap { $0 }
      .compactMap { FeedDate.read($0, language: article.language) }.first
    article.url =
      [link, identifier].compactMap { $0?.trimmedSpaces }.first(where: \.isWebAddress)
      ?? FeedAddress.resolved(link, by: [base, feed.base, feed.link, feed.identifier])
    article.source =
      Self.name(source)
      ?? FeedOutlet.name(feedTitle: Self.name(feed.title), feedAddress: feed.link, itemAddress: article.url)
    return article
  }

  private func parts(
    of article: Article, pieces: [FragmentText.Piece], isFull: Bool, hasCredit: Bool
  ) -> [ReadExplanation.Part] {
    var parts = [ReadExplanation.Part(text: article.title, role: .title, reason: "the item's title")]
    let stated = (published ?? updated).map { "stated as “\($0.prefix(40))”" } ?? "none is stated"
    parts.append(.init(text: article.published?.description ?? "no date", role: .date, reason: stated))
    let credit = hasCredit ? pieces.lastIndex { $0.fault == nil } : nil
    for (index, piece) in pieces.enumerated() where piece.text != article.title {
      let role: ReadExplanation.Role = index == credit ? .credit : piece.fault == nil ? .paragraph : .dropped
      let reason = index == credit ? "names where the text is from" : isFull ? "the full text" : "the summary"
      parts.append(.init(text: piece.text, role: role, reason: piece.fault ?? reason))
    }
    if isFull, !summary.isEmpty, !content.isEmpty {
      parts.append(.init(text: summary, role: .dropped, reason: "the summary, since a full text is there"))
    }
    return parts
  }

  private static func length(_ pieces: [FragmentText.Piece]) -> Int {
    pieces.reduce(0) { $0 + ($1.fault == nil ? $1.text.utf8.count : 0) }
  }

  private static func name(_ text: String?) -> String? {
    let name = text.map(FragmentText.line) ?? ""
    return name.isEmpty || name.utf8.count > 200 || StatedOutlet.isNone(name) ? nil : name
  }
}

extension StringProtocol {
  var isWebAddress: Bool { hasPrefix("http://") || hasPrefix("https://") }
}
