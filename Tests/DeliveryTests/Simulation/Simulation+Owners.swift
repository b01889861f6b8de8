import Delivery
import NewsModels
import TestSupport

/// The owners' loops: perform the machines' actions on the models.
extension Simulation {
  // MARK: Producer

  mutating func withSender(
    _ number: Int, _ event: (inout DeliverySender, MonotonicInstant) -> [DeliverySender.Action]
  ) {
    guard var sender = producers[number].sender else { return }
    producers[number].sender = nil
    let actions = event(&sender, time(of: producers[number]))
    producers[number].sender = sender
    perform(actions, producer: number)
    checkSender(number)
  }

  private mutating func perform(_ actions: [DeliverySender.Action], producer number: Int) {
    for action in actions {
      switch action {
      case .send(let frame, let peer): send(frame, to: peer, producer: number)
      case .load(let request):
        checkLoad(request, producer: number)
        producers[number].loads.append(request)
      case .record(let group, let receipts):
        checkRecord(receipts, of: group, producer: number)
        producers[number].outbox.unsynced.append(.record(group, receipts))
      case .bindStore(let group, let store): producers[number].outbox.unsynced.append(.bind(group, store))
      case .report(let report): check(report)
      case .stopped: producers[number].sender = nil
      }
    }
    if producers[number].sender == nil { producerEnded(number) }
  }

  private mutating func send(_ frame: ProducerFrame, to peer: PeerID, producer number: Int) {
    if case .articles(let batch) = frame { checkSent(batch, to: peer, producer: number) }
    guard let link = producers[number].routes[peer] else {
      met["unreachable", default: 0] += 1
      return withSender(number) { $0.sendFailed(to: peer, at: $1) }
    }
    // The connection broke and the socket has not noticed: the frame goes nowhere.
    guard links[link].peer == peer else { return }
    guard links[link].down.count < SimulatedLink.downLimit else {
      met["would block", default: 0] += 1
      return withSender(number) { $0.sendWouldBlock(frame, to: peer, at: $1) }
    }
    links[link].down.append(frame)
  }

  mutating func startProducer(_ number: Int) {
    guard producers[number].sender == nil else { return }
    producers[number].outbox.epoch += 1
    producers[number].settledHere = [:]
    let outbox = producers[number].outbox
    let groups = outbox.groups.map {
      DeliveryGroup(name: $0.key, store: $0.value.store, start: $0.value.start, settled: $0.value.settled)
    }
    producers[number].sender = DeliverySender(
      producer: producers[number].id, epoch: Epoch(outbox.epoch), groups: groups, committed: outbox.lastSequence,
      configuration: plan.senderConfiguration, seed: nextSeed())
  }

  /// The process is gone, in order or not: its sockets and what it had in memory with it.
  mutating func producerEnded(_ number: Int) {
    producers[number].sender = nil
    producers[number].loads = []
    producers[number].routes = [:]
    for link in links.indices where links[link].producer == number && links[link].peer != nil {
      var random = SeededGenerator(seed: UInt64(link))
      links[link].losePeer(using: &random)
    }
  }

  // MARK: Consumer

  mutating func withReceiver(
    _ link: Int, _ event: (inout DeliveryReceiver, MonotonicInstant) -> [DeliveryReceiver.Action]
  ) {
    let number = links[link].consumer
    guard var receiver = consumers[number].receivers[link] else { return }
    let actions = event(&receiver, time(of: consumers[number]))
    consumers[number].receivers[link] = receiver
    perform(actions, link: link)
    checkReceiver(link)
  }

  mutating func perform(_ actions: [DeliveryReceiver.Action], link: Int) {
    let number = links[link].consumer
    for action in actions {
      switch action {
      case .send(let frame): send(frame, link: link)
      case .process(let batch): enqueue(batch, link: link)
      case .reset: consumers[number].queue.removeAll { $0.link == link }
      case .report(let report): check(report, link: link)
      case .stopped: consumers[number].receivers[link] = nil
      }
    }
    if !consumers[number].isUp { consumerEnded(number) }
  }

