import NewsModels

@testable import Consumer

extension InMemoryArticleStore {
  func writtenStatistics(_ query: StatisticsQuery) throws(StoreError) -> WrittenStatistics {
    WrittenStatistics(try statistics(query))
  }

  func statistics(_ query: StatisticsQuery) throws(StoreError) -> StatisticsAnswer {
    try checkOpen()
    try check(query)
    let filter = query.filter
    let topics = topics(filter)
    let figures = figures(filter, topics)
    var unranged = filter
    (unranged.since, unranged.until, unranged.undated) = (nil, nil, true)
    var answer = StatisticsAnswer(
      query: query, asOf: arrived, timeZone: timeZone,
      topicsVersions: [catalogue.version] + versionsInUse.filter { $0 != catalogue.version },
      articles: figures.matching.count, articlesWithTopic: figures.withTopic, topics: figures.totals, rows: [],
      together: together(figures.matching, filter),
      gaps: StatisticsAnswer.Gaps(
        pending: nil, quarantined: quarantine.count, undated: entries.filter { matches($0, unranged) }.count,
        dropped: accounts.reduce(0) { $0 + $1.account.dropped },
        daysWithoutInput: daysWithoutInput(filter)), unknown: unknown(filter))
    var before: [Entry]?
    if let days = try previousDays(query) {
      var formerFilter = filter
      (formerFilter.since, formerFilter.until) = (days.lowerBound, days.upperBound)
      let former = self.figures(formerFilter, topics)
      before = former.matching
      answer.compared = StatisticsAnswer.Compared(
        since: days.lowerBound, until: days.upperBound, articles: former.matching.count,
        articlesWithTopic: former.withTopic, daysWithoutInput: daysWithoutInput(formerFilter))
      for (index, total) in former.totals.enumerated() {
        answer.topics[index].previous = StatisticsAnswer.Previous(
          articles: total.articles, main: total.main, mention: total.mention, total: former.matching.count)
      }
    }
    // A source that no article names has no figures, and no gaps either.
    if namesNothing(filter) {
      answer.compared?.daysWithoutInput = 0
      answer.gaps.daysWithoutInput = 0
    }
    if !query.by.isEmpty {
      let rows = try rows(query, figures.matching, before, topics)
      (answer.rows, answer.isSparse) = (rows.rows, rows.isSparse)
    }
    return answer
  }

  /// Whether a filter names a source or a language that no article ever had.
  private func namesNothing(_ filter: ArticleFilter) -> Bool {
    if let source = filter.source, !source.isEmpty, outlets[OutletName.key(source)] == nil { return true }
    guard let language = filter.language, !language.isEmpty else { return false }
    return !entries.contains { $0.stored.article.language == language }
  }

  func check(_ query: StatisticsQuery) throws(StoreError) {
    guard query.by.filter({ [.day, .week, .month].contains($0) }).count <= 1 else {
      throw .badQuery("expected at most one of day, week and month")
    }
    let filter = query.filter
    if let topic = filter.topic, !catalogue.topics.contains(where: { $0.id == topic }) { throw .badQuery("no topic") }
    if let since = filter.since, let until = filter.until, since > until { throw .badQuery("no range") }
    if filter.undated == true, filter.since != nil || filter.until != nil { throw .badQuery("no range") }
    if filter.topical == false, filter.topic != nil || filter.level != nil { throw .badQuery("no topic, and one") }
    if filter.with != nil, filter.topic == nil || filter.topic == filter.with { throw .badQuery("no second topic") }
  }

  private func topics(_ filter: ArticleFilter) -> [TopicCatalogue.Topic] {
    var topics = catalogue.topics
    let older = Set(entries.flatMap { $0.stored.classification.topics.map(\.topic) }).subtracting(topics.map(\.id))
    topics += older.sorted().map { TopicCatalogue.Topic(id: $0, name: $0.rawValue) }
    return filter.topic.map { wanted in topics.filter { $0.id == wanted } } ?? topics
  }

  private func figures(
    _ filter: ArticleFilter, _ topics: [TopicCatalogue.Topic]
  ) -> (matching: [Entry], withTopic: Int, totals: [StatisticsAnswer.TopicTotal]) {
    let matching = entries.filter { matches($0, filter) }
    var wanted = filter
    let totals = topics.map { topic in
      wanted.topic = topic.id
      let levels = matching.compactMap { counts($0, wanted) }
      return StatisticsAnswer.TopicTotal(
        topic: topic.id, name: topic.name, articles: levels.count, main: levels.filter { $0 == .main }.count,
        mention: levels.filter { $0 == .mention }.count)
    }
    let withTopic = matching.filter { entry in
      topics.contains { topic in
        wanted.topic = topic.id
        return counts(entry, wanted) != nil
      }
    }
    return (matching, withTopic.count, totals)
  }

