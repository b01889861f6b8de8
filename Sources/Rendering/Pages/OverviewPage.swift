#if Dashboard
import NewsModels

/// What an overview is made from.
public struct OverviewFacts: Sendable {
  /// Totals, with the comparison where the range has both ends.
  public var totals: StatisticsAnswer
  /// By day, week or month.
  public var timeline: StatisticsAnswer
  /// The days, weeks or months of the time line for which anything was pushed, copies too.
  public var withInput: Set<CalendarDay>
  public var sources: StatisticsAnswer
  public var languages: StatisticsAnswer
  /// By language, whichever language the page is narrowed to: what its form offers.
  public var offeredLanguages: StatisticsAnswer
  /// The newest first.
  public var bursts: [Burst]
  /// Whether there are older ones.
  public var hasMoreBursts: Bool
  public var latest: ArticleListing
  public var standing: Standing

  public init(
    totals: StatisticsAnswer, timeline: StatisticsAnswer, withInput: Set<CalendarDay>, sources: StatisticsAnswer,
    languages: StatisticsAnswer, offeredLanguages: StatisticsAnswer,
    bursts: [Burst], hasMoreBursts: Bool, latest: ArticleListing, standing: Standing
  ) {
    self.totals = totals
    self.timeline = timeline
    self.withInput = withInput
    self.sources = sources
    self.languages = languages
    self.offeredLanguages = offeredLanguages
    self.bursts = bursts
    self.hasMoreBursts = hasMoreBursts
    self.latest = latest
    self.standing = standing
  }
}

/// The first page: how much each topic is covered, when, where, and the latest articles.
struct OverviewPage {
  struct Pair {
    var names: String
    var articles: Figure
  }

  var frame: PageFrame
  var words: Wording
  var filters: FilterBar
  var range: String
  var articles: Figure
  var articlesName: String
  /// Those that count for the topics that the page is narrowed to, or for any.
  var topical: Figure
  var topicalName: String
  /// Whether there is a time line to click on.
  var hasCharts: Bool
  var compared: String
  var comparedArticles: [Figure]
  /// The days without input of both ranges; empty where there are none.
  var comparedGaps: String
  var isEmpty: Bool
  var hasNone: Bool
  /// What the page is narrowed to and no stored article has.
  var unknown: [GapEntry]
  var topics: [TopicCard]
  var together: [Pair]
  var sources: CountTable
  var allSourcesHref: String
  var languages: CountTable
  var entries: [ArticleEntry]
  var allHref: String
  var gaps: [GapEntry]

  init(_ facts: OverviewFacts, frame: PageFrame, _ setting: PageSetting) {
    let (totals, text, words) = (facts.totals, setting.text, setting.words)
    self.frame = frame
    self.words = words
    let timeline = Timeline(facts.timeline, withInput: facts.withInput)
    filters = FilterBar(setting, languages: facts.offeredLanguages.rows.languageCodes, range: timeline.range)
    let days = timeline.range.map { text.range($0.lowerBound, $0.upperBound) } ?? words.allTime
    let subjects = [setting.address.filter.topic.map(setting.name), setting.address.filter.source.map(setting.source)]
      .compactMap(\.self)
    // Each apart: a name that is written from right to left would turn the days round.
    range = (subjects + [days]).map { "\u{2068}\($0)\u{2069}" }.joined(separator: " · ")
    articles = setting.figure(totals.articles) { $0.leaveTopics() }
    articlesName = totals.articles == 1 ? words.oneArticle : words.articles.lowercased()
    topical = setting.figure(totals.articlesWithTopic) { $0.topical = true }
    let asked = [setting.address.filter.topic, setting.address.filter.with].compactMap(\.self).map(setting.name)
    topicalName = asked.isEmpty ? words.withTopic : "\(words.onTopic) \(asked.joined(separator: " + "))"
    compared = totals.compared.map { "\(words.comparedWith) \(text.range($0.since, $0.until))" } ?? ""
    comparedArticles =
      totals.compared.map { compared in
        [
          setting.figure(compared.articles) {
            $0.leaveTopics()
            ($0.period, $0.since, $0.until) = (nil, compared.since, compared.until)
          }
        ]
      } ?? []
    comparedGaps = Comparison.gaps(of: totals, setting)
    isEmpty = facts.standing.consumer?.ledger.stored == 0
    hasNone = !isEmpty && totals.articles == 0
    unknown = isEmpty ? [] : setting.unknown(totals.unknown)
    topics = totals.topics.map {
      TopicCard($0, of: totals, timeline: timeline, bursts: facts.bursts, hasMoreBursts: facts.hasMoreBursts, setting)
    }
    hasCharts = topics.contains(where: \.hasChart)
    together = totals.together.filter { $0.topics.count == 2 }.map { pair in
      Pair(
        names: pair.topics.map(setting.name).joined(separator: " + "),
        articles: setting.figure(pair.articles) {
          // A page about a pair counts that one alone, at the levels that it is narrowed to.
          guard $0.with == nil else { return }
          ($0.topic, $0.with) = (pair.topics[0], pair.topics[1])
          $0.withLevel = $0.level
        })
    }
    sources = CountTable(facts.sources, caption: words.topSources, limit: 12, setting)
    allSourcesHref = setting.address.at(.sources).href
    languages = CountTable(facts.languages, caption: words.byLanguage, limit: 8, setting)
    entries = facts.latest.articles.map { ArticleEntry($0, setting) }
    allHref = setting.address.articles()
    gaps = GapEntry.entries(totals, setting)
  }
}

extension ArticleFilter {
  /// All articles, whatever they are about: what shares are shares of.
  mutating func leaveTopics() {
    (topic, with, withLevel, level, topical) = (nil, nil, nil, nil, nil)
  }
}

extension [StatisticsAnswer.Row] {
  /// The languages that occur, those with the most articles first.
  var languageCodes: [String] {
    var totals: [String: Int] = [:]
    for row in self { if let language = row.language { totals[language] = row.total } }
    return totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }
}

#endif
