import NewsModels

/// A group's durable state in the outbox.
public struct OutboxGroup: Hashable, Sendable {
  public var name: GroupName
  /// Nil until its first consumer came.
  public var store: StoreID?
  /// The last article before the first that the group is to receive.
  public var start: SequenceNumber
  /// What its store has dealt with.
  public var acknowledged: SequenceRanges

  public init(name: GroupName, store: StoreID?, start: SequenceNumber, acknowledged: SequenceRanges) {
    self.name = name
    self.store = store
    self.start = start
    self.acknowledged = acknowledged
  }
}

/// A page of articles that wait for a group.
public struct LoadedArticles: Hashable, Sendable {
  /// Ascending by sequence.
  public var articles: [DeliverableArticle]
  /// Whether no committed article lies behind the last of these.
  public var reachedEnd: Bool

  public init(articles: [DeliverableArticle], reachedEnd: Bool) {
    self.articles = articles
    self.reachedEnd = reachedEnd
  }
}