  private func together(_ matching: [Entry], _ filter: ArticleFilter) -> [StatisticsAnswer.Overlap] {
    let topics = topics(ArticleFilter()).map(\.id)
    var overlaps: [StatisticsAnswer.Overlap] = []
    for (index, one) in topics.enumerated() {
      for other in topics[(index + 1)...] {
        guard [filter.topic, filter.with].allSatisfy({ $0 == nil || $0 == one || $0 == other }) else { continue }
        let pair =
          filter.with == nil
          ? ArticleFilter(topic: one, with: other, withLevel: filter.level, level: filter.level) : filter
        let articles = matching.filter { counts($0, pair) != nil }.count
        if articles > 0 { overlaps.append(StatisticsAnswer.Overlap(topics: [one, other], articles: articles)) }
      }
    }
    return overlaps
  }

  private func daysWithoutInput(_ filter: ArticleFilter) -> Int {
    if filter.undated == true { return 0 }
    // A day that has copies only has input.
    var filter = filter
    filter.collapse = nil
    let days = Set(entries.filter { matches($0, filter) }.compactMap(\.day))
    guard let since = filter.since ?? days.min(), let until = filter.until ?? days.max(), since <= until else {
      return 0
    }
    return (since...until).count - days.count
  }

  private func previousDays(_ query: StatisticsQuery) throws(StoreError) -> ClosedRange<CalendarDay>? {
    if query.compare == nil { return nil }
    guard let since = query.filter.since, let until = query.filter.until, let days = (since...until).previous else {
      throw .badQuery("no range to compare with")
    }
    return days
  }

  private struct Key: Hashable {
    var day: CalendarDay?
    var outlet: String?
    var language: String?
  }

  private func rows(
    _ query: StatisticsQuery, _ matching: [Entry], _ before: [Entry]?, _ topics: [TopicCatalogue.Topic]
  ) throws(StoreError) -> (rows: [StatisticsAnswer.Row], isSparse: Bool) {
    let hasPeriod = query.by.contains { [.day, .week, .month].contains($0) }
    func cells(_ matching: [Entry]) -> [Key: [Entry]] {
      Dictionary(grouping: matching) { entry in
        Key(
          day: entry.day.flatMap { start(of: $0, query.by) },
          outlet: query.by.contains(.source) ? entry.outlet.map(root) : nil,
          language: query.by.contains(.language) ? entry.stored.article.language : nil)
      }
    }
    func sum(_ entries: [Entry], _ topic: TopicID) -> StatisticsAnswer.Previous {
      var wanted = query.filter
      wanted.topic = topic
      let levels = entries.compactMap { counts($0, wanted) }
      return StatisticsAnswer.Previous(
        articles: levels.count, main: levels.filter { $0 == .main }.count,
        mention: levels.filter { $0 == .mention }.count, total: entries.count)
    }
    let formerCells = hasPeriod ? nil : before.map(cells)
    let cells = cells(matching)
    var keys = Set(cells.keys).union(formerCells?.keys.map(\.self) ?? [])
    let most = StatisticsQuery.mostRows(bySource: query.by.contains(.source))
    guard keys.count * topics.count <= most else { throw .badQuery("too many rows") }
    var isSparse = false
    if hasPeriod, !namesNothing(query.filter) {
      let fillings = [true, false].map { keys.union(empty(query, Set(cells.keys), toEnds: $0)) }
      let fitting = fillings.firstIndex { $0.count * topics.count <= most }
      isSparse = fitting != 0
      if let fitting { keys = fillings[fitting] }
    }
    let rows = keys.sorted { isBefore($0, $1) }.flatMap { key in
      topics.map { topic in
        let figures = sum(cells[key] ?? [], topic.id)
        return StatisticsAnswer.Row(
          day: key.day, source: key.outlet.flatMap { outlets[$0] }, language: key.language, topic: topic.id,
          articles: figures.articles, main: figures.main, mention: figures.mention, total: figures.total,
          lastReceived: query.by.contains(.source)
            ? lastArrival(entries.filter { $0.outlet.map(root) == key.outlet }) : nil,
          previous: formerCells.map { sum($0[key] ?? [], topic.id) })
      }
    }
    return (rows, isSparse)
  }

