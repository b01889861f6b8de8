import NewsModels

/// What a report is written from: answers to several questions under one filter.
struct ReportContent {
  var title: String
  /// All that the consumer knows, also those that the filter leaves out: articles treat them too.
  var topics: [TopicsAnswer.Topic]
  var totals: StatisticsAnswer
  var overTime: StatisticsAnswer
  /// The days, weeks or months of `overTime` for which anything was pushed, copies too.
  var withInput: Set<CalendarDay>
  var bySource: StatisticsAnswer
  var bursts: BurstsAnswer
  var silent: SourcesAnswer
  var latest: ArticleListing
}

/// A report as one HTML file that asks for nothing from outside.
struct ReportPage {
  private let content: ReportContent
  private let names: [TopicID: String]

  /// Sources that are listed.
  private static let mostSources = 25

  init(_ content: ReportContent) {
    self.content = content
    names = Dictionary(content.topics.map { ($0.topic, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  var html: String {
    let page: Markup = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
      <title>\(content.title)</title><style>\(ReportStyle.sheet)</style></head><body><main>
      <h1>\(content.title)</h1>
      <p class="lead">\(range). \(lead)</p>
      \(gaps)\(totals)\(charts)\(bursts)\(together)\(sources)\(silent)\(latest)\(methods)</main></body></html>

      """
    return page.html
  }

  private var range: String {
    let filter = content.totals.query.filter
    let days =
      switch (filter.since, filter.until) {
      case (let since?, let until?): since == until ? "\(since)" : "\(since) to \(until)"
      case (let since?, nil): "From \(since)"
      case (nil, let until?): "Until \(until)"
      case (nil, nil): filter.undated == true ? "Undated articles" : "All days"
      }
    let parts = [
      days, filter.topic.map { "topic \(names[$0] ?? $0.rawValue)" },
      filter.level.map { "as \($0.rawValue)" },
      filter.with.map { "with \(names[$0] ?? $0.rawValue)" }, filter.withLevel.map { "as \($0.rawValue)" },
      filter.source.map { "source \($0.isEmpty ? "unknown" : $0)" },
      filter.language.map { "language \($0.isEmpty ? "unknown" : $0)" },
      isCollapsed ? "each story once, copies left out" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }

  private var isCollapsed: Bool { content.totals.query.filter.collapse == true }

  private var lead: String {
    let answer = content.totals
    let now =
      "\(answer.articlesWithTopic) of \(answer.articles) \(isCollapsed ? "stories" : "articles") treat \(answer.treated)"
    guard let compared = answer.compared else { return now + "." }
    return now
      + "; \(compared.articlesWithTopic) of \(compared.articles) did from \(compared.since) to \(compared.until)."
  }

  private var gaps: Markup {
    let answer = content.totals
    let daysBefore = answer.compared?.daysWithoutInput ?? 0
    let before: Markup =
      daysBefore == 0 ? "" : "<li>\(counted(daysBefore, "day")) of the range before without input</li>"
    let unknown = (answer.unknown?.notices ?? []).map { "<li>\($0)</li>" as Markup }
    return """
      <section class="gaps"><h2>What the figures rest on</h2><ul>
      \(unknown)<li>\(answer.gaps.described)</li>\(before)
      <li>as of \(Timestamp(secondsSince1970: answer.asOf).description) · days cut in \(answer.timeZone) · topics \
      \(answer.topicsVersions.joined(separator: ", "))</li></ul></section>

      """
  }

  private var totals: Markup {
    let answer = content.totals
    let isCompared = answer.compared != nil
    let greatest = max(1, answer.topics.map(\.articles).max() ?? 0)
    let rows = answer.topics.map { topic -> [Markup] in
      let width = Double(topic.articles) / Double(greatest) * 120
      let bar: Markup = """
        <svg class="bar" viewBox="0 0 120 10" aria-hidden="true"><rect class="main" width="\(width)" height="10"/></svg>
        """
      return ["\(topic.name)", bar, "\(topic.articles)", "\(topic.main)", "\(topic.mention)"]
        + ["\(Figures.percent(topic.articles, of: answer.articles))"]
        + (isCompared ? Self.change(topic.previous, now: topic.articles) : [])
    }
    return "<section><h2>Topics</h2>"
      + Markup.table(
        "main: the headline is about it, a third of the text, or the lead with a sixth; share: of all articles under the other filters",
        columns: ["topic", "", "articles", "main", "mention", "share"] + (isCompared ? Self.changeColumns : []),
        texts: [1], rows: rows) + "</section>\n"
  }

  static let changeColumns = ["before", "change", "ratio"]

  static func change(_ previous: StatisticsAnswer.Previous?, now: Int) -> [Markup] {
    guard let previous else { return ["–", "–", "–"] }
    return [
      "\(previous.articles)", "\(Figures.difference(now - previous.articles))",
      "\(StatisticsAnswer.ratio(now, to: previous.articles).map(Figures.ratio) ?? "–")",
    ]
  }

  private var charts: Markup {
    let answer = content.overTime
    guard let unit = answer.query.by.first else { return "" }
    let marksBursts = unit == .day && !content.bursts.bursts.isEmpty
    let burstKey: Markup = marksBursts ? " <span class=\"burst\">burst</span>" : ""
    let charts = answer.topics.map { topic in
      TimeChart(
        topic: topic.topic, name: topic.name, rows: answer.rows, days: answer.days,
        bursts: marksBursts ? Set(content.bursts.bursts.filter { $0.topic == topic.topic }.map(\.day)) : [],
        unit: unit,
        withInput: content.withInput
      ).markup
    }
    let hasUndated = answer.rows.contains { $0.day == nil && $0.total > 0 }
    let note: Markup = hasUndated ? "<p>Undated articles are in no chart.</p>" : ""
    return """
      <section><h2>Over time</h2><p class="key"><span class="main">main</span> <span class="mention">mention</span> \
      <span class="none">nothing was pushed</span>\(burstKey)</p>
      \(charts)\(note)</section>

      """
  }

  private var bursts: Markup {
    if content.bursts.bursts.isEmpty { return "" }
    let rows = content.bursts.bursts.map { burst -> [Markup] in
      [
        "<time>\(burst.day.description)</time>", "\(names[burst.topic] ?? burst.topic.rawValue)", "\(burst.articles)",
        "\(burst.expected)", "\(burst.sources.described)", "\(burst.phrases.described)",
      ]
    }
    return "<section><h2>Bursts</h2>"
      + Markup.table(
        "days that stand out from their past"
          + (content.bursts.hasMore
            ? "; the newest \(rows.count): older ones are neither listed nor marked, 'newsctl bursts --limit \(BurstsQuery.maximumLimit)' lists "
              + "more under the same filters" : ""),
        columns: ["day", "topic", "articles", "expected", "sources", "phrases"], texts: [1, 4, 5], rows: rows)
      + "</section>\n"
  }

  private var together: Markup {
    if content.totals.together.isEmpty { return "" }
    let rows = content.totals.together.map { overlap -> [Markup] in
      let topics = overlap.topics.map { names[$0] ?? $0.rawValue }.joined(separator: " and ")
      return ["\(topics)", "\(overlap.articles)", "\(Figures.percent(overlap.articles, of: content.totals.articles))"]
    }
    return "<section><h2>Topics that articles share</h2>"
      + Markup.table(
        "each article counts once in the totals of all", columns: ["topics", "articles", "share"], rows: rows)
      + "</section>\n"
  }

  private var sources: Markup {
    let answer = content.bySource
    let isCompared = answer.compared != nil
    let foremost = answer.rows.filter { $0.articles > 0 || ($0.previous?.articles ?? 0) > 0 }
      .sorted { ($1.articles, $0.source ?? "~") < ($0.articles, $1.source ?? "~") }
    if foremost.isEmpty { return "" }
    let rows = foremost.prefix(Self.mostSources).map { row -> [Markup] in
      [
        "\(row.source ?? "no source")", "\(names[row.topic] ?? row.topic.rawValue)", "\(row.articles)", "\(row.main)",
        "\(row.total)", "\(Figures.percent(row.articles, of: row.total))",
      ] + (isCompared ? Self.change(row.previous, now: row.articles) : [])
    }
    let left = foremost.count - rows.count
    return "<section><h2>Sources</h2>"
      + Markup.table(
        left > 0 ? "those with the most articles; \(left) more rows are left out" : "by articles",
        columns: ["source", "topic", "articles", "main", "of all", "share"] + (isCompared ? Self.changeColumns : []),
        texts: [1], rows: Array(rows)) + "</section>\n"
  }

  private var silent: Markup {
    if content.silent.sources.isEmpty { return "" }
    let rows = content.silent.sources.map { source -> [Markup] in
      [
        "\(source.source ?? "no source")", "\(source.lastDay?.description ?? "–")",
        "\(source.silentDays.map { String($0) } ?? "–")", "\(source.usualPause.map { String($0) } ?? "–")",
      ]
    }
    return "<section><h2>Sources that fell silent</h2>"
      + Markup.table(
        content.silent.method, columns: ["source", "last day", "days silent", "longest pause before"], texts: [1],
        rows: rows) + "</section>\n"
  }

  private var latest: Markup {
    if content.latest.articles.isEmpty { return "" }
    let rows = content.latest.articles.map { item -> [Markup] in
      let topics = item.topics.map { topic in
        let name = names[topic.topic] ?? topic.topic.rawValue
        return topic.level == .main ? name : "(\(name))"
      }
      return [
        Markup.link(item.title.isEmpty ? "untitled" : item.title, to: item.url),
        "<time>\(item.day?.description ?? "undated")</time>", "\(item.source ?? "–")",
        "\(topics.joined(separator: ", "))", "<code>\(String(item.id.description.prefix(12)))</code>",
      ]
    }
    return "<section><h2>Latest articles</h2>"
      + Markup.table(
        "mentions in brackets; 'newsctl explain ID' says why an article counts",
        columns: ["title", "day", "source", "topics", "id"], texts: [1, 2, 3, 4], rows: rows) + "</section>\n"
  }

  private var methods: Markup {
    """
    <section class="methods"><h2>Methods</h2><p>Bursts. \(content.bursts.method)</p><p>Topics overlap: an article may count for \
    several. A share is one of all articles, with any topic or none, under the other filters. A plain day is never shifted between zones; \
    articles without a believable day are counted in totals without a range only.</p></section>

    """
  }
}
