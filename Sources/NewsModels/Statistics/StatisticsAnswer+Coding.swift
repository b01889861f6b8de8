import FoundationEssentials

/// The JSON that `newsctl stats --format json` prints and the query socket answers.
extension StatisticsAnswer: Codable {
  /// The version of this JSON's form.
  public static let schema = 1

  private enum CodingKeys: String, CodingKey {
    case schema, query, articles, topics, rows, gaps
    case asOf = "as_of"
    case timeZone = "time_zone"
    case topicsVersion = "topics_version"
    case topicsVersions = "topics_versions"
    case articlesWithTopic = "articles_with_topic"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.schema, forKey: .schema)
    try container.encode(query, forKey: .query)
    try container.encode(Timestamp(secondsSince1970: asOf), forKey: .asOf)
    try container.encode(timeZone, forKey: .timeZone)
    try container.encode(topicsVersions.first ?? "", forKey: .topicsVersion)
    try container.encode(topicsVersions, forKey: .topicsVersions)
    try container.encode(articles, forKey: .articles)
    try container.encode(articlesWithTopic, forKey: .articlesWithTopic)
    try container.encode(topics.map { CodedTotal($0, of: articles) }, forKey: .topics)
    if !query.by.isEmpty {
      try container.encode(rows.map { CodedRow(row: $0, keys: query.by) }, forKey: .rows)
    }
    try container.encode(gaps, forKey: .gaps)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let query = try container.decode(StatisticsQuery.self, forKey: .query)
    self.init(
      query: query,
      asOf: try container.decode(Timestamp.self, forKey: .asOf).secondsSince1970,
      timeZone: try container.decode(String.self, forKey: .timeZone),
      topicsVersions: try container.decode([String].self, forKey: .topicsVersions),
      articles: try container.decode(Int.self, forKey: .articles),
      articlesWithTopic: try container.decode(Int.self, forKey: .articlesWithTopic),
      topics: try container.decode([CodedTotal].self, forKey: .topics).map(\.total),
      rows: try container.decodeIfPresent([CodedRow].self, forKey: .rows)?.map(\.row) ?? [],
      gaps: try container.decode(Gaps.self, forKey: .gaps))
  }

  /// `part` ÷ `whole`, rounded to four places; 0 where the whole is 0.
  public static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : (Double(part) / Double(whole) * 10_000).rounded() / 10_000
  }

  private struct CodedTotal: Codable {
    var topic: TopicID
    var name: String
    var articles: Int
    var main: Int
    var mention: Int
    var share: Double

    init(_ total: TopicTotal, of whole: Int) {
      (topic, name, articles) = (total.topic, total.name, total.articles)
      (main, mention) = (total.main, total.mention)
      share = StatisticsAnswer.share(total.articles, of: whole)
    }

    var total: TopicTotal {
      TopicTotal(topic: topic, name: name, articles: articles, main: main, mention: mention)
    }
  }
}

extension StatisticsAnswer.Gaps: Codable {
  private enum CodingKeys: String, CodingKey {
    case pending, quarantined, undated, dropped
  }

  /// `pending` is written as null where it is not known: a gap that cannot be stated is not left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pending, forKey: .pending)
    try container.encode(quarantined, forKey: .quarantined)
    try container.encode(undated, forKey: .undated)
    try container.encode(dropped, forKey: .dropped)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pending: try container.decodeIfPresent(Int.self, forKey: .pending),
      quarantined: try container.decode(Int.self, forKey: .quarantined),
      undated: try container.decode(Int.self, forKey: .undated),
      dropped: try container.decodeIfPresent(Int.self, forKey: .dropped) ?? 0)
  }
}

/// A row with the keys that its table is split by, null where the row has none.
private struct CodedRow: Codable {
  var row: StatisticsAnswer.Row
  var keys: [StatisticsQuery.Key]

  private enum CodingKeys: String, CodingKey {
    case day, week, month, source, language, topic, articles, main, mention, total, share
  }

  init(row: StatisticsAnswer.Row, keys: [StatisticsQuery.Key]) {
    self.row = row
    self.keys = keys
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    for key in keys {
      switch key {
      case .day: try container.encode(row.day, forKey: .day)
      case .week: try container.encode(row.day, forKey: .week)
      case .month: try container.encode(row.day.map { String($0.description.prefix(7)) }, forKey: .month)
      case .source: try container.encode(row.source, forKey: .source)
      case .language: try container.encode(row.language, forKey: .language)
      case .topic: break
      }
    }
    try container.encode(row.topic, forKey: .topic)
    try container.encode(row.articles, forKey: .articles)
    try container.encode(row.main, forKey: .main)
    try container.encode(row.mention, forKey: .mention)
    try container.encode(row.total, forKey: .total)
    try container.encode(StatisticsAnswer.share(row.articles, of: row.total), forKey: .share)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    keys = [.day, .week, .month, .source, .language].filter { key in
      CodingKeys(rawValue: key.rawValue).map(container.contains) ?? false
    }
    var day = try container.decodeIfPresent(CalendarDay.self, forKey: .day)
    if day == nil { day = try container.decodeIfPresent(CalendarDay.self, forKey: .week) }
    if day == nil, let month = try container.decodeIfPresent(String.self, forKey: .month) {
      day = CalendarDay(month + "-01")
    }
    row = StatisticsAnswer.Row(
      day: day,
      source: try container.decodeIfPresent(String.self, forKey: .source),
      language: try container.decodeIfPresent(String.self, forKey: .language),
      topic: try container.decode(TopicID.self, forKey: .topic),
      articles: try container.decode(Int.self, forKey: .articles),
      main: try container.decode(Int.self, forKey: .main),
      mention: try container.decode(Int.self, forKey: .mention),
      total: try container.decode(Int.self, forKey: .total))
  }
}
