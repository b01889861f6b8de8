/// What other rules say of stored articles, beside what these count for.
public struct Reclassification: Hashable, Sendable, Codable {
  /// Articles that count for a topic.
  public struct Levels: Hashable, Sendable, Codable {
    public var main: Int
    public var mention: Int

    public init(main: Int = 0, mention: Int = 0) {
      self.main = main
      self.mention = mention
    }
  }

  /// A topic's figures by the rules that counted and by the others.
  public struct Topic: Hashable, Sendable, Codable {
    public var topic: TopicID
    /// For people; the id where the other rules do not have the topic.
    public var name: String
    public var before = Levels()
    public var after = Levels()
    /// Articles that count only by the other rules.
    public var gained = 0
    /// Articles that count no more by them.
    public var lost = 0
    /// Articles that count by both, at another level.
    public var moved = 0

    public init(topic: TopicID, name: String) {
      self.topic = topic
      self.name = name
    }
  }

  /// An article that counts otherwise for a topic.
  public struct Change: Hashable, Sendable, Codable {
    /// Characters: thousands of changes must fit into a message.
    public static let longestTitle = 300

    public var topic: TopicID
    /// Nil where it does not count.
    public var before: TopicLevel?
    /// Nil where it does not count.
    public var after: TopicLevel?
    public var id: ArticleID
    /// The first `longestTitle` characters of it.
    public var title: String
    public var published: PublicationTime?
    public var source: String?
    /// The heaviest evidence of the level after the change, or of the one before where none is left.
    public var evidence: Evidence?

    public init(
      topic: TopicID, before: TopicLevel?, after: TopicLevel?, id: ArticleID, title: String,
      published: PublicationTime?, source: String?, evidence: Evidence?
    ) {
      self.topic = topic
      self.before = before
      self.after = after
      self.id = id
      self.title = title
      self.published = published
      self.source = source
      self.evidence = evidence
    }
  }

  /// The version of the topics file with the other rules.
  public var version: String
  /// Articles that were read.
  public var articles = 0
  /// Those of them that count for other topics or at other levels.
  public var differing = 0
  /// Articles that were passed over: their text is damaged, or the consumer died while it classified them.
  public var unread = 0
  /// Those of the other rules in their order, then others that articles count for.
  public var topics: [Topic]
  /// In the order of reading; one for each topic for which an article counts otherwise.
  public var changes: [Change] = []

  public init(version: String, topics: [Topic]) {
    self.version = version
    self.topics = topics
  }

  private enum CodingKeys: String, CodingKey {
    case articles, differing, unread, topics, changes
    case version = "topics_version"
  }

  /// Takes an article in.
  public mutating func add(
    _ id: ArticleID, _ article: Article, before: [Classification.Topic], after: [Classification.Topic]
  ) {
    articles += 1
    let changesBefore = changes.count
    for former in before {
      let now = after.first { $0.topic == former.topic }
      count(id, article, former.topic, former, now)
    }
    for now in after where !before.contains(where: { $0.topic == now.topic }) {
      count(id, article, now.topic, nil, now)
    }
    if changes.count > changesBefore { differing += 1 }
  }

  private mutating func count(
    _ id: ArticleID, _ article: Article, _ topic: TopicID, _ before: Classification.Topic?,
    _ after: Classification.Topic?
  ) {
    let index = index(of: Topic(topic: topic, name: topic.rawValue))
    if let before { topics[index].before.count(before.level) }
    if let after { topics[index].after.count(after.level) }
    if before?.level == after?.level { return }
    switch (before, after) {
    case (nil, _): topics[index].gained += 1
    case (_, nil): topics[index].lost += 1
    default: topics[index].moved += 1
    }
    let evidence = (after ?? before)?.evidence.max { $0.weight < $1.weight }
    changes.append(
      Change(
        topic: topic, before: before?.level, after: after?.level, id: id,
        title: String(article.title.prefix(Change.longestTitle)), published: article.published, source: article.source,
        evidence: evidence))
  }

  /// Takes in what was found in other articles.
  public mutating func add(_ more: Reclassification) {
    articles += more.articles
    differing += more.differing
    unread += more.unread
    changes += more.changes
    for topic in more.topics {
      let index = index(of: Topic(topic: topic.topic, name: topic.name))
      topics[index].before.add(topic.before)
      topics[index].after.add(topic.after)
      topics[index].gained += topic.gained
      topics[index].lost += topic.lost
      topics[index].moved += topic.moved
    }
  }

  private mutating func index(of topic: Topic) -> Int {
    if let index = topics.firstIndex(where: { $0.topic == topic.topic }) { return index }
    topics.append(topic)
    return topics.count - 1
  }
}

extension Reclassification.Levels {
  fileprivate mutating func count(_ level: TopicLevel) {
    switch level {
    case .main: main += 1
    case .mention: mention += 1
    }
  }

  fileprivate mutating func add(_ more: Self) {
    main += more.main
    mention += more.mention
  }
}
