import GRDB
import NewsModels

/// Answers a question for counts inside one snapshot, from pre-aggregated rows only.
struct StatisticsReader {
  /// Greatest number of rows of an answer.
  static let maximumRows = 100_000

  private struct KnownTopic {
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

  func answer() throws -> StatisticsAnswer {
    let periods = query.by.filter { [.day, .week, .month].contains($0) }
    if periods.count > 1 {
      throw StoreError.badQuery(
        "expected at most one of day, week and month, got \(periods.map(\.rawValue).joined(separator: ", "))")
    }
    let filter = try StoreFilter(query.filter, catalogue: catalogue, db)
    let topics = try knownTopics(filter)
    var answer = try emptyAnswer(topics)
    if filter.matchesNothing { return answer }
    let totals = try CountReader(db, filter: filter, split: CountReader.Split())
    let articles = try totals.articles().values.first ?? CountChanges.Articles()
    let levels = try totals.topics()
    answer.articles = articles.articles
    answer.topics = topics.map { topic in
      let sum = levels[CountReader.TopicCell(cell: CountReader.Cell(), topic: topic.number)] ?? CountChanges.Levels()
      return StatisticsAnswer.TopicTotal(
        topic: topic.id, name: topic.name, articles: sum.main + sum.mention, main: sum.main, mention: sum.mention)
    }
    answer.articlesWithTopic =
      switch (filter.topic, filter.level) {
      case (_?, _): answer.topics.reduce(0) { $0 + $1.articles }
      case (nil, .main): articles.withMain
      case (nil, .mention): articles.withMention
      case (nil, nil): articles.withTopic
      }
    answer.gaps.undated = try totals.undated()
    if !query.by.isEmpty { answer.rows = try rows(filter, topics, period: periods.first) }
    return answer
  }

  private func emptyAnswer(_ topics: [KnownTopic]) throws -> StatisticsAnswer {
    let account = try Row.fetchOne(
      db,
      sql: """
        SELECT arrived, time_zone, quarantined, (SELECT ifnull(sum(dropped), 0) FROM producer) FROM account
        """)
    let versions = try String.fetchAll(db, sql: "SELECT name FROM version WHERE articles > 0 ORDER BY number DESC")
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
  private func knownTopics(_ filter: StoreFilter) throws -> [KnownTopic] {
    var numbers: [String: Int64] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT name, number FROM topic") { numbers[row[0]] = row[1] }
    // A topic that no article had yet has no number: nothing is counted under -1.
    var topics = catalogue.topics.map {
      KnownTopic(number: numbers.removeValue(forKey: $0.id.rawValue) ?? -1, id: $0.id, name: $0.name)
    }
    for (name, number) in numbers.sorted(by: { $0.key < $1.key }) {
      if let id = TopicID(name) { topics.append(KnownTopic(number: number, id: id, name: name)) }
    }
    guard let wanted = query.filter.topic else { return topics }
    return topics.filter { $0.id == wanted }
  }

  private func rows(
    _ filter: StoreFilter, _ topics: [KnownTopic], period: StatisticsQuery.Key?
  ) throws -> [StatisticsAnswer.Row] {
    let split = CountReader.Split(
      period: period, byOutlet: query.by.contains(.source), byLanguage: query.by.contains(.language))
    let counts = try CountReader(db, filter: filter, split: split)
    let totals = try counts.articles()
    let cells = try filled(totals.keys, period: period, topics: topics.count)
    let levels = try counts.topics()
    let names = try Names(db, split: split)
    var rows: [StatisticsAnswer.Row] = []
    rows.reserveCapacity(cells.count * topics.count)
    for cell in names.sorted(cells) {
      for topic in topics {
        let sum = levels[CountReader.TopicCell(cell: cell, topic: topic.number)] ?? CountChanges.Levels()
        rows.append(
          StatisticsAnswer.Row(
            day: cell.period.flatMap { CalendarDay(daysSince1970: Int($0)) }, source: names.source(cell),
            language: names.language(cell), topic: topic.id, articles: sum.main + sum.mention, main: sum.main,
            mention: sum.mention, total: totals[cell]?.articles ?? 0))
      }
    }
    return rows
  }

  /// The cells with articles, and those of the periods between the first and the last of the same outlet and language.
  private func filled(
    _ cells: some Collection<CountReader.Cell>, period: StatisticsQuery.Key?, topics: Int
  ) throws -> [CountReader.Cell] {
    guard let period else {
      try checkRows(cells.count, topics: topics)
      return Array(cells)
    }
    var filled = cells.filter { $0.period == StoreSchema.undated }
    let series = Dictionary(grouping: cells.filter { $0.period != StoreSchema.undated }) {
      CountReader.Cell(period: nil, outlet: $0.outlet, language: $0.language)
    }
    for (group, cells) in series {
      guard var start = cells.compactMap(\.period).min(), let last = cells.compactMap(\.period).max() else { continue }
      while start <= last {
        filled.append(CountReader.Cell(period: start, outlet: group.outlet, language: group.language))
        start = Period(period).next(after: start)
        try checkRows(filled.count, topics: topics)
      }
    }
    return filled
  }

  private func checkRows(_ cells: Int, topics: Int) throws {
    guard cells * max(1, topics) <= Self.maximumRows else {
      throw StoreError.badQuery(
        "the answer would have more than \(Self.maximumRows) rows; narrow the range, name a topic or a source, or split by less"
      )
    }
  }

  /// Names of outlets and languages, for rows and their order.
  private struct Names {
    private var outlets: [Int64: String] = [:]
    private var languages: [Int64: String] = [:]

    init(_ db: Database, split: CountReader.Split) throws {
      if split.byOutlet {
        for row in try Row.fetchAll(db, sql: "SELECT number, name FROM outlet WHERE name IS NOT NULL") {
          outlets[row[0]] = row[1]
        }
      }
      if split.byLanguage {
        for row in try Row.fetchAll(db, sql: "SELECT number, code FROM language WHERE code IS NOT NULL") {
          languages[row[0]] = row[1]
        }
      }
    }

    func source(_ cell: CountReader.Cell) -> String? { cell.outlet.flatMap { outlets[$0] } }
    func language(_ cell: CountReader.Cell) -> String? { cell.language.flatMap { languages[$0] } }

    /// By day, source and language; undated days and unknown names last.
    func sorted(_ cells: [CountReader.Cell]) -> [CountReader.Cell] {
      cells.sorted { one, other in
        if one.period != other.period {
          if one.period == StoreSchema.undated { return false }
          return other.period == StoreSchema.undated || (one.period ?? 0) < (other.period ?? 0)
        }
        if one.outlet != other.outlet { return isBefore((source(one), one.outlet), (source(other), other.outlet)) }
        return isBefore((language(one), one.language), (language(other), other.language))
      }
    }

    private func isBefore(_ one: (name: String?, number: Int64?), _ other: (name: String?, number: Int64?)) -> Bool {
      switch (one.name, other.name) {
      case (let name?, let otherName?) where name != otherName: name < otherName
      case (nil, _?): false
      case (_?, nil): true
      default: (one.number ?? 0) < (other.number ?? 0)
      }
    }
  }
}
