/// The header of `groups`: asks for the groups, or changes one and then asks.
public struct GroupsRequest: Hashable, Sendable, Codable {
  public enum Action: String, Hashable, Sendable, NamedChoice {
    case list, add, drop, rebind, forget
  }

  public var request: Int?
  /// `list` where nil.
  public var action: Action?
  /// Of all but `list`.
  public var group: GroupName?
  /// Of `add`; `now` where nil.
  public var begin: GroupBeginning?
  /// Of `add`: bytes that may be pending for the group; nil for no limit but the outbox's.
  public var limit: Int?
  /// Of `rebind`: nil for the next store that comes.
  public var store: StoreID?

  public init(
    request: Int? = nil, action: Action? = nil, group: GroupName? = nil, begin: GroupBeginning? = nil,
    limit: Int? = nil, store: StoreID? = nil
  ) {
    self.request = request
    self.action = action
    self.group = group
    self.begin = begin
    self.limit = limit
    self.store = store
  }
}

/// The header of the answer to `groups`: how they stand after the change.
public struct GroupsAnswer: Hashable, Sendable, Codable {
  public struct Group: Hashable, Sendable, Codable {
    public var account: ProducerLedger.Group
    /// Consumers that are connected.
    public var consumers: Int
    /// How long none has been, in seconds; nil where there is one.
    public var unservedSeconds: Int?
    /// Whether none has come since the producer started; nil where there is one, and from a producer of an older version.
    public var isUnservedSinceStart: Bool?

    public init(
      account: ProducerLedger.Group, consumers: Int, unservedSeconds: Int?, isUnservedSinceStart: Bool? = nil
    ) {
      self.account = account
      self.consumers = consumers
      self.unservedSeconds = unservedSeconds
      self.isUnservedSinceStart = isUnservedSinceStart
    }
  }

  public var request: Int?
  public var groups: [Group]
  public var dropped: [ProducerLedger.DroppedGroup]

  public init(request: Int?, groups: [Group], dropped: [ProducerLedger.DroppedGroup]) {
    self.request = request
    self.groups = groups
    self.dropped = dropped
  }
}
