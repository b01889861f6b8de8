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

  /// Text of two bytes a character may take three as UTF-8: accepted, it would have been lost at the wire.
  @Test func anArticleThatNoMessageCarriesIsPutAsideInsteadOfBeingAccepted() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    let delivery = try await DeliveryLoop(
      outbox: outbox,
      context: try ZeroMQContext(), listener: Listener(try Endpoint("ipc://\(folder.path)/run/articles")),
      logger: Logger(label: "test"))
    let taking = DocumentTaking(
      outbox: outbox, delivery: delivery, work: try WorkGuard(folder: folder.path, name: "parsing"),
      maximumDocument: 1_000, maximumArticle: 200)
    let sentence = "Xã đã sửa xong con đường dẫn ra chợ, và phiên chợ đầu tiên sau mùa mưa họp vào sáng nay."
    let short = "Đường ra chợ đã sửa xong\n\n\(sentence)"
    let long = short + " Người bán rau nói họ không phải đi vòng qua cánh đồng nữa, còn trường học được nghỉ một buổi."
    let answers = try await taking.take(
      [short, long].map { DocumentTaking.Received(Array($0.utf8), PushRequest.Document(name: "a.txt")) })
    #expect(answers.map(\.outcome) == [.read, .quarantined])
    #expect(answers[1].reason?.hasPrefix("expected articles of at most 200 bytes as UTF-8, got one of ") == true)
    #expect(try await outbox.quarantinedBytes(DocumentID(of: Array(long.utf8))) == Array(long.utf8))
    #expect(try await outbox.ledger().groups.map(\.pending) == [1])
    await outbox.close()
  }

  private func intake(_ folder: TemporaryFolder, _ outbox: SQLiteOutbox) async throws -> DocumentIntake {
    let delivery = try await DeliveryLoop(
      outbox: outbox,
      context: try ZeroMQContext(), listener: Listener(try Endpoint("ipc://\(folder.path)/run/articles")),
      logger: Logger(label: "test"))
    return DocumentIntake(
      DocumentTaking(
        outbox: outbox, delivery: delivery, work: try WorkGuard(folder: folder.path, name: "parsing"),
        maximumDocument: 1_000), outboxLimit: 100_000)
  }

  /// A group of one byte would hold up every push.
  @Test func aGroupsLimitThatIsNoSizeIsRefused() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    let intake = try await intake(folder, outbox)
    let group = try #require(GroupName("archive"))
    for limit in [-5, 0] {
      let answer = try await intake.answer(
        WireMessage(.groups, GroupsRequest(request: 7, action: .add, group: group, limit: limit)))
      #expect(answer.kind == .error)
      #expect(try answer.decode(WireFailure.self).reason.contains("a number of bytes from 1 on, got \(limit)"))
    }
    #expect(try await outbox.groups().count == 1)
    await outbox.close()
  }

  @Test func aChangeThatFindsNoRoomIsAnsweredAndEndsNothing() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.quarantined(1)])
    let intake = try await intake(folder, outbox)
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
