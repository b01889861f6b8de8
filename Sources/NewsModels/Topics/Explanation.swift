/// A classification with the reasons for what counted and for what did not.
public struct Explanation: Hashable, Sendable, Codable {
  public var classification: Classification
  /// In the order of the topics file.
  public var nearMisses: [NearMiss]

  public init(classification: Classification, nearMisses: [NearMiss]) {
    self.classification = classification
    self.nearMisses = nearMisses
  }
}
