import Launching
import NewsClient
import NewsModels

/// Prints how both services stand.
struct StatusReport {
  private let producer: ProducerStatus?
  private let consumer: ConsumerStatus?
  private let excess: SequenceRanges
  private let addresses: ServiceAddresses

  /// - Parameter excess: what the store has beyond what its group has acknowledged.
  init(
    producer: ProducerStatus?, consumer: ConsumerStatus?, excess: SequenceRanges, addresses: ServiceAddresses
  ) {
    self.producer = producer
    self.consumer = consumer
    self.excess = excess
    self.addresses = addresses
  }

  /// Whether nobody is to see to anything: neither services nor accounts, nor what a store before had.
  var isWell: Bool { coded.isWell && leftBehind?.isEmpty != false }

  /// Whether both sides' accounts agree; nil while acknowledgements are under way, or where a side is missing.
  var isBalanced: Bool? {
    guard let producer, let consumer else { return nil }
    return LedgerBalance.compare(producer.ledger, consumer.ledger, group: consumer.group)
  }

  /// What the store had acknowledged and does not hold; nil where a side is missing.
  private var lost: SequenceRanges? {
    guard let producer, let consumer else { return nil }
    return LedgerBalance.lost(producer.ledger, consumer.ledger, group: consumer.group)
  }

  /// What a store that the group had before has kept; nil where a side is missing.
  private var leftBehind: SequenceRanges? {
    guard let producer, let consumer else { return nil }
    return LedgerBalance.leftBehind(producer.ledger, consumer.ledger, group: consumer.group)
  }

  func print(_ format: OutputFormat) {
    switch format {
    case .table:
      for line in lines { ConsoleOutput.print(line) }
    case .json:
      ConsoleOutput.writeJSON(coded)
    case .jsonl:
      for producer in coded.producers { ConsoleOutput.writeJSON(producer) }
      for consumer in coded.consumers { ConsoleOutput.writeJSON(consumer) }
    case .csv:
      CSV.print(names: ["service", "id", "figure", "value"], rows: figures)
    }
  }

  private var lines: [String] {
    let balance =
      switch isBalanced {
      case true: "balanced"
      case false: "NOT BALANCED"
      case nil:
        "balance not known while acknowledgements are under way, a service is missing or the group is bound to another "
          + "store"
      }
    let lines =
      (producer.map(lines) ?? []) + (consumer.map(lines) ?? []) + [
        "\(!coded.healthy ? "unwell" : coded.hasTrouble ? "healthy (see trouble above)" : "healthy") · \(balance)"
          + (leftBehind?.isEmpty == false ? " · articles left behind" : "")
      ]
    return lines.map(\.printable)
  }

  private func lines(_ producer: ProducerStatus) -> [String] {
    let ledger = producer.ledger
    var lines = [
      "news-producer \(ledger.producer.rawValue.prefix(8)) at \(addresses.intake)",
      "  documents   \(ledger.documents.received) received = \(ledger.documents.read) read + "
        + "\(ledger.documents.duplicate) duplicate + \(ledger.documents.skipped) skipped + "
        + "\(ledger.documents.quarantined) quarantined",
      "  articles    \(ledger.accepted) accepted, \(ledger.duplicates) came again",
    ]
    for group in ledger.groups {
      let name = group.group.rawValue
      let isSinceStart = producer.unservedSinceStart?.contains(name) == true
      lines.append(
        "  group \(group.group): \(group.accepted) accepted = \(group.pending) pending + \(group.stored) stored + "
          + "\(group.known) already known + \(group.quarantined) quarantined + \(group.dropped) dropped; "
          + "\(producer.inFlight[name] ?? 0) in flight"
          + (producer.unserved?[name].map { "; " + unserved(for: $0, isSinceStart: isSinceStart) } ?? ""))
    }
    for group in ledger.droppedGroups where group.articles > 0 {
      lines.append("  group \(group.group) was given up: up to \(group.articles) articles that its store may not have")
    }
    for damage in ledger.damages {
      lines.append(
        "  damaged: " + (damage.first <= damage.last ? "articles \(damage.first)–\(damage.last)" : "no article")
          + " (\(damage.reason)); what of them no store has is lost: push their documents again")
    }
    if let trouble = producer.trouble { lines.append("  \(producer.healthy ? "trouble" : "unwell"): \(trouble)") }
    return lines
  }

