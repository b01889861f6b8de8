import DurableSQLite
import GRDB
import NewsModels

/// What the articles of a transaction add to the counts, gathered so that each row of the tables is touched once.
struct CountChanges: Sendable {
  /// Which articles a figure is about, as the tables key it.
  struct Cell: Hashable, Comparable, Sendable, CellKey {
    var outlet: Int64
    var language: Int64
    /// Days after 1 January 1970, or `StoreSchema.undated`.
    var day: Int64

    static func < (one: Cell, other: Cell) -> Bool {
      (one.outlet, one.language, one.day) < (other.outlet, other.language, other.day)
    }

    var cell: Cell {
      get { self }
      set { self = newValue }
    }
  }

  struct TopicCell: Hashable, Comparable, Sendable, CellKey {
    var topic: Int64
    var cell: Cell

    static func < (one: TopicCell, other: TopicCell) -> Bool {
      one.topic == other.topic ? one.cell < other.cell : one.topic < other.topic
    }
  }

  struct Articles: Figures {
    var articles = 0
    var withTopic = 0
    var withMain = 0
    var withMention = 0

    static func += (sum: inout Articles, more: Articles) {
      sum.articles += more.articles
      sum.withTopic += more.withTopic
      sum.withMain += more.withMain
      sum.withMention += more.withMention
    }
  }

  struct Levels: Figures {
    var main = 0
    var mention = 0

    static func += (sum: inout Levels, more: Levels) {
      sum.main += more.main
      sum.mention += more.mention
    }
  }

  private(set) var cells: [Cell: Counted<Articles>] = [:]
  private(set) var topicCells: [TopicCell: Counted<Levels>] = [:]
  private(set) var pairs = PairChanges()
  /// The last arrival of an article, by outlet.
  private(set) var received: [Int64: Int64] = [:]
  /// Whether rows may be left that count nothing.
  private var hasRemovals = false

  /// Counts one article of `cell`.
  /// - Parameter isCopy: whether an earlier article began its story.
  mutating func add(
    _ cell: Cell, topics: [(topic: Int64, level: TopicLevel)], arrived: Int64, isCopy: Bool
  ) {
    received[cell.outlet] = max(arrived, received[cell.outlet] ?? arrived)
    change(cell, topics, by: 1, isCopy: isCopy)
  }

  /// Takes back one article that was counted so.
  mutating func remove(_ cell: Cell, topics: [(topic: Int64, level: TopicLevel)], isCopy: Bool) {
    hasRemovals = true
    change(cell, topics, by: -1, isCopy: isCopy)
  }

  private mutating func change(
    _ cell: Cell, _ topics: [(topic: Int64, level: TopicLevel)], by count: Int, isCopy: Bool
  ) {
    if topics.count > 1 { pairs.change(cell, topics: topics, by: count, isCopy: isCopy) }
    let article = Articles(
      articles: count, withTopic: topics.isEmpty ? 0 : count,
      withMain: topics.contains { $0.level == .main } ? count : 0,
      withMention: topics.contains { $0.level == .mention } ? count : 0)
    cells[cell, default: Counted()] += Counted(article, isCopy: isCopy)
    for (topic, level) in topics {
      let levels = level == .main ? Levels(main: count) : Levels(mention: count)
      topicCells[TopicCell(topic: topic, cell: cell), default: Counted()] += Counted(levels, isCopy: isCopy)
    }
  }

