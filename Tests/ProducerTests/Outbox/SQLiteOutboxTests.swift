import DurableSQLite
import Foundation
import GRDB
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

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

  @Test func whatIsPutAsideAndNotCountedIsFound() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.quarantined(1), O.quarantined(2)])
    // One that was given up stays counted.
    #expect(try await outbox.dropQuarantined(O.documentID(1)))
    #expect(try await outbox.verify() == [])
    try await outbox.writes.perform { _, account in
      account.documents.received -= 2
      account.documents.quarantined -= 2
    }
    #expect(try await outbox.verify() == ["documents put aside or given up: 0 kept, 2 counted"])
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

  @Test func textThatChangedOnTheDiskIsNotDeliveredAsNews() async throws {
    let folder = TemporaryFolder()
    var outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    await outbox.close()
    try await DatabaseQueue(path: folder.path + "/outbox.sqlite").write { db in
      try db.execute(sql: "UPDATE waiting SET body = CAST(body || 'x' AS BLOB) WHERE sequence = 1")
    }
    outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(loaded.articles.map(\.id) == [O.article(1).id, O.article(2).id])
    #expect(throws: WireError.self) { try ArticleCoding.decode(loaded.articles[0].article) }
    #expect(try ArticleCoding.decode(loaded.articles[1].article).id == O.article(2).id)
    await outbox.close()
  }

  /// Opened with every body in a segment.
  private func openSegmented(_ folder: TemporaryFolder) async throws -> SQLiteOutbox {
    try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000, segmentThreshold: 1)
  }

  private func segments(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".texts-") }.sorted()
  }

  @Test func bodiesInSegmentsOutliveTheProcessAndGoWhenAllHaveThem() async throws {
    let folder = TemporaryFolder()
    let desk = try #require(GroupName("desk"))
    var outbox = try await openSegmented(folder)
    _ = try await outbox.add(group: desk, beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    await outbox.close()
    outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(2, [3])])
    let names = try segments(folder)
    #expect(names.count == 2)
    // Not from memory.
    _ = try await outbox.rebind(group: .default, to: O.store)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
      .articles
    #expect(loaded.map(\.id) == [1, 2, 3].map { O.article($0).id })
    #expect(loaded.map(\.article) == [1, 2, 3].map { O.article($0).article })
    try await outbox.record(loaded.prefix(2).map { O.receipt($0) }, group: .default)
    try await outbox.record([O.receipt(loaded[0])], group: desk)
    #expect(try segments(folder) == names)
    #expect(try await outbox.verify() == [])
    _ = try await outbox.drop(group: desk, at: 9)
    #expect(try segments(folder) == [names[1]])
    #expect(try await outbox.verify() == [])
    let rest = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20).articles
    #expect(rest == [loaded[2]])
    try await outbox.record([O.receipt(loaded[2])], group: .default)
    #expect(try await outbox.ledger().pendingBytes == 0)
    #expect(try await outbox.verify() == [])
    await outbox.close()
    // The last one is written to no more, and goes with the next transaction.
    outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(3, [4])])
    #expect(try segments(folder).count == 1 && segments(folder) != [names[1]])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  /// Changed, cut short, and missing.
  @Test func aTextThatIsLostInItsSegmentIsNotDeliveredAsNews() async throws {
    let folder = TemporaryFolder()
    var outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(1, [1, 2, 3])])
    await outbox.close()
    outbox = try await openSegmented(folder)
    _ = try await outbox.commit([O.document(2, [4])])
    await outbox.close()
    let names = try segments(folder)
    let file = URL(fileURLWithPath: "\(folder.path)/\(names[0])")
    var bytes = try Data(contentsOf: file)
    bytes[O.article(1).article.body.count] ^= 1
    try bytes.dropLast().write(to: file)
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(names[1])")

    outbox = try await openSegmented(folder)
    let damages = try await outbox.damages()
    #expect(damages.count == 2)
    #expect(damages.first?.contains("'\(names[0])' ends at byte \(bytes.count - 1)") == true)
    #expect(damages.last?.contains("'\(names[1])' ends at byte 0") == true)
    let loaded = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
      .articles
    #expect(loaded.map(\.id) == [1, 2, 3, 4].map { O.article($0).id })
    #expect(try ArticleCoding.decode(loaded[0].article).id == O.article(1).id)
    for lost in loaded[1...] {
      let error = try #require(throws: WireError.self) { try ArticleCoding.decode(lost.article) }
      #expect(error.description.hasPrefix("damaged on the producer's disk: "))
      let accepted = try #require((1...4).map { O.article($0) }.first { $0.id == lost.id })
      #expect(error.description.contains(try ArticleCoding.decode(accepted.article).title))
    }
    await outbox.close()
  }

  @Test(arguments: 1..<OutboxSchema.current.version)
  func anOutboxOfAnOlderVersionGoesOnWithWhatWaited(version: Int) async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: OutboxSchema.current.upTo(version: version))
    let writes = GroupCommit(database: database, state: 0) { _, _ in 1 }
    let article = O.article(1)
    let (id, document) = (article.id.digest.bytes, O.documentID(1).digest.bytes)
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          INSERT INTO document (number, id, articles) VALUES (1, ?, x'0000000000000001');
          INSERT INTO document_key VALUES (?, 1);
          INSERT INTO waiting (sequence, id, header, body) VALUES (1, ?, ?, ?);
          INSERT INTO article (number, id) VALUES (1, ?);
          INSERT INTO article_key VALUES (?, 1);
          UPDATE receiver SET accepted = 1;
          UPDATE account SET received = 1, read = 1, documents = 1, accepted = 1, waiting_bytes = ?;
          """,
        arguments: [
          Data(document), HashIndex.key(of: document), Data(id), Data(article.article.header),
          Data(article.article.body), Data(id), HashIndex.key(of: id),
          article.article.size,
        ])
      if version >= 2 {
        try db.execute(sql: "UPDATE receiver SET pending_bytes = ?", arguments: [article.article.size])
      }
      if version >= 3 { try db.execute(sql: "UPDATE account SET documents_entered = 1, articles_entered = 1") }
    }
    await writes.close()

    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(try await outbox.verify() == [])
    let ledger = try await outbox.ledger()
    #expect(ledger.groups.map(\.pendingBytes) == [article.article.size])
    #expect(ledger.groups.map(\.limit) == [nil])
    #expect(ledger.droppedGroups == [])
    #expect(try await outbox.commit([O.document(2, [1, 2])]).map(\.duplicates) == [[article.id]])
    let waiting = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(waiting.articles.map(\.id) == [article.id, O.article(2).id])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  /// - Parameter made: the version, and the number of its only article: the sixth and seventh had counted documents of some under another
  ///   number.
  @Test(arguments: [(version: 2, number: 1)] + (2..<OutboxSchema.current.version).map { ($0, 0x415) })
  func anOutboxOfAnOlderVersionKnowsWhatItKnew(made: (version: Int, number: Int64)) async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: OutboxSchema.current.upTo(version: made.version))
    let writes = GroupCommit(database: database, state: 0) { _, _ in made.number }
    let (document, article) = (O.documentID(1).digest.bytes, O.article(1).id.digest.bytes)
    let (other, list) = (O.documentID(7).digest.bytes, withUnsafeBytes(of: made.number.bigEndian) { Data($0) })
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          INSERT INTO document (number, id, articles) VALUES (1, ?, ?);
          INSERT INTO document_key VALUES (?, 1);
          INSERT INTO document (number, id, articles) VALUES (2, ?, ?);
          INSERT INTO document_key VALUES (?, 2);
          INSERT INTO article (number, id) VALUES (?, ?);
          INSERT INTO article_key VALUES (?, ?);
          UPDATE account SET received = 2, read = 2, accepted = 1, documents = 2;
          UPDATE receiver SET accepted = 1, stored = 1;
          """,
        arguments: [
          Data(document), list, HashIndex.key(of: document), Data(other), list + list, HashIndex.key(of: other),
          made.number, Data(article), HashIndex.key(of: article), made.number,
        ])
      if made.version >= 3 {
        try db.execute(
          sql: "UPDATE account SET documents_entered = 2, articles_entered = ?", arguments: [made.number])
      }
      if made.version >= 6 {
        let counted = made.version < 8 ? 0x4015 : made.number
        try db.execute(sql: "INSERT INTO shared VALUES (?, 2)", arguments: [counted])
      }
    }
    await writes.close()

    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(try await outbox.commit([O.document(1, [1])]).map(\.duplicates) == [[O.article(1).id]])
    #expect(try await outbox.commit([O.document(2, [1, 2])]).map(\.accepted) == [[O.article(2).id]])
    #expect(try await outbox.known([1, 2, 3].map(O.documentID)) == Set([1, 2].map(O.documentID)))
    #expect(try await outbox.verify() == [])
    // It knows, too, how many documents gave an article.
    _ = try await outbox.commit([O.document(1, [3], again: true), O.document(2, [2], again: true)])
    #expect(try await outbox.commit([O.document(4, [1])]).map(\.duplicates) == [[O.article(1).id]])
    _ = try await outbox.commit([O.document(4, [4], again: true), O.document(7, [5], again: true)])
    #expect(try await outbox.commit([O.document(5, [1])]).map(\.accepted) == [[O.article(1).id]])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  /// Of small numbers two hexadecimal digits are enough.
  @Test func documentsOfAnArticleAreCountedWhateverItsNumber() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 10_000_000)
    _ = try await outbox.commit([O.document(1, Array(1...0x1234))])
    _ = try await outbox.commit([O.document(2, [0xFF, 0x100, 0x1234]), O.document(3, [0x1234])])
    #expect(try await outbox.verify() == [])
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

  /// Changes nothing: shows that what is found is not of the way in which the figures are changed.
  private static let noDamage = "SELECT 1"

  @Test(arguments: [
    noDamage, "UPDATE account SET waiting_bytes = 1", "DELETE FROM waiting WHERE sequence = 2",
    "UPDATE receiver SET pending_bytes = 3", "UPDATE receiver SET accepted = accepted + 1",
    "UPDATE account SET quarantine_bytes = 1", "DELETE FROM article_key", "DELETE FROM document_key",
    "UPDATE waiting SET body_size = body_size + 1", "UPDATE text_segment SET texts = texts + 1",
    "UPDATE waiting SET body_segment = NULL", "UPDATE former SET article = 9", "INSERT INTO resent VALUES (1, 2)",
    // An article's; one that is noted as left; never given.
    "INSERT INTO unattributed VALUES (3, 3)", "INSERT INTO unattributed VALUES (4, 4)",
    "INSERT INTO unattributed VALUES (6, 7)", "INSERT INTO resent VALUES (6, 7)",
    "INSERT INTO given_up SELECT id FROM quarantine",
    // Acknowledged; waiting; never given.
    "UPDATE receiver SET left_behind = '1' WHERE number = 1", "UPDATE receiver SET left_behind = '2'",
    "UPDATE receiver SET left_behind = '9'",
  ])
  func figuresThatDoNotMatchTheRowsAreFound(_ damage: String) async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(
      folder: try DataFolder(folder.path), limit: 100_000, recentKeys: 1, segmentThreshold: 1)
    _ = try await outbox.add(group: try #require(GroupName("archive")), beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(1, [1, 2, 3]), O.quarantined(4), O.document(5, [5])])
    _ = try await outbox.commit([O.document(5, [6], again: true)])
    let article = try await outbox.load(group: .default, after: .zero, maximumArticles: 1, maximumBytes: 1_000).articles
    try await outbox.record(article.map { O.receipt($0) }, group: .default)
    #expect(try await outbox.verify() == [])
    await outbox.close()

    let database = try DurableDatabase(folder: try DataFolder(folder.path), schema: OutboxSchema.current)
    let writes = GroupCommit(database: database, state: 0) { _, _ in 5 }
    try await writes.perform { db, _ in try db.execute(sql: damage) }
    await writes.close()
    let damaged = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(try await (damaged.verify() == []) == (damage == Self.noDamage))
    await damaged.close()
  }

  @Test(arguments: [1, TextSegments.defaultThreshold])
  func aCopyGoesOnWhereTheOutboxWasAndGivesNoSequenceAgain(segmentThreshold: Int) async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let outbox = try await SQLiteOutbox(
      folder: try DataFolder(folder.path), limit: 100_000, segmentThreshold: segmentThreshold)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: false)
    #expect(try await outbox.backup(to: place.path) > 0)
    await #expect(throws: OutboxError.self) { try await outbox.backup(to: place.path) }
    _ = try await outbox.commit([O.document(2, [3])])
    let last = outbox.lastSequence()

    let copy = try await SQLiteOutbox(folder: try DataFolder(place.path), limit: 100_000)
    #expect(copy.damage == nil)
    #expect(copy.producer == outbox.producer)
    #expect(copy.epoch > outbox.epoch)
    let waiting = try await copy.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(waiting.articles.map(\.article) == [O.article(1).article, O.article(2).article])
    #expect(waiting.articles.map(\.id) == [O.article(1).id, O.article(2).id])
    _ = try await copy.commit([O.document(2, [3])])
    #expect(copy.lastSequence() > last)
    #expect(try await copy.verify() == [])
    await copy.close()
    await outbox.close()
  }

  /// What was given after the first time that the copy was put back is not given again after the second.
  @Test func aCopyThatIsPutBackTwiceGivesOtherSequencesEachTime() async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: false)
    _ = try await outbox.backup(to: place.path)
    var given = [1, 2, 3, 4].map { SequenceNumber($0) }
    await outbox.close()
    for life in 3...5 {
      let back = TemporaryFolder()
      try FileManager.default.copyItem(atPath: place.path, toPath: back.path)
      for number in [life, life + 10] {
        let copy = try await SQLiteOutbox(folder: try DataFolder(back.path), limit: 100_000)
        _ = try await copy.commit([O.document(number, [number])])
        given.append(copy.lastSequence())
        await copy.close()
      }
      // A life that goes on leaves none out.
      #expect(given.suffix(2).last?.rawValue == (given.suffix(2).first?.rawValue).map { $0 + 1 })
    }
    #expect(Set(given).count == given.count && given.allSatisfy { $0.rawValue < 1 << 53 })
  }

  /// A copy leaves sequences out that are never given, and has acknowledged none of them.
  @Test func whatWaitsIsToldRightBehindAGapOfSequences() async throws {
    let (folder, place) = (TemporaryFolder(), TemporaryFolder())
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1])])
    try FileManager.default.createDirectory(atPath: place.path, withIntermediateDirectories: true)
    _ = try await outbox.backup(to: place.path)
    await outbox.close()

    let copy = try await SQLiteOutbox(folder: try DataFolder(place.path), limit: 100_000)
    let held = try #require(GroupName("held"))
    _ = try await copy.add(group: held, beginning: .held, limit: nil)
    _ = try await copy.commit([O.document(2, [2, 3])])
    func load() async throws -> [DeliverableArticle] {
      try await copy.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20).articles
    }
    let all = try await load()
    let delivery = try await DeliveryLoop(
      outbox: copy,
      context: try ZeroMQContext(), listener: Listener(try Endpoint("ipc://\(place.path)/run/articles")),
      logger: Logger(label: "test"))
    try await copy.record([O.receipt(all[0]), O.receipt(all[1])], group: .default)
    #expect(try await copy.oldestPending().keys.sorted() == [.default, held])
    let waiting = await delivery.waitingUnserved(try await copy.ledger().groups, for: .zero)
    #expect(
      waiting.map { $0.prefix { $0 != "," } } == [
        "1 articles wait for group default", "3 articles wait for group held",
      ])
    // Both were there when it started.
    #expect(waiting.allSatisfy { $0.contains("no consumer of it has come since the producer started") })

    try await copy.record([O.receipt(all[2])], group: .default)
    #expect(try await copy.oldestPending().keys.sorted() == [held])
    // Nothing new comes behind it: when it was pushed again is not known.
    _ = try await copy.commit([O.document(2, [2, 3], again: true)])
    #expect(try await copy.oldestPending().keys.sorted() == [held])
    _ = try await copy.commit([O.document(3, [4])])
    #expect(try await copy.oldestPending().keys.sorted() == [.default, held])
    await copy.close()
  }
}
