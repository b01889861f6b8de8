import Delivery
import NewsModels
import TestSupport

/// The decisions.
extension Simulation {
  mutating func take(_ decision: Decision) {
    var random = SeededGenerator(seed: decision.value)
    let link = decision.node % links.count
    let producer = decision.node % producers.count
    let consumer = decision.node % consumers.count
    switch decision.kind {
    case .push: push(producer, using: &random)
    case .syncOutbox: syncOutbox(producer)
    case .answerLoad: answerLoad(producer)
    case .deliverDown: deliverDown(link)
    case .deliverUp: deliverUp(link)
    case .classify: classify(consumer, using: &random)
    case .syncStore: syncFirst(consumer, acknowledging: true)
    case .passTime: passTime(using: &random)
    case .jumpClock: jumpClock(decision.node, using: &random)
    case .cut: cut(link, using: &random)
    case .reconnect: connect(link, isNoticed: Bool.random(using: &random))
    case .loseFrame: if plan.hasFrameFaults { loseFrame(link, using: &random) }
    case .duplicateFrame: if plan.hasFrameFaults { duplicateFrame(link, using: &random) }
    case .killProducer: killProducer(producer, using: &random)
    case .startProducer: restartProducer(producer, using: &random)
    case .stopProducer: withSender(producer) { $0.stop(at: $1) }
    case .killConsumer: killConsumer(consumer, using: &random)
    case .startConsumer: restartConsumer(consumer, using: &random)
    case .stopConsumer:
      for link in consumers[consumer].links { withReceiver(link) { $0.stop(at: $1) } }
    case .killWhileClassifying: consumers[consumer].diesAtNextClassification = plan.hasPoison
    case .stick: consumers[consumer].isStuck.toggle()
    case .addGroup: if plan.hasPersons { addGroup(decision.node, using: &random) }
    case .dropGroup: if plan.hasPersons { dropGroup(decision.node) }
    case .rebindGroup: if plan.hasPersons { rebindGroup(decision.node) }
    }
  }

  // MARK: The way of an article

