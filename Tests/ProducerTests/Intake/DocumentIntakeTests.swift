import DurableSQLite
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@testable import Producer

@Suite struct DocumentIntakeTests {
  typealias O = OutboxSamples

  @Test func aChangeThatFindsNoRoomIsAnsweredAndEndsNothing() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.quarantined(1)])
    let delivery = try await DeliveryLoop(
      outbox: outbox,
      at: ArticlesSocket(try ZeroMQContext(), Listener(try Endpoint("ipc://\(folder.path)/run/articles"))),
      logger: Logger(label: "test"))
    let intake = DocumentIntake(
      DocumentTaking(
        outbox: outbox, delivery: delivery, work: try WorkGuard(folder: folder.path, name: "parsing"),
        maximumDocument: 1_000))
    let drop = WireMessage(
      .quarantine, QuarantineRequest(request: 7, action: .drop, id: String(O.documentID(1).digest.hex.prefix(8))))
    try await FullDisk.begin(outbox.writes, at: "DELETE ON quarantine")
    let refused = try await intake.answer(drop)
    #expect(refused.kind == .error)
    let failure = try refused.decode(WireFailure.self)
    #expect(failure.request == 7 && failure.reason.contains("no room on the disk"))
    try await FullDisk.end(outbox.writes)
    #expect(try await intake.answer(drop).decode(QuarantineAnswer.self).outcome == .dropped)
    await outbox.close()
    // Nothing more can be done without the outbox.
    await #expect(throws: OutboxError.closed) { try await intake.answer(drop) }
  }
}
