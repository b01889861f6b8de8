import DurableSQLite
import GRDB
import NewsModels

/// Recounts every figure of the store from the rows of its articles.
struct StoreVerification {
  let db: Database
  let texts: TextSegments

  /// - Parameter texts: of the database.
  init(_ db: Database, texts: TextSegments) {
    self.db = db
    self.texts = texts
  }

  /// Each difference in a line for a person; empty where all agree.
  func differences() throws -> [String] {
    let recount = try Recount(db)
    var lines = recount.differences
    func compare(_ what: String, kept: Int, counted: Int) {
      if kept != counted { lines.append("\(what): \(kept) kept, \(counted) counted") }
    }
    let account = try Row.fetchOne(db, sql: "SELECT stored, with_topic, quarantined, quarantine_bytes FROM account")
    compare("articles stored", kept: account?[0] ?? 0, counted: recount.articles)
    compare("articles with a topic", kept: account?[1] ?? 0, counted: recount.withTopic)
    compare("articles quarantined", kept: account?[2] ?? 0, counted: try count("quarantine"))
    compare(
      "bytes quarantined", kept: account?[3] ?? 0,
      counted: try Int.fetchOne(db, sql: "SELECT ifnull(sum(length(header) + length(body)), 0) FROM quarantine") ?? 0)
    lines += try wrongAsides()
    let superseded = try count("superseded")
    compare("ids of articles", kept: try ids(among: superseded), counted: recount.articles)
    compare("listed articles", kept: try count("listing"), counted: recount.articles)
    compare("listed topics of articles", kept: try count("topic_listing"), counted: recount.topics)
    for row in try Row.fetchAll(db, sql: "SELECT number, name, articles FROM version") {
      compare("articles of topics version \(row[1] as String)", kept: row[2], counted: recount.versions[row[0]] ?? 0)
    }
    let storedSQL = """
      SELECT number, name, stored - (SELECT count(*) FROM superseded WHERE superseded.producer = producer.number)
      FROM producer
      """
    for row in try Row.fetchAll(db, sql: storedSQL) {
      compare(
        "articles stored from producer \(row[1] as String)", kept: row[2], counted: recount.producers[row[0]] ?? 0)
    }
    for grain in Grain.allCases {
      let name = grain == .day ? "day" : "month"
      lines += try differences(of: recount.changes.rollUp(grain), name: name, grain)
      lines += try differences(ofTopics: recount.changes.rollUpTopics(grain), name: name, grain)
      lines += try differences(ofPairs: recount.changes.pairs.rollUp(grain), name: name, grain)
    }
    for row in try Row.fetchAll(db, sql: "SELECT number, key, received FROM outlet") {
      let counted = Int(recount.changes.received[row[0]] ?? 0)
      // The last one may be superseded since, by an article of another source.
      if superseded > 0, counted < row[2] { continue }
      compare("last arrival of source '\((row[1] as String).printable)'", kept: row[2], counted: counted)
    }
    lines += try TextSegments.differences(db, table: "article", column: "body_segment")
    return lines + (try wrongStories()) + (try changedTexts())
  }

  /// How many articles are found by their ids.
  /// - Parameter superseded: where some are, keys are left that find none.
  private func ids(among superseded: Int) throws -> Int {
    let recent = "article WHERE number > (SELECT articles_entered FROM account)"
    guard superseded > 0 else { return try count("article_key") + count(recent) }
    let index = try HashIndex(db, table: "article")
    let rows = try RawStatement(
      db, "SELECT number, id FROM article WHERE number <= (SELECT articles_entered FROM account)")
    defer { rows.reset() }
    var found = try count(recent)
    while try rows.step() {
      if try index.number(of: rows.bytes(1)) == rows.integer(0) { found += 1 }
    }
    return found
  }

  private func count(_ table: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
  }

  private func differences(
    of counted: [CountChanges.Cell: Counted<CountChanges.Articles>], name: String, _ grain: Grain
  ) throws -> [String] {
    try differences(
      counted, grain,
      sql: """
        SELECT outlet, language, day, articles, with_topic, with_main, with_mention, first_articles, first_with_topic,
          first_with_main, first_with_mention FROM counts WHERE grain = ?
        """,
      label: { "\(name) \(self.label($0))" },
      read: { rows, cell in
        func articles(_ column: Int32) -> CountChanges.Articles {
          CountChanges.Articles(
            articles: Int(rows.integer(column)), withTopic: Int(rows.integer(column + 1)),
            withMain: Int(rows.integer(column + 2)), withMention: Int(rows.integer(column + 3)))
        }
        return (cell, Counted(all: articles(3), first: articles(7)))
      })
  }

