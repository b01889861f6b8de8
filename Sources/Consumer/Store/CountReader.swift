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

  /// Days whose rows of one grain are read at once.
  struct Span {
    var grain: Grain
    var days: ClosedRange<Int64>
    /// Whether no row of the grain lies outside.
    var isAll = false
  }

  private let db: Database
  let filter: StoreFilter
  private let split: Split
  private let spans: [Span]
  /// By the outlet's number: the source of each outlet where a person joined some; empty where none did.
  private let sources: [Int64]

  init(_ db: Database, filter: StoreFilter, split: Split) throws {
    self.db = db
    self.filter = filter
    self.split = split
    sources = split.byOutlet ? try Self.sources(db) : []
    spans = try Self.spans(db, filter: filter, byDay: split.period == .day || split.period == .week)
  }

  func articles() throws -> [Cell: CountChanges.Articles] {
    var sums = RunningSums<Cell, CountChanges.Articles>()
    try visitArticles { sums.add($1, to: $0) }
    return sums.all()
  }

  /// All articles that the filter takes, whatever their topics, in parts as they come: many may be of one cell.
  func visitTotals(_ body: (Cell, Int) -> Void) throws {
    try visit(table: "counts", columns: figures("articles")) { row, cell in
      let articles = Int(row.integer(3))
      // Only copies, which are no part of the answer.
      if articles > 0 { body(cell, articles) }
    }
  }

  /// The parts of the sums, as they come: many may be of one cell.
  func visitArticles(_ body: (Cell, CountChanges.Articles) -> Void) throws {
    let columns = figures("articles", "with_topic", "with_main", "with_mention")
    try visit(table: "counts", columns: columns) { row, cell in
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
    for topic in try filter.topic.map({ [$0] }) ?? Int64.fetchAll(db.cachedStatement(sql: "SELECT number FROM topic")) {
      try visit(table: "topic_counts", columns: figures("main", "mention"), topic: topic) { row, cell in
        body(
          cell, topic,
          CountChanges.Levels(
            main: filter.level == .mention ? 0 : Int(row.integer(3)),
            mention: filter.level == .main ? 0 : Int(row.integer(4))))
      }
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
    for row in try Row.fetchAll(db.cachedStatement(sql: "SELECT number, topic, other FROM pair")) {
      let pair = PairChanges.Pair(topic: row[1], other: row[2])
      let isWanted = [filter.topic, filter.with].allSatisfy { $0 == nil || $0 == pair.topic || $0 == pair.other }
      if isWanted { pairs[row[0]] = pair }
    }
    if pairs.isEmpty { return }
    let columns = figures("both_main", "first_main", "other_main", "both_mention")
    for (number, pair) in pairs {
      try visit(table: "pair_counts", columns: columns, pair: number) { row, cell in
        try body(
          pair,
          PairChanges.Levels(
            bothMain: Int(row.integer(3)), firstMain: Int(row.integer(4)), otherMain: Int(row.integer(5)),
            bothMention: Int(row.integer(6))), cell)
      }
    }
  }

  /// Undated articles under the filter's outlet and language.
  func undated() throws -> Int {
    var sum = 0
    try visit(
      table: "counts", columns: figures("articles"),
      spans: [Span(grain: .month, days: StoreSchema.undated...StoreSchema.undated)]
    ) { row, _ in sum += Int(row.integer(3)) }
    return sum
  }

  /// The columns of figures over all articles, or over the first of each story where the filter collapses.
  private func figures(_ names: String...) -> [String] { names.map { filter.collapses ? "first_\($0)" : $0 } }

  /// Gives the rows of the filter's days, with their cells: the columns begin at 3.
  /// - Parameter topic: of a table that is kept by topic, the one to read; `pair` in the same way.
  func visit(
    table: String, columns: [String], topic: Int64? = nil, pair: Int64? = nil, spans: [Span]? = nil,
    _ body: (RawStatement, Cell) throws -> Void
  ) throws {
    // Numbers are bound, since each text of SQL is kept compiled.
    let condition = topic != nil ? "c.topic = ?5 AND" : pair != nil ? "c.pair = ?5 AND" : ""
    for span in spans ?? self.spans {
      let rows = try RawStatement(db, text(table, columns, condition, span))
      if let wanted = filter.outlets { try rows.bind(4, "\(wanted)") }
      if let number = topic ?? pair { try rows.bind(5, number) }
      try rows.bind(1, span.grain.rawValue)
      if !readsAll(span) {
        try rows.bind(2, span.days.lowerBound)
        try rows.bind(3, span.days.upperBound)
      }
      // Rows of months stand at their first day already.
      let period = span.grain == .month && split.period == .month ? .day : split.period
      while try rows.step() { try body(rows, cell(period, rows.integer(0), rows.integer(1), rows.integer(2))) }
      rows.reset()
    }
  }

  /// Whether all that the tables hold of the grain is wanted, for one topic after the other.
  private func readsAll(_ span: Span) -> Bool {
    span.isAll && split.byOutlet && filter.outlets == nil && filter.language == nil
  }

  private func text(_ table: String, _ columns: [String], _ condition: String, _ span: Span) -> String {
    // Each column of a row takes its time.
    let keys = [
      split.period == nil ? "0" : "c.day", split.byOutlet ? "c.outlet" : "0", split.byLanguage ? "c.language" : "0",
    ].joined(separator: ", ")
    if readsAll(span) { return wholeText(table, columns, condition, keys) }
    // By their numbers, so that cells come in order, and not by an index of their names.
    let outlets =
      switch (filter.outlets, split.byOutlet) {
      case (_?, _): "SELECT value AS number FROM json_each(?4)"
      case (nil, true): "SELECT number FROM outlet NOT INDEXED"
      case (nil, false): "SELECT \(StoreSchema.allOutlets) AS number"
      }
    let languages = filter.language.map { "SELECT \($0) AS number" } ?? "SELECT number FROM language NOT INDEXED"
    return """
      SELECT \(keys), \(columns.map { "c.\($0)" }.joined(separator: ", "))
      FROM (\(outlets)) o CROSS JOIN (\(languages)) l CROSS JOIN \(table) c
      WHERE c.grain = ?1 AND \(condition) c.outlet = o.number AND c.language = l.number AND c.day BETWEEN ?2 AND ?3
      """
  }

  /// Nearly all that lies behind each other is wanted: to pass the rest takes less than to find the part of each outlet, and to sum
  /// where the rows are takes less than to fetch them.
  private func wholeText(_ table: String, _ columns: [String], _ condition: String, _ keys: String) -> String {
    let sums = columns.map { split.period == nil ? "sum(c.\($0))" : "c.\($0)" }.joined(separator: ", ")
    let grouped = split.period == nil ? "GROUP BY c.outlet\(split.byLanguage ? ", c.language" : "")" : ""
    return """
      SELECT \(keys), \(sums) FROM \(table) c
      WHERE c.grain = ?1 AND \(condition) c.outlet > \(StoreSchema.allOutlets) \(grouped)
      """
  }

  /// The sources of outlets, where a person joined some.
  private static func sources(_ db: Database) throws -> [Int64] {
    let joined = try Row.fetchAll(db.cachedStatement(sql: "SELECT number, joined FROM outlet WHERE joined IS NOT NULL"))
    guard !joined.isEmpty, let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(number) FROM outlet"))
    else { return [] }
    var sources = Array(0...last)
    for row in joined { sources[row[0]] = row[1] }
    return sources
  }

  private func cell(_ period: StatisticsQuery.Key?, _ day: Int64, _ outlet: Int64, _ language: Int64) -> Cell {
    Cell(
      period: period.map { Period($0).start(of: day) },
      outlet: split.byOutlet ? (sources.isEmpty ? outlet : sources[Int(outlet)]) : nil,
      language: split.byLanguage ? language : nil)
  }

  /// Whole months by the rows of months, the rest by those of days.
  private static func spans(
    _ db: Database, filter: StoreFilter, byDay: Bool
  ) throws -> [Span] {
    let undated = Span(grain: .month, days: StoreSchema.undated...StoreSchema.undated)
    var spans = filter.includesUndated ? [undated] : []
    let known = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT (SELECT min(day) FROM listing WHERE day > \(StoreSchema.undated)),
            (SELECT max(day) FROM listing WHERE day > \(StoreSchema.undated))
          """))
    guard let days = filter.days, let first: Int64 = known?[0], let last: Int64 = known?[1] else { return spans }
    let low = max(first, days.lowerBound)
    let high = min(last, days.upperBound)
    guard low <= high else { return spans }
    if byDay { return spans + [Span(grain: .day, days: low...high)] }
    // A month is whole where no stored day of it lies outside the filter's range.
    let firstWhole = days.lowerBound <= first ? Grain.month.start(of: low) : Period(.month).next(after: low - 1)
    let afterWhole = days.upperBound >= last ? Period(.month).next(after: high) : Grain.month.start(of: high + 1)
    guard firstWhole < afterWhole else { return spans + [Span(grain: .day, days: low...high)] }
    // Undated rows stand before those of all months, which are read in one go with them.
    if filter.includesUndated, firstWhole <= first, afterWhole > last {
      return [Span(grain: .month, days: StoreSchema.undated...afterWhole - 1, isAll: true)]
    }
    if low < firstWhole { spans.append(Span(grain: .day, days: low...firstWhole - 1)) }
    spans.append(Span(grain: .month, days: firstWhole...afterWhole - 1))
    if afterWhole <= high { spans.append(Span(grain: .day, days: afterWhole...high)) }
    return spans
  }
}