  private func lines(_ consumer: ConsumerStatus) -> [String] {
    let ledger = consumer.ledger
    var lines = [
      "news-consumer \(consumer.consumer.rawValue.prefix(8)), group \(consumer.group), at \(addresses.query)",
      "  articles    \(ledger.stored) stored = \(ledger.withTopic) with a topic + "
        + "\(ledger.stored - ledger.withTopic) without; \(ledger.quarantined) quarantined; topics \(consumer.topicsVersion)",
    ]
    if ledger.superseded > 0 {
      lines.append(
        "  superseded  \(counted(ledger.superseded, "article")) more, whose places later readings of their documents took"
      )
    }
    for link in consumer.links {
      lines.append("  from \(link.endpoint): \(link.trouble ?? (link.connected ? "connected" : "not connected"))")
    }
    for damage in ledger.damages {
      lines.append(
        "  damaged: "
          + (damage.first <= damage.last
            ? "stored articles \(damage.first)–\(damage.last) of all time" : "no article")
          + " (\(damage.reason))")
    }
    if let lost, !lost.isEmpty {
      lines.append(
        "  lost: articles \(lost.description) of the producer were stored and are not any more; "
          + "push their documents again with --again"
          + (producer?.ledger.unattributed == nil
            ? "" : "; what stays named then, 'newsctl groups rebind \(consumer.group)' ends"))
    }
    if let leftBehind, !leftBehind.isEmpty {
      lines.append(
        "  left behind: articles \(leftBehind.description) of the producer were dealt with by a store that group "
          + "\(consumer.group) had before, and are not in this one; push their documents again with --again, or "
          + "'newsctl groups forget \(consumer.group)' gives them up")
    }
    if !excess.isEmpty {
      lines.append(
        "  excess: articles \(excess.description) of the producer are in the store beyond what group "
          + "\(consumer.group) has acknowledged: the outbox was restored from an older copy, or the group was added or "
          + "bound anew; each is counted once, and nothing is to be done")
    }
    if let trouble = consumer.trouble { lines.append("  \(consumer.healthy ? "trouble" : "unwell"): \(trouble)") }
    return lines
  }

  private var figures: [[CSV.Cell]] {
    let status = coded
    return status.producers.flatMap { producer in
      [
        ("received", producer.documents.received), ("read", producer.documents.read),
        ("duplicate", producer.documents.duplicate),
        ("skipped", producer.documents.skipped), ("quarantined", producer.documents.quarantined),
        ("accepted", producer.articles.accepted), ("duplicates", producer.articles.duplicates),
        ("pending", producer.articles.pending), ("in_flight", producer.articles.inFlight),
        ("delivered", producer.articles.delivered),
      ].map { [.text("news-producer"), .text(producer.id), .text($0.0), .number($0.1)] }
    }
      + status.consumers.flatMap { consumer in
        [
          ("stored", consumer.stored), ("with_topic", consumer.withTopic), ("without_topic", consumer.withoutTopic),
          ("redelivered", consumer.redelivered), ("quarantined", consumer.quarantined),
          ("superseded", consumer.superseded),
        ].map { [.text("news-consumer"), .text(consumer.id), .text($0.0), .number($0.1)] }
      }
      // Of both together, and of no service.
      + [("balanced", status.balanced), ("healthy", status.healthy)].map {
        [.text(nil), .text(nil), .text($0.0), .text($0.1.map { "\($0)" })]
      }
  }

  private var coded: CodedStatus {
    CodedStatus(
      producers: producer.map { [CodedStatus.Producer($0, endpoint: addresses.intake)] } ?? [],
      consumers: consumer.map { [CodedStatus.Consumer($0, excess: excess)] } ?? [], balanced: isBalanced)
  }
}