  /// The days, weeks or months from the first to the last of each outlet and language; where rows are split by neither, those of the range
  /// where `toEnds`.
  private func empty(_ query: StatisticsQuery, _ keys: Set<Key>, toEnds: Bool) -> Set<Key> {
    var empty: Set<Key> = []
    func fill(_ outlet: String?, _ language: String?, from first: CalendarDay?, to last: CalendarDay?) {
      guard let first, let last, first <= last else { return }
      for day in 0..<(first...last).count {
        empty.insert(Key(day: start(of: first.adding(day), query.by), outlet: outlet, language: language))
      }
    }
    guard query.by.contains(.source) || query.by.contains(.language) else {
      let days = keys.compactMap(\.day)
      let (since, until) = toEnds ? (query.filter.since, query.filter.until) : (nil, nil)
      fill(nil, nil, from: since ?? days.min(), to: until ?? days.max())
      return empty
    }
    for (line, keys) in Dictionary(grouping: keys, by: { Key(day: nil, outlet: $0.outlet, language: $0.language) }) {
      let days = keys.compactMap(\.day)
      fill(line.outlet, line.language, from: days.min(), to: days.max())
    }
    return empty
  }

  private func start(of day: CalendarDay, _ by: [StatisticsQuery.Key]) -> CalendarDay? {
    if by.contains(.month) { return CalendarDay(year: day.year, month: day.month, day: 1) }
    if by.contains(.week) { return CalendarDay(daysSince1970: day.daysSince1970 - day.weekday + 1) }
    return by.contains(.day) ? day : nil
  }

  private func isBefore(_ one: Key, _ other: Key) -> Bool {
    if one.day != other.day {
      return other.day == nil || (one.day.map { day in other.day.map { day < $0 } ?? true } ?? false)
    }
    let (name, otherName) = (one.outlet.flatMap { outlets[$0] }, other.outlet.flatMap { outlets[$0] })
    if name != otherName {
      return otherName == nil || (name.map { name in otherName.map { name < $0 } ?? true } ?? false)
    }
    let (code, otherCode) = (one.language, other.language)
    return code != otherCode
      && (otherCode == nil || (code.map { code in otherCode.map { code < $0 } ?? true } ?? false))
  }

  /// Whether an entry is one of those that `filter` takes, whatever its topics.
  func matches(_ entry: Entry, _ filter: ArticleFilter) -> Bool {
    if filter.collapse == true, entry.first != nil { return false }
    if let source = filter.source,
      entry.outlet.map(root) != (source.isEmpty ? nil : root(OutletName.key(source)))
    {
      return false
    }
    if let language = filter.language, entry.stored.article.language != (language.isEmpty ? nil : language) {
      return false
    }
    guard let day = entry.day else { return filter.undated ?? (filter.since == nil && filter.until == nil) }
    if filter.undated == true { return false }
    return (filter.since.map { $0 <= day } ?? true) && (filter.until.map { day <= $0 } ?? true)
  }

  /// The level at which an entry counts for the filter's topic, under its level and beside its second topic; nil where it does not.
  func counts(_ entry: Entry, _ filter: ArticleFilter) -> TopicLevel? {
    func level(_ topic: TopicID?, _ wanted: TopicLevel?) -> TopicLevel? {
      let found = entry.stored.classification.topics.first { $0.topic == topic }?.level
      return wanted == nil || found == wanted ? found : nil
    }
    if filter.with != nil, level(filter.with, filter.withLevel) == nil { return nil }
    return level(filter.topic, filter.level)
  }

  // MARK: Sources and bursts

  func answer(_ query: SourcesQuery) -> SourcesAnswer {
    let newest = entries.compactMap(\.day).max()?.daysSince1970
    var keys = Set(outlets.keys.filter(isNamed).map { root($0) }).map(Optional.some)
    if entries.contains(where: { $0.outlet == nil }) { keys.append(nil) }
    let accounts = keys.map { key in
      let own = entries.filter { $0.outlet.map(root) == key }
      let days = Set(own.compactMap(\.day?.daysSince1970)).map(Int64.init)
      let pause = days.max().flatMap { last in SilenceRule.usualPause(days.filter { $0 >= last - SilenceRule.days }) }
      let silent = days.max().flatMap { last in newest.map { $0 - Int(last) } }
      var spellings: [String] = []
      for spelling in own.compactMap(\.stored.article.source) where !spellings.contains(spelling) {
        spellings.append(spelling)
      }
      return SourceAccount(
        source: key.flatMap { outlets[$0] }, spellings: spellings,
        joined: joined.filter { $0.value == key }.keys.compactMap { outlets[$0] }.sorted(), articles: own.count,
        withTopic: own.filter { !$0.stored.classification.topics.isEmpty }.count,
        lastReceived: lastArrival(own).map { Timestamp(secondsSince1970: $0) },
        lastDay: days.max().flatMap { CalendarDay(daysSince1970: Int($0)) }, silentDays: silent, usualPause: pause,
        isSilent: silent.map { SilenceRule.isSilent($0, usualPause: pause) } ?? false)
    }
    return SourcesAnswer(
      asOf: Timestamp(secondsSince1970: arrived), timeZone: timeZone, method: SilenceRule.method,
      sources: accounts.filter { !query.silent || $0.isSilent }.sorted { one, other in
        switch (one.source, other.source) {
        case (let name?, let otherName?): name < otherName
        case (let name, _): name != nil
        }
      },
      gaps: gaps(ArticleFilter()))
  }

