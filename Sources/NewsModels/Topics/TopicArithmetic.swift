/// The sums behind the decision about one topic of one article.
public struct TopicArithmetic: Hashable, Sendable, Codable {
  /// The sum that tells `main` from `mention`.
  public struct Main: Hashable, Sendable, Codable {
    /// What evidence in the headline adds; 0 where there is none.
    public var title: Double
    /// What evidence in the lead adds; 0 where there is none.
    public var lead: Double
    /// The share of the body's words that stand near evidence, 0 to 1.
    public var share: Double
    /// What that share adds.
    public var body: Double
    /// The headline announces several news and names others: then nothing is added up.
    public var isRoundup: Bool
    /// `title`, `lead` and `body` together; 0 for a round-up.
    public var score: Double
    /// The article is about the topic where `score` reaches this.
    public var threshold: Double

    public init(
      title: Double, lead: Double, share: Double, body: Double, isRoundup: Bool, score: Double, threshold: Double
    ) {
      self.title = title
      self.lead = lead
      self.share = share
      self.body = body
      self.isRoundup = isRoundup
      self.score = score
      self.threshold = threshold
    }
  }

  public var topic: TopicID
  /// The sum of the weights of the evidence.
  public var score: Double
  /// The article counts where `score` reaches this.
  public var threshold: Double
  public var main: Main

  public init(topic: TopicID, score: Double, threshold: Double, main: Main) {
    self.topic = topic
    self.score = score
    self.threshold = threshold
    self.main = main
  }
}
