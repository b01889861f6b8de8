import DurableSQLite
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// What a consumer does with articles that it cannot read, where its quarantine has no room for more.
@Suite struct QuarantineLimitTests {
  typealias S = StoreSamples

  private func unreadable(_ number: Int) -> DeliverableArticle {
    DeliverableArticle(
      sequence: SequenceNumber(Int64(number)), id: S.article(number).id,
      article: EncodedArticle(header: Array("no header \(number)".utf8), body: Array(repeating: 0x61, count: 150)))
  }

  private func process(
    _ articles: [DeliverableArticle], by processor: ArticleProcessor
  ) async throws -> ArticleProcessor.Processed? {
    try await processor.process(
      ReceivedBatch(ProducerFrame.Batch(producer: S.producer, epoch: Epoch(1), articles: articles))
    ) { true }
  }

  /// Each has read the sum before another's transaction ends.
  @Test func batchesThatComeAtOnceKeepToTheLimitTogether() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: S.catalogue)
    let processor = try ConsumerParts(store, folder, quarantineLimit: 1_000).processor
    let kept = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...40 {
        group.addTask { try await process([unreadable(number)], by: processor)?.receipts.count ?? 0 }
      }
      return try await group.reduce(0, +)
    }
    let bytes = try await store.quarantineBytes()
    #expect(kept > 0 && bytes > 0 && bytes <= 1_000, "\(kept) articles of \(bytes) bytes")
    await store.close()
  }

  /// What waits at the producer is seen nowhere else.
  @Test func aFullQuarantineIsTroubleUntilThereIsRoom() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: S.catalogue)
    let processor = try ConsumerParts(store, folder, quarantineLimit: 200).processor
    _ = try await process([unreadable(1)], by: processor)
    #expect(await processor.trouble() == nil)
    let failed = try #require(try await process([unreadable(2)], by: processor)).failed
    #expect(failed.map { $0.reason.contains("quarantine is full (200 bytes, with no room for ") } == [true])
    // In the same words at either end.
    #expect(await processor.trouble() == failed.first.map { "an article waits at the producer: \($0.reason)" })
    #expect(try await store.dropQuarantined(unreadable(1).id))
    #expect(await processor.trouble() == nil)
    // It came again, and nothing waits.
    _ = try await process([unreadable(2)], by: processor)
    #expect(try await store.quarantineBytes() > 0)
    #expect(await processor.trouble() == nil)
    await store.close()
  }

  /// No room that a person makes would be enough.
  @Test func anArticleThatIsLargerThanTheQuarantineIsTroubleOfItsOwn() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: S.catalogue)
    let processor = try ConsumerParts(store, folder, quarantineLimit: 100).processor
    let failed = try #require(try await process([unreadable(1)], by: processor)).failed
    #expect(failed.map { $0.reason.contains("a greater --quarantine-limit") } == [true])
    #expect(await processor.trouble() == failed.first.map { "an article waits at the producer: \($0.reason)" })
    await store.close()
  }

  /// A group that is dropped, or an article that is sent anew, leaves nothing behind at the producer.
  @Test func whatDoesNotComeAgainWaitsNoMore() {
    let (room, now) = (QuarantineRoom(), ContinuousClock.now)
    _ = room.promise(150)
    room.refused(150, at: now)
    #expect(room.refusedSize(at: now + .seconds(240)) == 150)
    #expect(room.refusedSize(at: now + .seconds(301)) == nil)
    room.refused(0, at: now + .seconds(290))
    #expect(room.refusedSize(at: now + .seconds(301)) == 0)
  }

  /// What is put aside already, or stored, is answered as then; only what is new stays with its producer.
  @Test func whatIsHeldAlreadyIsNotRefused() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: S.catalogue)
    let processor = try ConsumerParts(store, folder, quarantineLimit: 200).processor
    _ = try await store.store(S.batch([S.entry(7, S.article(3))]))
    let first = try #require(try await process([unreadable(1)], by: processor))
    #expect(first.receipts.map(\.outcome) == [.quarantined] && first.failed.isEmpty)

    // The first one again, one that is new, and one that is stored and came damaged now.
    let second = try #require(try await process([1, 2, 3].map(unreadable), by: processor))
    #expect(second.receipts.map(\.sequence.rawValue) == [1, 3])
    #expect(second.receipts.map(\.outcome) == [.quarantined, .known])
    #expect(second.failed.map(\.place.sequence.rawValue) == [2])
    #expect(second.failed.allSatisfy { $0.reason.contains("quarantine is full") })
    await store.close()
  }
}
