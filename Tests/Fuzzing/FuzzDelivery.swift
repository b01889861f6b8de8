import Delivery
import Glibc
import NewsModels

/// One run of libFuzzer: whatever strangers send on the three sockets, decoding it ends, and neither side of the delivery protocol
/// traps, exceeds a credit or forgets whom it serves.
///
/// The input is a conversation: messages end with 0xFF, frames with 0xFE, which UTF-8 never holds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDelivery(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var conversation = Conversation()
  let bytes = UnsafeBufferPointer(start: start, count: count)
  for message in bytes.split(separator: 0xFF, omittingEmptySubsequences: false).prefix(64) {
    conversation.take(message.split(separator: 0xFE, omittingEmptySubsequences: false).map { Array($0) })
  }
  return 0
}

/// Both sides of the protocol in the midst of their lives, with small bounds that inputs reach.
private struct Conversation {
  private static let producer = ProducerID("00000000000000000000000000000001")
  private static let consumer = ConsumerID("00000000000000000000000000000002")
  private static let store = StoreID("00000000000000000000000000000003")
  private static let credit = Credit(articles: 4, bytes: 4_096)

  private var sender: DeliverySender
  private var receiver: DeliveryReceiver
  private var time = MonotonicInstant.zero
  private var inFlight: [PeerID: Set<SequenceNumber>] = [:]
  private var credits: [PeerID: Credit] = [:]

  init() {
    guard let producer = Self.producer, let consumer = Self.consumer, let store = Self.store,
      let archive = GroupName("archive")
    else { fatal("the fixed names are none") }
    sender = DeliverySender(
      producer: producer, epoch: Epoch(7),
      groups: [
        DeliveryGroup(name: .default, store: nil, start: SequenceNumber(0), settled: SequenceRanges()),
        DeliveryGroup(name: archive, store: store, start: SequenceNumber(2), settled: SequenceRanges()),
      ], committed: SequenceNumber(40), seed: 1)
    receiver = DeliveryReceiver(
      configuration: DeliveryReceiver.Configuration(
        consumer: consumer, group: .default, store: store, credit: Self.credit), seed: 1)
    perform(receiver.start(at: time))
  }

  mutating func take(_ frames: [[UInt8]]) {
    // The last byte moves the clock, up to a minute.
    time = time + .milliseconds(Int(frames.last?.last ?? 0) * 240)
    perform(sender.deadlineReached(at: time))
    perform(receiver.deadlineReached(at: time))
    guard let message = try? WireMessage(frames: frames) else { return }
    require(message.frames == frames, "a message that is written otherwise than it was read")
    decodeQuestions(message)
    reckon(with: message)
    if let frame = try? ConsumerFrame(message) {
      require((try? ConsumerFrame(frame.message)) == frame, "a consumer's frame that does not come back")
      let peer = PeerID([frames[1].last ?? 0])
      if case .hello(let hello) = frame { credits[peer] = hello.credit }
      answered(frame, by: peer)
      perform(sender.frameReceived(frame, from: peer, at: time))
    }
    if let frame = try? ProducerFrame(message) {
      require((try? ProducerFrame(frame.message)) == frame, "a producer's frame that does not come back")
      perform(receiver.frameReceived(frame, at: time))
      require(receiver.underWay <= 2 * Self.credit.articles, "more is under way than two credits")
    }
  }

  private mutating func answered(_ frame: ConsumerFrame, by peer: PeerID) {
    switch frame {
    case .hello, .goodbye: inFlight[peer] = []
    case .stored(let answer): for receipt in answer.receipts { inFlight[peer]?.remove(receipt.sequence) }
    case .failed(let failure): inFlight[peer]?.remove(failure.sequence)
    case .heartbeat: break
    }
  }

  private mutating func perform(_ actions: [DeliverySender.Action]) {
    for action in actions {
      switch action {
      case .send(.articles(let batch), let peer):
        require(!batch.articles.isEmpty && batch.articles.count <= DeliveryLimits.batchArticles, "a batch of odd size")
        inFlight[peer, default: []].formUnion(batch.articles.map(\.sequence))
        guard let credit = credits[peer] else { fatal("articles for one who said no hello") }
        require(inFlight[peer, default: []].count <= max(1, credit.articles), "more is in flight than the credit")
      case .send(.goodbye, let peer), .send(.refused, let peer): inFlight[peer] = []
      case .load(let request): perform(sender.loaded(request, articles: rows(request), reachedEnd: true, at: time))
      case .record(let group, let receipts):
        require(receipts.allSatisfy { (1...40).contains($0.sequence.rawValue) }, "a receipt for what was never sent")
        perform(sender.recorded(group, receipts: receipts.count, at: time))
      case .bindStore(let group, let store): perform(sender.bound(group, to: store, at: time))
      case .send, .report, .stopped: break
      }
    }
  }