  private func differences(
    ofTopics counted: [CountChanges.TopicCell: Counted<CountChanges.Levels>], name: String, _ grain: Grain
  ) throws -> [String] {
    try differences(
      counted, grain,
      sql: """
        SELECT outlet, language, day, main, mention, first_main, first_mention, topic FROM topic_counts WHERE grain = ?
        """,
      label: { "topic \($0.topic), \(name) \(self.label($0.cell))" },
      read: { rows, cell in
        func levels(_ column: Int32) -> CountChanges.Levels {
          CountChanges.Levels(main: Int(rows.integer(column)), mention: Int(rows.integer(column + 1)))
        }
        return (
          CountChanges.TopicCell(topic: rows.integer(7), cell: cell), Counted(all: levels(3), first: levels(5))
        )
      })
  }

  private func differences(
    ofPairs counted: [PairChanges.Key: Counted<PairChanges.Levels>], name: String, _ grain: Grain
  ) throws -> [String] {
    try differences(
      counted, grain,
      sql: """
        SELECT outlet, language, day, both_main, first_main, other_main, both_mention, first_both_main,
          first_first_main, first_other_main, first_both_mention, topic, other
        FROM pair_counts JOIN pair ON pair.number = pair_counts.pair WHERE grain = ?
        """,
      label: { "topics \($0.pair.topic) and \($0.pair.other), \(name) \(self.label($0.cell))" },
      read: { rows, cell in
        func levels(_ column: Int32) -> PairChanges.Levels {
          PairChanges.Levels(
            bothMain: Int(rows.integer(column)), firstMain: Int(rows.integer(column + 1)),
            otherMain: Int(rows.integer(column + 2)), bothMention: Int(rows.integer(column + 3)))
        }
        let pair = PairChanges.Pair(topic: rows.integer(11), other: rows.integer(12))
        return (PairChanges.Key(pair: pair, cell: cell), Counted(all: levels(3), first: levels(7)))
      })
  }

  /// Compares the rows of a table of counts, whose first columns are outlet, language and day, with what was counted.
  private func differences<Key: Hashable, Kind: Figures>(
    _ counted: [Key: Kind], _ grain: Grain, sql: String, label: (Key) -> String,
    read: (RawStatement, CountChanges.Cell) -> (Key, Kind)
  ) throws -> [String] {
    var counted = counted
    var lines: [String] = []
    let rows = try RawStatement(db, sql)
    defer { rows.reset() }
    try rows.bind(1, grain.rawValue)
    while try rows.step() {
      let cell = CountChanges.Cell(outlet: rows.integer(0), language: rows.integer(1), day: rows.integer(2))
      let (key, kept) = read(rows, cell)
      let found = counted.removeValue(forKey: key) ?? Kind()
      if kept != found { lines.append("\(label(key)): \(kept) kept, \(found) counted") }
    }
    return lines + counted.map { "\(label($0.key)): nothing kept, \($0.value) counted" }.sorted()
  }

  private func label(_ cell: CountChanges.Cell) -> String {
    let day = CalendarDay(daysSince1970: Int(cell.day)).map(\.description) ?? "undated"
    return "\(day), outlet \(cell.outlet), language \(cell.language)"
  }

  /// The sums over the rows of `article`.
  private struct Recount {
    var articles = 0
    var withTopic = 0
    var topics = 0
    var versions: [Int64: Int] = [:]
    var producers: [Int64: Int] = [:]
    var changes = CountChanges()
    var differences: [String] = []

    init(_ db: Database) throws {
      var numbers: [String: Int64] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT name, number FROM topic") { numbers[row[0]] = row[1] }
      let rows = try RawStatement(
        db,
        "SELECT number, day, outlet, language, version, producer, topics, arrived, story FROM article ORDER BY number")
      defer { rows.reset() }
      while try rows.step() {
        articles += 1
        versions[rows.integer(4), default: 0] += 1
        producers[rows.integer(5), default: 0] += 1
        guard let found = TopicsBlob.decode(rows.bytes(6)) else {
          differences.append("article number \(rows.integer(0)): its topics cannot be read")
          continue
        }
        var counted: [(topic: Int64, level: TopicLevel)] = []
        for topic in found {
          guard let number = numbers[topic.topic.rawValue] else {
            differences.append("article number \(rows.integer(0)): topic \(topic.topic) has no row")
            continue
          }
          if !counted.contains(where: { $0.topic == number }) { counted.append((number, topic.level)) }
        }
        topics += counted.count
        if !counted.isEmpty { withTopic += 1 }
        changes.add(
          CountChanges.Cell(outlet: rows.integer(2), language: rows.integer(3), day: rows.integer(1)), topics: counted,
          arrived: rows.integer(7), isCopy: !rows.isNull(8))
      }
    }
  }
}
