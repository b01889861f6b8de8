import DurableSQLite
import GRDB
import NewsModels

/// Reads sums from the tables of counts inside one snapshot.
struct CountReader {
  /// What the sums are split by.
  struct Split {
    var period: StatisticsQuery.Key?
    var byOutlet = false
    var byLanguage = false
  }

  /// One cell of the answer; what it is not split by is nil.
  struct Cell: Hashable {
    /// The first day of the period, or `StoreSchema.undated`.
    var period: Int64?
    var outlet: Int64?
    var language: Int64?

    /// One number instead of three that may be missing: an answer of many rows is made of little else than looking up cells.
    func hash(into hasher: inout Hasher) { hasher.combine(mixed) }

    fileprivate var mixed: Int64 {
      (period ?? 1) &* 0x9E37_79B9 &+ (outlet ?? -1) &* 0x1_0000_01B3 &+ (language ?? -1) &* 0x1_0001
    }
  }

  struct TopicCell: Hashable {
    var cell: Cell
    var topic: Int64

    func hash(into hasher: inout Hasher) { hasher.combine(cell.mixed &* 31 &+ topic) }
  }

  private let db: Database
  private let filter: StoreFilter
  private let split: Split
  private let spans: [(grain: Grain, days: ClosedRange<Int64>)]
  /// The sources of outlets that a person joined.
  private let sources: [Int64: Int64]

  init(_ db: Database, filter: StoreFilter, split: Split) throws {
    self.db = db
    self.filter = filter
    self.split = split
    var sources: [Int64: Int64] = [:]
    if split.byOutlet {
      for row in try Row.fetchAll(db, sql: "SELECT number, joined FROM outlet WHERE joined IS NOT NULL") {
        sources[row[0]] = row[1]
      }
    }
    self.sources = sources
    spans = try Self.spans(db, filter: filter, byDay: split.period == .day || split.period == .week)
  }

  func articles() throws -> [Cell: CountChanges.Articles] {
    var sums = RunningSums<Cell, CountChanges.Articles>()
    try visitArticles { sums.add($1, to: $0) }
    return sums.all()
  }

  /// The parts of the sums, as they come: many may be of one cell.
  func visitArticles(_ body: (Cell, CountChanges.Articles) -> Void) throws {
    let columns = figures("articles", "with_topic", "with_main", "with_mention")
    try visit(table: "counts", columns: columns, condition: "") { row, cell in
      // Only copies, which are no part of the answer.
      if row.integer(3) == 0 { return }
      body(
        cell,
        CountChanges.Articles(
          articles: Int(row.integer(3)), withTopic: Int(row.integer(4)), withMain: Int(row.integer(5)),
          withMention: Int(row.integer(6))))
    }
  }

  func topics() throws -> [TopicCell: CountChanges.Levels] {
    var sums = RunningSums<TopicCell, CountChanges.Levels>()
    try visitTopics { sums.add($2, to: TopicCell(cell: $0, topic: $1)) }
    return sums.all()
  }

  /// The parts of the sums for topics by their numbers. Only what the filter's level takes is counted.
  func visitTopics(_ body: (Cell, Int64, CountChanges.Levels) -> Void) throws {
    if let topic = filter.topic, let with = filter.with {
      for (key, levels) in try topics(topic, with: with) { body(key.cell, key.topic, levels) }
      return
    }
    let topic =
      filter.topic.map { "c.topic = \($0) AND" } ?? "c.topic IN (SELECT number FROM topic) AND"
    try visit(table: "topic_counts", columns: figures("main", "mention") + ", topic", condition: topic) { row, cell in
      body(
        cell, row.integer(5),
        CountChanges.Levels(
          main: filter.level == .mention ? 0 : Int(row.integer(3)),
          mention: filter.level == .main ? 0 : Int(row.integer(4))))
    }
  }

