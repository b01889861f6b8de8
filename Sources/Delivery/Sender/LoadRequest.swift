import NewsModels

/// Articles that `DeliverySender` wants from the outbox: those with `after < sequence <= through`, ascending.
public struct LoadRequest: Hashable, Sendable {
  public var group: GroupName
  public var after: SequenceNumber
  public var through: SequenceNumber
  /// At least 1.
  public var maxArticles: Int
  /// Encoded size of all articles of the answer, at least 1. The first article comes even if it is larger.
  public var maxBytes: Int

  public init(
    group: GroupName, after: SequenceNumber, through: SequenceNumber, maxArticles: Int, maxBytes: Int
  ) {
    self.group = group
    self.after = after
    self.through = through
    self.maxArticles = maxArticles
    self.maxBytes = maxBytes
  }
}
