/// A topic that an article does not count for although some of its phrases stand in the text, or a span that was excluded.
public struct NearMiss: Hashable, Sendable, Codable {
  public var topic: TopicID
  /// What the spans that count add up to.
  public var score: Double
  /// Why it is a miss, for a person: `excluded by "bán đảo Triều Tiên"`, `0.4 below the threshold of 1`.
  public var reason: String
  /// The spans that matched, excluded ones too.
  public var evidence: [Evidence]

  public init(topic: TopicID, score: Double, reason: String, evidence: [Evidence]) {
    self.topic = topic
    self.score = score
    self.reason = reason
    self.evidence = evidence
  }
}
