import DurableSQLite
import GRDB
import NewsModels

/// What the articles of a transaction add to the counts, gathered so that each row of the tables is touched once.
struct CountChanges: Sendable {
  /// Which articles a figure is about, as the tables key it.
  struct Cell: Hashable, Comparable, Sendable {
    var outlet: Int64
    var language: Int64
    /// Days after 1 January 1970, or `StoreSchema.undated`.
    var day: Int64

    static func < (one: Cell, other: Cell) -> Bool {
      (one.outlet, one.language, one.day) < (other.outlet, other.language, other.day)
    }

    /// The cells of a grain that this one is counted in: that of its outlet, and that of all.
    func rolledUp(_ grain: Grain) -> [Cell] {
      let day = grain.start(of: day)
      return [
        Cell(outlet: outlet, language: language, day: day),
        Cell(outlet: StoreSchema.allOutlets, language: language, day: day),
      ]
    }
  }

  struct TopicCell: Hashable, Comparable, Sendable {
    var topic: Int64
    var cell: Cell

    static func < (one: TopicCell, other: TopicCell) -> Bool {
      one.topic == other.topic ? one.cell < other.cell : one.topic < other.topic
    }
  }

  struct Articles: Hashable, Sendable {
    var articles = 0
    var withTopic = 0
    var withMain = 0
    var withMention = 0
  }

  struct Levels: Hashable, Sendable {
    var main = 0
    var mention = 0
  }

  private(set) var cells: [Cell: Articles] = [:]
  private(set) var topicCells: [TopicCell: Levels] = [:]
  private(set) var pairs = PairChanges()
  /// The last arrival of an article, by outlet.
  private(set) var received: [Int64: Int64] = [:]

  /// Counts one article of `cell`.
  mutating func add(_ cell: Cell, topics: [(topic: Int64, level: TopicLevel)], arrived: Int64) {
    received[cell.outlet] = max(arrived, received[cell.outlet] ?? arrived)
    if topics.count > 1 { pairs.add(cell, topics: topics) }
    var articles = cells[cell] ?? Articles()
    articles.articles += 1
    if !topics.isEmpty { articles.withTopic += 1 }
    if topics.contains(where: { $0.level == .main }) { articles.withMain += 1 }
    if topics.contains(where: { $0.level == .mention }) { articles.withMention += 1 }
    cells[cell] = articles
    for (topic, level) in topics {
      switch level {
      case .main: topicCells[TopicCell(topic: topic, cell: cell), default: Levels()].main += 1
      case .mention: topicCells[TopicCell(topic: topic, cell: cell), default: Levels()].mention += 1
      }
    }
  }

  /// Adds all to the tables, and forgets it.
  mutating func write(_ db: Database) throws {
    if cells.isEmpty { return }
    let insert = try RawStatement(
      db,
      """
      INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        articles = articles + excluded.articles, with_topic = with_topic + excluded.with_topic,
        with_main = with_main + excluded.with_main, with_mention = with_mention + excluded.with_mention
      """)
    for grain in Grain.allCases {
      for (cell, articles) in rollUp(grain).sorted(by: { $0.key < $1.key }) {
        try insert.bind(1, grain.rawValue)
        try insert.bind(2, cell.outlet)
        try insert.bind(3, cell.language)
        try insert.bind(4, cell.day)
        try insert.bind(5, Int64(articles.articles))
        try insert.bind(6, Int64(articles.withTopic))
        try insert.bind(7, Int64(articles.withMain))
        try insert.bind(8, Int64(articles.withMention))
        try insert.run()
      }
    }
    try writeTopics(db)
    try pairs.write(db)
    try writeReceived(db)
    cells.removeAll(keepingCapacity: true)
    topicCells.removeAll(keepingCapacity: true)
    received.removeAll(keepingCapacity: true)
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
      INSERT INTO topic_counts VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        main = main + excluded.main, mention = mention + excluded.mention
      """)
    for grain in Grain.allCases {
      for (key, levels) in rollUpTopics(grain).sorted(by: { $0.key < $1.key }) {
        try insert.bind(1, grain.rawValue)
        try insert.bind(2, key.topic)
        try insert.bind(3, key.cell.outlet)
        try insert.bind(4, key.cell.language)
        try insert.bind(5, key.cell.day)
        try insert.bind(6, Int64(levels.main))
        try insert.bind(7, Int64(levels.mention))
        try insert.run()
      }
    }
  }

  /// The cells of one grain, with those of all outlets.
  func rollUp(_ grain: Grain) -> [Cell: Articles] {
    var sums: [Cell: Articles] = [:]
    for (cell, articles) in cells {
      for key in cell.rolledUp(grain) {
        sums[key, default: Articles()].articles += articles.articles
        sums[key, default: Articles()].withTopic += articles.withTopic
        sums[key, default: Articles()].withMain += articles.withMain
        sums[key, default: Articles()].withMention += articles.withMention
      }
    }
    return sums
  }

  func rollUpTopics(_ grain: Grain) -> [TopicCell: Levels] {
    var sums: [TopicCell: Levels] = [:]
    for (key, levels) in topicCells {
      for cell in key.cell.rolledUp(grain) {
        sums[TopicCell(topic: key.topic, cell: cell), default: Levels()].main += levels.main
        sums[TopicCell(topic: key.topic, cell: cell), default: Levels()].mention += levels.mention
      }
    }
    return sums
  }
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