  private mutating func send(_ frame: ConsumerFrame, link: Int) {
    if case .stored(let acknowledgement) = frame { checkAcknowledged(acknowledgement, link: link) }
    guard links[link].up.count < SimulatedLink.upLimit else {
      return withReceiver(link) { $0.sendWouldBlock(at: $1) }
    }
    links[link].up.append((links[link].peer, frame))
  }

  private mutating func enqueue(_ batch: ProducerFrame.Batch, link: Int) {
    let number = links[link].consumer
    for article in batch.articles {
      checkHandedOver(article, link: link, epoch: batch.epoch)
      let work = SimulatedConsumer.Work(
        link: link, producer: batch.producer, epoch: batch.epoch, article: article,
        verdict: consumers[number].suspects.verdict(on: article.id))
      if work.verdict == .later {
        reportFailure(of: work)
      } else {
        consumers[number].queue.append(work)
      }
    }
  }

  mutating func reportFailure(of work: SimulatedConsumer.Work) {
    let failure = ConsumerFrame.Failure(
      producer: work.producer, epoch: work.epoch, sequence: work.article.sequence, id: work.article.id,
      reason: "not now")
    withReceiver(work.link) { $0.failed(failure, at: $1) }
  }

  mutating func startConsumer(_ number: Int) {
    guard !consumers[number].isUp else { return }
    let consumer = consumers[number]
    consumers[number].suspects.started(findingMark: consumer.mark)
    consumers[number].mark = []
    let configuration = DeliveryReceiver.Configuration(
      consumer: nextConsumerID(), group: consumer.group, store: consumer.store.id, credit: plan.credit)
    for link in consumer.links {
      consumers[number].receivers[link] = DeliveryReceiver(configuration: configuration, seed: nextSeed())
    }
    for link in consumer.links { withReceiver(link) { $0.start(at: $1) } }
  }

  mutating func consumerEnded(_ number: Int) {
    consumers[number].receivers = [:]
    consumers[number].queue = []
    consumers[number].isStuck = false
    consumers[number].diesAtNextClassification = false
    for link in consumers[number].links {
      var random = SeededGenerator(seed: UInt64(link))
      if let peer = links[link].peer { producers[links[link].producer].routes[peer] = nil }
      links[link].loseConsumer(using: &random)
    }
    // A commit that was under way when the process ended in order is through.
    syncAll(number, acknowledging: false)
  }

  /// Applies transactions; the receivers hear of it where the process lives.
  mutating func syncAll(_ number: Int, acknowledging: Bool) {
    while !consumers[number].unsynced.isEmpty { syncFirst(number, acknowledging: acknowledging) }
  }

  mutating func syncFirst(_ number: Int, acknowledging: Bool) {
    guard !consumers[number].unsynced.isEmpty else { return }
    let transaction = consumers[number].unsynced.removeFirst()
    let store = consumers[number].store
    var answers: [Int: [ConsumerFrame.Acknowledgement]] = [:]
    for work in transaction {
      var isPoison = false
      if case .poison = work.verdict {
        isPoison = true
        checkQuarantine(work.article.id)
      }
      let receipt = store.apply(work.producer, work.article, isPoison: isPoison)
      var earlier = answers[work.link] ?? []
      if earlier.last?.epoch == work.epoch {
        earlier[earlier.count - 1].receipts.append(receipt)
      } else {
        earlier.append(
          ConsumerFrame.Acknowledgement(producer: work.producer, epoch: work.epoch, receipts: [receipt]))
      }
      answers[work.link] = earlier
    }
    for answer in answers.values.joined() {
      for receipt in answer.receipts { met["\(receipt.outcome)", default: 0] += 1 }
    }
    // Poison stays that, as the consumer has it: it may come again before its producer has heard.
    let finished = transaction.filter { if case .poison = $0.verdict { false } else { true } }
    consumers[number].suspects.finished(finished.map(\.article.id))
    guard acknowledging else { return }
    for link in answers.keys.sorted() {
      for answer in answers[link] ?? [] { withReceiver(link) { $0.stored(answer, at: $1) } }
    }
  }
}
