/// A question about outlets, or a change of which spellings are one.
public struct SourcesQuery: Hashable, Sendable, Codable {
  public enum Action: String, Hashable, Sendable, NamedChoice {
    /// Lists outlets; the default.
    case list
    /// Makes the outlets in `names` one source with that of `as`, also for what comes.
    case join
    /// Makes the outlets in `names` sources of their own again.
    case part
    /// Shows the one outlet in `names` as `as`, which must be another spelling of it, whatever comes.
    case name
  }

  /// The greatest number of names in a change.
  public static let maximumNames = 1_000

  public var action: Action
  /// Outlets in any of their spellings; of all but `list`.
  public var names: [String]
  /// The outlet that the others are counted with; of `join`. What the outlet is shown as; of `name`.
  public var `as`: String?
  /// Of `list`: only outlets that fell silent.
  public var silent: Bool

  public init(action: Action = .list, names: [String] = [], as name: String? = nil, silent: Bool = false) {
    self.action = action
    self.names = names
    self.as = name
    self.silent = silent
  }

  /// What is left out has its default: `{}` lists all.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    action = try values.decodeIfPresent(Action.self, forKey: .action) ?? .list
    names = try values.decodeIfPresent([String].self, forKey: .names) ?? []
    self.as = try values.decodeIfPresent(String.self, forKey: .as)
    silent = try values.decodeIfPresent(Bool.self, forKey: .silent) ?? false
  }
}

/// One outlet as statistics know it.
public struct SourceAccount: Hashable, Sendable, Codable {
  /// Nil stands for articles without a source.
  public var source: String?
  /// As documents write it, those that came first in front; at most 50.
  public var spellings: [String]
  /// Outlets that a person joined into this one.
  public var joined: [String]
  public var articles: Int
  public var withTopic: Int
  /// When the last of its articles was stored; nil where none was.
  public var lastReceived: Timestamp?
  /// The newest publication day of its articles; nil where all are undated.
  public var lastDay: CalendarDay?
  /// Days since `lastDay`, as of the newest publication day of the whole store.
  public var silentDays: Int?
  /// The longest pause between two days with articles that it made in the 90 days before `lastDay`; nil where it had fewer than ten
  /// such days, which make no rhythm.
  public var usualPause: Int?
  /// Whether it paused longer than it usually does: see `SourcesAnswer.method`.
  public var isSilent: Bool

  public init(
    source: String?, spellings: [String], joined: [String], articles: Int, withTopic: Int, lastReceived: Timestamp?,
    lastDay: CalendarDay?, silentDays: Int?, usualPause: Int?, isSilent: Bool
  ) {
    self.source = source
    self.spellings = spellings
    self.joined = joined
    self.articles = articles
    self.withTopic = withTopic
    self.lastReceived = lastReceived
    self.lastDay = lastDay
    self.silentDays = silentDays
    self.usualPause = usualPause
    self.isSilent = isSilent
  }

  private enum CodingKeys: String, CodingKey {
    case source, spellings, joined, articles
    case withTopic = "articles_with_topic"
    case lastReceived = "last_received"
    case lastDay = "last_day"
    case silentDays = "silent_days"
    case usualPause = "usual_pause"
    case isSilent = "silent"
  }

  /// What is not known is written as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    try container.encode(spellings, forKey: .spellings)
    try container.encode(joined, forKey: .joined)
    try container.encode(articles, forKey: .articles)
    try container.encode(withTopic, forKey: .withTopic)
    try container.encode(lastReceived, forKey: .lastReceived)
    try container.encode(lastDay, forKey: .lastDay)
    try container.encode(silentDays, forKey: .silentDays)
    try container.encode(usualPause, forKey: .usualPause)
    try container.encode(isSilent, forKey: .isSilent)
  }
}

/// The answer to `sources`: how the outlets stand, after the change where one was asked for.
public struct SourcesAnswer: Hashable, Sendable, Codable {
  public var schema = StatisticsAnswer.schema
  public var asOf: Timestamp
  public var timeZone: String
  /// How an outlet that fell silent is told, in one sentence for a person.
  public var method: String
  /// By name, that of no source last.
  public var sources: [SourceAccount]
  public var gaps: StatisticsAnswer.Gaps
  /// What was done of the change that was asked for, an entry an outlet; nil where none was.
  public var changes: [SourceChange]?

  public init(
    asOf: Timestamp, timeZone: String, method: String, sources: [SourceAccount], gaps: StatisticsAnswer.Gaps,
    changes: [SourceChange]? = nil
  ) {
    self.changes = changes
    self.asOf = asOf
    self.timeZone = timeZone
    self.method = method
    self.sources = sources
    self.gaps = gaps
  }

  private enum CodingKeys: String, CodingKey {
    case schema, method, sources, gaps, changes
    case asOf = "as_of"
    case timeZone = "time_zone"
  }
}
