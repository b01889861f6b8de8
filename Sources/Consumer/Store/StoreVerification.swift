import DurableSQLite
import GRDB
import NewsModels

/// Recounts every figure of the store from the rows of its articles.
struct StoreVerification {
  let db: Database

  init(_ db: Database) { self.db = db }

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
    compare("ids of articles", kept: try count("article_key"), counted: recount.articles)
    compare("listed articles", kept: try count("listing"), counted: recount.articles)
    compare("listed topics of articles", kept: try count("topic_listing"), counted: recount.topics)
    for row in try Row.fetchAll(db, sql: "SELECT number, name, articles FROM version") {
      compare("articles of topics version \(row[1] as String)", kept: row[2], counted: recount.versions[row[0]] ?? 0)
    }
    for row in try Row.fetchAll(db, sql: "SELECT number, name, stored FROM producer") {
      compare(
        "articles stored from producer \(row[1] as String)", kept: row[2], counted: recount.producers[row[0]] ?? 0)
    }
    for grain in Grain.allCases {
      let name = grain == .day ? "day" : "month"
      lines += try differences(of: recount.changes.rollUp(grain), name: name, grain)
      lines += try differences(ofTopics: recount.changes.rollUpTopics(grain), name: name, grain)
    }
    return lines + (try changedTexts())
  }

  private func count(_ table: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
  }

  private func differences(
    of counted: [CountChanges.Cell: CountChanges.Articles], name: String, _ grain: Grain
  ) throws -> [String] {
    var counted = counted
    var lines: [String] = []
    let rows = try RawStatement(
      db, "SELECT outlet, language, day, articles, with_topic, with_main, with_mention FROM counts WHERE grain = ?")
    defer { rows.reset() }
    try rows.bind(1, grain.rawValue)
    while try rows.step() {
      let cell = CountChanges.Cell(outlet: rows.integer(0), language: rows.integer(1), day: rows.integer(2))
      let kept = CountChanges.Articles(
        articles: Int(rows.integer(3)), withTopic: Int(rows.integer(4)), withMain: Int(rows.integer(5)),
        withMention: Int(rows.integer(6)))
      let found = counted.removeValue(forKey: cell) ?? CountChanges.Articles()
      if kept != found { lines.append("\(name) \(label(cell)): \(kept) kept, \(found) counted") }
    }
    return lines + counted.map { "\(name) \(label($0.key)): nothing kept, \($0.value) counted" }.sorted()
  }

  private func differences(
    ofTopics counted: [CountChanges.TopicCell: CountChanges.Levels], name: String, _ grain: Grain
  ) throws -> [String] {
    var counted = counted
    var lines: [String] = []
    let rows = try RawStatement(
      db, "SELECT topic, outlet, language, day, main, mention FROM topic_counts WHERE grain = ?")
    defer { rows.reset() }
    try rows.bind(1, grain.rawValue)
    while try rows.step() {
      let cell = CountChanges.Cell(outlet: rows.integer(1), language: rows.integer(2), day: rows.integer(3))
      let key = CountChanges.TopicCell(topic: rows.integer(0), cell: cell)
      let kept = CountChanges.Levels(main: Int(rows.integer(4)), mention: Int(rows.integer(5)))
      let found = counted.removeValue(forKey: key) ?? CountChanges.Levels()
      if kept != found { lines.append("topic \(key.topic), \(name) \(label(cell)): \(kept) kept, \(found) counted") }
    }
    return lines
      + counted.map { "topic \($0.key.topic), \(name) \(label($0.key.cell)): nothing kept, \($0.value) counted" }
      .sorted()
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
        db, "SELECT number, day, outlet, language, version, producer, topics FROM article ORDER BY number")
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
          CountChanges.Cell(outlet: rows.integer(2), language: rows.integer(3), day: rows.integer(1)), topics: counted)
      }
    }
  }
}
