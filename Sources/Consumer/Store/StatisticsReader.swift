import GRDB
import NewsModels

/// Answers a question for counts inside one snapshot, from pre-aggregated rows only.
///
/// What it asks is compiled once for each connection: a small store would spend most of an answer on that.
struct StatisticsReader {
  struct KnownTopic: Sendable {
    var number: Int64
    var id: TopicID
    var name: String
  }

  private let db: Database
  private let catalogue: TopicCatalogue
  private let query: StatisticsQuery

  init(_ db: Database, catalogue: TopicCatalogue, query: StatisticsQuery) {
    self.db = db
    self.catalogue = catalogue
    self.query = query
  }

  func answer() throws -> WrittenStatistics {
    let periods = query.by.filter(\.isPeriod)
    if periods.count > 1 {
      throw StoreError.badQuery(
        "expected at most one of day, week and month, got \(periods.map(\.rawValue).joined(separator: ", "))")
    }
    let filter = try StoreFilter(query.filter, catalogue: catalogue, db)
    let topics = try knownTopics()
    var answer = try emptyAnswer(topics)
    answer.unknown = filter.unknown
    let before = try previousFilter()
    if let before { answer.compare(with: Figures(topics: topics.map(\.id)), days: before.days) }
    if filter.matchesNothing { return WrittenStatistics(answer) }
    let former = try before.map { try self.figures($0.filter, $0.days.lowerBound, $0.days.upperBound, topics) }
    let figures = try self.figures(filter, query.filter.since, query.filter.until, topics)
    answer.take(figures)
    if let former, let before { answer.compare(with: former, days: before.days) }
    if query.by.isEmpty { return WrittenStatistics(answer) }
    let rows = try StatisticsRows(db, query: query, topics: topics).written(filter, comparedWith: before?.filter)
    answer.isSparse = rows.isSparse
    return WrittenStatistics(head: answer, rows: rows.bytes)
  }

  /// Totals of one range.
  struct Figures {
    var articles = 0
    var articlesWithTopic = 0
    /// In the order of the topics that were asked for.
    var levels: [(topic: TopicID, levels: CountChanges.Levels)]
    var together: [StatisticsAnswer.Overlap] = []
    var undated = 0
    var daysWithoutInput = 0

    init(topics: [TopicID]) { levels = topics.map { ($0, CountChanges.Levels()) } }
  }

  private func figures(
    _ filter: StoreFilter, _ since: CalendarDay?, _ until: CalendarDay?, _ topics: [KnownTopic]
  ) throws -> Figures {
    var figures = Figures(topics: topics.map(\.id))
    let totals = try CountReader(db, filter: filter, split: CountReader.Split())
    let articles = try totals.articles().values.first ?? CountChanges.Articles()
    let levels = try totals.topics()
    figures.articles = articles.articles
    figures.levels = topics.map { topic in
      (topic.id, levels[CountReader.TopicCell(cell: CountReader.Cell(), topic: topic.number)] ?? CountChanges.Levels())
    }
    figures.articlesWithTopic =
      filter.topic == nil
      ? articles.withTopic(at: filter.level) : figures.levels.reduce(0) { $0 + $1.levels.main + $1.levels.mention }
    figures.together = try together(totals.pairs())
    figures.undated = try totals.undated()
    figures.daysWithoutInput = try daysWithoutInput(filter, since, until)
    return figures
  }

  /// Pairs with articles, in the order of the topics file.
  private func together(_ pairs: [PairChanges.Pair: Int]) throws -> [StatisticsAnswer.Overlap] {
    if pairs.isEmpty { return [] }
    let topics = try knownTopics(all: true)
    var overlaps: [StatisticsAnswer.Overlap] = []
    for (index, one) in topics.enumerated() {
      for other in topics[(index + 1)...] {
        let pair = PairChanges.Pair(topic: min(one.number, other.number), other: max(one.number, other.number))
        if let articles = pairs[pair], articles > 0 {
          overlaps.append(StatisticsAnswer.Overlap(topics: [one.id, other.id], articles: articles))
        }
      }
    }
    return overlaps
  }

