#if Dashboard
import NewsModels

/// How both services stood when a page was made, as far as they could be asked.
public struct Standing: Sendable {
  public var consumer: ConsumerStatus?
  public var producer: ProducerStatus?
  /// What the store has beyond what its group has acknowledged, by sequence (see `LedgerBalance.excess`).
  public var excess = SequenceRanges()
  /// Why a service could not be asked; nil where it could.
  public var consumerTrouble: String?
  public var producerTrouble: String?

  public init(
    consumer: ConsumerStatus? = nil, producer: ProducerStatus? = nil, consumerTrouble: String? = nil,
    producerTrouble: String? = nil
  ) {
    self.consumer = consumer
    self.producer = producer
    self.consumerTrouble = consumerTrouble
    self.producerTrouble = producerTrouble
  }

  /// Whether both services are there and healthy, neither tells of a trouble, their accounts do not disagree, and nothing is left behind
  /// that a person is to push again or give up.
  var isWell: Bool {
    guard let consumer, let producer else { return false }
    return consumer.healthy && producer.healthy && consumer.trouble == nil && producer.trouble == nil
      && isBalanced != false && leftBehind.isEmpty
  }

  /// Whether both accounts agree; nil while that cannot be told.
  public var isBalanced: Bool? {
    guard let consumer, let producer else { return nil }
    return LedgerBalance.compare(producer.ledger, consumer.ledger, group: consumer.group)
  }

  /// What the store had acknowledged and does not hold any more, by the producer's sequence; empty where a side is missing.
  var lost: SequenceRanges {
    guard let consumer, let producer else { return SequenceRanges() }
    return LedgerBalance.lost(producer.ledger, consumer.ledger, group: consumer.group)
  }

  /// The same of stores that the group had before.
  var leftBehind: SequenceRanges {
    guard let consumer, let producer else { return SequenceRanges() }
    return LedgerBalance.leftBehind(producer.ledger, consumer.ledger, group: consumer.group)
  }

  /// Articles that the producer has accepted for this consumer's group and that are not stored; nil where it cannot be asked, or is not
  /// the only one.
  public var pending: Int? {
    guard let producer, let consumer else { return nil }
    return consumer.pending(at: producer.ledger)
  }

  /// Completes what only the producer knows of the gaps.
  public func complete(_ gaps: inout StatisticsAnswer.Gaps) {
    guard let producer, let consumer else { return }
    gaps.take(producer.ledger, of: consumer)
  }

  struct Trouble {
    /// In the reader's language.
    var text: String
    /// What a service says of itself, or of its being away, in English; empty where nothing does.
    var detail: String

    init(_ text: String, _ detail: String = "") {
      self.text = text
      self.detail = detail.printable
    }
  }

  func troubles(_ setting: PageSetting) -> [Trouble] {
    let words = setting.words
    var troubles: [Trouble] = []
    if let consumerTrouble { troubles.append(Trouble("\(words.consumer): \(words.unreachable).", consumerTrouble)) }
    if let producerTrouble { troubles.append(Trouble("\(words.producer): \(words.unreachable).", producerTrouble)) }
    if let trouble = consumer?.trouble { troubles.append(Trouble("\(words.consumer):", trouble)) }
    if let trouble = producer?.trouble { troubles.append(Trouble("\(words.producer):", trouble)) }
    if isBalanced == false { troubles.append(Trouble(words.notBalanced)) }
    return troubles
  }
}

#endif
