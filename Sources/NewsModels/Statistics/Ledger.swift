/// A producer's account of documents and, for each group, of articles. Every counter changed in the transaction of the fact it counts.
public struct ProducerLedger: Hashable, Sendable, Codable {
  /// Every document that came in ended as one of four.
  public struct Documents: Hashable, Sendable, Codable {
    public var received: Int
    public var read: Int
    public var duplicate: Int
    public var skipped: Int
    public var quarantined: Int

    public init(received: Int, read: Int, duplicate: Int, skipped: Int, quarantined: Int) {
      self.received = received
      self.read = read
      self.duplicate = duplicate
      self.skipped = skipped
      self.quarantined = quarantined
    }

    /// Figures that came from outside may be any: a sum that does not fit is no reason to end.
    public var isBalanced: Bool { received == read &+ duplicate &+ skipped &+ quarantined }
  }

  /// Articles of one group since it joined.
  public struct Group: Hashable, Sendable, Codable {
    public var group: GroupName
    /// The store that the group is bound to; nil until its first consumer came.
    public var store: StoreID?
    public var accepted: Int
    /// Accepted, and none of the following yet.
    public var pending: Int
    /// Of the pending articles.
    public var pendingBytes: Int
    /// How many bytes may be pending before pushers wait; nil where the group has no limit of its own.
    public var limit: Int?
    public var stored: Int
    /// The store had them already.
    public var known: Int
    public var quarantined: Int
    /// Given up by a person: the group was dropped, or the article.
    public var dropped: Int
    /// All sequences that the group has acknowledged.
    public var acknowledged: SequenceRanges
    /// What stores that the group was bound to before had acknowledged, and the one of now is not given by itself; nil where it had no
    /// other store.
    public var leftBehind: SequenceRanges?

    public init(
      group: GroupName, store: StoreID?, accepted: Int, pending: Int, pendingBytes: Int = 0, limit: Int? = nil,
      stored: Int, known: Int, quarantined: Int,
      dropped: Int, acknowledged: SequenceRanges, leftBehind: SequenceRanges? = nil
    ) {
      self.group = group
      self.store = store
      self.accepted = accepted
      self.pending = pending
      self.pendingBytes = pendingBytes
      self.limit = limit
      self.stored = stored
      self.known = known
      self.quarantined = quarantined
      self.dropped = dropped
      self.acknowledged = acknowledged
      self.leftBehind = leftBehind
    }

    /// As above.
    public var isBalanced: Bool { accepted == pending &+ stored &+ known &+ quarantined &+ dropped }
  }

  public var producer: ProducerID
  public var epoch: Epoch
  public var documents: Documents
  /// Articles accepted by this outbox ever.
  public var accepted: Int
  /// Articles that came again and were told so.
  public var duplicates: Int
  /// Bytes that wait in the outbox.
  public var pendingBytes: Int
  public var groups: [Group]
  /// Groups that a person gave up, oldest first.
  public var droppedGroups: [DroppedGroup]
  /// Sequences whose articles were sent again since under others (`push --again`), or others in their places: a store that lost what came
  /// under these lacks nothing. Nil where there are none; of very many separate ranges the greatest.
  public var resent: SequenceRanges?
  /// Sequences under which an outbox that did not note it yet sent something again: each brought an article that had been accepted under a
  /// sequence of its own, or one in whose place another was accepted. Nil where there are none; of very many the greatest.
  public var unattributed: SequenceRanges?
  /// What the outbox lost, oldest first; by sequence. Articles of these that no store has are lost.
  public var damages: [LedgerDamage]

  /// A group that was given up, with what was pending for it then: a gap in its store, or less where something was in flight.
  public struct DroppedGroup: Hashable, Sendable, Codable {
    public var group: GroupName
    /// Nil where no consumer had come.
    public var store: StoreID?
    public var articles: Int
    /// The first and last article that may be missing.
    public var first: SequenceNumber
    public var last: SequenceNumber
    /// Milliseconds since 1970, UTC.
    public var at: Int64

    public init(
      group: GroupName, store: StoreID?, articles: Int, first: SequenceNumber, last: SequenceNumber, at: Int64
    ) {
      self.group = group
      self.store = store
      self.articles = articles
      self.first = first
      self.last = last
      self.at = at
    }
  }

  public init(
    producer: ProducerID, epoch: Epoch, documents: Documents, accepted: Int, duplicates: Int, pendingBytes: Int,
    groups: [Group], droppedGroups: [DroppedGroup] = [], resent: SequenceRanges? = nil,
    unattributed: SequenceRanges? = nil, damages: [LedgerDamage] = []
  ) {
    self.producer = producer
    self.epoch = epoch
    self.documents = documents
    self.accepted = accepted
    self.duplicates = duplicates
    self.pendingBytes = pendingBytes
    self.groups = groups
    self.droppedGroups = droppedGroups
    self.resent = resent
    self.unattributed = unattributed
    self.damages = damages
  }
}

/// A store's account of what each producer delivered to it.
public struct StoreLedger: Hashable, Sendable, Codable {
  public struct Producer: Hashable, Sendable, Codable {
    public var producer: ProducerID
    public var stored: Int
    /// Had been stored already, from another producer or an earlier push.
    public var known: Int
    public var quarantined: Int
    /// Came again although this store had dealt with the same sequence: answered again, counted nowhere else.
    public var redelivered: Int
    /// Answered as quarantined and stored since, by a person's retry: among the stored.
    public var released: Int
    /// Answered as quarantined and given up since by a person: not among the quarantined any more.
    public var dropped: Int
    /// All sequences dealt with.
    public var acknowledged: SequenceRanges

    public init(
      producer: ProducerID, stored: Int, known: Int, quarantined: Int, redelivered: Int, released: Int = 0,
      dropped: Int = 0, acknowledged: SequenceRanges
    ) {
      self.producer = producer
      self.stored = stored
      self.known = known
      self.quarantined = quarantined
      self.redelivered = redelivered
      self.released = released
      self.dropped = dropped
      self.acknowledged = acknowledged
    }
  }

  public var store: StoreID
  /// Articles in the store.
  public var stored: Int
  public var withTopic: Int
  public var quarantined: Int
  public var producers: [Producer]
  /// What the store lost, oldest first; by number in the order of storing.
  public var damages: [LedgerDamage]

  public init(
    store: StoreID, stored: Int, withTopic: Int, quarantined: Int, producers: [Producer], damages: [LedgerDamage] = []
  ) {
    self.store = store
    self.stored = stored
    self.withTopic = withTopic
    self.quarantined = quarantined
    self.producers = producers
    self.damages = damages
  }

  /// Articles that were stored and gave way to later readings of their documents since: counted by the producers' figures, not by the
  /// store's.
  public var superseded: Int { max(0, producers.reduce(0) { $0 &+ $1.stored } &- stored) }
}

extension SequenceRanges: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let ranges = SequenceRanges(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "expected ascending ranges of sequence numbers as 1-500,502")
    }
    self = ranges
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
