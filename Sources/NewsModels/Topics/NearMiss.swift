/// A topic that an article does not count for although some of its phrases stand in the text, or a span that was excluded.
public struct NearMiss: Hashable, Sendable, Codable {
  public var topic: TopicID
  /// What the spans that count add up to.
  public var score: Double
  /// Why it is a miss, for a person: `excluded by "bán đảo Triều Tiên"`, `0.4 below the threshold of 1`.
  public var reason: String
  /// The same in parts, for who words it otherwise; nil from a service that does not tell them.
  public var causes: [Cause]?
  /// The spans that matched, excluded ones too.
  public var evidence: [Evidence]

  public init(topic: TopicID, score: Double, causes: [Cause], evidence: [Evidence]) {
    self.topic = topic
    self.score = score
    self.reason = causes.map(\.description).joined(separator: "; ")
    self.causes = causes
    self.evidence = evidence
  }

  /// Of a service that knows more causes, or tells one otherwise, the reason is kept.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    topic = try container.decode(TopicID.self, forKey: .topic)
    score = try container.decode(Double.self, forKey: .score)
    reason = try container.decode(String.self, forKey: .reason)
    causes = try? container.decodeIfPresent([Cause].self, forKey: .causes)
    evidence = try container.decode([Evidence].self, forKey: .evidence)
  }
}

extension NearMiss {
  /// Phrases are written as in the topics file, rules by their names there.
  public enum Cause: Hashable, Sendable, Codable {
    /// What counts adds up to less than the threshold. `missing` is rounded up to two decimals.
    case below(threshold: Double, missing: Double)
    /// A phrase of the topic's `exclude` holds the span.
    case excluded(phrase: String)
    /// Nothing of one of the rule's `all-of` lists stands near.
    case lacks(rule: String, phrases: String, within: Reach)
    /// A phrase of a `none-of` list stands near.
    case spoiled(rule: String, phrase: String, within: Reach)
    /// So many further causes that are not told.
    case others(count: Int)
  }
}

extension NearMiss.Cause: CustomStringConvertible {
  public var description: String {
    switch self {
    case .below(let threshold, let missing):
      "\(Self.written(missing)) below the threshold of \(Self.written(threshold))"
    case .excluded(let phrase):
      "excluded by \"\(phrase)\""
    case .lacks(let rule, let phrases, let reach):
      "the rule \"\(rule)\" finds nothing of \(phrases) \(reach.description)"
    case .spoiled(let rule, let phrase, let reach):
      "the rule \"\(rule)\" is spoiled by \"\(phrase)\" \(reach.description)"
    case .others(let count):
      "and \(count) more"
    }
  }

  /// By how much a score is below a threshold. Sums of weights are a little more than they are: 1 less 0.7 is 0.3, not 0.31.
  public static func below(_ threshold: Double, score: Double) -> Self {
    .below(threshold: threshold, missing: hundredths(threshold - score) / 100)
  }

  private static func hundredths(_ number: Double) -> Double { (number * 100 - 1e-6).rounded(.up) }

  /// Up, to two decimals at most.
  private static func written(_ number: Double) -> String {
    let hundredths = Int(hundredths(number))
    let whole = "\(hundredths / 100)"
    guard hundredths % 100 != 0 else { return whole }
    let rest = hundredths % 100
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
