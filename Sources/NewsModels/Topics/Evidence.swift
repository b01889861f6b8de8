/// A span of an article's own text that made it count, with the rule that it matched.
public struct Evidence: Hashable, Sendable, Codable {
  /// The part of the article that a span lies in.
  public enum Field: String, Hashable, Sendable, Codable {
    case title
    case body
  }

  public var field: Field
  /// Offset of the first Unicode scalar of the span in the field.
  public var start: Int
  /// Offset behind the last Unicode scalar of the span; greater than `start`.
  public var end: Int
  /// The span as the article writes it.
  public var text: String
  /// The rule that matched, as the topics file writes it.
  public var rule: String
  /// What this span added to the topic's score: negative for a rule that speaks against the topic, 0 for a phrase that only
  /// had to stand near another.
  public var weight: Double

  public init(field: Field, start: Int, end: Int, text: String, rule: String, weight: Double) {
    self.field = field
    self.start = start
    self.end = end
    self.text = text
    self.rule = rule
    self.weight = weight
  }
}
