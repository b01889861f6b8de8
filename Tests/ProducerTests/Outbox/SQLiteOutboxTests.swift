import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Producer

@Suite struct SQLiteOutboxTests {
  typealias O = OutboxSamples

  /// - Parameter options: all keys wait in memory, some do, or none does; bodies in the rows, or all in segments.
  ///
  /// One after the other: with thousands of open files Foundation crashes where it starts a process for another test.
  @Test(
    .serialized, arguments: OutboxContractCase.allCases,
    [(RecentKeys.defaultLimit, TextSegments.defaultThreshold), (3, 1), (1, TextSegments.defaultThreshold)])
  func keepsTheContract(
    _ contract: OutboxContractCase, options: (recentKeys: Int, segmentThreshold: Int)
  ) async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(
      folder: try DataFolder(folder.path), limit: 100_000, quarantineLimit: 1_000, recentKeys: options.recentKeys,
      segmentThreshold: options.segmentThreshold)
    try await contract.check(OutboxContract(outbox: outbox))
    await outbox.close()
  }

  @Test(arguments: OutboxContractCase.allCases)
  func twinInMemoryKeepsTheContract(_ contract: OutboxContractCase) async throws {
    try await contract.check(OutboxContract(outbox: InMemoryOutbox(limit: 100_000, quarantineLimit: 1_000)))
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
    #expect(try await outbox.quarantined(after: 0, limit: 9).map(\.id) == [O.documentID(3)])
    await outbox.close()
  }

  /// Whoever pushed is told, and a person who looks later is, too.
  @Test func aFullQuarantineIsToldUntilThereIsRoom() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000, quarantineLimit: 1_000)
    // One that no quarantine of this size holds says nothing of the others.
    #expect(try await outbox.commit([O.quarantined(1, size: 1_001)]).map(\.outcome) == [.refused])
    #expect(await outbox.warnings() == [])
    #expect(
      try await outbox.commit([O.quarantined(2, size: 700), O.quarantined(3, size: 600)]).map(\.outcome)
        == [.quarantined, .refused])
    // All work is done: what is refused is its pusher's.
    #expect(await outbox.warnings().map { $0.contains("the quarantine is full (700 of 1000 bytes)") } == [true])
    #expect(await outbox.trouble() == nil)
    #expect(try await outbox.dropQuarantined(O.documentID(2)))
    #expect(await outbox.warnings() == [])
    #expect(try await outbox.commit([O.quarantined(3, size: 600)]).map(\.outcome) == [.quarantined])
    #expect(await outbox.warnings() == [])
    await outbox.close()
  }

  @Test func whatFailsAgainStaysInAQuarantineThatIsOverALowerLimit() async throws {
    let folder = TemporaryFolder()
    var outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000, quarantineLimit: 1_000)
    _ = try await outbox.commit([O.quarantined(1, size: 600), O.quarantined(2, size: 300)])
    await outbox.close()

    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000, quarantineLimit: 100)
    let answers = try await outbox.commit([O.quarantined(1, size: 600, isRetried: true)])
    #expect(answers == [DocumentAnswer(outcome: .quarantined, reason: "again reason 1")])
    #expect(try await outbox.quarantinedBytes(O.documentID(1))?.count == 600)
    let kept = try await outbox.quarantined(after: 0, limit: 9)
    #expect(kept.map(\.reason) == ["again reason 1", "reason 2"] && kept.map(\.received) == [5, 5])
    #expect(try await outbox.quarantineRoom() == (900, 100))
    // What comes is bounded as before.
    #expect(try await outbox.commit([O.quarantined(3, size: 1)]).map(\.outcome) == [.refused])
    let documents = try await outbox.ledger().documents
    #expect(documents == ProducerLedger.Documents(received: 2, read: 0, duplicate: 0, skipped: 0, quarantined: 2))
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  @Test func groupsAreBoundElsewhereAndGivenUpOnAFullDisk() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1])])
    let archive = try #require(GroupName("archive"))
    _ = try await outbox.add(group: archive, beginning: .held, limit: nil)
    try await FullDisk.begin(outbox.writes)
    await #expect(throws: OutboxError.self) { try await outbox.commit([O.document(2, [2])]) }
    #expect(try await outbox.rebind(group: .default, to: O.otherStore).store == O.otherStore)
    _ = try await outbox.drop(group: archive, at: 9)
    #expect(try await outbox.groups().map(\.store) == [O.otherStore])
    await outbox.close()
  }

  /// Of one that an older version gave up nothing is known but that it was counted.
  @Test(arguments: [false, true]) func whatWasGivenUpIsKnownInALaterLife(byOlderVersion: Bool) async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: OutboxSchema.current.upTo(version: 10))
    let writes = GroupCommit(database: database, state: 0) { _, _ in 0 }
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          INSERT INTO quarantine (id, name, reason, bytes) VALUES (?, '1.bin', 'not text', x'000102');
          UPDATE account SET received = 1, quarantined = 1, quarantine_bytes = 3;
          """, arguments: [Data(O.documentID(1).digest.bytes)])
      guard byOlderVersion else { return }
      try db.execute(sql: "DELETE FROM quarantine; UPDATE account SET quarantine_bytes = 0")
    }
    await writes.close()
    for life in 1...3 {
      let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
      if life > 1 || byOlderVersion { _ = try await outbox.commit([O.quarantined(1)]) }
      #expect(try await outbox.dropQuarantined(O.documentID(1)))
      #expect(try await outbox.ledger().documents.quarantined == (byOlderVersion ? 2 : 1), "\(life)")
      #expect(try await outbox.verify() == [])
      await outbox.close()
    }
  }

  @Test func fewReceiptsShareTheTransactionOfTheNextDocuments() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1])])
    var shared = 0
    for number in 2...9 {
      let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
      #expect(loaded.articles.map(\.id) == [O.article(number - 1).id])
      let before = outbox.writes.database.revision
      // Begun at once, so that the documents come later.
      let recording = Task.immediate { try await outbox.record(loaded.articles.map { O.receipt($0) }, group: .default) }
      _ = try await outbox.commit([O.document(number, [number])])
      try await recording.value
      if outbox.writes.database.revision == before + 1 { shared += 1 }
    }
    // The time that receipts of the round before might have waited may end between the two.
    #expect(shared >= 4)
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

  @Test func whatAllGroupsWereHandedIsLetGoAndComesAgainFromItsRow() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    let other = try #require(GroupName("other"))
    _ = try await outbox.add(group: other, beginning: .now, limit: nil)
    func load(_ group: GroupName) async throws -> [DeliverableArticle] {
      try await outbox.load(group: group, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20).articles
    }
    var kept: Int { outbox.writes.state.fresh.bytes }
    func bytes(_ articles: [DeliverableArticle]) -> Int { articles.reduce(0) { $0 + $1.article.size } }

    _ = try await outbox.commit([O.document(1, [1, 2])])
    let first = try await load(.default)
    _ = try await outbox.commit([O.document(2, [3])])
    // The other group was handed nothing yet.
    let all = try await load(.default)
    #expect(all.count == 3 && kept == bytes(all))
    #expect(try await load(other) == all)
    _ = try await outbox.commit([O.document(3, [4])])
    let last = try await load(other).suffix(1)
    #expect(last.count == 1 && kept == bytes(Array(last)))
    #expect(try await load(.default) == all + last && Array(all.prefix(2)) == first)
    await outbox.close()
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
    #expect(try await outbox.ledger().damages.map { $0.first...$0.last } == [1...3])
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
    #expect(try await outbox.ledger().damages.map { $0.first...$0.last } == [1...3])
    await outbox.close()
  }

  /// Whether their keys were entered before the process ended or not.
  @Test(arguments: [RecentKeys.defaultLimit, 4, 1])
  func whatItKnowsOutlivesTheProcess(recentKeys: Int) async throws {
    let folder = TemporaryFolder()
    for life in 1...4 {
      let outbox = try await SQLiteOutbox(
        folder: try DataFolder(folder.path), limit: 100_000, recentKeys: recentKeys)
      let earlier = 1..<3 * life - 2
      let known = try await outbox.commit(earlier.map { O.document($0, [$0]) })
      #expect(known.map(\.duplicates) == earlier.map { [O.article($0).id] })
      // The same articles out of other documents.
      let others = try await outbox.commit(earlier.map { O.document(100 * life + $0, [$0]) })
      #expect(others.allSatisfy { $0.accepted.isEmpty && $0.duplicates.count == 1 })
      _ = try await outbox.commit((3 * life - 2...3 * life).map { O.document($0, [$0]) })
      #expect(try await outbox.known((1...3 * life).map { O.documentID($0) }).count == 3 * life)
      for number in 1...3 * life {
        #expect(try await outbox.trace(O.documentID(number).digest)?.articles.map(\.id) == [O.article(number).id])
      }
      #expect(try await outbox.verify() == [])
      await outbox.close()
    }
  }

  @Test func groupsAndGapsOutliveTheProcess() async throws {
    let folder = TemporaryFolder()
    var outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    let (archive, desk) = (try #require(GroupName("archive")), try #require(GroupName("desk")))
    _ = try await outbox.add(group: archive, beginning: .now, limit: 700)
    _ = try await outbox.add(group: desk, beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(1, [1, 2, 3])])
    _ = try await outbox.rebind(group: .default, to: O.store)
    _ = try await outbox.drop(group: desk, at: 9)
    let (ledger, groups, epoch) = (try await outbox.ledger(), try await outbox.groups(), outbox.epoch)
    await outbox.close()
    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    var after = try await outbox.ledger()
    after.epoch = epoch
    #expect(after == ledger)
    #expect(try await outbox.groups() == groups)
    await outbox.close()
  }
}
