import DurableSQLite
import Foundation
import NewsModels
import Testing

@testable import Producer

@Suite struct SQLiteOutboxTests {
  typealias O = OutboxSamples

  @Test(arguments: OutboxContractCase.allCases)
  func keepsTheContract(_ contract: OutboxContractCase) async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    try await contract.check(OutboxContract(outbox: outbox))
    await outbox.close()
  }

  @Test(arguments: OutboxContractCase.allCases)
  func twinInMemoryKeepsTheContract(_ contract: OutboxContractCase) async throws {
    try await contract.check(OutboxContract(outbox: InMemoryOutbox(limit: 100_000)))
  }

  @Test func openedAgainItHoldsWhatItHeldUnderAGreaterEpoch() async throws {
    let folder = TemporaryFolder()
    var outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2, 3]), O.skipped(2), O.quarantined(3)])
    try await outbox.bind(group: .default, to: O.store)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    try await outbox.record([O.receipt(loaded.articles[1])], group: .default)
    let (ledger, producer, epoch) = (try await outbox.ledger(), outbox.producer, outbox.epoch)
    await outbox.close()

    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(outbox.damage == nil)
    #expect(outbox.producer == producer)
    #expect(outbox.epoch > epoch)
    var after = try await outbox.ledger()
    after.epoch = epoch
    #expect(after == ledger)
    let rest = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(rest.articles == [loaded.articles[0], loaded.articles[2]])
    #expect(try await outbox.commit([O.document(1, [1, 2, 3])]).map(\.outcome) == [.duplicate])
    #expect(try await outbox.quarantined(limit: 9).map(\.id) == [O.documentID(3)])
    await outbox.close()
  }

  @Test func sequencesAreNotUsedAgainAfterEverythingWasDelivered() async throws {
    let folder = TemporaryFolder()
    for life in 1...3 {
      let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
      _ = try await outbox.commit([O.document(life, [life])])
      let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
      #expect(loaded.articles.map(\.sequence.rawValue) == [Int64(life)])
      try await outbox.record(loaded.articles.map { O.receipt($0) }, group: .default)
      await outbox.close()
    }
  }

  @Test func emptiedDatabaseIsReportedByRangeAndTakesArticlesAgain() async throws {
    let folder = TemporaryFolder()
    var outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2, 3])])
    let producer = outbox.producer
    await outbox.close()
    #expect(FileManager.default.createFile(atPath: folder.path + "/outbox.sqlite", contents: Data()))

    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(outbox.damage?.lost == 1...3)
    #expect(outbox.producer == producer)
    #expect(try await outbox.commit([O.document(1, [1])]).map(\.outcome) == [.read])
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(loaded.articles.map(\.sequence.rawValue) == [4])
    // A late receipt for what was lost changes no account.
    try await outbox.record(loaded.articles.map { O.receipt($0) }, group: .default)
    try await outbox.record(
      [ConsumerFrame.Receipt(sequence: SequenceNumber(2), id: O.article(2).id, outcome: .stored)], group: .default)
    #expect(try await outbox.ledger().groups.allSatisfy(\.isBalanced))
    await outbox.close()
    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(outbox.damage == nil)
    await outbox.close()
  }
}