  /// Adds all to the tables, and forgets it.
  mutating func write(_ db: Database) throws {
    if cells.isEmpty { return }
    let insert = try RawStatement(
      db,
      """
      INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        articles = articles + excluded.articles, with_topic = with_topic + excluded.with_topic,
        with_main = with_main + excluded.with_main, with_mention = with_mention + excluded.with_mention,
        first_articles = first_articles + excluded.first_articles,
        first_with_topic = first_with_topic + excluded.first_with_topic,
        first_with_main = first_with_main + excluded.first_with_main,
        first_with_mention = first_with_mention + excluded.first_with_mention
      """)
    for grain in Grain.allCases {
      for (cell, articles) in cells.rows(grain) {
        try insert.bind(1, grain.rawValue)
        try insert.bind(2, cell.outlet)
        try insert.bind(3, cell.language)
        try insert.bind(4, cell.day)
        for (parameter, articles) in [(Int32(5), articles.all), (9, articles.first)] {
          try insert.bind(parameter, Int64(articles.articles))
          try insert.bind(parameter + 1, Int64(articles.withTopic))
          try insert.bind(parameter + 2, Int64(articles.withMain))
          try insert.bind(parameter + 3, Int64(articles.withMention))
        }
        try insert.run()
      }
    }
    try writeTopics(db)
    try pairs.write(db)
    try writeReceived(db)
    if hasRemovals { try deleteEmptyRows(db) }
    hasRemovals = false
    cells.removeAll(keepingCapacity: true)
    topicCells.removeAll(keepingCapacity: true)
    received.removeAll(keepingCapacity: true)
  }

  /// What counts nothing any more is no row, as if it had never been counted.
  private func deleteEmptyRows(_ db: Database) throws {
    for grain in Grain.allCases {
      for (cell, _) in cells.rows(grain) {
        try db.execute(
          sql: "DELETE FROM counts WHERE grain = ? AND outlet = ? AND language = ? AND day = ? AND articles = 0",
          arguments: [grain.rawValue, cell.outlet, cell.language, cell.day])
      }
      for (key, _) in topicCells.rows(grain) {
        try db.execute(
          sql: """
            DELETE FROM topic_counts
            WHERE grain = ? AND topic = ? AND outlet = ? AND language = ? AND day = ? AND main = 0 AND mention = 0
            """, arguments: [grain.rawValue, key.topic, key.cell.outlet, key.cell.language, key.cell.day])
      }
    }
  }

  private func writeReceived(_ db: Database) throws {
    let update = try RawStatement(db, "UPDATE outlet SET received = max(received, ?) WHERE number = ?")
    for (outlet, arrived) in received {
      try update.bind(1, arrived)
      try update.bind(2, outlet)
      try update.run()
    }
  }

  private func writeTopics(_ db: Database) throws {
    let insert = try RawStatement(
      db,
      """
      INSERT INTO topic_counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        main = main + excluded.main, mention = mention + excluded.mention,
        first_main = first_main + excluded.first_main, first_mention = first_mention + excluded.first_mention
      """)
    for grain in Grain.allCases {
      for (key, levels) in topicCells.rows(grain) {
        try insert.bind(1, grain.rawValue)
        try insert.bind(2, key.topic)
        try insert.bind(3, key.cell.outlet)
        try insert.bind(4, key.cell.language)
        try insert.bind(5, key.cell.day)
        try insert.bind(6, Int64(levels.all.main))
        try insert.bind(7, Int64(levels.all.mention))
        try insert.bind(8, Int64(levels.first.main))
        try insert.bind(9, Int64(levels.first.mention))
        try insert.run()
      }
    }
  }

  /// The cells of one grain, with those of all outlets.
  func rollUp(_ grain: Grain) -> [Cell: Counted<Articles>] { cells.rolledUp(grain) }

  func rollUpTopics(_ grain: Grain) -> [TopicCell: Counted<Levels>] { topicCells.rolledUp(grain) }
}

/// How long a stretch of time one row of the counts stands for.
enum Grain: Int64, CaseIterable, Sendable {
  case day = 0
  case month = 1

  /// The first day of the stretch that `day` lies in.
  func start(of day: Int64) -> Int64 {
    guard self == .month, day != StoreSchema.undated, let date = CalendarDay(daysSince1970: Int(day)) else {
      return day
    }
    return day - Int64(date.day) + 1
  }
}
