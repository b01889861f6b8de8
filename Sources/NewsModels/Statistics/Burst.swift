/// A question for bursts: days on which a topic stood out from its past.
public struct BurstsQuery: Hashable, Sendable, Codable {
  /// The greatest number of bursts in an answer.
  public static let maximumLimit = 500

  /// Bursts in its range; the days that they are measured by reach back before it. Undated articles are in no burst.
  public var filter: ArticleFilter
  /// 1 to `maximumLimit`; the newest are kept.
  public var limit: Int

  public init(filter: ArticleFilter = ArticleFilter(), limit: Int = 50) {
    self.filter = filter
    self.limit = limit
  }

  /// What is left out has its default: `{"limit": 10}` is a question.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let defaults = Self()
    filter = try values.decodeIfPresent(ArticleFilter.self, forKey: .filter) ?? defaults.filter
    limit = try values.decodeIfPresent(Int.self, forKey: .limit) ?? defaults.limit
  }
}

/// A day on which a topic stood out from its past.
public struct Burst: Hashable, Sendable, Codable {
  /// What drives a burst: a source, or a phrase of the evidence.
  public struct Driver: Hashable, Sendable, Codable {
    /// An outlet, empty where none is known; or a rule as the topics file writes it.
    public var name: String
    /// Of the day.
    public var articles: Int
    /// How many a day by the days that the burst is measured by: their mean, rounded to one place.
    public var usual: Double

    public init(name: String, articles: Int, usual: Double) {
      self.name = name
      self.articles = articles
      self.usual = usual
    }
  }

  public var day: CalendarDay
  public var topic: TopicID
  /// Articles of the topic on the day, under the filter: `articles --topic … --since DAY --until DAY` lists them.
  public var articles: Int
  /// All articles of the day under the filter's source and language.
  public var total: Int
  /// How many were to be expected by the same weekday of the weeks before.
  public var expected: Double
  /// By how much such days vary.
  public var spread: Double
  /// (`articles` − `expected`) ÷ `spread`.
  public var score: Double
  /// The weeks that the expectation rests on: those with input on the same weekday.
  public var weeks: Int
  /// 1 for the first of several bursting days in a row, 2 for the second, and so on.
  public var dayInRow: Int
  /// Those with the most articles above the usual, at most five.
  public var sources: [Driver]
  /// Of at most 500 articles of the day, counted once an article; at most five.
  public var phrases: [Driver]

  public init(
    day: CalendarDay, topic: TopicID, articles: Int, total: Int, expected: Double, spread: Double, score: Double,
    weeks: Int, dayInRow: Int, sources: [Driver] = [], phrases: [Driver] = []
  ) {
    self.day = day
    self.topic = topic
    self.articles = articles
    self.total = total
    self.expected = expected
    self.spread = spread
    self.score = score
    self.weeks = weeks
    self.dayInRow = dayInRow
    self.sources = sources
    self.phrases = phrases
  }

  private enum CodingKeys: String, CodingKey {
    case day, topic, articles, total, expected, spread, score, weeks, sources, phrases
    case dayInRow = "day_in_row"
  }
}

/// The answer to `bursts`.
public struct BurstsAnswer: Hashable, Sendable, Codable {
  public var schema = StatisticsAnswer.schema
  public var query: BurstsQuery
  /// The moment of the last commit that the answer holds.
  public var asOf: Timestamp
  /// IANA name of the zone in which days are cut.
  public var timeZone: String
  /// The versions of the topics files that classified what is stored, the current one first.
  public var topicsVersions: [String]
  /// How a burst is told, in one sentence for a person.
  public var method: String
  /// Newest first, those of one day in the order of the topics file.
  public var bursts: [Burst]
  /// Whether older bursts were left out.
  public var hasMore: Bool
  public var gaps: StatisticsAnswer.Gaps
  /// Nil where the filter names nothing that no stored article has.
  public var unknown: UnknownNames?

  public init(
    query: BurstsQuery, asOf: Timestamp, timeZone: String, topicsVersions: [String], method: String, bursts: [Burst],
    hasMore: Bool, gaps: StatisticsAnswer.Gaps, unknown: UnknownNames? = nil
  ) {
    self.unknown = unknown
    self.query = query
    self.asOf = asOf
    self.timeZone = timeZone
    self.topicsVersions = topicsVersions
    self.method = method
    self.bursts = bursts
    self.hasMore = hasMore
    self.gaps = gaps
  }

  private enum CodingKeys: String, CodingKey {
    case schema, query, method, bursts, gaps, unknown
    case asOf = "as_of"
    case timeZone = "time_zone"
    case topicsVersions = "topics_versions"
    case hasMore = "has_more"
  }
}
