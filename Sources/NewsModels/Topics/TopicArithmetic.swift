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

    private enum CodingKeys: String, CodingKey {
      case title, lead, share, body, score, threshold
      case isRoundup = "is_roundup"
    }
  }

  /// How one span's weight came about.
  public struct Term: Hashable, Sendable, Codable {
    public var field: Evidence.Field
    /// Offset of the first Unicode scalar of the span in the field.
    public var start: Int
    /// Offset behind the last Unicode scalar of the span.
    public var end: Int
    /// The weight of its rule.
    public var rule: Double
    /// What the topic multiplies it by for the place: 1 in the body.
    public var place: Double
    /// What it is multiplied by for the spelling: less than 1 for words without their diacritics.
    public var spelling: Double
    /// What it adds to the score: the product, or what the rule's `at-most` leaves of it.
    public var weight: Double

    public init(
      field: Evidence.Field, start: Int, end: Int, rule: Double, place: Double, spelling: Double, weight: Double
    ) {
      self.field = field
      self.start = start
      self.end = end
      self.rule = rule
      self.place = place
      self.spelling = spelling
      self.weight = weight
    }
  }

  public var topic: TopicID
  /// The sum of the weights of the evidence.
  public var score: Double
  /// The article counts where `score` reaches this.
  public var threshold: Double
  /// What the score is the sum of, in the order of the text; nil from a consumer that does not tell yet.
  public var terms: [Term]?
  public var main: Main

  public init(topic: TopicID, score: Double, threshold: Double, terms: [Term], main: Main) {
    self.topic = topic
    self.terms = terms
    self.score = score
    self.threshold = threshold
    self.main = main
  }
}
