import Delivery
import NewsModels

/// What must hold at each step.
extension Simulation {
  /// An answer that the sender accepts means: on the consumer's disk.
  mutating func checkRecord(_ receipts: [ConsumerFrame.Receipt], of group: GroupName, producer number: Int) {
    let producer = producers[number].id
    guard let bound = producers[number].outbox.groups[group]?.store else {
      return fail(.binding, "record for group \(group), which is bound to no store")
    }
    let store = consumers.first { $0.store.id == bound }?.store
    for receipt in receipts {
      if store?.hasDealt(with: receipt.sequence, receipt.id, of: producer) != true {
        fail(
          .nothingLost,
          "lost: \(receipt.sequence) of producer \(number) settled for \(group), but not on the store's disk")
      }
      if producers[number].settledHere[group, default: []].insert(receipt.sequence).inserted == false {
        fail(.nothingCountedTwice, "\(receipt.sequence) of producer \(number) recorded twice for \(group)")
      }
    }
  }

  mutating func checkSent(_ batch: ProducerFrame.Batch, to peer: PeerID, producer number: Int) {
    if batch.articles.isEmpty || batch.articles.count > DeliveryLimits.batchArticles {
      fail(.order, "a batch of \(batch.articles.count) articles")
    }
    if zip(batch.articles, batch.articles.dropFirst()).contains(where: { $0.sequence >= $1.sequence }) {
      fail(.order, "a batch that does not ascend")
    }
    if batch.epoch.rawValue != producers[number].outbox.epoch { fail(.order, "a batch of epoch \(batch.epoch)") }
    guard let link = producers[number].routes[peer] else { return }
    let consumer = consumers[links[link].consumer]
    if producers[number].outbox.groups[consumer.group]?.store != consumer.store.id {
      fail(.binding, "articles for group \(consumer.group) sent to a store that it is not bound to")
    }
    let settled = producers[number].settledHere[consumer.group] ?? []
    for article in batch.articles where settled.contains(article.sequence) {
      fail(
        .nothingSentOnceSettled,
        "\(article.sequence) of producer \(number) sent to \(consumer.group) after it was settled")
    }
  }

  mutating func checkLoad(_ request: LoadRequest, producer number: Int) {
    if producers[number].loads.contains(where: { $0.group == request.group }),
      producers[number].outbox.groups[request.group] != nil, !plan.hasPersons
    {
      fail(.bounds, "two loads under way for \(request.group)")
    }
    if request.after >= request.through || request.maxArticles < 1 || request.maxBytes < 1 {
      fail(.bounds, "a load of nothing: \(request)")
    }
  }

  /// Only what the store has synced may be acknowledged.
  mutating func checkAcknowledged(_ acknowledgement: ConsumerFrame.Acknowledgement, link: Int) {
    let consumer = consumers[links[link].consumer]
    for receipt in acknowledgement.receipts
    where !consumer.store.hasDealt(with: receipt.sequence, receipt.id, of: acknowledgement.producer) {
      fail(.acknowledgedOnlyOnceStored, "\(receipt.sequence) acknowledged before it was stored")
    }
  }

  mutating func checkHandedOver(_ article: DeliverableArticle, link: Int, epoch: Epoch) {
    let consumer = consumers[links[link].consumer]
    let isUnderWay = { (work: SimulatedConsumer.Work) in
      work.link == link && work.epoch == epoch && work.article.sequence == article.sequence
    }
    if consumer.queue.contains(where: isUnderWay)
      || consumer.unsynced.contains(where: { $0.contains(where: isUnderWay) })
    {
      fail(.oneAtATime, "\(article.sequence) of epoch \(epoch) handed over twice at once")
    }
  }

  mutating func checkQuarantine(_ id: ArticleID) {
    if !poison.contains(id) { fail(.noInnocentBuried, "innocent article \(id) buried") }
  }

