import DurableSQLite
import GRDB
import NewsModels

/// What the articles of a transaction add to the counts of pairs of topics: each article that counts for both.
struct PairChanges: Sendable {
  /// Two topics by their numbers, the smaller first.
  struct Pair: Hashable, Comparable, Sendable {
    var topic: Int64
    var other: Int64

    static func < (one: Pair, other: Pair) -> Bool { (one.topic, one.other) < (other.topic, other.other) }
  }

  struct Key: Hashable, Comparable, Sendable, CellKey {
    var pair: Pair
    var cell: CountChanges.Cell

    static func < (one: Key, other: Key) -> Bool {
      one.pair == other.pair ? one.cell < other.cell : one.pair < other.pair
    }
  }

  /// Articles by the levels at which they count for the two topics.
  struct Levels: Figures {
    var bothMain = 0
    /// Main for the first topic, a mention of the other.
    var firstMain = 0
    var otherMain = 0
    var bothMention = 0

    static func += (sum: inout Levels, more: Levels) {
      sum.bothMain += more.bothMain
      sum.firstMain += more.firstMain
      sum.otherMain += more.otherMain
      sum.bothMention += more.bothMention
    }

    /// Articles that count for both, at `level` both where one is given.
    func articles(_ level: TopicLevel?) -> Int {
      switch level {
      case .main: bothMain
      case .mention: bothMention
      case nil: bothMain + firstMain + otherMain + bothMention
      }
    }

    /// The same articles by their level for one of the two, of those that count for the other at `otherLevel`.
    func levels(ofFirst isFirst: Bool, _ level: TopicLevel?, otherLevel: TopicLevel?) -> CountChanges.Levels {
      var levels = CountChanges.Levels()
      if otherLevel != .mention {
        levels.main += bothMain
        levels.mention += isFirst ? otherMain : firstMain
      }
      if otherLevel != .main {
        levels.main += isFirst ? firstMain : otherMain
        levels.mention += bothMention
      }
      if level == .mention { levels.main = 0 }
      if level == .main { levels.mention = 0 }
      return levels
    }
  }

  private var cells: [Key: Counted<Levels>] = [:]
  /// Of the rows that are there: few, as topics are.
  private var numbers: [Pair: Int64] = [:]

  mutating func change(
    _ cell: CountChanges.Cell, topics: [(topic: Int64, level: TopicLevel)], by count: Int, isCopy: Bool
  ) {
    for (index, one) in topics.enumerated() {
      for other in topics[(index + 1)...] {
        let (first, second) = one.topic < other.topic ? (one, other) : (other, one)
        let key = Key(pair: Pair(topic: first.topic, other: second.topic), cell: cell)
        let levels =
          switch (first.level, second.level) {
          case (.main, .main): Levels(bothMain: count)
          case (.main, .mention): Levels(firstMain: count)
          case (.mention, .main): Levels(otherMain: count)
          case (.mention, .mention): Levels(bothMention: count)
          }
        cells[key, default: Counted()] += Counted(levels, isCopy: isCopy)
      }
    }
  }

  /// Adds all to the tables, and forgets it.
  mutating func write(_ db: Database) throws {
    if cells.isEmpty { return }
    let insert = try RawStatement(
      db,
      """
      INSERT INTO pair_counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
        both_main = both_main + excluded.both_main, first_main = first_main + excluded.first_main,
        other_main = other_main + excluded.other_main, both_mention = both_mention + excluded.both_mention,
        first_both_main = first_both_main + excluded.first_both_main,
        first_first_main = first_first_main + excluded.first_first_main,
        first_other_main = first_other_main + excluded.first_other_main,
        first_both_mention = first_both_mention + excluded.first_both_mention
      """)
    for grain in Grain.allCases {
      for (key, levels) in cells.rows(grain) {
        let number = try numbers[key.pair] ?? Self.number(of: key.pair, db)
        numbers[key.pair] = number
        try insert.bind(1, grain.rawValue)
        try insert.bind(2, number)
        try insert.bind(3, key.cell.outlet)
        try insert.bind(4, key.cell.language)
        try insert.bind(5, key.cell.day)
        for (parameter, levels) in [(Int32(6), levels.all), (10, levels.first)] {
          try insert.bind(parameter, Int64(levels.bothMain))
          try insert.bind(parameter + 1, Int64(levels.firstMain))
          try insert.bind(parameter + 2, Int64(levels.otherMain))
          try insert.bind(parameter + 3, Int64(levels.bothMention))
        }
        try insert.run()
      }
    }
    cells.removeAll(keepingCapacity: true)
  }

  /// The cells of one grain, with those of all outlets.
  func rollUp(_ grain: Grain) -> [Key: Counted<Levels>] { cells.rolledUp(grain) }

  /// The number of a pair's row, which is made where it is new.
  private static func number(of pair: Pair, _ db: Database) throws -> Int64 {
    try db.execute(sql: "INSERT OR IGNORE INTO pair (topic, other) VALUES (?, ?)", arguments: [pair.topic, pair.other])
    return try Int64.fetchOne(
      db, sql: "SELECT number FROM pair WHERE topic = ? AND other = ?", arguments: [pair.topic, pair.other]) ?? 0
  }
}
