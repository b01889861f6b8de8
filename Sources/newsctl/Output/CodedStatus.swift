import NewsModels

/// The JSON of `newsctl status`.
struct CodedStatus: Encodable {
  struct Producer: Encodable {
    struct Documents: Encodable {
      var received: Int
      var read: Int
      var duplicate: Int
      var skipped: Int
      var quarantined: Int
    }

    struct Articles: Encodable {
      var accepted: Int
      var duplicates: Int
      /// Of the group that has the most waiting.
      var pending: Int
      var inFlight: Int
      /// Dealt with by the group that is furthest behind.
      var delivered: Int

      private enum CodingKeys: String, CodingKey {
        case accepted, duplicates, pending, delivered
        case inFlight = "in_flight"
      }
    }

    var id: String
    var endpoint: String
    var documents: Documents
    var articles: Articles
    var groups: [CodedGroup]
    /// What the outbox lost, by sequence.
    var damages: [LedgerDamage]
    var healthy: Bool
    var trouble: String?

    init(_ status: ProducerStatus, endpoint: String) {
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

  struct Consumer: Encodable {
    var id: String
    var group: GroupName
    var stored: Int
    var withTopic: Int
    var withoutTopic: Int
    var redelivered: Int
    var quarantined: Int
    /// What the store lost, by number in the order of storing.
    var damages: [LedgerDamage]
    var healthy: Bool
    var trouble: String?

    private enum CodingKeys: String, CodingKey {
      case id, group, stored, redelivered, quarantined, damages, healthy, trouble
      case withTopic = "with_topic"
      case withoutTopic = "without_topic"
    }

    init(_ status: ConsumerStatus) {
      id = status.consumer.rawValue
      group = status.group
      stored = status.ledger.stored
      withTopic = status.ledger.withTopic
      withoutTopic = status.ledger.stored - status.ledger.withTopic
      redelivered = status.ledger.producers.reduce(0) { $0 + $1.redelivered }
      quarantined = status.ledger.quarantined
      damages = status.ledger.damages
      healthy = status.healthy
      trouble = status.trouble
    }
  }

  var schema = 1
  var producers: [Producer]
  var consumers: [Consumer]
  var balanced: Bool?
  var healthy: Bool

  private enum CodingKeys: String, CodingKey {
    case schema, producers, consumers, balanced, healthy
  }

  /// `balanced` is written as null while it is not known.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schema, forKey: .schema)
    try container.encode(producers, forKey: .producers)
    try container.encode(consumers, forKey: .consumers)
    try container.encode(balanced, forKey: .balanced)
    try container.encode(healthy, forKey: .healthy)
  }
}