  mutating func push(_ number: Int, using random: inout SeededGenerator) {
    guard producers[number].sender != nil else { return }
    let outbox = producers[number].outbox
    guard outbox.unsynced.count < 8 else { return }
    var last = outbox.lastSequence
    var pending: Set<ArticleID> = []
    for case .accept(let articles) in outbox.unsynced {
      last = articles.last?.sequence ?? last
      pending.formUnion(articles.map(\.id))
    }
    var articles: [DeliverableArticle] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      // Now and then a sequence is never used, as after a transaction that was rolled back.
      last = SequenceNumber(last.rawValue + (Int.random(in: 0..<8, using: &random) == 0 ? 2 : 1))
      let known = Int.random(in: 0..<6, using: &random) == 0 ? earlierArticleID(using: &random) : nil
      let id = known ?? nextArticleID()
      guard !outbox.accepted.contains(id), pending.insert(id).inserted else { continue }
      if plan.hasPoison, known == nil, Int.random(in: 0..<40, using: &random) == 0 { poison.insert(id) }
      let size = Int.random(in: 0..<10, using: &random) == 0 ? 300 : Int.random(in: 1...30, using: &random)
      articles.append(
        DeliverableArticle(
          sequence: last, id: id, article: EncodedArticle(header: [], body: [UInt8](repeating: 0, count: size))))
    }
    if !articles.isEmpty { producers[number].outbox.unsynced.append(.accept(articles)) }
  }

  mutating func syncOutbox(_ number: Int) {
    guard producers[number].sender != nil, !producers[number].outbox.unsynced.isEmpty else { return }
    let transaction = producers[number].outbox.unsynced.removeFirst()
    producers[number].outbox.apply(transaction)
    switch transaction {
    case .accept:
      let last = producers[number].outbox.lastSequence
      withSender(number) { $0.committed(through: last, at: $1) }
    case .record(let group, let receipts):
      withSender(number) { $0.recorded(group, receipts: receipts.count, at: $1) }
    case .bind(let group, let store):
      withSender(number) { $0.bound(group, to: store, at: $1) }
    }
  }

  mutating func answerLoad(_ number: Int) {
    guard producers[number].sender != nil, !producers[number].loads.isEmpty else { return }
    let request = producers[number].loads.removeFirst()
    let (articles, reachedEnd) = producers[number].outbox.read(request)
    withSender(number) { $0.loaded(request, articles: articles, reachedEnd: reachedEnd, at: $1) }
  }

  mutating func deliverDown(_ link: Int) {
    guard consumers[links[link].consumer].receivers[link] != nil, !links[link].down.isEmpty else { return }
    let frame = links[link].down.removeFirst()
    withReceiver(link) { $0.frameReceived(frame, at: $1) }
  }

  mutating func deliverUp(_ link: Int) {
    let producer = links[link].producer
    guard producers[producer].sender != nil, let first = links[link].up.first, let peer = first.peer else { return }
    links[link].up.removeFirst()
    withSender(producer) { $0.frameReceived(first.frame, from: peer, at: $1) }
  }

  /// Takes articles from the queue, those under suspicion last and alone, and puts them into a transaction.
  mutating func classify(_ number: Int, using random: inout SeededGenerator) {
    guard consumers[number].isUp, !consumers[number].isStuck, consumers[number].unsynced.count < 4 else { return }
    let queue = consumers[number].queue
    var taken = Array(
      queue.indices.filter { queue[$0].verdict != .alone }.prefix(Int.random(in: 1...6, using: &random)))
    if taken.isEmpty, !queue.isEmpty { taken = [queue.startIndex] }
    guard !taken.isEmpty else { return }
    let works = taken.map { queue[$0] }
    let toClassify = works.filter { if case .poison = $0.verdict { false } else { true } }
    consumers[number].mark = toClassify.map(\.article.id)
    if dies(number) { return end(number, keeping: consumers[number].unsynced.count) }
    consumers[number].mark = []
    for index in taken.reversed() { consumers[number].queue.remove(at: index) }
    if Int.random(in: 0..<12, using: &random) == 0, let failing = works.first {
      consumers[number].unsynced.append(Array(works.dropFirst()))
      reportFailure(of: failing)
    } else {
      consumers[number].unsynced.append(works)
    }
    consumers[number].unsynced.removeAll { $0.isEmpty }
  }

  /// Poison kills always; an outside cause kills once where armed, but never the same article alone three times.
  private mutating func dies(_ number: Int) -> Bool {
    let mark = consumers[number].mark
    if mark.contains(where: poison.contains) { return true }
    guard consumers[number].diesAtNextClassification else { return false }
    consumers[number].diesAtNextClassification = false
    guard mark.count == 1, let id = mark.first else { return true }
    killsAlone[id, default: 0] += 1
    return killsAlone[id, default: 0] < Suspects<ArticleID>.deathsUntilPoison
  }

  // MARK: Time

  mutating func passTime(using random: inout SeededGenerator) {
    // Now and then long enough for a time-out.
    let isLong = Int.random(in: 0..<100, using: &random) == 0
    time += .milliseconds(Int.random(in: 1...(isLong ? 20_000 : plan.tempo), using: &random))
    passDeadlines()
  }

  mutating func passDeadlines() {
    for number in producers.indices {
      if let sender = producers[number].sender, let due = sender.nextDeadline, due <= time(of: producers[number]) {
        withSender(number) { $0.deadlineReached(at: $1) }
        checkDeadline(ofProducer: number)
      }
    }
    for number in consumers.indices {
      for link in consumers[number].links {
        guard let due = consumers[number].receivers[link]?.nextDeadline, due <= time(of: consumers[number]) else {
          continue
        }
        withReceiver(link) { $0.deadlineReached(at: $1) }
        checkDeadline(ofLink: link)
      }
    }
  }

  mutating func jumpClock(_ node: Int, using random: inout SeededGenerator) {
    let jump: Duration =
      Bool.random(using: &random)
      ? .seconds(Int.random(in: 1...7_200, using: &random)) : .seconds(-Int.random(in: 1...60, using: &random))
    let index = node % (producers.count + consumers.count)
    if index < producers.count {
      producers[index].clockOffset += jump
    } else {
      consumers[index - producers.count].clockOffset += jump
    }
  }
}
