import DurableSQLite
import Locking
import Logging
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

@Suite(.timeLimit(.minutes(2))) struct ProducerLinkTests {
  typealias S = StoreSamples

  /// A store in the folder, and its link to a producer that is bound there; to whatever listens there where none is given.
  private func connect(
    _ folder: TemporaryFolder, to producer: SocketPeer?, _ logger: Logger
  ) async throws -> (store: SQLiteArticleStore, link: ProducerLink) {
    let store = try await SQLiteArticleStore(
      folder: try DataFolder(folder.path), timeZone: nil, catalogue: S.catalogue)
    let endpoint = "ipc://\(folder.path)/run/articles"
    try await producer?.bind(endpoint)
    let link = try ProducerLink(
      ConsumerConfiguration.Producer(endpoint: try Endpoint(endpoint), curve: nil), context: try ZeroMQContext(),
      consumer: ConsumerID(unchecked: String(repeating: "c", count: 32)), group: .default, store: store.identity,
      credit: Credit(articles: 10, bytes: 1 << 20), processor: try ConsumerParts(store, folder).processor,
      claims: ClaimRegistry(), logger: logger)
    return (store, link)
  }

  @Test func aMessageOfTooManyFramesEndsNothing() async throws {
    let (folder, producer) = (TemporaryFolder(), try SocketPeer(.router))
    let (store, link) = try await connect(folder, to: producer, Logger(label: "test"))
    let hasEnded = Guarded(false)
    let running = Task {
      defer { hasEnded.withLock { $0 = true } }
      try await link.run()
    }
    // Each hello is answered by far too much, and then by a welcome.
    let answering = Task {
      while true {
        let said = try await producer.receive()
        guard case .hello(let hello) = try ConsumerFrame(try WireMessage(frames: Array(said[1...]))) else { continue }
        try await producer.send([said[0]] + Array(repeating: [1], count: WireLimits.frames + 1))
        let welcome = ProducerFrame.welcome(
          ProducerFrame.Welcome(producer: S.producer, epoch: Epoch(1), start: .zero, session: hello.session))
        try await producer.send([said[0]] + welcome.message.frames)
      }
    }
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
    let log = Guarded<[String]>([])
    let (store, link) = try await connect(folder, to: producer, Logger(label: "test") { _ in KeptErrors(lines: log) })
    let running = Task { try await link.run() }
    for reason in ["no such group", "no such group", "another store"] {
      var said: [[UInt8]] = []
      repeat {
        said = try await producer.receive()
      } while try !ConsumerFrame(try WireMessage(frames: Array(said[1...]))).isHello
      let refusal = ProducerFrame.refused(ProducerFrame.Refusal(code: .unknownGroup, reason: reason))
      try await producer.send([said[0]] + refusal.message.frames)
    }
    try await waitUntil { await link.status().trouble == "another store" }
    #expect(log.withLock { $0 } == ["the producer refused: no such group", "the producer refused: another store"])
    running.cancel()
    try await running.value
    await store.close()
  }
}

extension ConsumerFrame {
  fileprivate var isHello: Bool {
    if case .hello = self { true } else { false }
  }
}

/// Keeps the messages of errors.
private struct KeptErrors: LogHandler {
  let lines: Guarded<[String]>
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.error

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.withLock { $0.append(event.message.description) }
  }
}
