/// Counts, with what they rest on and what they leave out.
public struct StatisticsAnswer: Hashable, Sendable {
  /// Totals of one topic under the filter.
  public struct TopicTotal: Hashable, Sendable {
    public var topic: TopicID
    /// For people.
    public var name: String
    /// Articles that count for the topic; the sum of `main` and `mention`.
    public var articles: Int
    public var main: Int
    public var mention: Int
    /// The same figures of the range that was compared with; nil where none was asked for.
    public var previous: Previous?

    public init(
      topic: TopicID, name: String, articles: Int, main: Int, mention: Int, previous: Previous? = nil
    ) {
      self.previous = previous
      self.topic = topic
      self.name = name
      self.articles = articles
      self.main = main
      self.mention = mention
    }
  }

  /// One cell of a table by `StatisticsQuery.by`; keys that were not asked for are nil.
  public struct Row: Hashable, Sendable {
    /// The day, the Monday of the week, or the first of the month. Nil in a row of undated articles.
    public var day: CalendarDay?
    public var source: String?
    public var language: String?
    public var topic: TopicID
    public var articles: Int
    public var main: Int
    public var mention: Int
    /// All articles of the cell, with the topic or without: the denominator of the share. 0: nothing was pushed for it, or, where the
    /// question leaves copies out, nothing but copies.
    public var total: Int
    /// Of a row by source: when the last article of the source was stored. UTC, seconds since 1970.
    public var lastReceived: Int64?
    /// The same cell of the range that was compared with; nil where none was asked for, and in rows by day, week or month.
    public var previous: Previous?

    public init(
      day: CalendarDay?, source: String?, language: String?, topic: TopicID, articles: Int, main: Int, mention: Int,
      total: Int, lastReceived: Int64? = nil, previous: Previous? = nil
    ) {
      self.lastReceived = lastReceived
      self.previous = previous
      self.day = day
      self.source = source
      self.language = language
      self.topic = topic
      self.articles = articles
      self.main = main
      self.mention = mention
      self.total = total
    }
  }

  /// A topic's figures in the range that was compared with.
  public struct Previous: Hashable, Sendable {
    public var articles: Int
    public var main: Int
    public var mention: Int
    /// The denominator of the share.
    public var total: Int

    public init(articles: Int, main: Int, mention: Int, total: Int) {
      self.articles = articles
      self.main = main
      self.mention = mention
      self.total = total
    }
  }

  /// The range that was compared with, and its totals.
  public struct Compared: Hashable, Sendable, Codable {
    public var since: CalendarDay
    public var until: CalendarDay
    public var articles: Int
    public var articlesWithTopic: Int
    /// Days of the range for which nothing was pushed.
    public var daysWithoutInput: Int

    public init(
      since: CalendarDay, until: CalendarDay, articles: Int, articlesWithTopic: Int, daysWithoutInput: Int
    ) {
      self.since = since
      self.until = until
      self.articles = articles
      self.articlesWithTopic = articlesWithTopic
      self.daysWithoutInput = daysWithoutInput
    }

    private enum CodingKeys: String, CodingKey {
      case since, until, articles
      case articlesWithTopic = "articles_with_topic"
      case daysWithoutInput = "days_without_input"
    }
  }

  /// Articles that count for two topics at once, each counted once here and once in each of the topics.
  public struct Overlap: Hashable, Sendable, Codable {
    /// Two, in the order of the topics file.
    public var topics: [TopicID]
    /// Under the filter; at its level for both topics, where it names one and no second topic. `with` opens it to its articles.
    public var articles: Int

    public init(topics: [TopicID], articles: Int) {
      self.topics = topics
      self.articles = articles
    }
  }

  /// What the counts leave out.
  public struct Gaps: Hashable, Sendable {
    /// Accepted by a producer, not stored yet. Nil where not every producer of the consumer could be asked.
    public var pending: Int?
    /// Articles that the consumer put aside, and documents that the producer could not read (those where it can be asked).
    public var quarantined: Int
    /// Stored without a believable publication day; counted in totals without a range.
    public var undated: Int
    /// Given up by a person before it was stored: with a group, or out of the quarantine.
    public var dropped: Int
    /// Dealt with once, by the group's store or one that it had before, and not in this one any more: whatever they were about, and
    /// whenever they were published. Not among them is what producers that could not be asked would name.
    public var lost: Int
    /// Days of the range, or between the first and the last dated article where it is open, for which nothing was pushed (under
    /// the filter's source and language).
    public var daysWithoutInput: Int

