#if Dashboard
import NewsModels

/// A list of articles, with the count that it explains.
struct ArticlesPage {
  var frame: PageFrame
  var words: Wording
  var filters: FilterBar
  /// All articles that the list holds, page by page.
  var count: String
  var of: String
  var articlesName: String
  var entries: [ArticleEntry]
  var hasNone: Bool
  /// What the list is narrowed to and no stored article has.
  var unknown: [GapEntry]
  var nextHref: String
  var firstHref: String
  var gaps: [GapEntry]

  /// - Parameters:
  ///   - totals: under the same filter.
  ///   - languages: by language, whichever language the page is narrowed to.
  init(
    _ listing: ArticleListing, totals: StatisticsAnswer, languages: StatisticsAnswer, frame: PageFrame,
    _ setting: PageSetting
  ) {
    let (address, text) = (setting.address, setting.text)
    self.frame = frame
    words = setting.words
    filters = FilterBar(setting, languages: languages.rows.languageCodes, range: totals.days)
    let filter = address.filter
    let narrowed = filter.topic != nil || filter.level != nil || filter.topical != nil
    let withTopic = totals.articlesWithTopic
    count = text.count(!narrowed ? totals.articles : filter.topical == false ? totals.articles - withTopic : withTopic)
    of = narrowed ? text.count(totals.articles) : ""
    articlesName = totals.articles == 1 ? words.oneArticle : words.articles.lowercased()
    entries = listing.articles.map { ArticleEntry($0, setting) }
    hasNone = entries.isEmpty
    unknown = setting.unknown(totals.unknown)
    nextHref = listing.next.map { next in address.with { $0.after = next }.href } ?? ""
    firstHref = address.after == nil ? "" : address.with { _ in }.href
    gaps = GapEntry.entries(totals, setting)
  }
}

#endif
