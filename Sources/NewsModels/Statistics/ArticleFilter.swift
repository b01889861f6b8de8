/// Which articles a question is about; the same for `stats` and `articles`. An empty filter takes all.
public struct ArticleFilter: Hashable, Sendable, Codable {
  /// Only articles that count for this topic.
  public var topic: TopicID?
  /// Only articles that count for `with` besides `topic`, which must be named too.
  public var with: TopicID?
  /// Only articles that count for `with` at this level.
  public var withLevel: TopicLevel?
  /// Only articles that count for `topic` (or any topic) at this level.
  public var level: TopicLevel?
  /// True: only articles that count for some topic, at `level` where one is given; totals of such articles open so. False: only articles
  /// that count for none; neither a topic nor a level can be named then. Counts are the same either way: they tell both apart.
  public var topical: Bool?
  /// A range by its name, as of the day on which the question is answered: `resolved` sets `since` and `until` by it.
  public var period: ReportingPeriod?
  /// First day, inclusive, in the store's time zone.
  public var since: CalendarDay?
  /// Last day, inclusive, in the store's time zone.
  public var until: CalendarDay?
  /// An outlet in any of its spellings.
  public var source: String?
  /// A language code.
  public var language: String?
  /// True: only articles without a believable publication day. False: only dated ones. Nil: both, unless a range is given.
  public var undated: Bool?
  /// True: each story once, at its first stored article; copies of it are left out.
  public var collapse: Bool?

  public init(
    topic: TopicID? = nil, with: TopicID? = nil, withLevel: TopicLevel? = nil, level: TopicLevel? = nil,
    period: ReportingPeriod? = nil,
    since: CalendarDay? = nil, until: CalendarDay? = nil, source: String? = nil, language: String? = nil,
    undated: Bool? = nil, topical: Bool? = nil, collapse: Bool? = nil
  ) {
    self.topical = topical
    self.topic = topic
    self.with = with
    self.withLevel = withLevel
    self.level = level
    self.period = period
    self.since = since
    self.until = until
    self.source = source
    self.language = language
    self.undated = undated
    self.collapse = collapse
  }

  private enum CodingKeys: String, CodingKey {
    case topic, with, level, topical, period, since, until, source, language, undated, collapse
    case withLevel = "with_level"
  }

  /// The same filter with the days that its period names on `today`; nil where it names days besides a period.
  public func resolved(on today: CalendarDay) -> ArticleFilter? {
    guard let period else { return self }
    guard since == nil, until == nil, undated != true else { return nil }
    var filter = self
    let days = period.days(on: today)
    (filter.since, filter.until) = (days.lowerBound, days.upperBound)
    return filter
  }
}
