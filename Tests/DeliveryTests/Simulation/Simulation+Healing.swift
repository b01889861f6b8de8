import Delivery
import NewsModels
import TestSupport

/// After the faults: everything accepted must be stored, within a bound of virtual time.
extension Simulation {
  /// Virtual time from the end of the faults to the last article stored. Clocks set back up to a minute and the longest
  /// retry delays fit in several times over.
  static let healingBound: Duration = .seconds(7_200)

  mutating func heal() {
    let end = time + Self.healingBound
    var random = SeededGenerator(seed: plan.seed)
    for number in consumers.indices { consumers[number].diesAtNextClassification = false }
    while violation == nil, !isSettled {
      guard time < end else { return fail(.heals, "not healed after \(Self.healingBound): \(unsettled)") }
      runEverything(using: &random)
      time = max(time + .milliseconds(20), min(nextDeadline ?? time, time + .seconds(1)))
      passDeadlines()
      // Poison is told from bad luck only while other articles come.
      if !poison.isEmpty, Int.random(in: 0..<20, using: &random) == 0, time < end - .seconds(900) {
        pushInnocent(Int.random(in: producers.indices, using: &random))
      }
    }
    checkEnd()
  }

  private mutating func runEverything(using random: inout SeededGenerator) {
    for number in producers.indices where producers[number].sender == nil {
      restartProducer(number, using: &random)
    }
    for number in consumers.indices {
      consumers[number].isStuck = false
      if !consumers[number].isUp { restartConsumer(number, using: &random) }
    }
    for link in links.indices where links[link].peer == nil { connect(link, isNoticed: true) }
    for number in producers.indices {
      while producers[number].sender != nil, !producers[number].outbox.unsynced.isEmpty {
        syncOutbox(number)
      }
      while producers[number].sender != nil, !producers[number].loads.isEmpty { answerLoad(number) }
    }
    for link in links.indices {
      while consumers[links[link].consumer].receivers[link] != nil, !links[link].down.isEmpty { deliverDown(link) }
    }
    for number in consumers.indices {
      for _ in 0..<4 { classify(number, using: &random) }
      if consumers[number].isUp { syncAll(number, acknowledging: true) }
    }
    for link in links.indices {
      while producers[links[link].producer].sender != nil, links[link].up.first?.peer != nil { deliverUp(link) }
    }
  }

  private mutating func pushInnocent(_ number: Int) {
    let article = DeliverableArticle(
      sequence: producers[number].outbox.lastSequence.next, id: nextArticleID(),
      article: EncodedArticle(header: [], body: [0]))
    guard producers[number].sender != nil, producers[number].outbox.unsynced.isEmpty else { return }
    producers[number].outbox.unsynced.append(.accept([article]))
  }

  private var nextDeadline: Duration? {
    let senders = producers.compactMap { producer in
      producer.sender?.nextDeadline.map { $0.sinceStart - producer.clockOffset }
    }
    let receivers = consumers.flatMap { consumer in
      consumer.receivers.values.compactMap { $0.nextDeadline.map { $0.sinceStart - consumer.clockOffset } }
    }
    return (senders + receivers).min()
  }

  /// Groups of which something accepted is not settled on the producer's disk.
  private var unsettled: [String] {
    producers.enumerated().flatMap { number, producer -> [String] in
      let groups = producer.outbox.groups.compactMap { name, group -> String? in
        let open = producer.outbox.wanted(by: group).filter { !group.settled.contains($0.sequence) }
        return open.isEmpty ? nil : "producer \(number) group \(name): \(open.map(\.sequence))"
      }
      return producer.outbox.unsynced.isEmpty ? groups : groups + ["producer \(number): unsynced"]
    }
  }

  private var isSettled: Bool { unsettled.isEmpty }

  /// Sets and multisets, by article.
  private mutating func checkEnd() {
    guard violation == nil else { return }
    for store in Set(consumers.map { ObjectIdentifier($0.store) }).compactMap({ id in
      consumers.first { ObjectIdentifier($0.store) == id }?.store
    }) {
      for (id, count) in store.counts where count != 1 {
        fail(.nothingCountedTwice, "article \(id) counted \(count) times")
      }
      for id in store.quarantined where !poison.contains(id) {
        fail(.noInnocentBuried, "innocent article \(id) buried")
      }
      for id in store.counts.keys where poison.contains(id) { fail(.noInnocentBuried, "poison \(id) counted") }
    }
    guard !plan.hasPersons else { return }
    for producer in producers {
      for (name, group) in producer.outbox.groups {
        let store = consumers.first { $0.store.id == group.store }?.store
        let accepted = Set(producer.outbox.wanted(by: group).map(\.id))
        let present = Set(store?.counts.keys.map { $0 } ?? []).union(store?.quarantined ?? [])
        if !accepted.isSubset(of: present) {
          fail(.nothingLost, "group \(name) misses \(accepted.subtracting(present).count) articles")
        }
      }
    }
  }
}
