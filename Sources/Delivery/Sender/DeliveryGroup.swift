import NewsModels

/// What the outbox knows of a group: the durable part of its state, given to `DeliverySender` at start.
public struct DeliveryGroup: Hashable, Sendable {
  public var name: GroupName
  /// The store that the group is bound to; nil until its first consumer says hello.
  public var store: StoreID?
  /// The article before the first that the group receives.
  public var start: SequenceNumber
  /// What is recorded as stored, known, quarantined or dropped. Normally one range.
  public var settled: SequenceRanges

  public init(
    name: GroupName, store: StoreID? = nil, start: SequenceNumber = .zero, settled: SequenceRanges = SequenceRanges()
  ) {
    self.name = name
    self.store = store
    self.start = start
    self.settled = settled
  }
}
