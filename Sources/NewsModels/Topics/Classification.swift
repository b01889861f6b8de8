/// What the rules of one topics file say of one article.
public struct Classification: Hashable, Sendable, Codable {
  /// A topic that the article counts for.
  public struct Topic: Hashable, Sendable, Codable {
    public var topic: TopicID
    public var level: TopicLevel
    /// The sum of the weights of the evidence, at most 32 spans of it; at or above the topic's threshold.
    public var score: Double
    /// In the order of the text, title first. Never empty; at most 96 spans.
    public var evidence: [Evidence]

    public init(topic: TopicID, level: TopicLevel, score: Double, evidence: [Evidence]) {
      self.topic = topic
      self.level = level
      self.score = score
      self.evidence = evidence
    }
  }

  /// Which topics file decided: `TopicsFile.version`.
  public var topicsVersion: String
  /// In the order of the topics file; only those that the article counts for.
  public var topics: [Topic]

  public init(topicsVersion: String, topics: [Topic]) {
    self.topicsVersion = topicsVersion
    self.topics = topics
  }
}
