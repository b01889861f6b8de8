import DurableSQLite
import Foundation
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@testable import Producer

/// What a person does to groups, and asks of them, while consumers are connected, on a disk that may be full.
@Suite(.timeLimit(.minutes(10))) struct GroupChangeTests {
  typealias O = OutboxSamples

  private let folder = TemporaryFolder()
  private let outbox: SQLiteOutbox
  private let delivery: DeliveryLoop
  private let consumer: SocketPeer
  private let running: Task<Void, any Error>

  init() async throws {
    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    let endpoint = "ipc://\(folder.path)/run/articles"
    let delivery = try await DeliveryLoop(
      outbox: outbox, context: try ZeroMQContext(), listener: Listener(try Endpoint(endpoint)),
      logger: Logger(label: "test"))
    self.delivery = delivery
    running = Task { try await delivery.run() }
    consumer = try SocketPeer(.dealer)
    try await consumer.connect(endpoint)
  }

  private func end() async throws {
    running.cancel()
    try await running.value
    await outbox.close()
  }

  private func say(_ frame: ConsumerFrame) async throws { try await consumer.send(frame.message.frames) }

  private func sayHello(of store: StoreID, session: Int) async throws {
    let id = try #require(ConsumerID(String(repeating: "c", count: 32)))
    try await say(
      .hello(
        ConsumerFrame.Hello(
          consumer: id, group: .default, store: store, credit: Credit(articles: 10, bytes: 1 << 20), session: session)))
  }

  /// The next frame that says something.
  private func hear() async throws -> ProducerFrame {
    while true {
      let frame = try ProducerFrame(try WireMessage(frames: try await consumer.receive()))
      if case .heartbeat = frame { continue }
      return frame
    }
  }

  /// Says hello, is welcome, and gets articles.
  private func receive(as store: StoreID, session: Int) async throws -> [DeliverableArticle] {
    try await sayHello(of: store, session: session)
    guard case .welcome(let welcome) = try await hear(), welcome.session == session else { return [] }
    guard case .articles(let batch) = try await hear() else { return [] }
    return batch.articles
  }

  private func acknowledge(_ articles: [DeliverableArticle]) async throws {
    try await say(
      .stored(
        ConsumerFrame.Acknowledgement(
          producer: outbox.producer, epoch: outbox.epoch, receipts: articles.map { O.receipt($0) })))
  }

  /// Lets nothing else be written until it is told to go on.
  private func holdWriting() async -> (holding: Task<Void, any Error>, goOn: DispatchSemaphore) {
    let (isHeld, goOn) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
    let holding = Task { [outbox] in
      try await outbox.writes.perform { _, _ in
        isHeld.continuation.finish()
        goOn.wait()
      }
    }
    for await _ in isHeld.stream {}
    return (holding, goOn)
  }

  private static let changes = [(name: "rebind", room: "INSERT ON receiver"), ("drop", "INSERT ON dropped_group")]

  @Test(arguments: changes) func aGroupThatCouldNotBeChangedIsServedAsBefore(
    _ change: (name: String, room: String)
  ) async throws {
    try await delivery.add(group: try #require(GroupName("archive")), beginning: .now, limit: nil)
    let articles = try await receive(as: O.store, session: 1)
    #expect(articles.map(\.sequence.rawValue) == [1, 2])
    func perform() async throws(OutboxError) {
      if change.name == "drop" { return try await delivery.drop(group: .default, at: 1) }
      try await delivery.rebind(group: .default, to: O.otherStore)
    }
    try await FullDisk.begin(outbox.writes, at: change.room)
    let failure = await #expect(throws: OutboxError.self) { try await perform() }
    guard case .diskFull? = failure else {
      Issue.record("expected no room, got \(String(describing: failure))")
      return
    }
    guard case .refused = try await hear() else {
      Issue.record("the consumer was not sent away")
      return
    }
    #expect(try await receive(as: O.store, session: 2) == articles)
    try await FullDisk.end(outbox.writes)
    try await perform()
    #expect(await delivery.sentBatches[.default] == nil)
    try await end()
  }

  @Test func whatTheOldStoreHasIsNotRecordedForTheNewOne() async throws {
    let articles = try await receive(as: O.store, session: 1)
    try await FullDisk.begin(outbox.writes, at: "UPDATE ON receiver")
    let (holding, goOn) = await holdWriting()
    defer { goOn.signal() }
    try await acknowledge(articles)
    try await waitUntil { await delivery.recordings[.default] != nil }
    // The group is changed while the record is under way, which finds no room then.
    async let change: Void = delivery.rebind(group: .default, to: O.otherStore)
    guard case .refused = try await hear() else {
      Issue.record("the consumer was not sent away")
      return
    }
    goOn.signal()
    try await holding.value
    try await change
    #expect(await delivery.unrecorded.isEmpty)
    try await FullDisk.end(outbox.writes)
    #expect(try await receive(as: O.otherStore, session: 2) == articles)
    try await end()
  }

  @Test func whatWasAcknowledgedIsRecordedBeforeItIsToldOf() async throws {
    let articles = try await receive(as: O.store, session: 1)
    let (holding, goOn) = await holdWriting()
    defer { goOn.signal() }
    try await acknowledge([articles[0]])
    try await waitUntil { await delivery.recordings[.default] != nil }
    try await acknowledge([articles[1]])
    try await waitUntil { await delivery.unrecorded[.default] != nil }
    let recorded = Task.immediate { await delivery.whatCameIsRecorded() }
    goOn.signal()
    await recorded.value
    #expect(try await outbox.ledger().groups.map(\.pending) == [0])
    try await holding.value
    try await end()
  }

  @Test func aGroupGetsNothingWhileTheDiskHasNoRoomForWhoseItIs() async throws {
    try await FullDisk.begin(outbox.writes, at: "UPDATE ON receiver")
    try await sayHello(of: O.store, session: 1)
    guard case .welcome = try await hear() else {
      Issue.record("the consumer was not welcome")
      return
    }
    try await waitUntil { await delivery.unbound == [.default: O.store] }
    // It says hello again and again: whatever the loop had to send, it would have sent by then.
    for session in 2...20 {
      try await sayHello(of: O.store, session: session)
      guard case .welcome = try await hear() else {
        Issue.record("articles came before it was recorded whose they are")
        return
      }
    }
    try await FullDisk.end(outbox.writes)
    guard case .articles = try await hear() else {
      Issue.record("no articles came once there was room")
      return
    }
    #expect(try await outbox.groups().map(\.store) == [O.store])
    try await end()
  }

  @Test func theOldStoreIsNotBoundToAGroupThatHasAnother() async throws {
    try await FullDisk.begin(outbox.writes, at: "UPDATE ON receiver")
    try await sayHello(of: O.store, session: 1)
    // It is tried again each second, and waits between.
    try await waitUntil { await delivery.unbound == [.default: O.store] }
    try await delivery.rebind(group: .default, to: O.otherStore)
    try await FullDisk.end(outbox.writes)
    // Tried again, and nothing is left to do.
    try await waitUntil {
      let (next, unbound) = await (delivery.nextAttempt, delivery.unbound)
      return next == nil && unbound.isEmpty
    }
    #expect(try await delivery.health(outbox.ledger()).trouble == nil)
    #expect(try await outbox.groups().map(\.store) == [O.otherStore])
    try await end()
  }
}