  private mutating func perform(_ actions: [DeliveryReceiver.Action]) {
    for action in actions {
      guard case .process(let batch) = action else { continue }
      let receipts = batch.articles.map { ConsumerFrame.Receipt(sequence: $0.sequence, id: $0.id, outcome: .stored) }
      // Every third stays under way.
      perform(
        receiver.stored(
          ConsumerFrame.Acknowledgement(
            producer: batch.producer, epoch: batch.epoch,
            receipts: receipts.filter { $0.sequence.rawValue % 3 != 0 }), at: time))
    }
  }

  private func rows(_ request: LoadRequest) -> [DeliverableArticle] {
    guard let id = ArticleID(String(repeating: "a", count: 64)), request.after < request.through else { return [] }
    return (request.after.rawValue + 1...request.through.rawValue).prefix(request.maxArticles).map {
      DeliverableArticle(
        sequence: SequenceNumber($0), id: id, article: EncodedArticle(header: Array("{}".utf8), body: [65, 66]))
    }
  }
}

/// Each question and answer that a header may be taken for.
private func decodeQuestions(_ message: WireMessage) {
  let types: [any Codable.Type] = [
    PushRequest.self, PushAnswer.self, WireFailure.self, PlainRequest.self, ProducerStatus.self, GroupsRequest.self,
    GroupsAnswer.self, QuarantineRequest.self, QuarantineAnswer.self, StatisticsRequest.self, ArticlesRequest.self,
    ExplainRequest.self, ExplainAnswer.self, StoredIDs.self, ConsumerStatus.self, TopicsAnswer.self, ArticleEvent.self,
    VerifyAnswer.self, BackupRequest.self, BackupAnswer.self, TraceRequest.self, ProducerTrace.self,
    ConsumerTrace.self,
  ]
  for type in types { comesBack(type, message) }
  if let article = message.payloads.first {
    _ = try? ArticleCoding.decode(EncodedArticle(header: message.header, body: article))
  }
}

/// What is decoded can be written and is the same when it is read again; what is not gives a reason without control characters.
private func comesBack<Value: Codable>(_ type: Value.Type, _ message: WireMessage) {
  do throws(WireError) {
    let value = try message.decode(type)
    let written = WireJSON.encode(value)
    guard let again = try? WireMessage(kind: message.kind, header: written).decode(type) else {
      fatal("a \(type) that cannot be read again")
    }
    require(WireJSON.encode(again) == written, "a \(type) that changes when it is written")
  } catch {
    require(!error.description.unicodeScalars.contains { $0.value < 0x20 }, "a reason with control characters")
  }
}

/// What a program does with a service's figures, those of the strangest service too.
private func reckon(with message: WireMessage) {
  if let status = try? message.decode(ProducerStatus.self) {
    let isBalanced = status.ledger.documents.isBalanced && status.ledger.groups.allSatisfy(\.isBalanced)
    for group in status.ledger.groups {
      require(group.acknowledged.count >= 0, "a number of articles below 0")
      let account = StoreLedger.Producer(
        producer: status.ledger.producer, stored: group.stored, known: group.known, quarantined: group.quarantined,
        redelivered: 0, released: group.pending, dropped: group.dropped, acknowledged: group.acknowledged)
      guard let store = group.store else { continue }
      let ledger = StoreLedger(
        store: store, stored: group.stored, withTopic: 0, quarantined: 0, producers: [account])
      let balance = LedgerBalance.compare(status.ledger, ledger, group: group.group)
      require(isBalanced || balance == false, "accounts that agree although one does not balance")
    }
  }
  if let statistics = try? message.decode(StatisticsAnswer.self) {
    _ = (statistics.wireJSON(), WireJSON.encode(statistics))
  }
  if let bursts = try? message.decode(BurstsAnswer.self) { _ = WireJSON.encode(bursts) }
  if let sources = try? message.decode(SourcesAnswer.self) { _ = WireJSON.encode(sources) }
  // What passes is what sums can be made of.
  guard let answer = try? WireMessage(answer: message.frames), let status = try? answer.decode(ProducerStatus.self)
  else { return }
  var sum = 0
  for group in status.ledger.groups {
    for figure in [group.accepted, group.pending, group.pendingBytes, group.stored, group.known, group.quarantined] {
      let (next, overflows) = sum.addingReportingOverflow(figure)
      require(!overflows, "figures whose sum does not fit")
      sum = next
    }
  }
}

private func require(_ condition: Bool, _ broken: @autoclosure () -> String) {
  if !condition { fatal(broken()) }
}

private func fatal(_ broken: String) -> Never {
  let line = "broken promise: \(broken)\n"
  _ = line.utf8CString.withUnsafeBufferPointer { write(STDERR_FILENO, $0.baseAddress, line.utf8.count) }
  abort()
}