  /// Of the articles that count for `with` too.
  private func topics(_ topic: Int64, with: Int64) throws -> [TopicCell: CountChanges.Levels] {
    var sums: [TopicCell: CountChanges.Levels] = [:]
    try visitPairs { pair, levels, cell in
      guard Set([pair.topic, pair.other]) == [topic, with] else { return }
      let levels = levels.levels(ofFirst: pair.topic == topic, filter.level, otherLevel: filter.withLevel)
      sums[TopicCell(cell: cell, topic: topic), default: CountChanges.Levels()].main += levels.main
      sums[TopicCell(cell: cell, topic: topic), default: CountChanges.Levels()].mention += levels.mention
    }
    return sums
  }

  /// Articles that count for two topics, by their numbers, the smaller first.
  func pairs() throws -> [PairChanges.Pair: Int] {
    var sums: [PairChanges.Pair: Int] = [:]
    try visitPairs { pair, levels, _ in
      guard let topic = filter.topic, filter.with != nil else {
        sums[pair, default: 0] += levels.articles(filter.level)
        return
      }
      let levels = levels.levels(ofFirst: pair.topic == topic, filter.level, otherLevel: filter.withLevel)
      sums[pair, default: 0] += levels.main + levels.mention
    }
    return sums
  }

  /// The pairs that the filter's topics take part in.
  private func visitPairs(_ body: (PairChanges.Pair, PairChanges.Levels, Cell) throws -> Void) throws {
    var pairs: [Int64: PairChanges.Pair] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT number, topic, other FROM pair") {
      let pair = PairChanges.Pair(topic: row[1], other: row[2])
      let isWanted = [filter.topic, filter.with].allSatisfy { $0 == nil || $0 == pair.topic || $0 == pair.other }
      if isWanted { pairs[row[0]] = pair }
    }
    if pairs.isEmpty { return }
    // One statement for each set of numbers would fill the cache of statements: the pairs of a topic are few.
    let condition = "c.pair IN (SELECT number FROM pair) AND"
    let columns = figures("both_main", "first_main", "other_main", "both_mention") + ", pair"
    try visit(table: "pair_counts", columns: columns, condition: condition) { row, cell in
      guard let pair = pairs[row.integer(7)] else { return }
      try body(
        pair,
        PairChanges.Levels(
          bothMain: Int(row.integer(3)), firstMain: Int(row.integer(4)), otherMain: Int(row.integer(5)),
          bothMention: Int(row.integer(6))), cell)
    }
  }

  /// On how many days of the filter's range articles were published, whatever their topics; and the first and last such day.
  func daysWithInput() throws -> (count: Int, days: ClosedRange<Int64>?) {
    var days: Set<Int64> = []
    try visit(table: "counts", columns: "articles", condition: "") { row, cell in
      if let day = cell.period, day != StoreSchema.undated { days.insert(day) }
    }
    guard let first = days.min(), let last = days.max() else { return (0, nil) }
    return (days.count, first...last)
  }

  /// Undated articles under the filter's outlet and language.
  func undated() throws -> Int {
    var sum = 0
    try visit(
      table: "counts", columns: figures("articles"), condition: "",
      spans: [(grain: .month, days: StoreSchema.undated...StoreSchema.undated)]
    ) { row, _ in sum += Int(row.integer(3)) }
    return sum
  }

  /// The columns of figures over all articles, or over the first of each story where the filter collapses.
  private func figures(_ names: String...) -> String {
    names.map { filter.collapses ? "first_\($0)" : $0 }.joined(separator: ", ")
  }

  private func visit(
    table: String, columns: String, condition: String, spans: [(grain: Grain, days: ClosedRange<Int64>)]? = nil,
    _ body: (RawStatement, Cell) throws -> Void
  ) throws {
    let outlets: String
    switch (filter.outlets, split.byOutlet) {
    // Bound, since each text of SQL is kept compiled.
    case (_?, _): outlets = "SELECT value AS number FROM json_each(?4)"
    case (nil, true): outlets = "SELECT number FROM outlet"
    case (nil, false): outlets = "SELECT \(StoreSchema.allOutlets) AS number"
    }
    let languages = filter.language.map { "SELECT \($0) AS number" } ?? "SELECT number FROM language"
    let rows = try RawStatement(
      db,
      """
      SELECT c.day, c.outlet, c.language, \(columns.split(separator: ",").map { "c.\($0.filter { $0 != " " })" }.joined(separator: ", "))
      FROM (\(outlets)) o CROSS JOIN (\(languages)) l CROSS JOIN \(table) c
      WHERE c.grain = ?1 AND \(condition) c.outlet = o.number AND c.language = l.number AND c.day BETWEEN ?2 AND ?3
      """)
    if let wanted = filter.outlets { try rows.bind(4, "\(wanted)") }
    for span in spans ?? self.spans {
      try rows.bind(1, span.grain.rawValue)
      try rows.bind(2, span.days.lowerBound)
      try rows.bind(3, span.days.upperBound)
      // Rows of months stand at their first day already.
      let period = span.grain == .month && split.period == .month ? .day : split.period
      while try rows.step() { try body(rows, cell(period, rows.integer(0), rows.integer(1), rows.integer(2))) }
      rows.reset()
    }
  }

  private func cell(_ period: StatisticsQuery.Key?, _ day: Int64, _ outlet: Int64, _ language: Int64) -> Cell {
    Cell(
      period: period.map { Period($0).start(of: day) },
      outlet: split.byOutlet ? (sources.isEmpty ? outlet : sources[outlet] ?? outlet) : nil,
      language: split.byLanguage ? language : nil)
  }

  /// Whole months by the rows of months, the rest by those of days.
  private static func spans(
    _ db: Database, filter: StoreFilter, byDay: Bool
  ) throws -> [(grain: Grain, days: ClosedRange<Int64>)] {
    var spans: [(grain: Grain, days: ClosedRange<Int64>)] = []
    if filter.includesUndated { spans.append((.month, StoreSchema.undated...StoreSchema.undated)) }
    let known = try Row.fetchOne(
      db,
      sql: """
        SELECT (SELECT min(day) FROM listing WHERE day > \(StoreSchema.undated)),
          (SELECT max(day) FROM listing WHERE day > \(StoreSchema.undated))
        """)
    guard let days = filter.days, let first: Int64 = known?[0], let last: Int64 = known?[1] else { return spans }
    let low = max(first, days.lowerBound)
    let high = min(last, days.upperBound)
    guard low <= high else { return spans }
    if byDay { return spans + [(.day, low...high)] }
    // A month is whole where no stored day of it lies outside the filter's range.
    let firstWhole = days.lowerBound <= first ? Grain.month.start(of: low) : Period(.month).next(after: low - 1)
    let afterWhole = days.upperBound >= last ? Period(.month).next(after: high) : Grain.month.start(of: high + 1)
    guard firstWhole < afterWhole else { return spans + [(.day, low...high)] }
    if low < firstWhole { spans.append((.day, low...firstWhole - 1)) }
    spans.append((.month, firstWhole...afterWhole - 1))
    if afterWhole <= high { spans.append((.day, afterWhole...high)) }
    return spans
  }
}

/// The days, weeks or months that an answer is split by.
struct Period {
  private let key: StatisticsQuery.Key

  init(_ key: StatisticsQuery.Key) { self.key = key }

  /// The first day of the period that `day` lies in; `undated` is a period of its own.
  func start(of day: Int64) -> Int64 {
    if day == StoreSchema.undated { return day }
    switch key {
    case .week:
      // 1 January 1970 was a Thursday.
      let sinceMonday = ((day + 3) % 7 + 7) % 7
      return day - sinceMonday
    case .month: return Grain.month.start(of: day)
    default: return day
    }
  }

  /// The first day of the period behind the one that `day` lies in.
  func next(after day: Int64) -> Int64 {
    let start = start(of: day)
    switch key {
    case .week: return start + 7
    case .month: return self.start(of: start + 31)
    default: return start + 1
    }
  }
}
