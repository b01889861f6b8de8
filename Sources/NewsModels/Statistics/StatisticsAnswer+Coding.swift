import FoundationEssentials

/// The JSON that `newsctl stats --format json` prints and the query socket answers.
extension StatisticsAnswer: Codable {
  /// The version of this JSON's form.
  public static let schema = 1

  private enum CodingKeys: String, CodingKey {
    case schema, query, collapsed, articles, topics, rows, sparse, together, compared, gaps, unknown
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
    if query.filter.collapse == true { try container.encode(true, forKey: .collapsed) }
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
    if isSparse { try container.encode(true, forKey: .sparse) }
    try container.encode(together, forKey: .together)
    try container.encodeIfPresent(compared, forKey: .compared)
    try container.encode(gaps, forKey: .gaps)
    try container.encodeIfPresent(unknown, forKey: .unknown)
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
      together: try container.decodeIfPresent([Overlap].self, forKey: .together) ?? [],
      compared: try container.decodeIfPresent(Compared.self, forKey: .compared),
      gaps: try container.decode(Gaps.self, forKey: .gaps),
      unknown: try container.decodeIfPresent(UnknownNames.self, forKey: .unknown))
    isSparse = try container.decodeIfPresent(Bool.self, forKey: .sparse) ?? false
  }

  /// `part` ÷ `whole`, rounded to four places; 0 where the whole is 0.
  public static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : (Double(part) / Double(whole) * 10_000).rounded() / 10_000
  }

  /// `now` ÷ `before`, rounded to four places; nil where there was nothing before.
  public static func ratio(_ now: Int, to before: Int) -> Double? {
    before == 0 ? nil : (Double(now) / Double(before) * 10_000).rounded() / 10_000
  }

  private struct CodedTotal: Codable {
    var total: TopicTotal
    var share = 0.0

    private enum CodingKeys: String, CodingKey {
      case topic, name, articles, main, mention, share
    }

    init(_ total: TopicTotal, of whole: Int) {
      self.total = total
      share = StatisticsAnswer.share(total.articles, of: whole)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(total.topic, forKey: .topic)
      try container.encode(total.name, forKey: .name)
      try container.encode(total.articles, forKey: .articles)
      try container.encode(total.main, forKey: .main)
      try container.encode(total.mention, forKey: .mention)
      try container.encode(share, forKey: .share)
      if let previous = total.previous { try CodedChange(previous, now: total.articles).encode(to: encoder) }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      total = TopicTotal(
        topic: try container.decode(TopicID.self, forKey: .topic),
        name: try container.decode(String.self, forKey: .name),
        articles: try container.decode(Int.self, forKey: .articles),
        main: try container.decode(Int.self, forKey: .main), mention: try container.decode(Int.self, forKey: .mention),
        previous: try CodedChange(from: decoder).previous)
    }
  }
}

/// What stands beside a topic's figures where they were compared: the former ones, the difference and the ratio of articles.
private struct CodedChange: Codable {
  var previous: StatisticsAnswer.Previous?
  var difference: Int?
  var ratio: Double?

  private enum CodingKeys: String, CodingKey {
    case previous, difference, ratio
  }

  init(_ previous: StatisticsAnswer.Previous, now: Int) {
    self.previous = previous
    difference = now &- previous.articles
    ratio = StatisticsAnswer.ratio(now, to: previous.articles)
  }

  /// `ratio` is written as null where there was nothing before.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(previous, forKey: .previous)
    try container.encode(difference, forKey: .difference)
    try container.encode(ratio, forKey: .ratio)
  }
}

extension StatisticsAnswer.Previous: Codable {
  private enum CodingKeys: String, CodingKey {
    case articles, main, mention, total, share
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(articles, forKey: .articles)
    try container.encode(main, forKey: .main)
    try container.encode(mention, forKey: .mention)
    try container.encode(total, forKey: .total)
    try container.encode(StatisticsAnswer.share(articles, of: total), forKey: .share)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      articles: try container.decode(Int.self, forKey: .articles), main: try container.decode(Int.self, forKey: .main),
      mention: try container.decode(Int.self, forKey: .mention), total: try container.decode(Int.self, forKey: .total))
  }
}

extension StatisticsAnswer.Gaps: Codable {
  private enum CodingKeys: String, CodingKey {
    case pending, quarantined, undated, dropped, lost
    case daysWithoutInput = "days_without_input"
  }

  /// `pending` is written as null where it is not known: a gap that cannot be stated is not left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pending, forKey: .pending)
    try container.encode(quarantined, forKey: .quarantined)
    try container.encode(undated, forKey: .undated)
    try container.encode(dropped, forKey: .dropped)
    try container.encode(lost, forKey: .lost)
    try container.encode(daysWithoutInput, forKey: .daysWithoutInput)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pending: try container.decodeIfPresent(Int.self, forKey: .pending),
      quarantined: try container.decode(Int.self, forKey: .quarantined),
      undated: try container.decode(Int.self, forKey: .undated),
      dropped: try container.decodeIfPresent(Int.self, forKey: .dropped) ?? 0,
      lost: try container.decodeIfPresent(Int.self, forKey: .lost) ?? 0,
      daysWithoutInput: try container.decodeIfPresent(Int.self, forKey: .daysWithoutInput) ?? 0)
  }
}

/// A row with the keys that its table is split by, null where the row has none.
private struct CodedRow: Codable {
  var row: StatisticsAnswer.Row
  var keys: [StatisticsQuery.Key]

  private enum CodingKeys: String, CodingKey {
    case day, week, month, source, language, topic, articles, main, mention, total, share
    case lastReceived = "last_received"
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
    if keys.contains(.source) {
      try container.encode(row.lastReceived.map { Timestamp(secondsSince1970: $0) }, forKey: .lastReceived)
    }
    if let previous = row.previous { try CodedChange(previous, now: row.articles).encode(to: encoder) }
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
      total: try container.decode(Int.self, forKey: .total),
      lastReceived: try container.decodeIfPresent(Timestamp.self, forKey: .lastReceived)?.secondsSince1970,
      previous: try CodedChange(from: decoder).previous)
  }
}
