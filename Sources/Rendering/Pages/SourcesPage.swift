#if Dashboard
import NewsModels

/// All outlets: how much each wrote, when it was last received, and which fell silent.
struct SourcesPage {
  struct Row {
    var name: String
    var href: String
    var spellings: String
    var articles: Figure
    var lastReceived: String
    var lastDay: String
    var silent: String
  }

  var frame: PageFrame
  var words: Wording
  var method: String
  var rows: [Row]
  var hasNone: Bool
  /// That not all outlets are shown; empty where they are.
  var cut: String

  /// Outlets on the page: those with the most articles.
  private static let limit = 2_000

  init(_ answer: SourcesAnswer, frame: PageFrame, _ setting: PageSetting) {
    let (words, text) = (setting.words, setting.text)
    self.frame = frame
    self.words = words
    method = answer.method
    // The page is about all of time: the account of an outlet is.
    let address = PageAddress(.overview, language: setting.address.language)
    rows = answer.sources.sorted { ($1.articles, $0.source ?? "~") < ($0.articles, $1.source ?? "~") }.prefix(
      Self.limit
    ).map {
      account in
      let narrowed = address.with { $0.filter.source = account.source ?? "" }
      return Row(
        name: account.source ?? words.unknown, href: narrowed.href,
        spellings: (account.spellings + account.joined).filter { $0 != account.source }.prefix(8).joined(
          separator: " · "),
        articles: Figure(text: text.count(account.articles), href: narrowed.articles()),
        lastReceived: account.lastReceived.map { text.moment($0.secondsSince1970) } ?? "",
        lastDay: account.lastDay.map(text.day) ?? words.undated,
        silent: account.isSilent ? words.silent : "")
    }
    hasNone = rows.isEmpty
    cut =
      answer.sources.count > rows.count
      ? "\(words.sourcesCut) \(text.count(rows.count)) / \(text.count(answer.sources.count))." : ""
  }
}

#endif
