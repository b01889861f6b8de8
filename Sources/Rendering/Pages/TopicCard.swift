#if Dashboard
import NewsModels

/// One topic of the overview: its total with level and share, and its time line.
struct TopicCard {
  struct Row {
    var day: String
    var href: String
    var articles: Figure
    /// Nil where the page is narrowed to the other level.
    var main: Figure?
    var mention: Figure?
    var share: String
    var isBurst: Bool
    var isSilent: Bool
  }

  var name: String
  var id: String
  var href: String
  var tint: String
  var articles: Figure
  /// Nil where the page is narrowed to the other level.
  var main: Figure?
  var mention: Figure?
  var share: String
  var total: Figure
  var comparison: Comparison?
  /// Markup.
  var chart: String
  var hasChart: Bool
  var top: String
  var first: String
  var last: String
  /// What the first column of the table holds.
  var unit: String
  var rows: [Row]
  var bursts: [BurstEntry]
  /// That bursts may be left out; empty where all are listed.
  var burstsCut: String
  /// Whether there are any, listed or left out.
  var hasBursts: Bool

  private static let mostBursts = 6

  /// - Parameters:
  ///   - bursts: the newest of all topics.
  ///   - hasMoreBursts: whether older ones, of whichever topics, were left out of them.
  init(
    _ total: StatisticsAnswer.TopicTotal, of answer: StatisticsAnswer, timeline: Timeline, bursts: [Burst],
    hasMoreBursts: Bool, _ setting: PageSetting
  ) {
    let (words, text) = (setting.words, setting.text)
    name = setting.name(total.topic)
    id = total.topic.rawValue
    tint = setting.tint(total.topic)
    href = setting.address.with { $0.filter.topic = total.topic }.href
    articles = setting.figure(total.articles) { $0.topic = total.topic }
    main = setting.figure(total.main, at: .main) { $0.topic = total.topic }
    mention = setting.figure(total.mention, at: .mention) { $0.topic = total.topic }
    share = text.share(total.articles, of: answer.articles)
    self.total = setting.figure(answer.articles) { $0.leaveTopics() }
    if let compared = answer.compared, let previous = total.previous {
      comparison = Comparison(
        now: total.articles, before: previous.articles, range: compared.since...compared.until,
        gaps: Comparison.gaps(of: answer, setting), setting
      ) { $0.topic = total.topic }
    }
    let own = bursts.filter { $0.topic == total.topic }
    self.bursts = own.prefix(Self.mostBursts).map { BurstEntry($0, setting) }
    burstsCut =
      hasMoreBursts || own.count > self.bursts.count ? "\(words.burstsCut) \(text.count(self.bursts.count))." : ""
    hasBursts = !self.bursts.isEmpty || !burstsCut.isEmpty
    let bars = timeline.bars(of: total.topic, bursts: Set(own.map(\.day)))
    let drawing = TimelineChart(
      bars: bars, href: { bar in Self.narrowed(bar, total.topic, setting).href },
      label: { Self.label($0, timeline, setting) }, title: "\(words.timeline): \(name)")
    hasChart = bars.count > 1
    chart = hasChart ? drawing.svg : ""
    top = text.count(drawing.top)
    first = bars.first.map { timeline.name(of: $0.days, text) } ?? ""
    last = bars.last.map { timeline.name(of: $0.days, text) } ?? ""
    unit = timeline.unit(words)
    rows = bars.reversed().map { Self.row($0, total.topic, timeline, setting) }
  }

  private static func narrowed(_ bar: TimelineBar, _ topic: TopicID, _ setting: PageSetting) -> PageAddress {
    setting.address.with {
      $0.filter.topic = topic
      ($0.filter.period, $0.filter.since, $0.filter.until) = (nil, bar.days.lowerBound, bar.days.upperBound)
    }
  }

  private static func label(_ bar: TimelineBar, _ timeline: Timeline, _ setting: PageSetting) -> String {
    let (words, text) = (setting.words, setting.text)
    let name = timeline.name(of: bar.days, text)
    if !bar.hasInput { return "\(name): \(words.noInput)" }
    // What is counted at the other level is not known where the page is narrowed to one.
    let levels = [(TopicLevel.main, bar.main), (.mention, bar.mention)]
      .filter { setting.address.filter.level == nil || $0.0 == setting.address.filter.level }
      .map { "\(text.count($0.1)) \(setting.level($0.0))" }.joined(separator: ", ")
    return "\(name): \(text.count(bar.articles)) (\(levels)), \(text.share(bar.articles, of: bar.total)) \(words.of) "
      + text.count(bar.total)
      + (bar.isBurst ? " · \(words.bursts)" : "")
  }

  private static func row(
    _ bar: TimelineBar, _ topic: TopicID, _ timeline: Timeline, _ setting: PageSetting
  ) -> Row {
    let narrow: (inout ArticleFilter) -> Void = {
      $0.topic = topic
      ($0.period, $0.since, $0.until) = (nil, bar.days.lowerBound, bar.days.upperBound)
    }
    return Row(
      day: timeline.name(of: bar.days, setting.text), href: narrowed(bar, topic, setting).href,
      articles: setting.figure(bar.articles, narrow), main: setting.figure(bar.main, at: .main, narrow),
      mention: setting.figure(bar.mention, at: .mention, narrow),
      share: setting.text.share(bar.articles, of: bar.total), isBurst: bar.isBurst, isSilent: !bar.hasInput)
  }
}

#endif