    /// Adds what only the producer knows of what a consumer does not hold: what waits for its group, the documents that could not be read,
    /// what was given up with a group of its store, and what was stored once and is not any more.
    /// - Parameter producer: read before `consumer`, or what was acknowledged meanwhile would seem lost.
    public mutating func take(_ producer: ProducerLedger, of consumer: ConsumerStatus) {
      pending = consumer.pending(at: producer)
      quarantined &+= producer.documents.quarantined
      for former in producer.droppedGroups where former.store == consumer.ledger.store { dropped &+= former.articles }
      lost &+= Int(LedgerBalance.missing(producer, consumer.ledger, group: consumer.group).count)
    }

    public init(
      pending: Int?, quarantined: Int, undated: Int, dropped: Int = 0, lost: Int = 0, daysWithoutInput: Int = 0
    ) {
      self.daysWithoutInput = daysWithoutInput
      self.lost = lost
      self.pending = pending
      self.quarantined = quarantined
      self.undated = undated
      self.dropped = dropped
    }
  }

  /// The days, weeks or months of the rows for which anything was pushed.
  public var daysWithInput: Set<CalendarDay> { Set(rows.lazy.filter { $0.total > 0 }.compactMap(\.day)) }

  /// The question.
  public var query: StatisticsQuery
  /// UTC, seconds since 1970: the moment of the last commit that the counts hold.
  public var asOf: Int64
  /// IANA name of the zone in which days are cut.
  public var timeZone: String
  /// The versions of the topics files that classified what is stored, the current one first.
  public var topicsVersions: [String]
  /// All articles under the filter, without its topic and level: the denominator of the totals' shares.
  public var articles: Int
  /// Distinct articles under the same filter that count for at least one topic.
  public var articlesWithTopic: Int
  /// In the order of the topics file.
  public var topics: [TopicTotal]
  /// Empty where `query.by` is. Ordered by day (undated last), source, language, then topics in the order of the file.
  public var rows: [Row]
  /// Whether some or all days, weeks or months without articles are left out of the rows, which have no room for them: one article of
  /// long ago makes many such days.
  public var isSparse = false
  /// Pairs of topics that articles share, those with articles only, the topics in the order of the file.
  public var together: [Overlap]
  /// Nil where nothing was compared.
  public var compared: Compared?
  public var gaps: Gaps
  /// Nil where the filter names nothing that no stored article has.
  public var unknown: UnknownNames?

  public init(
    query: StatisticsQuery, asOf: Int64, timeZone: String, topicsVersions: [String], articles: Int,
    articlesWithTopic: Int, topics: [TopicTotal], rows: [Row], together: [Overlap] = [], compared: Compared? = nil,
    gaps: Gaps, unknown: UnknownNames? = nil
  ) {
    self.unknown = unknown
    self.together = together
    self.compared = compared
    self.query = query
    self.asOf = asOf
    self.timeZone = timeZone
    self.topicsVersions = topicsVersions
    self.articles = articles
    self.articlesWithTopic = articlesWithTopic
    self.topics = topics
    self.rows = rows
    self.gaps = gaps
  }
}

extension StatisticsAnswer {
  /// What the articles of `articlesWithTopic` treat: the topics that were asked for by name, or any.
  public var treated: String {
    let names = Dictionary(topics.map { ($0.topic, $0.name) }, uniquingKeysWith: { first, _ in first })
    let asked = [query.filter.topic, query.filter.with].compactMap(\.self)
    let named = asked.compactMap { names[$0] }
    if asked.isEmpty { return "a topic" }
    // The answer has the figures, and the name, of the first only.
    return (named.count == asked.count ? named : asked.map(\.rawValue)).joined(separator: " and ")
  }
}
