import Delivery
import Logging
import NewsModels
import Serving
import Synchronization
import ZeroMQ

/// Owns the socket to one producer: feeds `DeliveryReceiver` with what happens, and does what it decides.
actor ProducerLink {
  private static let messagesPerTurn = 64
  /// Frames beside answers that may wait to be sent: hellos, heartbeats, a goodbye.
  private static let otherFrames = 64

  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let doorbell: Doorbell
  private let processor: ArticleProcessor
  private let claims: ClaimRegistry
  private let logger: Logger
  /// Of lines that whoever listens at the endpoint can cause as often as it likes.
  private let (mistakes, sessions) = (LogThrottle(), LogThrottle())
  private let started = ContinuousClock.now
  private var receiver: DeliveryReceiver
  private var actions: [DeliveryReceiver.Action] = []
  /// Grows when what was handed over is given up: a batch of an earlier generation is not stored any more.
  private nonisolated let generation = Atomic(0)
  private var fatalError: StoreError?
  private var hasStopped = false
  private var batchesUnderWay = 0
  private var isOpen = false
  private var isWelcome = false
  private var trouble: String?
  /// When to connect anew, where libzmq may have given up.
  private var nextConnection: ContinuousClock.Instant?

  /// After a refusal that libzmq takes for final.
  private static let pauseAfterRefusal = Duration.seconds(1)
  /// After a lost connection that libzmq does not make again by itself; it does so in two seconds at most.
  private static let pauseAfterLoss = Duration.seconds(5)

  nonisolated let endpoint: Endpoint
  private let dataFolder: String

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(
    _ producer: ConsumerConfiguration.Producer, context: ZeroMQContext, consumer: ConsumerID, group: GroupName,
    store: StoreID, dataFolder: String, credit: Credit,
    processor: ArticleProcessor, claims: ClaimRegistry, logger: Logger
  ) throws(ZeroMQError) {
    var options = SocketOptions()
    options.curve = producer.curve
    options.maxMessageSize = WireLimits.payloadBytes
    // An answer for each article that may be under way: they come all at once where all of them fail.
    options.sendHighWaterMark = max(options.sendHighWaterMark, credit.articles + Self.otherFrames)
    options.isMonitored = true
    endpoint = producer.endpoint
    self.dataFolder = dataFolder
    self.processor = processor
    self.claims = claims
    self.logger = logger
    executor = try PollingExecutor(name: "link")
    doorbell = executor.makeDoorbell()
    socket = try Socket(context, .dealer, options: options)
    try socket.connect(producer.endpoint)
    receiver = DeliveryReceiver(
      configuration: DeliveryReceiver.Configuration(consumer: consumer, group: group, store: store, credit: credit),
      seed: .random(in: .min ... .max))
  }

  /// Serves the link until `stop`, and then until what was received is acknowledged or its time is over.
  /// - Throws: `StoreError` where the store failed: nothing more is acknowledged then.
  func run() async throws {
    actions += receiver.start(at: now)
    while true {
      try receive()
      if let deadline = receiver.nextDeadline, deadline <= now { actions += receiver.deadlineReached(at: now) }
      try await performActions()
      if let fatalError { throw fatalError }
      if hasStopped && batchesUnderWay == 0 { return }
      if !actions.isEmpty { continue }
      let outcome = await executor.wait(
        for: hasStopped ? [] : [socket.pollItem(), socket.monitorItem()],
        until: nextInstant, doorbell: doorbell)
      switch outcome {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: return
      }
    }
  }

  /// Ends after what is under way.
  func stop() {
    actions += receiver.stop(at: now)
    doorbell.ring()
  }

  /// How the link stands.
  func status() -> ConsumerStatus.Link {
    ConsumerStatus.Link(endpoint: endpoint.description, connected: isWelcome, trouble: trouble)
  }

  /// Articles that were received and not acknowledged: after the end they are the producer's to send again.
  var underWay: Int { receiver.underWay }

  private var now: MonotonicInstant {
    MonotonicInstant(sinceStart: started.duration(to: .now))
  }

  /// When something is to be done without anything having come.
  private var nextInstant: ContinuousClock.Instant? {
    let deadline = receiver.nextDeadline.map { started + $0.sinceStart }
    guard let nextConnection else { return deadline }
    return deadline.map { min($0, nextConnection) } ?? nextConnection
  }

  private func receive() throws {
    if hasStopped { return }
    for event in try socket.monitorEvents() { noticed(event) }
    try reconnectIfDue()
    for _ in 0..<Self.messagesPerTurn {
      let received: [Frame]?
      do throws(ZeroMQError) {
        received = try socket.receive(
          limits: ReceiveLimits(frames: WireLimits.frames, bytes: WireLimits.messageBytes))
      } catch {
        guard case .messageOverBounds = error else { throw error }
        mistakes.log(.error, "a producer's message was too large", metadata: ["reason": "\(error)"], to: logger)
        continue
      }
      guard let frames = received else { return }
      do throws(WireError) {
        let frame = try ProducerFrame(try WireMessage(frames: frames.map(\.bytes)))
        actions += receiver.frameReceived(frame, at: now)
      } catch {
        mistakes.log(.error, "a producer's message was not understood", metadata: ["reason": "\(error)"], to: logger)
      }
    }
  }

  private func noticed(_ event: MonitorEvent) {
    switch event.kind {
    case .handshakeSucceeded:
      nextConnection = nil
      isOpen = true
      actions += receiver.connected(at: now)
    case .disconnected where isOpen:
      isOpen = false
      isWelcome = false
      tell(Self.connectionLost, level: .info)
      nextConnection = .now + Self.pauseAfterLoss
    case .handshakeFailed where socket.options.curve == nil || event.isUnansweredHandshake:
      isWelcome = false
      // Without keys none can be wrong.
      let orKey = socket.options.curve == nil ? "" : ", or its key is another than the one named"
      tell(
        "does not answer: it takes connections and says nothing, as a process that is stopped, busy or hangs\(orKey); "
          + "trying again", level: .error)
      nextConnection = .now + Self.pauseAfterLoss
    case _ where event.isHandshakeFailure:
      isWelcome = false
      tell("closed during the handshake: \(event.clientAdvice); trying again", level: .error)
      nextConnection = .now + (event.endsRetrying ? Self.pauseAfterRefusal : Self.pauseAfterLoss)
    default: break
    }
  }

  /// Says once what keeps the link from working, however often it is found anew.
  /// - Parameters:
  ///   - introduction: what the log says before the reason.
  ///   - more: what it says beside the endpoint.
  private func tell(
    _ reason: String, level: Logger.Level, introduction: String = "", more: Logger.Metadata = [:]
  ) {
    guard reason != trouble else { return }
    trouble = reason
    logger.log(
      level: level, "\(introduction)\(reason)",
      metadata: more.merging(["endpoint": "\(endpoint)"]) { _, own in own })
  }

  private func reconnectIfDue() throws(ZeroMQError) {
    guard let instant = nextConnection, instant <= .now else { return }
    nextConnection = .now + Self.pauseAfterLoss
    try socket.reconnect(endpoint)
  }

  private func performActions() async throws {
    while !actions.isEmpty {
      let decided = actions
      actions = []
      for action in decided { try await perform(action) }
    }
  }

  private func perform(_ action: DeliveryReceiver.Action) async throws {
    switch action {
    case .send(let frame):
      if case .wouldBlock = try socket.send(frame.message.frames) { actions += receiver.sendWouldBlock(at: now) }
    case .process(let batch): process(batch)
    case .reset: generation.wrappingAdd(1, ordering: .releasing)
    case .report(let report): await note(report)
    case .stopped:
      hasStopped = true
      // What waits for room on the disk waits no longer.
      generation.wrappingAdd(1, ordering: .releasing)
    }
  }

  private func process(_ received: ProducerFrame.Batch) {
    batchesUnderWay += 1
    let mine = generation.load(ordering: .relaxed)
    let batch = ReceivedBatch(received)
    Task {
      do throws(StoreError) {
        let processed = try await processor.process(batch) { generation.load(ordering: .acquiring) == mine }
        if let processed {
          actions += receiver.stored(
            ConsumerFrame.Acknowledgement(
              producer: batch.producer, epoch: batch.epoch, receipts: processed.receipts), at: now)
          for failure in processed.failed { putOff(failure.place, of: batch, failure.reason) }
        }
      } catch {
        fatalError = fatalError ?? error
      }
      batchesUnderWay -= 1
      doorbell.ring()
    }
  }

  /// Leaves an article to the producer, which sends it again after a while.
  private func putOff(_ place: ReceivedBatch.Place, of batch: ReceivedBatch, _ reason: String) {
    actions += receiver.failed(
      ConsumerFrame.Failure(
        producer: batch.producer, epoch: batch.epoch, sequence: place.sequence, id: place.id, reason: reason),
      at: now)
  }

  private func note(_ report: DeliveryReceiver.Report) async {
    switch report {
    case .welcomed(let producer, let epoch, _):
      if let conflict = await claims.claim(producer, epoch, by: endpoint.description) {
        actions += receiver.identityClaimed(conflict, at: now)
        return
      }
      isWelcome = true
      trouble = nil
      sessions.log(
        .info, "receiving", metadata: ["producer": "\(producer)", "epoch": "\(epoch)", "endpoint": "\(endpoint)"],
        to: logger)
    case .sessionLost(let reason):
      await sessionEnded()
      // Nobody is there to take anything, however full the queue is.
      guard isOpen else { return tell(Self.connectionLost, level: .info) }
      let what = Self.told(reason)
      trouble = "\(what) (\(reason.rawValue)); asking again"
      sessions.log(.info, "\(what); asking again", metadata: ["reason": "\(reason.rawValue)"], to: logger)
    case .producerRestarted(let producer, let old, let new):
      sessions.log(
        .info, "the producer was started anew",
        metadata: ["producer": "\(producer)", "from": "\(old)", "to": "\(new)"], to: logger)
    case .producerChanged(let old, let new):
      sessions.log(
        .warning, "another producer answers",
        metadata: ["from": "\(old)", "to": "\(new)", "endpoint": "\(endpoint)"], to: logger)
    case .epochWentBack(let producer, let seen, let now):
      await sessionEnded()
      tell(
        "producer \(producer) is an earlier life of itself (epoch \(now), seen \(seen)): two run on one identity, or a "
          + "copy was put back while this consumer ran; in the latter case restart the consumer", level: .error)
    case .identityClaimed(let conflict):
      await sessionEnded()
      tell(conflict.description, level: .error)
    case .refused(let refusal):
      await sessionEnded()
      // With the store's folder, which is there by now, if only for a group whose name was misspelt.
      let place: Logger.Metadata = ["data": "\(dataFolder)"]
      tell(refusal.reason.shortened, level: .error, introduction: "the producer refused: ", more: place)
    case .creditExceeded(let articles, let bytes, let credit):
      mistakes.log(
        .error, "the producer sent more than the credit allows",
        metadata: ["articles": "\(articles)", "bytes": "\(bytes)", "credit": "\(credit.articles)/\(credit.bytes)"],
        to: logger)
    case .sequenceReused(let sequence, _, _):
      mistakes.log(
        .error, "the producer used a sequence twice", metadata: ["sequence": "\(sequence)"], to: logger)
    }
  }

  private static let connectionLost = "the producer is gone: the connection was lost; trying again"

  private static func told(_ reason: DeliveryReceiver.LossReason) -> String {
    switch reason {
    case .goodbye, .silent, .reconnected, .protocolError: "the producer is gone"
    case .unknownThere: "the producer has given this session up"
    case .queueFull: "the producer does not take what is sent to it"
    }
  }

  /// Another link may receive from the producer now.
  private func sessionEnded() async {
    isWelcome = false
    await claims.release(by: endpoint.description)
  }
}