  private func gaps(_ filter: ArticleFilter) -> StatisticsAnswer.Gaps {
    (try? statistics(StatisticsQuery(filter: filter)))?.gaps
      ?? StatisticsAnswer.Gaps(pending: nil, quarantined: 0, undated: 0)
  }

  /// By the same rule over days counted article by article; phrases of all articles.
  func bursts(_ query: BurstsQuery) throws(StoreError) -> BurstsAnswer {
    guard query.limit > 0 else { throw .badQuery("limit") }
    let basis = try statistics(StatisticsQuery(filter: query.filter))
    var wider = query.filter
    (wider.since, wider.until, wider.undated) = (nil, nil, false)
    let matching = entries.filter { matches($0, wider) }
    let days = (query.filter.since ?? .first)...(query.filter.until ?? .last)
    var bursts: [(order: Int, burst: Burst)] = []
    for (order, total) in basis.topics.enumerated() where query.filter.undated != true {
      wider.topic = total.topic
      let byDay = Dictionary(grouping: matching) { Int64($0.day?.daysSince1970 ?? 0) }
      let counting = byDay.mapValues { $0.filter { counts($0, wider) != nil } }
      let series = byDay.mapValues { BurstRule.Day(articles: 0, total: $0.count) }
        .merging(counting.mapValues { BurstRule.Day(articles: $0.count, total: 0) }) { one, other in
          BurstRule.Day(articles: other.articles, total: one.total)
        }
      let range = Int64(days.lowerBound.daysSince1970)...Int64(days.upperBound.daysSince1970)
      for finding in BurstRule().findings(in: series, days: range) {
        let past = finding.references.map { counting[$0] ?? [] }
        bursts.append((order, burst(finding, total.topic, counting[finding.day] ?? [], past)))
      }
    }
    bursts.sort { ($1.burst.day, $0.order) < ($0.burst.day, $1.order) }
    return BurstsAnswer(
      query: query, asOf: Timestamp(secondsSince1970: arrived), timeZone: timeZone,
      topicsVersions: basis.topicsVersions, method: BurstRule.method,
      bursts: bursts.prefix(query.limit).map(\.burst), hasMore: bursts.count > query.limit,
      gaps: basis.gaps, unknown: basis.unknown)
  }

  private func burst(_ finding: BurstRule.Finding, _ topic: TopicID, _ today: [Entry], _ past: [[Entry]]) -> Burst {
    func drivers(_ names: (Entry) -> Set<String>) -> [Burst.Driver] {
      func counted(_ entries: [Entry]) -> [String: Int] {
        entries.flatMap { names($0) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
      }
      let usual = counted(past.flatMap(\.self))
      let drivers = counted(today).map { name, articles in
        let mean = Double(usual[name] ?? 0) / Double(past.count)
        return Burst.Driver(name: name, articles: articles, usual: (mean * 10).rounded() / 10)
      }
      let sorted = drivers.sorted { one, other in
        let (surplus, otherSurplus) = (Double(one.articles) - one.usual, Double(other.articles) - other.usual)
        return surplus == otherSurplus ? one.name < other.name : surplus > otherSurplus
      }
      return Array(sorted.prefix(5))
    }
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    return Burst(
      day: CalendarDay(daysSince1970: Int(finding.day)) ?? .first, topic: topic, articles: finding.articles,
      total: finding.total, expected: rounded(finding.expected), spread: rounded(finding.spread),
      score: rounded(finding.score), weeks: past.count, dayInRow: finding.dayInRow,
      sources: drivers { [$0.outlet.flatMap { outlets[root($0)] } ?? ""] },
      phrases: drivers { entry in
        let found = entry.stored.classification.topics.first { $0.topic == topic }
        return Set(found?.evidence.filter { $0.weight > 0 }.map(\.rule) ?? [])
      })
  }

  /// Not later than the last commit, whatever a clock said that was ahead once.
  private func lastArrival(_ entries: [Entry]) -> Int64? {
    entries.map(\.stored.arrived).max().map { min($0, arrived) }
  }
}
