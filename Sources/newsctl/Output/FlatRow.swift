import NewsModels

/// A row without structure, for lines and spreadsheets.
struct FlatRow: Encodable {
  var keys: [(name: String, value: String?)]
  var topic: TopicID
  var name: String?
  var articles: Int
  var main: Int
  var mention: Int
  var total: Int
  var previous: StatisticsAnswer.Previous?
  var hasReceived = false
  var lastReceived: Int64?

  var share: Double { StatisticsAnswer.share(articles, of: total) }
  var received: String? { lastReceived.map { Timestamp(secondsSince1970: $0).description } }

  /// The names of the cells, which rows of one answer have in common; of an answer without rows too.
  static func names(of answer: StatisticsAnswer) -> [String] {
    let keys = answer.query.by
    return keys.filter { $0 != .topic }.map(\.rawValue) + ["topic"] + (keys.isEmpty ? ["name"] : [])
      + ["articles", "main", "mention", "total", "share"]
      + (isCompared(answer) ? ["previous", "difference", "ratio"] : [])
      + (keys.contains(.source) ? ["last_received"] : [])
  }

  /// Rows of a day, week or month are not compared.
  private static func isCompared(_ answer: StatisticsAnswer) -> Bool {
    answer.compared != nil && answer.query.period == nil
  }

  var cells: [CSV.Cell] {
    var cells: [CSV.Cell] = keys.map { .text($0.value) } + [.text(topic.rawValue)] + (name.map { [.text($0)] } ?? [])
    cells += [articles, main, mention, total].map { .number($0) } + [.fraction(share)]
    if let previous {
      cells += [
        .number(previous.articles), .number(articles - previous.articles),
        .fraction(StatisticsAnswer.ratio(articles, to: previous.articles)),
      ]
    }
    return cells + (hasReceived ? [.text(received)] : [])
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
    if let previous {
      try container.encode(previous.articles, forKey: Key("previous"))
      try container.encode(articles - previous.articles, forKey: Key("difference"))
      try container.encode(StatisticsAnswer.ratio(articles, to: previous.articles), forKey: Key("ratio"))
    }
    if hasReceived { try container.encode(received, forKey: Key("last_received")) }
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }
}
