import DurableSQLite
import Locking
import Logging
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

@Suite(.timeLimit(.minutes(10))) struct ProducerLinkTests {
  typealias S = StoreSamples

  /// A store in the folder, and its link to a producer that is bound there; to whatever listens there where none is given.
  private func connect(
    _ folder: TemporaryFolder, to producer: SocketPeer?, _ logger: Logger
  ) async throws -> (store: SQLiteArticleStore, link: ProducerLink) {
    let store = try await open(folder)
    let processor = try ConsumerParts(store, folder).processor
    let link = try await link(folder, to: producer, logger, store.identity, processor)
    return (store, link)
  }

  private func open(_ folder: TemporaryFolder) async throws -> SQLiteArticleStore {
    try await SQLiteArticleStore(folder: try DataFolder(folder.path), timeZone: nil, catalogue: S.catalogue)
  }

  private func link(
    _ folder: TemporaryFolder, at name: String = "articles", to producer: SocketPeer?, _ logger: Logger,
    _ store: StoreID, _ processor: ArticleProcessor, claims: ClaimRegistry = ClaimRegistry(),
    credit: Credit = Credit(articles: 10, bytes: 1 << 20)
  ) async throws -> ProducerLink {
    let endpoint = "ipc://\(folder.path)/run/\(name)"
    try await producer?.bind(endpoint)
    return try ProducerLink(
      ConsumerConfiguration.Producer(endpoint: try Endpoint(endpoint), curve: nil), context: try ZeroMQContext(),
      consumer: ConsumerID(unchecked: String(repeating: "c", count: 32)), group: .default, store: store,
      dataFolder: folder.path, credit: credit, processor: processor, claims: claims, logger: logger)
  }

  /// Waits for the next hello; answers whose it is and its session's number.
  private func hello(to producer: SocketPeer) async throws -> (peer: [UInt8], session: Int) {
    while true {
      let said = try await producer.receive()
      if case .hello(let hello) = try ConsumerFrame(try WireMessage(frames: Array(said[1...]))) {
        return (said[0], hello.session)
      }
    }
  }

  /// Answers each hello by these messages, and then by a welcome, until it is cancelled.
  private func welcoming(
    _ producer: SocketPeer, after messages: [[[UInt8]]] = [], to peer: Guarded<[UInt8]> = Guarded([])
  ) -> Task<Void, any Error> {
    Task {
      while true {
        let consumer = try await hello(to: producer)
        peer.withLock { $0 = consumer.peer }
        for message in messages { try await producer.send([consumer.peer] + message) }
        try await welcome(consumer, by: producer)
      }
    }
  }

  /// The next frames of a consumer that are no heartbeats.
  private func answers(_ count: Int, to producer: SocketPeer) async throws -> [ConsumerFrame] {
    var answers: [ConsumerFrame] = []
    while answers.count < count {
      let frame = try ConsumerFrame(try WireMessage(frames: Array(try await producer.receive()[1...])))
      if case .heartbeat = frame { continue }
      answers.append(frame)
    }
    return answers
  }

  private func welcome(_ consumer: (peer: [UInt8], session: Int), by producer: SocketPeer) async throws {
    let welcome = ProducerFrame.welcome(
      ProducerFrame.Welcome(producer: S.producer, epoch: Epoch(1), start: .zero, session: consumer.session))
    try await producer.send([consumer.peer] + welcome.message.frames)
  }

  /// Says again and again that the producer is there, as a producer does, until it is cancelled.
  private func beat(for producer: SocketPeer, to peer: Guarded<[UInt8]>) async throws {
    let beat = ProducerFrame.heartbeat(Heartbeat(producer: S.producer, epoch: Epoch(1)))
    while true {
      let peer = peer.withLock { $0 }
      if !peer.isEmpty { try await producer.send([peer] + beat.message.frames) }
      try await Task.sleep(for: .seconds(2))
    }
  }

  /// Runs a link and makes it welcome; `consumer` is its peer at the producer.
  private func runWelcomed(
    _ link: ProducerLink, by producer: SocketPeer
  ) async throws -> (running: Task<Void, any Error>, consumer: [UInt8]) {
    let consumer = Guarded<[UInt8]>([])
    let running = Task {
      async let _ = beat(for: producer, to: consumer)
      try await link.run()
    }
    // It may say hello more than once, and takes an answer to the last one only.
    let answering = welcoming(producer, to: consumer)
    try await waitUntil { await link.status().connected }
    answering.cancel()
    _ = await answering.result
    return (running, consumer.withLock { $0 })
  }

  private func deliver(_ articles: [DeliverableArticle], to peer: [UInt8], by producer: SocketPeer) async throws {
    let batch = ProducerFrame.articles(
      ProducerFrame.Batch(producer: S.producer, epoch: Epoch(1), articles: articles))
    try await producer.send([peer] + batch.message.frames)
  }

  private func readable(_ numbers: ClosedRange<Int>) -> [DeliverableArticle] {
    numbers.map { number in
      let article = S.article(number)
      return DeliverableArticle(
        sequence: SequenceNumber(Int64(number)), id: article.id, article: ArticleCoding.encode(article))
    }
  }

  /// What came is held, and nothing said of it: the producer could only send it again and again.
  @Test func whatTheDiskHasNoRoomForIsStoredOnceThereIsSome() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let log = Guarded<[KeptLines.Line]>([])
    let logger = KeptLines.logger(log, .notice)
    let store = try await SQLiteArticleStore(
      folder: try DataFolder(folder.path), timeZone: nil, catalogue: S.catalogue, logger: logger)
    let processor = try ConsumerParts(store, folder).processor
    let link = try await link(folder, to: producer, logger, store.identity, processor)
    let (running, consumer) = try await runWelcomed(link, by: producer)
    try await FullDisk.begin(store.writes, at: "INSERT ON article")
    try await deliver(readable(1...4), to: consumer, by: producer)
    try await waitUntil { await store.trouble() != nil }
    try await deliver(readable(5...9), to: consumer, by: producer)
    try await waitUntil { await link.underWay == 9 }
    let status = await link.status()
    #expect(status.connected && status.trouble == nil)
    try await FullDisk.end(store.writes)
    let answers = try await answers(2, to: producer)
    let receipts = answers.flatMap { frame -> [ConsumerFrame.Receipt] in
      if case .stored(let answer) = frame { answer.receipts } else { [] }
    }
    #expect(receipts.map(\.sequence.rawValue).sorted() == Array(1...9) && receipts.allSatisfy { $0.outcome == .stored })
    #expect(log.withLock { $0.map(\.message) }.count { $0 == "the disk has room again" } == 1)
    running.cancel()
    try await running.value
    await store.close()
  }

  @Test func aConsumerWhoseDiskIsFullEndsInOrder() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let (store, link) = try await connect(folder, to: producer, Logger(label: "test"))
    let (running, consumer) = try await runWelcomed(link, by: producer)
    try await FullDisk.begin(store.writes, at: "INSERT ON article")
    try await deliver(readable(1...4), to: consumer, by: producer)
    try await waitUntil { await store.trouble() != nil }
    let begin = ContinuousClock.now
    await link.stop()
    // Not cancelled: it ends by itself.
    try await running.value
    #expect(begin.duration(to: .now) < .seconds(9))
    #expect(await link.underWay == 4)
    await store.close()
  }

  /// Where nothing can be read and the quarantine is full, all that is under way fails at once, whether or not the producer listens.
  @Test func aFailureOfEachArticleUnderWayFindsRoom() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let store = try await open(folder)
    let processor = try ConsumerParts(store, folder, quarantineLimit: 0).processor
    let link = try await link(
      folder, to: producer, Logger(label: "test"), store.identity, processor,
      credit: Credit(articles: 4_096, bytes: 8 << 20))
    let (running, consumer) = try await runWelcomed(link, by: producer)
    for first in stride(from: 1, through: 4_096, by: 256) {
      let articles = (first..<first + 256).map { number in
        DeliverableArticle(
          sequence: SequenceNumber(Int64(number)), id: S.article(number).id,
          article: EncodedArticle(header: Array("no header".utf8), body: Array("\(number)".utf8)))
      }
      try await deliver(articles, to: consumer, by: producer)
    }
    // Nobody reads its answers meanwhile.
    try await waitUntil {
      let (underWay, status) = await (link.underWay, link.status())
      return status.trouble != nil || (underWay == 0 && status.connected)
    }
    #expect(await link.status().trouble == nil)
    let answers = try await answers(4_096, to: producer)
    #expect(answers.allSatisfy { if case .failed = $0 { true } else { false } })
    running.cancel()
    try await running.value
    await store.close()
  }

  @Test func aMessageOfTooManyFramesEndsNothing() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let (store, link) = try await connect(folder, to: producer, Logger(label: "test"))
    let hasEnded = Guarded(false)
    let running = Task {
      defer { hasEnded.withLock { $0 = true } }
      try await link.run()
    }
    // Far too much.
    let answering = welcoming(producer, after: [Array(repeating: [1], count: WireLimits.frames + 1)])
    try await waitUntil {
      if hasEnded.withLock({ $0 }) { return true }
      return await link.status().connected
    }
    #expect(await link.status().connected)
    running.cancel()
    answering.cancel()
    try await running.value
    await store.close()
  }

  @Test func aProducerThatEndsTheHandshakeIsToldAsOneThatDoesNotAnswer() async throws {
    let folder = TemporaryFolder()
    let producer = try ClosingListener(path: folder.path + "/run/articles")
    let (store, link) = try await connect(folder, to: nil, Logger(label: "test"))
    let running = Task { try await link.run() }
    try await waitUntil { await link.status().trouble != nil }
    #expect(await link.status().trouble?.hasPrefix("does not answer: ") == true)
    running.cancel()
    try await running.value
    await store.close()
    withExtendedLifetime(producer) {}
  }

  @Test func aRefusalIsLoggedOnceHoweverOftenItComes() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let log = Guarded<[KeptLines.Line]>([])
    let (store, link) = try await connect(folder, to: producer, KeptLines.logger(log, .error))
    let running = Task { try await link.run() }
    for reason in ["no such group", "no such group", "another store"] {
      let consumer = try await hello(to: producer)
      let refusal = ProducerFrame.refused(ProducerFrame.Refusal(code: .unknownGroup, reason: reason))
      try await producer.send([consumer.peer] + refusal.message.frames)
    }
    try await waitUntil { await link.status().trouble == "another store" }
    let told = log.withLock { $0.map(\.message) }
    #expect(told == ["the producer refused: no such group", "the producer refused: another store"])
    running.cancel()
    try await running.value
    await store.close()
  }

  /// As where a group was dropped, and the producer then listens elsewhere.
  @Test func aLinkThatWasRefusedLeavesTheProducerToAnother() async throws {
    let (folder, logger, claims) = (TemporaryFolder(), Logger(label: "test"), ClaimRegistry())
    let (here, there) = (try SocketPeer(.router), try SocketPeer(.router))
    let store = try await open(folder)
    let processor = try ConsumerParts(store, folder).processor
    let former = try await link(folder, at: "here", to: here, logger, store.identity, processor, claims: claims)
    let later = try await link(folder, at: "there", to: there, logger, store.identity, processor, claims: claims)
    let running = [former, later].map { link in Task { try await link.run() } }
    let consumer = Guarded<[UInt8]>([])
    let first = welcoming(here, to: consumer)
    try await waitUntil { await former.status().connected }
    first.cancel()
    let refusal = ProducerFrame.refused(ProducerFrame.Refusal(code: .unknownGroup, reason: "no such group"))
    try await here.send([consumer.withLock { $0 }] + refusal.message.frames)
    try await waitUntil { await former.status().trouble == "no such group" }
    let second = welcoming(there)
    try await waitUntil {
      let status = await later.status()
      return status.connected || status.trouble?.contains("claim") == true
    }
    #expect(await later.status().trouble == nil)
    second.cancel()
    for task in running {
      task.cancel()
      try await task.value
    }
    await store.close()
  }

  @Test func messagesThatAreNotUnderstoodDoNotFillTheLog() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let log = Guarded<[KeptLines.Line]>([])
    let (store, link) = try await connect(folder, to: producer, KeptLines.logger(log, .error))
    let running = Task { try await link.run() }
    let begin = ContinuousClock.now
    let answering = welcoming(producer, after: Array(repeating: [[1], [2]], count: 400))
    try await waitUntil { await link.status().connected }
    let most = 10 * (2 + Int(begin.duration(to: .now) / .seconds(10)))
    #expect((1...most).contains(log.withLock { $0.count }), "\(log.withLock { $0.count }) lines")
    running.cancel()
    answering.cancel()
    try await running.value
    await store.close()
  }
}
