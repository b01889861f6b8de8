/// Which articles a question is about; the same for `stats` and `articles`. An empty filter takes all.
public struct ArticleFilter: Hashable, Sendable, Codable {
  /// Only articles that count for this topic.
  public var topic: TopicID?
  /// Only articles that count for `topic` (or any topic) at this level.
  public var level: TopicLevel?
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

  public init(
    topic: TopicID? = nil, level: TopicLevel? = nil, since: CalendarDay? = nil, until: CalendarDay? = nil,
    source: String? = nil, language: String? = nil, undated: Bool? = nil
  ) {
    self.topic = topic
    self.level = level
    self.since = since
    self.until = until
    self.source = source
    self.language = language
    self.undated = undated
  }
}
