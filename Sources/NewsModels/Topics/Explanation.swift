/// A classification with the reasons for what counted and for what did not.
public struct Explanation: Hashable, Sendable, Codable {
  public var classification: Classification
  /// In the order of the topics file.
  public var nearMisses: [NearMiss]
  /// The sums of each topic of which some phrase stands in the article, in the order of the topics file.
  public var arithmetic: [TopicArithmetic]

  public init(classification: Classification, nearMisses: [NearMiss], arithmetic: [TopicArithmetic] = []) {
    self.classification = classification
    self.nearMisses = nearMisses
    self.arithmetic = arithmetic
  }
}
