import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Producer

@Suite struct ResentArticlesTests {
  typealias O = OutboxSamples

  private func open(_ folder: TemporaryFolder) async throws -> SQLiteOutbox {
    try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 10_000_000)
  }

  /// An outbox as a version before left it, with documents 1… of one article each: by number, under which sequence it was sent last where
  /// that was noted. The only group has acknowledged all, and its store stored each once and knew it each other time.
  private func make(
    _ folder: TemporaryFolder, version: Int, articles: [(number: Int64, sequence: Int64?)], last: Int64,
    _ change: @escaping @Sendable (Database) throws -> Void = { _ in }
  ) async throws {
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: OutboxSchema.current.upTo(version: version))
    let writes = GroupCommit(database: database, state: 0) { _, _ in last }
    try await writes.perform { db, _ in
      for (index, article) in articles.enumerated() {
        let (document, id) = (O.documentID(index + 1).digest.bytes, O.article(index + 1).id.digest.bytes)
        let list = withUnsafeBytes(of: article.number.bigEndian) { Data($0) }
        try db.execute(
          sql: """
            INSERT INTO document (number, id, articles) VALUES (?, ?, ?);
            INSERT INTO document_key VALUES (?, ?);
            INSERT INTO article (number, id) VALUES (?, ?);
            INSERT INTO article_key VALUES (?, ?);
            """,
          arguments: [
            index + 1, Data(document), list, HashIndex.key(of: document), index + 1, article.number, Data(id),
            HashIndex.key(of: id), article.number,
          ])
        if let sequence = article.sequence {
          try db.execute(
            sql: "UPDATE article SET sequence = ? WHERE number = ?", arguments: [sequence, article.number])
        }
      }
      let count = articles.count
      try db.execute(
        sql: "UPDATE account SET received = ?, read = ?, documents = ?, accepted = ?",
        arguments: [count, count, count, last])
      try db.execute(
        sql: "UPDATE receiver SET store = ?, accepted = ?, stored = ?, known = ?, acknowledged = ?",
        arguments: [O.store.rawValue, last, count, last - Int64(count), "1-\(last)"])
      if version >= 3 {
        try db.execute(
          sql: "UPDATE account SET documents_entered = ?, articles_entered = ?",
          arguments: [count, articles.last?.number])
      }
      try change(db)
    }
    await writes.close()
  }

  /// A store that knows these of an outbox's sequences.
  private func store(_ outbox: SQLiteOutbox, stored: Int, acknowledged: String) throws -> StoreLedger {
    let producer = StoreLedger.Producer(
      producer: outbox.producer, stored: stored, known: 0, quarantined: 0, redelivered: 0,
      acknowledged: try #require(SequenceRanges(acknowledged)))
    return StoreLedger(store: O.store, stored: stored, withTopic: 0, quarantined: 0, producers: [producer])
  }

  /// The second of two articles had been sent twice more, and the store is an older copy that never had it. Version 10 notes what it sends
  /// again.
  @Test(arguments: 1..<10)
  func whatAnOutboxOfAnOlderVersionSentAgainIsLostUntilItIsPushedAgain(version: Int) async throws {
    let folder = TemporaryFolder()
    try await make(folder, version: version, articles: [(1, nil), (2, nil)], last: 4)
    for life in 1...2 {
      let outbox = try await open(folder)
      #expect(try await outbox.verify() == [])
      #expect(try await outbox.ledger().unattributed == SequenceRanges("3-4"))
      if life == 1 {
        let older = try store(outbox, stored: 1, acknowledged: "1")
        #expect(LedgerBalance.lost(try await outbox.ledger(), older, group: .default).description == "2-4")
        _ = try await outbox.commit([O.document(2, [2], again: true)])
        let again = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
        #expect(again.articles.map(\.sequence.rawValue) == [5])
        try await outbox.record(again.articles.map { O.receipt($0) }, group: .default)
      }
      let (ledger, healed) = (try await outbox.ledger(), try store(outbox, stored: 2, acknowledged: "1,5"))
      #expect(ledger.resent == SequenceRanges("2"))
      #expect(LedgerBalance.lost(ledger, healed, group: .default).isEmpty)
      #expect(LedgerBalance.compare(ledger, healed, group: .default) == true)
      await outbox.close()
    }
  }

  /// What it had noted in one text, what it had not, and what was lost, which is nobody's.
  @Test func whatVersionNineNotedIsTakenOver() async throws {
    let folder = TemporaryFolder()
    try await make(
      folder, version: 9, articles: [(1, nil), (2, 9), (3, 12), (8, nil)], last: 16
    ) { db in
      try db.execute(sql: "UPDATE account SET resent = '2-4,7,10'")
      try db.execute(sql: "INSERT INTO damage (first, last, transactions, epoch, reason) VALUES (14, 15, 1, 1, 'test')")
      try db.execute(sql: "INSERT INTO damage (first, last, transactions, epoch, reason) VALUES (1, 0, 1, 1, 'test')")
    }
    let outbox = try await open(folder)
    #expect(try await outbox.ledger().resent == SequenceRanges("2-4,7,10"))
    #expect(try await outbox.ledger().unattributed == SequenceRanges("5-6,11,13,16"))
    #expect(try await outbox.verify() == [])
    // Those that were noted are left under the sequence that they had last.
    _ = try await outbox.commit([1, 2, 3, 4].map { O.document($0, [$0], again: true) })
    #expect(try await outbox.ledger().resent == SequenceRanges("1-4,7-10,12"))
    #expect(try await outbox.verify() == [])
    await outbox.close()
    let later = try await open(folder)
    #expect(try await later.ledger().resent == SequenceRanges("1-4,7-10,12"))
    #expect(try await later.ledger().unattributed == SequenceRanges("5-6,11,13,16"))
    await later.close()
  }

  /// One row for what touches, in whichever order it comes, and the greatest of very many.
  @Test func whatIsSentAgainIsKeptWholeAndToldAsFarAsItIsBounded() async throws {
    let folder = TemporaryFolder()
    let count = 2 * OutboxAccount.mostResentRanges + 20
    var outbox = try await open(folder)
    _ = try await outbox.commit((1...count).map { O.document($0, [$0]) })
    _ = try await outbox.commit(stride(from: 2, through: count, by: 2).map { O.document($0, [$0], again: true) })
    let told = try #require(try await outbox.ledger().resent)
    #expect(told.ranges == stride(from: 22, through: Int64(count), by: 2).map { $0...$0 })
    // Between two, before all, and once more.
    _ = try await outbox.commit(
      stride(from: count - 1, to: 0, by: -2).map { O.document($0, [$0], again: true) })
    let all = SequenceRanges(through: SequenceNumber(Int64(count)))
    #expect(try await outbox.ledger().resent == all)
    #expect(try await outbox.verify() == [])
    await outbox.close()
    outbox = try await open(folder)
    #expect(try await outbox.ledger().resent == all)
    _ = try await outbox.commit([O.document(2, [2], again: true)])
    #expect(try await outbox.ledger().resent == SequenceRanges("1-\(count + 1)"))
    #expect(try await outbox.verify() == [])
    await outbox.close()
    let rows = try await DatabaseQueue(path: folder.path + "/outbox.sqlite").read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM resent")
    }
    #expect(rows == 1)
  }

  /// As long as a group names what a store before had, it is known what of that was sent again.
  @Test func whatIsLeftBehindIsToldUntilItIsSentAgain() async throws {
    let folder = TemporaryFolder()
    var outbox = try await open(folder)
    func stored() async throws {
      let articles = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
        .articles
      try await outbox.record(articles.map { O.receipt($0) }, group: .default)
    }
    try await outbox.bind(group: .default, to: O.otherStore)
    _ = try await outbox.commit([O.document(1, [1]), O.document(2, [2])])
    try await stored()
    _ = try await outbox.commit([O.document(1, [1], again: true)])
    try await stored()
    _ = try await outbox.rebind(group: .default, to: O.store)
    func leftBehind() async throws -> String {
      let store = try store(outbox, stored: 0, acknowledged: "")
      return LedgerBalance.leftBehind(try await outbox.ledger(), store, group: .default).description
    }
    #expect(try await leftBehind() == "2-3")
    await outbox.close()
    outbox = try await open(folder)
    #expect(try await leftBehind() == "2-3")
    #expect(try await outbox.verify() == [])
    _ = try await outbox.commit([O.document(2, [2], again: true)])
    #expect(try await leftBehind() == "3")
    _ = try await outbox.commit([O.document(1, [1], again: true)])
    #expect(try await leftBehind() == "")
    #expect(try await outbox.ledger().groups.map(\.leftBehind) == [nil])
    await outbox.close()
    outbox = try await open(folder)
    #expect(try await outbox.ledger().groups.map(\.leftBehind) == [nil])
    await outbox.close()
  }

  /// However many ranges that makes, and in whichever order.
  @Test func ofAllThatIsLeftBehindWhatIsSentAgainIsTakenOut() async throws {
    let folder = TemporaryFolder()
    let outbox = try await open(folder)
    let all = 1...(2 * OutboxAccount.mostResentRanges + 100)
    try await outbox.bind(group: .default, to: O.otherStore)
    _ = try await outbox.commit(all.map { O.document($0, [$0]) })
    let articles = try await outbox.load(
      group: .default, after: .zero, maximumArticles: all.count, maximumBytes: 1 << 30
    ).articles
    try await outbox.record(articles.map { O.receipt($0) }, group: .default)
    _ = try await outbox.rebind(group: .default, to: O.store)
    let again = all.filter { $0.isMultiple(of: 2) }
    _ = try await outbox.commit(again.map { O.document($0, [$0], again: true) })
    let left = try #require(try await outbox.ledger().groups.first?.leftBehind)
    #expect(all.filter { left.contains(SequenceNumber(Int64($0))) } == all.filter { !$0.isMultiple(of: 2) })
    // Bound once more, the group does not have them left behind anew.
    _ = try await outbox.rebind(group: .default, to: O.otherStore)
    #expect(try await outbox.ledger().groups.first?.leftBehind == left)
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  @Test func whatNoGroupWasGivenIsToldNoMore() async throws {
    let folder = TemporaryFolder()
    let outbox = try await open(folder)
    let desk = try #require(GroupName("desk"))
    _ = try await outbox.commit([O.document(1, [1, 2])])
    _ = try await outbox.commit([O.document(1, [1, 2], again: true)])
    _ = try await outbox.add(group: desk, beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(1, [1, 2], again: true)])
    #expect(try await outbox.ledger().resent == SequenceRanges("1-4"))
    _ = try await outbox.commit([O.document(2, [3]), O.document(3, [4])])
    _ = try await outbox.commit([O.document(2, [3], again: true)])
    #expect(try await outbox.ledger().resent == SequenceRanges("1-4,7"))
    _ = try await outbox.drop(group: .default, at: 9)
    #expect(try await outbox.ledger().resent == SequenceRanges("7"))
    await outbox.close()
    let later = try await open(folder)
    #expect(try await later.ledger().resent == SequenceRanges("7"))
    #expect(try await later.verify() == [])
    await later.close()
  }
}