  /// Days of the filter's range, or between the first and last with articles where it is open, for which nothing was pushed.
  private func daysWithoutInput(_ filter: StoreFilter, _ since: CalendarDay?, _ until: CalendarDay?) throws -> Int {
    if filter.days == nil { return 0 }
    let input = try CountReader(db, filter: filter, split: CountReader.Split(period: .day)).daysWithInput()
    let first = since.map { Int64($0.daysSince1970) } ?? input.days?.lowerBound
    let last = until.map { Int64($0.daysSince1970) } ?? input.days?.upperBound
    guard let first, let last, first <= last else { return 0 }
    return Int(last - first) + 1 - input.count
  }

  /// The range to compare with; nil where no comparison was asked for.
  private func previousFilter() throws -> (filter: StoreFilter, days: ClosedRange<CalendarDay>)? {
    guard query.compare == .previous else { return nil }
    guard let since = query.filter.since, let until = query.filter.until, since <= until else {
      throw StoreError.badQuery("a comparison needs a range with both ends: a 'period', or 'since' and 'until'")
    }
    guard let days = (since...until).previous else { throw StoreError.badQuery("nothing lies before \(since)") }
    var filter = query.filter
    (filter.since, filter.until) = (days.lowerBound, days.upperBound)
    return (try StoreFilter(filter, catalogue: catalogue, db), days)
  }

  private func emptyAnswer(_ topics: [KnownTopic]) throws -> StatisticsAnswer {
    let account = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT arrived, time_zone, quarantined, (SELECT ifnull(sum(dropped), 0) FROM producer) FROM account
          """))
    let versions = try String.fetchAll(
      db.cachedStatement(sql: "SELECT name FROM version WHERE articles > 0 ORDER BY number DESC"))
    return StatisticsAnswer(
      query: query, asOf: account?[0] ?? 0, timeZone: account?[1] ?? "",
      topicsVersions: [catalogue.version] + versions.filter { $0 != catalogue.version }, articles: 0,
      articlesWithTopic: 0,
      topics: topics.map {
        StatisticsAnswer.TopicTotal(topic: $0.id, name: $0.name, articles: 0, main: 0, mention: 0)
      }, rows: [],
      gaps: StatisticsAnswer.Gaps(
        pending: nil, quarantined: account?[2] ?? 0, undated: 0, dropped: account?[3] ?? 0))
  }

  /// The topics that the filter takes: those of the current file in its order, then those that only older files had.
  func knownTopics(all: Bool = false) throws -> [KnownTopic] {
    var numbers: [String: Int64] = [:]
    let counted = try db.cachedStatement(sql: "SELECT name, number FROM topic WHERE \(StoreNames.isCounted)")
    for row in try Row.fetchAll(counted) { numbers[row[0]] = row[1] }
    // A topic that no article has needs no number: nothing is counted under -1.
    var topics = catalogue.topics.map {
      KnownTopic(number: numbers.removeValue(forKey: $0.id.rawValue) ?? -1, id: $0.id, name: $0.name)
    }
    for (name, number) in numbers.sorted(by: { $0.key < $1.key }) {
      if let id = TopicID(name) { topics.append(KnownTopic(number: number, id: id, name: name)) }
    }
    guard let wanted = query.filter.topic, !all else { return topics }
    return topics.filter { $0.id == wanted }
  }
}

extension StatisticsAnswer {
  /// Sets the totals.
  fileprivate mutating func take(_ figures: StatisticsReader.Figures) {
    articles = figures.articles
    articlesWithTopic = figures.articlesWithTopic
    for (index, figure) in zip(topics.indices, figures.levels) {
      topics[index].articles = figure.levels.main + figure.levels.mention
      topics[index].main = figure.levels.main
      topics[index].mention = figure.levels.mention
    }
    together = figures.together
    gaps.undated = figures.undated
    gaps.daysWithoutInput = figures.daysWithoutInput
  }

  /// Puts the totals of the range before beside its own.
  fileprivate mutating func compare(with former: StatisticsReader.Figures, days: ClosedRange<CalendarDay>) {
    compared = Compared(
      since: days.lowerBound, until: days.upperBound, articles: former.articles,
      articlesWithTopic: former.articlesWithTopic, daysWithoutInput: former.daysWithoutInput)
    for (index, figure) in zip(topics.indices, former.levels) {
      topics[index].previous = Previous(
        articles: figure.levels.main + figure.levels.mention, main: figure.levels.main, mention: figure.levels.mention,
        total: former.articles)
    }
  }
}
