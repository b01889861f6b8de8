/// The header of `stats`.
public struct StatisticsRequest: Hashable, Sendable, Codable {
  public var request: Int?
  public var query: StatisticsQuery?

  public init(request: Int? = nil, query: StatisticsQuery? = nil) {
    self.request = request
    self.query = query
  }
}

/// The header of `articles`.
public struct ArticlesRequest: Hashable, Sendable, Codable {
  public var request: Int?
  public var query: ArticlesQuery?

  public init(request: Int? = nil, query: ArticlesQuery? = nil) {
    self.request = request
    self.query = query
  }
}

/// The header of `explain`.
public struct ExplainRequest: Hashable, Sendable, Codable {
  public var request: Int?
  /// An article's id, or its first 8 digits or more.
  public var id: String

  public init(request: Int? = nil, id: String) {
    self.request = request
    self.id = id
  }
}

/// The header of the answer to `explain`; `article` is nil where no article, or several, have the id.
public struct ExplainAnswer: Hashable, Sendable, Codable {
  public var request: Int?
  public var id: ArticleID?
  public var article: Article?
  /// The classification that counted the article, as stored.
  public var stored: Classification?
  /// The arithmetic and the near misses by the same rules; nil where the topics file that counted it is not kept any more.
  public var explanation: Explanation?
  /// Nil where no other stored article has its text.
  public var story: StoryPlace?
  /// Where there is no `id`: whether several articles have one that begins as was asked, or none.
  public var several: Bool?

  public init(
    request: Int?, id: ArticleID? = nil, article: Article? = nil, stored: Classification? = nil,
    explanation: Explanation? = nil, story: StoryPlace? = nil, several: Bool? = nil
  ) {
    self.several = several
    self.story = story
    self.request = request
    self.id = id
    self.article = article
    self.stored = stored
    self.explanation = explanation
  }
}

/// The header of `stored-ids`, question and answer: of the ids asked for, those that can be queried.
public struct StoredIDs: Hashable, Sendable, Codable {
  /// Greatest number of ids in one question.
  public static let maximum = 10_000

  /// Greatest `wait`, in milliseconds.
  public static let maximumWait = 10_000

  public var request: Int?
  public var ids: [ArticleID]
  /// Of a question: milliseconds to wait until all of them are stored; nil is none. A consumer may answer earlier.
  public var wait: Int?

  public init(request: Int? = nil, ids: [ArticleID], wait: Int? = nil) {
    self.request = request
    self.ids = ids
    self.wait = wait
  }
}

/// The header of the answer to `status` at the query socket: how a consumer stands.
public struct ConsumerStatus: Hashable, Sendable, Codable {
  public var request: Int?
  public var consumer: ConsumerID
  public var group: GroupName
  public var ledger: StoreLedger
  /// The producers' endpoints that the consumer is connected to, and whether each has answered.
  public var links: [Link]
  public var topicsVersion: String
  /// Whether work that waits is being done.
  public var healthy: Bool
  /// Why it is not, and what the service had lost when it started, though all that waits is done; nil where all is well.
  public var trouble: String?
  /// Another after whatever changes the answers to questions; nil from a consumer that does not say it.
  public var revision: Int64?

  public struct Link: Hashable, Sendable, Codable {
    public var endpoint: String
    public var connected: Bool
    /// What keeps it from being connected, or from storing what comes; nil where nothing does or it is not known.
    public var trouble: String?

    public init(endpoint: String, connected: Bool, trouble: String?) {
      self.endpoint = endpoint
      self.connected = connected
      self.trouble = trouble
    }
  }

  public init(
    request: Int?, consumer: ConsumerID, group: GroupName, ledger: StoreLedger, links: [Link], topicsVersion: String,
    healthy: Bool, trouble: String?, revision: Int64? = nil
  ) {
    self.revision = revision
    self.request = request
    self.consumer = consumer
    self.group = group
    self.ledger = ledger
    self.links = links
    self.topicsVersion = topicsVersion
    self.healthy = healthy
    self.trouble = trouble
  }
}

extension ConsumerStatus {
  /// Articles that wait for this consumer's group, by the account of a producer; nil where that is not all there is to know: it has other
  /// producers too, or this one does not serve it now.
  public func pending(at producer: ProducerLedger) -> Int? {
    guard links.count == 1, links[0].connected else { return nil }
    return producer.groups.first { $0.group == group && $0.store == ledger.store }?.pending
  }
}

/// The header of the answer to `topics`.
public struct TopicsAnswer: Hashable, Sendable, Codable {
  public struct Topic: Hashable, Sendable, Codable {
    public var topic: TopicID
    public var name: String

    public init(topic: TopicID, name: String) {
      self.topic = topic
      self.name = name
    }
  }

  public var request: Int?
  public var version: String
  public var topics: [Topic]
  /// The file as it was written.
  public var source: String
  /// IANA name of the zone in which the store cuts days; nil from a consumer that does not say it.
  public var timeZone: String?

  private enum CodingKeys: String, CodingKey {
    case request, version, topics, source
    case timeZone = "time_zone"
  }

  public init(request: Int?, version: String, topics: [Topic], source: String, timeZone: String? = nil) {
    self.timeZone = timeZone
    self.request = request
    self.version = version
    self.topics = topics
    self.source = source
  }
}

/// The header of an `article` event: an article that was just stored.
public struct ArticleEvent: Hashable, Sendable, Codable {
  /// Grows by one with each event of a consumer's life: a gap means that events were lost, and `articles` has them, asked with
  /// `stored_after` and the `sequence` of the last article that was seen.
  public var number: Int
  /// With its `sequence`.
  public var article: ArticleListing.Item

  public init(number: Int, article: ArticleListing.Item) {
    self.number = number
    self.article = article
  }
}
