import DurableSQLite
import GRDB
import NewsModels

/// Reads what bursts are told from, inside one snapshot.
struct BurstReader {
  /// Articles of a day whose evidence is looked at, and of all days that it is measured by together.
  static let mostArticles = 500
  /// Sources and phrases that are named.
  private static let mostDrivers = 5

  private let db: Database
  private let filter: StoreFilter
  private let topics: [StatisticsReader.KnownTopic]

  init(_ db: Database, catalogue: TopicCatalogue, filter: ArticleFilter) throws {
    self.db = db
    self.filter = try StoreFilter(filter, catalogue: catalogue, db)
    topics = try StatisticsReader(db, catalogue: catalogue, query: StatisticsQuery(filter: filter)).knownTopics()
  }

  /// A burst with the topic that it is of.
  struct Found: Sendable {
    var topic: StatisticsReader.KnownTopic
    var finding: BurstRule.Finding
  }

  /// All bursts of the filter's range, newest first, those of one day in the order of the topics file.
  func found() throws -> [Found] {
    guard !filter.matchesNothing, let days = filter.days else { return [] }
    var wider = filter
    wider.includesUndated = false
    wider.days = max(StoreFilter.allDays.lowerBound, days.lowerBound - BurstRule.daysBefore)...days.upperBound
    let counts = try CountReader(db, filter: wider, split: CountReader.Split(period: .day))
    var series: [Int64: [Int64: BurstRule.Day]] = [:]
    let totals = try counts.articles()
    for topic in topics {
      series[topic.number] = Dictionary(
        totals.compactMap { cell, sum in cell.period.map { ($0, BurstRule.Day(articles: 0, total: sum.articles)) } },
        uniquingKeysWith: { one, _ in one })
    }
    for (key, levels) in try counts.topics() {
      guard let day = key.cell.period else { continue }
      series[key.topic]?[day]?.articles = levels.main + levels.mention
    }
    var found: [(order: Int, value: Found)] = []
    for (order, topic) in topics.enumerated() {
      for finding in BurstRule().findings(in: series[topic.number] ?? [:], days: days) {
        found.append((order, Found(topic: topic, finding: finding)))
      }
    }
    return found.sorted { one, other in
      (other.value.finding.day, one.order) < (one.value.finding.day, other.order)
    }.map(\.value)
  }

  /// A burst with the sources and phrases that drive it.
  func burst(_ found: Found) throws -> Burst? {
    guard let day = CalendarDay(daysSince1970: Int(found.finding.day)) else { return nil }
    let today = try articles(of: found.topic.number, on: found.finding.day)
    let past = try found.finding.references.map { try articles(of: found.topic.number, on: $0) }
    let weeks = past.count
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    return Burst(
      day: day, topic: found.topic.id, articles: found.finding.articles, total: found.finding.total,
      expected: rounded(found.finding.expected), spread: rounded(found.finding.spread),
      score: rounded(found.finding.score), weeks: weeks, dayInRow: found.finding.dayInRow,
      sources: try sources(today, past), phrases: try phrases(found.topic, today, past))
  }

  private struct Listed {
    var number: Int64
    var outlet: Int64
  }

  /// The topic's articles of a day under the filter, newest first.
  private func articles(of topic: Int64, on day: Int64) throws -> [Listed] {
    let rows = try RawStatement(
      db,
      """
      SELECT x.number, ifnull(outlet.joined, x.outlet) FROM topic_listing x JOIN outlet ON outlet.number = x.outlet
      WHERE x.topic = ?1 AND x.day = ?2 AND (x.levels & ?3) != 0 AND (?4 IS NULL OR x.language = ?4)
        AND (?5 IS NULL OR x.outlet IN (SELECT value FROM json_each(?5)))
        AND (?7 = 0 OR x.is_copy = 0)
        AND (?6 IS NULL OR EXISTS (SELECT 1 FROM topic_listing o
          WHERE o.topic = ?6 AND o.day = x.day AND o.number = x.number AND (o.levels & ?8) != 0))
      ORDER BY x.number DESC
      """)
    defer { rows.reset() }
    try rows.bind(1, topic)
    try rows.bind(2, day)
    let anyLevel = TopicLevel.main.bit | TopicLevel.mention.bit
    try rows.bind(3, filter.level?.bit ?? anyLevel)
    try rows.bind(8, filter.withLevel?.bit ?? anyLevel)
    try rows.bind(4, filter.language)
    try rows.bind(5, filter.outlets.map { "\($0)" })
    try rows.bind(6, filter.with)
    try rows.bind(7, filter.collapses ? Int64(1) : Int64(0))
    var listed: [Listed] = []
    while try rows.step() { listed.append(Listed(number: rows.integer(0), outlet: rows.integer(1))) }
    return listed
  }

  private func sources(_ today: [Listed], _ past: [[Listed]]) throws -> [Burst.Driver] {
    func counted(_ articles: [Listed]) -> [Int64: Int] { articles.reduce(into: [:]) { $0[$1.outlet, default: 0] += 1 } }
    let usual = counted(past.flatMap(\.self))
    var drivers: [Burst.Driver] = []
    for (outlet, articles) in counted(today) {
      let name = try String.fetchOne(db, sql: "SELECT name FROM outlet WHERE number = ?", arguments: [outlet])
      drivers.append(
        Self.driver(name ?? "", articles, usual: Double(usual[outlet] ?? 0) / Double(max(1, past.count))))
    }
    return Self.foremost(drivers)
  }

  private func phrases(
    _ topic: StatisticsReader.KnownTopic, _ today: [Listed], _ past: [[Listed]]
  ) throws -> [Burst.Driver] {
    let share = Self.mostArticles / max(1, past.count)
    let sample = past.map { $0.prefix(share) }
    let usual = try rules(topic.id, sample.flatMap(\.self))
    // What was left out of a large day counts as what was looked at.
    let scale = Double(past.reduce(0) { $0 + $1.count }) / Double(max(1, sample.reduce(0) { $0 + $1.count }))
    let drivers = try rules(topic.id, today.prefix(Self.mostArticles)).map { rule, articles in
      Self.driver(rule, articles, usual: Double(usual[rule] ?? 0) * scale / Double(max(1, past.count)))
    }
    return Self.foremost(drivers)
  }

  /// How many articles count for the topic by each rule.
  private func rules(_ topic: TopicID, _ articles: some Sequence<Listed>) throws -> [String: Int] {
    let row = try RawStatement(db, "SELECT topics FROM article WHERE number = ?")
    var counts: [String: Int] = [:]
    for article in articles {
      try row.bind(1, article.number)
      defer { row.reset() }
      guard try row.step(), let found = TopicsBlob.decode(row.bytes(0))?.first(where: { $0.topic == topic }) else {
        continue
      }
      for rule in Set(found.evidence.filter { $0.weight > 0 }.map(\.rule)) { counts[rule, default: 0] += 1 }
    }
    return counts
  }

  private static func driver(_ name: String, _ articles: Int, usual: Double) -> Burst.Driver {
    Burst.Driver(name: name, articles: articles, usual: (usual * 10).rounded() / 10)
  }

  /// Those with the most articles above the usual.
  private static func foremost(_ drivers: [Burst.Driver]) -> [Burst.Driver] {
    let sorted = drivers.sorted { one, other in
      let (surplus, otherSurplus) = (Double(one.articles) - one.usual, Double(other.articles) - other.usual)
      return surplus == otherSurplus ? one.name < other.name : surplus > otherSurplus
    }
    return Array(sorted.prefix(mostDrivers))
  }
}