  /// Credit, bounds and balance as the sender states them.
  mutating func checkSender(_ number: Int) {
    guard let sender = producers[number].sender else { return }
    for group in sender.status {
      for consumer in group.consumers {
        let isAlone = consumer.inFlight <= 1
        if consumer.inFlight > consumer.credit.articles || (!isAlone && consumer.inFlightBytes > consumer.credit.bytes)
        {
          fail(
            .credit,
            "\(consumer.inFlight) articles, \(consumer.inFlightBytes) bytes in flight beyond \(consumer.credit)")
        }
      }
      if group.consumers.count > plan.admitted {
        fail(.bounds, "\(group.consumers.count) consumers serve \(group.name)")
      }
      if group.ready > plan.senderConfiguration.readyArticles { fail(.bounds, "\(group.ready) articles ready") }
      checkBalance(of: group, producer: number)
    }
  }

  /// Accepted = pending + settled, where sequences that were never used count as pending until they are met.
  private mutating func checkBalance(of status: DeliverySender.GroupStatus, producer number: Int) {
    let outbox = producers[number].outbox
    guard let group = outbox.groups[status.name] else {
      return fail(.binding, "a group that was dropped: \(status.name)")
    }
    var settled = producers[number].settledHere[status.name]?.count ?? 0
    // Settled in an earlier life: what the disk knew at the start of this one.
    settled += Int(group.settled.count)
    for sequence in producers[number].settledHere[status.name] ?? [] where group.settled.contains(sequence) {
      settled -= 1
    }
    let wanted = outbox.wanted(by: group)
    let atLeast = wanted.count
    let atMost = Int(outbox.lastSequence.rawValue - min(group.start, outbox.lastSequence).rawValue)
    let total = Int(status.pending) + settled
    if total < atLeast || total > atMost {
      fail(
        .ledger,
        "ledger of \(status.name): pending \(status.pending) + settled \(settled), accepted \(atLeast)…\(atMost)")
    }
  }

  mutating func checkReceiver(_ link: Int) {
    guard let receiver = consumers[links[link].consumer].receivers[link] else { return }
    if receiver.underWay > 2 * plan.credit.articles {
      fail(.credit, "\(receiver.underWay) articles under way with a credit of \(plan.credit.articles)")
    }
  }

  /// A deadline that was dealt with lies ahead, or the loop would spin.
  mutating func checkDeadline(ofProducer number: Int) {
    guard let due = producers[number].sender?.nextDeadline else { return }
    if due <= time(of: producers[number]) { fail(.deadlineAhead, "the sender's deadline stays in the past") }
  }

  mutating func checkDeadline(ofLink link: Int) {
    let consumer = consumers[links[link].consumer]
    guard let due = consumer.receivers[link]?.nextDeadline else { return }
    if due <= time(of: consumer) { fail(.deadlineAhead, "the receiver's deadline stays in the past") }
  }

  mutating func check(_ report: DeliverySender.Report) {
    switch report {
    case .consumerLost(_, _, _, let reason, _): met["lost \(reason)", default: 0] += 1
    case .refused(_, _, let code): met["refused \(code)", default: 0] += 1
    case .consumerJoined, .articleFailed, .groupPaused, .twoProducersOneIdentity:
      met["\(report)".prefix { $0 != "(" }.description, default: 0] += 1
    }
    if case .twoProducersOneIdentity = report { fail(.noFalseAlarm, "a false alarm: \(report)") }
  }

  mutating func check(_ report: DeliveryReceiver.Report, link: Int) {
    if case .sessionLost(let reason) = report { met["session \(reason)", default: 0] += 1 }
    switch report {
    case .epochWentBack, .producerChanged, .identityClaimed, .sequenceReused:
      fail(.noFalseAlarm, "a false alarm: \(report)")
    case .creditExceeded: if !plan.hasFrameFaults { fail(.credit, "credit exceeded on link \(link)") }
    case .welcomed, .sessionLost, .producerRestarted, .refused: break
    }
  }
}
