import DurableSQLite
import Locking
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@testable import Producer

/// What consumers make a producer write into its log.
@Suite(.timeLimit(.minutes(5))) struct DeliveryLogTests {
  typealias O = OutboxSamples

  @Test func articlesThatFailDoNotFillTheLog() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 1 << 20)
    let numbers = Array(1...200)
    _ = try await outbox.commit([O.document(1, numbers)])
    let endpoint = "ipc://\(folder.path)/run/articles"
    let lines = Guarded<[KeptLines.Line]>([])
    let delivery = try await DeliveryLoop(
      outbox: outbox, context: try ZeroMQContext(), listener: Listener(try Endpoint(endpoint)),
      logger: KeptLines.logger(lines, .warning))
    let running = Task { try await delivery.run() }
    let consumer = try SocketPeer(.dealer)
    try await consumer.connect(endpoint)
    let begin = ContinuousClock.now
    try await consumer.send(
      ConsumerFrame.hello(
        ConsumerFrame.Hello(
          consumer: try #require(ConsumerID(String(repeating: "c", count: 32))), group: .default, store: O.store,
          credit: Credit(articles: 256, bytes: 1 << 20))
      ).message.frames)
    var came = 0
    while came < numbers.count {
      guard
        case .articles(let batch) = try ProducerFrame(try WireMessage(frames: try await consumer.receive()))
      else { continue }
      for article in batch.articles where article.sequence.rawValue > came {
        came += 1
        let failure = ConsumerFrame.Failure(
          producer: outbox.producer, epoch: outbox.epoch, sequence: article.sequence, id: article.id,
          reason: String(repeating: "no", count: 5_000))
        try await consumer.send(ConsumerFrame.failed(failure).message.frames)
      }
    }
    try await waitUntil { lines.withLock { $0.contains { $0.message.contains("failed") } } }
    running.cancel()
    try await running.value
    await outbox.close()
    let failures = lines.withLock { $0.filter { $0.message.contains("an article failed") } }
    let most = 10 * (2 + Int(begin.duration(to: .now) / .seconds(10)))
    #expect((1...most).contains(failures.count), "\(failures.count) lines")
    #expect(failures.allSatisfy { $0.description.utf8.count < 1_000 })
  }
}
