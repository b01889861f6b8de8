import NewsModels

/// How the services stand, as JSON: of `newsctl status` and of `/api/v1/status`.
public struct CodedStatus: Encodable, Sendable {
  public struct Producer: Encodable, Sendable {
    public struct Documents: Encodable, Sendable {
      public var received: Int
      public var read: Int
      public var duplicate: Int
      public var skipped: Int
      public var quarantined: Int
    }

    public struct Articles: Encodable, Sendable {
      public var accepted: Int
      public var duplicates: Int
      /// Of the group that has the most waiting.
      public var pending: Int
      public var inFlight: Int
      /// Dealt with by the group that is furthest behind.
      public var delivered: Int

      private enum CodingKeys: String, CodingKey {
        case accepted, duplicates, pending, delivered
        case inFlight = "in_flight"
      }
    }

    public var id: String
    public var endpoint: String
    public var documents: Documents
    public var articles: Articles
    public var groups: [CodedGroup]
    /// What the outbox lost, by sequence.
    public var damages: [LedgerDamage]
    public var healthy: Bool
    public var trouble: String?

    public init(_ status: ProducerStatus, endpoint: String) {
      let ledger = status.ledger
      id = ledger.producer.rawValue
      self.endpoint = endpoint
      documents = Documents(
        received: ledger.documents.received, read: ledger.documents.read, duplicate: ledger.documents.duplicate,
        skipped: ledger.documents.skipped, quarantined: ledger.documents.quarantined)
      articles = Articles(
        accepted: ledger.accepted, duplicates: ledger.duplicates,
        pending: ledger.groups.map(\.pending).max() ?? 0, inFlight: status.inFlight.values.reduce(0, +),
        delivered: ledger.groups.map { $0.stored + $0.known + $0.quarantined }.min() ?? 0)
      groups = ledger.groups.map { CodedGroup($0, unservedSeconds: status.unserved?[$0.group.rawValue]) }
      damages = ledger.damages
      healthy = status.healthy
      trouble = status.trouble
    }
  }

  public struct Consumer: Encodable, Sendable {
    public var id: String
    public var group: GroupName
    public var stored: Int
    public var withTopic: Int
    public var withoutTopic: Int
    public var redelivered: Int
    public var quarantined: Int
    /// Stored once, and replaced by later readings of their documents since: not among `stored` any more.
    public var superseded: Int
    /// What the store lost, by number in the order of storing.
    public var damages: [LedgerDamage]
    /// The producer's articles that the store has beyond what its group has acknowledged, by sequence; nil where there are none.
    public var excess: SequenceRanges?
    public var healthy: Bool
    public var trouble: String?

    private enum CodingKeys: String, CodingKey {
      case id, group, stored, redelivered, quarantined, superseded, damages, excess, healthy, trouble
      case withTopic = "with_topic"
      case withoutTopic = "without_topic"
    }

    public init(_ status: ConsumerStatus, excess: SequenceRanges) {
      id = status.consumer.rawValue
      group = status.group
      stored = status.ledger.stored
      withTopic = status.ledger.withTopic
      withoutTopic = status.ledger.stored - status.ledger.withTopic
      redelivered = status.ledger.producers.reduce(0) { $0 + $1.redelivered }
      quarantined = status.ledger.quarantined
      superseded = status.ledger.superseded
      damages = status.ledger.damages
      self.excess = excess.isEmpty ? nil : excess
      healthy = status.healthy
      trouble = status.trouble
    }
  }

  public var schema = 1
  public var producers: [Producer]
  public var consumers: [Consumer]
  public var balanced: Bool?
  /// Whether both services are there and do their work; what else a person is to see to is their `trouble`, whether their accounts agree
  /// `balanced`.
  public var healthy: Bool {
    !producers.isEmpty && !consumers.isEmpty && producers.allSatisfy(\.healthy) && consumers.allSatisfy(\.healthy)
  }

  /// Whether both services are healthy, neither tells of a trouble, and their accounts do not disagree. Not written.
  public var isWell: Bool { healthy && balanced != false && !hasTrouble }

  /// Whether a service names something that a person is to see to.
  public var hasTrouble: Bool {
    producers.contains { $0.trouble != nil } || consumers.contains { $0.trouble != nil }
  }

  private enum CodingKeys: String, CodingKey {
    case schema, producers, consumers, balanced, healthy
  }

  /// - Parameter balanced: nil while that cannot be told.
  public init(producers: [Producer], consumers: [Consumer], balanced: Bool?) {
    self.producers = producers
    self.consumers = consumers
    self.balanced = balanced
  }

  /// `balanced` is written as null while it is not known.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(producers, forKey: .producers)
    try container.encode(consumers, forKey: .consumers)
    try container.encode(balanced, forKey: .balanced)
    try container.encode(healthy, forKey: .healthy)
  }
}
