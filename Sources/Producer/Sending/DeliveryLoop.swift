import Delivery
import Logging
import NewsModels
import Serving
import ZeroMQ

/// Owns the articles socket: feeds `DeliverySender` with what happens, and does what it decides.
actor DeliveryLoop {
  /// Messages taken from the socket before what they caused is done.
  private static let messagesPerTurn = 64
  /// How long whoever asks for the account waits at most for what came before to be recorded, and how often it is looked at.
  private static let (recordPatience, recordLook) = (Duration.milliseconds(500), Duration.milliseconds(2))

  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  let doorbell: Doorbell
  let outbox: any Outbox
  let logger: Logger
  private let handshakes: HandshakeLog
  /// Of lines that whoever reaches the socket can cause, whatever it is.
  private let (misunderstandings, refusals, failures) = (LogThrottle(), LogThrottle(), LogThrottle())
  private let started = ContinuousClock.now
  var sender: DeliverySender
  private var committed: SequenceNumber
  /// What the sender decided and is not done yet, in order: `underWay` comes first.
  private var actions: [DeliverySender.Action] = []
  private var underWay: ArraySlice<DeliverySender.Action> = []
  /// Receipts that wait while an earlier record of their group is being committed.
  var unrecorded: [GroupName: [ConsumerFrame.Receipt]] = [:]
  /// The record of a group that is being committed.
  private(set) var recordings: [GroupName: Task<Void, Never>] = [:]
  /// Records of each group that are no longer under way.
  private var recordsEnded: [GroupName: Int] = [:]
  /// The groups that no consumer serves.
  var unserved: [GroupName: Unserved] = [:]
  private(set) var sentBatches: [GroupName: SentBatches] = [:]
  private var groupOfPeer: [PeerID: GroupName] = [:]
  /// When what found the disk full is tried again.
  var nextAttempt: ContinuousClock.Instant?
  /// Stores that wait to be bound until there is room.
  var unbound: [GroupName: StoreID] = [:]
  private var fatalError: OutboxError?
  private var hasStopped = false
  private var tasksUnderWay = 0

  /// Where the socket listens, with the ports that wildcards got.
  nonisolated let bound: Listener.Bound

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(outbox: any Outbox, context: ZeroMQContext, listener: Listener, logger: Logger) async throws {
    var options = listener.options
    // Consumers send acknowledgements only; what goes out is bounded by their own limit.
    options.maxMessageSize = 1 << 20
    options.peerMaxMessageSize = WireLimits.payloadBytes
    self.outbox = outbox
    self.logger = logger
    executor = try PollingExecutor(name: "articles")
    doorbell = executor.makeDoorbell()
    socket = try Socket(context, .router, options: options)
    bound = try listener.bind(socket)
    handshakes = HandshakeLog(logger, socket: "articles")
    committed = await outbox.lastSequence()
    let groups = try await outbox.groups().map {
      DeliveryGroup(name: $0.name, store: $0.store, start: $0.start, settled: $0.acknowledged)
    }
    sender = DeliverySender(
      producer: outbox.producer, epoch: outbox.epoch, groups: groups, committed: committed,
      seed: .random(in: .min ... .max))
    unserved = Dictionary(
      groups.map { ($0.name, Unserved(isSinceStart: true)) }, uniquingKeysWith: { first, _ in first })
  }

  /// Serves consumers until `stop`, and then until what is under way is acknowledged or its time is over.
  /// - Throws: `OutboxError` where an outbox operation failed: nothing more is sent then.
  func run() async throws {
    while true {
      try receive()
      await takeGrowth()
      if let deadline = sender.nextDeadline, deadline <= now { actions += sender.deadlineReached(at: now) }
      try await performActions()
      await tryAgainIfDue()
      if let fatalError { throw fatalError }
      if hasStopped && tasksUnderWay == 0 { return }
      if !actions.isEmpty { continue }
      let outcome = await executor.wait(
        for: hasStopped ? [] : pollItems, until: nextInstant, doorbell: doorbell)
      switch outcome {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: return
      }
    }
  }

  /// Articles may have been committed: they are sent where there is credit. Nobody waits for that.
  nonisolated func outboxGrew() { doorbell.ring() }

  /// Tells the sender what was committed since it was told last.
  func takeGrowth() async {
    let last = await outbox.lastSequence()
    guard last > committed else { return }
    committed = last
    actions += sender.committed(through: last, at: now)
  }

  /// Ends after what is under way.
  func stop() {
    happened(sender.stop(at: now))
  }

  /// Ends the sessions of consumers whose keys were removed.
  func keysRemoved() { socket.endRemovedSessions() }

  /// How delivery stands: for each group what is in flight, and how long no consumer has been there.
  /// - Parameter ledger: says what waits; the sender counts sequences, of which a restored copy leaves many out.
  func health(
    _ ledger: ProducerLedger
  ) -> (inFlight: [String: Int], unserved: [GroupName: Unserved], trouble: String?) {
    let inFlight = Dictionary(
      sender.status.map { ($0.name.rawValue, $0.inFlight) }, uniquingKeysWith: { first, _ in first })
    let waiting = waitingUnserved(ledger.groups)
    return (
      inFlight, unserved,
      fatalError?.description ?? (waiting.isEmpty ? nil : waiting.joined(separator: "; "))
    )
  }

  var now: MonotonicInstant {
    MonotonicInstant(sinceStart: started.duration(to: .now))
  }

  /// Queues what an event outside the loop caused.
  func happened(_ decided: [DeliverySender.Action]) {
    actions += decided
    doorbell.ring()
  }

  private var nextInstant: ContinuousClock.Instant? {
    [sender.nextDeadline.map { started + $0.sinceStart }, nextAttempt].compactMap(\.self).min()
  }

  func failed(_ error: OutboxError) {
    if case .unknownGroup = error { return }  // dropped by a person meanwhile
    fatalError = fatalError ?? error
    doorbell.ring()
  }

  private var pollItems: [PollItem] {
    socket.options.isMonitored ? [socket.pollItem(), socket.monitorItem()] : [socket.pollItem()]
  }

  private func receive() throws {
    if socket.options.isMonitored { handshakes.note(try socket.monitorEvents()) }
    for _ in 0..<Self.messagesPerTurn where !hasStopped {
      let frames: [Frame]?
      do throws(ZeroMQError) {
        frames = try socket.receive()
      } catch {
        guard case .messageOverBounds = error else { throw error }
        continue
      }
      guard var parts = frames?.map(\.bytes) else { return }
      guard parts.count > 1 else { continue }
      let peer = PeerID(parts.removeFirst())
      do throws(WireError) {
        let frame = try ConsumerFrame(try WireMessage(frames: parts))
        actions += sender.frameReceived(frame, from: peer, at: now)
      } catch {
        misunderstandings.log(
          .warning, "a consumer's message was not understood", metadata: ["reason": "\(error)"], to: logger)
        let failure = WireMessage(.error, WireFailure(request: nil, reason: error.description))
        // A peer that is gone, or does not read, misses what it did wrong.
        _ = try socket.send(failure.frames, to: peer.bytes)
      }
    }
  }

  private func performActions() async throws {
    while !actions.isEmpty {
      underWay = actions[...]
      actions = []
      while let action = underWay.popFirst() { try await perform(action) }
      // An empty slice would hold what it was of, articles among it.
      underWay = []
    }
  }

  /// Leaves undone what was decided of a group's receipts and store, and forgets what was sent to it: it is about to end.
  func forgetDecisions(on group: GroupName) {
    func isOfGroup(_ action: DeliverySender.Action) -> Bool {
      switch action {
      case .record(let name, _), .bindStore(let name, _): name == group
      case .send, .load, .report, .stopped: false
      }
    }
    actions.removeAll(where: isOfGroup)
    underWay.removeAll(where: isOfGroup)
    sentBatches[group] = nil
    for (peer, name) in groupOfPeer where name == group { groupOfPeer[peer] = nil }
  }

  private func perform(_ action: DeliverySender.Action) async throws {
    switch action {
    case .send(let frame, let peer): try send(frame, to: peer)
    case .load(let request): load(request)
    case .record(let group, let receipts):
      unrecorded[group, default: []] += receipts
      record(group)
    case .bindStore(let group, let store): await bind(group, to: store)
    case .report(let report): log(report)
    case .stopped: hasStopped = true
    }
  }

  private func send(_ frame: ProducerFrame, to peer: PeerID) throws {
    switch try socket.send(frame.message.frames, to: peer.bytes) {
    case .sent:
      if case .articles(let batch) = frame, let group = groupOfPeer[peer] {
        sentBatches[group, default: SentBatches()].note(batch, at: WallClock.milliseconds)
      }
    case .hostUnreachable: actions += sender.sendFailed(to: peer, at: now)
    case .wouldBlock: actions += sender.sendWouldBlock(frame, to: peer, at: now)
    case .tooLarge(_, let bytes, let limit):
      // The intake puts aside what no frame holds, so that an article cannot be larger.
      logger.critical("an article is larger than a frame may be", metadata: ["bytes": "\(bytes)", "limit": "\(limit)"])
    }
  }

  private func load(_ request: LoadRequest) {
    tasksUnderWay += 1
    Task {
      do throws(OutboxError) {
        let page = try await outbox.load(
          group: request.group, after: request.after, maximumArticles: request.maxArticles,
          maximumBytes: request.maxBytes)
        let articles = page.articles.filter { $0.sequence <= request.through }
        happened(
          sender.loaded(
            request, articles: articles, reachedEnd: page.reachedEnd || articles.count < page.articles.count, at: now))
      } catch {
        failed(error)
      }
      taskEnded()
    }
  }

  /// Commits the receipts that wait, one transaction at a time: those that come meanwhile share the next.
  func record(_ group: GroupName) {
    guard nextAttempt == nil, let receipts = unrecorded[group], recordings[group] == nil else { return }
    unrecorded[group] = nil
    tasksUnderWay += 1
    recordings[group] = Task {
      do throws(OutboxError) {
        try await outbox.record(receipts, group: group)
        happened(sender.recorded(group, receipts: receipts.count, at: now))
      } catch {
        if case .diskFull = error {
          unrecorded[group] = receipts + (unrecorded[group] ?? [])
          putOff()
        } else {
          failed(error)
        }
      }
      recordings[group] = nil
      recordsEnded[group, default: 0] += 1
      record(group)
      taskEnded()
    }
  }

  /// Returns when all that consumers have acknowledged is recorded, or after a moment: the disk may take long.
  func whatCameIsRecorded() async {
    let end = ContinuousClock.now + Self.recordPatience
    // What came during a record is in the next one.
    let wanted = recordings.keys.map { ($0, recordsEnded[$0, default: 0] + (unrecorded[$0] == nil ? 1 : 2)) }
    while wanted.contains(where: { recordings[$0] != nil && recordsEnded[$0, default: 0] < $1 }), .now < end {
      outbox.hurry()
      guard case .deadlineReached = await executor.wait(for: [], until: .now + Self.recordLook) else { return }
    }
  }

  private func taskEnded() {
    tasksUnderWay -= 1
    doorbell.ring()
  }

  private func log(_ report: DeliverySender.Report) {
    switch report {
    case .consumerJoined(let peer, let consumer, let group):
      groupOfPeer[peer] = group
      unserved[group] = nil
      logger.info("a consumer joined", metadata: ["consumer": "\(consumer)", "group": "\(group)"])
    case .consumerLost(let peer, let consumer, let group, let reason, let unanswered):
      groupOfPeer[peer] = nil
      if sender.status.first(where: { $0.name == group })?.consumers.isEmpty == true { unserved[group] = Unserved() }
      logger.info(
        "a consumer left",
        metadata: [
          "consumer": "\(consumer)", "group": "\(group)", "reason": "\(reason.rawValue)", "unanswered": "\(unanswered)",
        ])
    case .refused(_, let group, let code):
      refusals.log(
        .warning, "a consumer was refused",
        metadata: ["group": "\(group?.rawValue ?? "-")", "reason": "\(code.rawValue)"], to: logger)
    case .articleFailed(let group, let sequence, let id, let attempts, let retryAfter, let reason):
      failures.log(
        .warning, "an article failed and goes out again",
        metadata: [
          "group": "\(group)", "sequence": "\(sequence)", "id": "\(id)", "attempts": "\(attempts)",
          "after": "\(retryAfter)", "reason": "\(reason.shortened)",
        ], to: logger)
    case .groupPaused(let group, let delay):
      logger.warning("too many articles fail: the group waits", metadata: ["group": "\(group)", "for": "\(delay)"])
    case .twoProducersOneIdentity(let producer, let own, let seen):
      logger.error(
        "a consumer knows a later life of this producer: a copy of this data folder runs elsewhere, or it is an old backup",
        metadata: ["producer": "\(producer)", "epoch": "\(own)", "seen": "\(seen)"])
    }
  }
}
