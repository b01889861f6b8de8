import Launching
import NewsModels

/// Prints counts, with their gaps.
struct StatisticsReport {
  private let answer: StatisticsAnswer

  init(_ answer: StatisticsAnswer) { self.answer = answer }

  func print(_ format: OutputFormat) {
    switch format {
    case .table:
      for line in table { ConsoleOutput.print(line) }
      ConsoleOutput.print(summary)
    case .json:
      ConsoleOutput.write(WireJSON.encode(answer) + [UInt8(ascii: "\n")])
    case .jsonl:
      for row in flatRows { ConsoleOutput.write(WireJSON.encode(row) + [UInt8(ascii: "\n")]) }
    case .csv:
      ConsoleOutput.print(CSV.line(flatRows.first?.names ?? FlatRow.totalNames))
      for row in flatRows { ConsoleOutput.print(CSV.line(row.cells)) }
    }
  }

  /// One line that says what the figures rest on and what they leave out.
  var summary: String {
    let subject = "\(answer.articlesWithTopic) of \(answer.articles) articles"
    let verb = answer.articlesWithTopic == 1 ? "treats" : "treat"
    let pending = answer.gaps.pending.map { "\($0) pending" } ?? "pending unknown (no producer answers)"
    return "\(subject) \(verb) a topic · \(pending) · \(answer.gaps.quarantined) quarantined · "
      + "\(answer.gaps.undated) undated · "
      + (answer.gaps.dropped > 0 ? "\(answer.gaps.dropped) given up by a person · " : "")
      + "days cut in \(answer.timeZone)"
  }

  private var table: [String] {
    if answer.query.by.isEmpty {
      var table = TextTable([
        ("topic", .left), ("articles", .right), ("main", .right), ("mention", .right), ("share", .right),
      ])
      for topic in answer.topics {
        table.append([
          topic.name, String(topic.articles), String(topic.main), String(topic.mention),
          Self.percent(topic.articles, of: answer.articles),
        ])
      }
      return table.lines
    }
    let names = Dictionary(answer.topics.map { ($0.topic, $0.name) }, uniquingKeysWith: { first, _ in first })
    let keys = answer.query.by.filter { $0 != .topic }
    var table = TextTable(
      keys.map { ($0.rawValue, .left) } + [
        ("topic", .left), ("articles", .right), ("main", .right), ("mention", .right), ("of all", .right),
        ("share", .right),
      ])
    for row in answer.rows {
      table.append(
        keys.map { row.text(of: $0) ?? "–" } + [
          names[row.topic] ?? row.topic.rawValue, String(row.articles), String(row.main), String(row.mention),
          String(row.total), row.total == 0 ? "–" : Self.percent(row.articles, of: row.total),
        ])
    }
    return table.lines
  }

  /// The rows for programs: those asked for, or one a topic.
  private var flatRows: [FlatRow] {
    if answer.query.by.isEmpty {
      return answer.topics.map { topic in
        FlatRow(
          keys: [], topic: topic.topic, name: topic.name, articles: topic.articles, main: topic.main,
          mention: topic.mention, total: answer.articles)
      }
    }
    return answer.rows.map { row in
      FlatRow(
        keys: answer.query.by.filter { $0 != .topic }.map { ($0.rawValue, row.text(of: $0)) }, topic: row.topic,
        name: nil, articles: row.articles, main: row.main, mention: row.mention, total: row.total)
    }
  }

  /// Whole percents; one decimal below ten, so that a small share does not look like none.
  private static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let percent = Double(part) / Double(whole) * 100
    if percent == percent.rounded() || percent >= 10 { return "\(Int(percent.rounded()))%" }
    let tenths = max(1, Int((percent * 10).rounded()))
    return "\(tenths / 10).\(tenths % 10)%"
  }
}

/// A row without structure, for lines and spreadsheets.
private struct FlatRow: Encodable {
  static let totalNames = ["topic", "name", "articles", "main", "mention", "total", "share"]

  var keys: [(name: String, value: String?)]
  var topic: TopicID
  var name: String?
  var articles: Int
  var main: Int
  var mention: Int
  var total: Int

  var share: Double { StatisticsAnswer.share(articles, of: total) }

  var names: [String] {
    keys.map(\.name) + ["topic"] + (name == nil ? [] : ["name"]) + ["articles", "main", "mention", "total", "share"]
  }

  var cells: [String?] {
    keys.map(\.value) + [topic.rawValue] + (name.map { [$0] } ?? [])
      + [articles, main, mention, total].map { String($0) } + ["\(share)"]
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for key in keys { try container.encode(key.value, forKey: Key(key.name)) }
    try container.encode(topic, forKey: Key("topic"))
    if let name { try container.encode(name, forKey: Key("name")) }
    try container.encode(articles, forKey: Key("articles"))
    try container.encode(main, forKey: Key("main"))
    try container.encode(mention, forKey: Key("mention"))
    try container.encode(total, forKey: Key("total"))
    try container.encode(share, forKey: Key("share"))
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }
}

extension StatisticsAnswer.Row {
  /// The row's value of a key; nil where it has none.
  fileprivate func text(of key: StatisticsQuery.Key) -> String? {
    switch key {
    case .day, .week: day?.description
    case .month: day.map { String($0.description.prefix(7)) }
    case .source: source
    case .language: language
    case .topic: topic.rawValue
    }
  }
}
