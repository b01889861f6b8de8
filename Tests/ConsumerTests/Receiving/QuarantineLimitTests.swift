import DurableSQLite
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// What a consumer does with articles that it cannot read, where its quarantine has no room for more.
@Suite struct QuarantineLimitTests {
  typealias S = StoreSamples

  /// What is put aside already, or stored, is answered as then; only what is new stays with its producer.
  @Test func whatIsHeldAlreadyIsNotRefused() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: S.catalogue)
    let processor = try ConsumerParts(store, folder, quarantineLimit: 200).processor
    func unreadable(_ number: Int) -> DeliverableArticle {
      DeliverableArticle(
        sequence: SequenceNumber(Int64(number)), id: S.article(number).id,
        article: EncodedArticle(header: Array("no header \(number)".utf8), body: Array(repeating: 0x61, count: 150)))
    }
    func process(_ articles: [DeliverableArticle]) async throws -> ArticleProcessor.Processed? {
      try await processor.process(
        ReceivedBatch(ProducerFrame.Batch(producer: S.producer, epoch: Epoch(1), articles: articles))
      ) { true }
    }
    _ = try await store.store(S.batch([S.entry(7, S.article(3))]))
    let first = try #require(try await process([unreadable(1)]))
    #expect(first.receipts.map(\.outcome) == [.quarantined] && first.failed.isEmpty)

    // The first one again, one that is new, and one that is stored and came damaged now.
    let second = try #require(try await process([1, 2, 3].map(unreadable)))
    #expect(second.receipts.map(\.sequence.rawValue) == [1, 3])
    #expect(second.receipts.map(\.outcome) == [.quarantined, .known])
    #expect(second.failed.map(\.place.sequence.rawValue) == [2])
    #expect(second.failed.allSatisfy { $0.reason.contains("quarantine is full") })
    await store.close()
  }
}
