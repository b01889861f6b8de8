import Locking
import NewsModels
import Testing

@testable import Producer

/// What every outbox must do. Run over each implementation; `outbox` takes 100,000 bytes of articles.
struct OutboxContract {
  let outbox: any Outbox

  typealias O = OutboxSamples

  func waiting(after: Int = 0, articles: Int = 1_000, bytes: Int = 1 << 30) async throws -> LoadedArticles {
    try await outbox.load(
      group: .default, after: SequenceNumber(Int64(after)), maximumArticles: articles, maximumBytes: bytes)
  }

  func newArticlesAreAcceptedInOrderAndWaitWhole() async throws {
    let answers = try await outbox.commit([O.document(1, [1, 2]), O.document(2, [3])])
    #expect(answers.map(\.outcome) == [.read, .read])
    #expect(await outbox.lastSequence() == SequenceNumber(3))
    #expect(answers.map(\.accepted) == [[O.article(1).id, O.article(2).id], [O.article(3).id]])
    let loaded = try await waiting()
    #expect(loaded.reachedEnd)
    #expect(loaded.articles.map(\.sequence.rawValue) == [1, 2, 3])
    #expect(loaded.articles.map(\.id) == [1, 2, 3].map { O.article($0).id })
    #expect(loaded.articles.map(\.article) == [1, 2, 3].map { O.article($0).article })
  }

  func fullOutboxTakesNothingOfTheBatchUntilThereIsRoom() async throws {
    let large = O.article(1, paragraphs: 4_000)
    let document = ReadDocument(id: O.documentID(1), name: "", again: false, outcome: .articles([large]))
    _ = try await outbox.commit([document])
    let other = ReadDocument(
      id: O.documentID(2), name: "", again: false, outcome: .articles([O.article(2, paragraphs: 4_000)]))
    let before = try await outbox.ledger()
    #expect(before.pendingBytes == large.article.size)
    let told = Guarded(0)
    await #expect(throws: OutboxError.full(limit: 100_000, waiting: large.article.size, group: .default)) {
      try await outbox.commit([O.document(3, [3]), other]) { told.withLock { $0 += 1 } }
    }
    #expect(told.withLock { $0 } == 0)
    #expect(try await outbox.ledger() == before)
    #expect(try await outbox.known([2, 3].map(O.documentID)) == [])
    // What is known takes no room, and is still answered.
    #expect(try await outbox.commit([document]).map(\.outcome) == [.duplicate])
    let reworded = ReadDocument(id: O.documentID(4), name: "", again: false, outcome: .articles([large]))
    #expect(try await outbox.commit([reworded]).first?.duplicates == [large.id])
    try await outbox.record(try await waiting().articles.map { O.receipt($0) }, group: .default)
    #expect(try await outbox.ledger().pendingBytes == 0)
    #expect(try await outbox.commit([other]).map(\.outcome) == [.read])
  }

  func whoMustHearOfACommitDoesBeforeTheCaller() async throws {
    let told = Guarded(0)
    let document = O.document(1, [1, 2])
    _ = try await outbox.commit([document]) { told.withLock { $0 += 1 } }
    #expect(told.withLock { $0 } == 1)
    _ = try await outbox.commit([document]) { told.withLock { $0 += 1 } }
    #expect(told.withLock { $0 } == 2)
  }

  func loadingIsBoundedInArticlesAndBytes() async throws {
    _ = try await outbox.commit([O.document(1, Array(1...10))])
    let three = try await waiting(articles: 3)
    #expect(three.articles.map(\.sequence.rawValue) == [1, 2, 3])
    #expect(!three.reachedEnd)
    let rest = try await waiting(after: 3, articles: 7)
    #expect(rest.articles.map(\.sequence.rawValue) == Array(4...10))
    let size = O.article(1).article.size
    #expect(try await waiting(bytes: 2 * size).articles.map(\.sequence.rawValue) == [1, 2])
    #expect(try await waiting(bytes: 1).articles.map(\.sequence.rawValue) == [1])
    let end = try await waiting(after: 10)
    #expect(end.articles.isEmpty)
    #expect(end.reachedEnd)
  }

  func receiptsOutOfOrderAreRecordedOnceAndAlwaysBalance() async throws {
    _ = try await outbox.commit([O.document(1, Array(1...6))])
    let all = try await waiting().articles
    try await outbox.record([O.receipt(all[4], .known), O.receipt(all[1])], group: .default)
    try await outbox.record([O.receipt(all[1], .known), O.receipt(all[2], .quarantined)], group: .default)
    let stray = ConsumerFrame.Receipt(sequence: SequenceNumber(99), id: all[0].id, outcome: .stored)
    let zero = ConsumerFrame.Receipt(sequence: SequenceNumber(0), id: all[0].id, outcome: .stored)
    try await outbox.record([stray, zero], group: .default)
    #expect(try await waiting().articles.map(\.sequence.rawValue) == [1, 4, 6])
    let ledger = try await outbox.ledger()
    let group = try #require(ledger.groups.first)
    #expect(group.isBalanced)
    #expect([group.accepted, group.pending, group.stored, group.known, group.quarantined] == [6, 3, 1, 1, 1])
    #expect(group.acknowledged.description == "2-3,5")
    #expect(ledger.pendingBytes == [0, 3, 5].reduce(0) { $0 + all[$1].article.size })
    #expect(try await outbox.groups().map(\.acknowledged.description) == ["2-3,5"])
  }

  func oldestPendingArticleIsToldUntilItIsDealtWith() async throws {
    #expect(try await outbox.oldestPending() == [:])
    _ = try await outbox.commit([O.document(1, [1, 2]), O.document(2, [3])])
    #expect(try await outbox.oldestPending().keys.map(\.rawValue) == ["default"])
    let all = try await waiting().articles
    try await outbox.record([O.receipt(all[1]), O.receipt(all[0])], group: .default)
    #expect(try await outbox.oldestPending().count == 1)
    try await outbox.record([O.receipt(all[2], .quarantined)], group: .default)
    #expect(try await outbox.oldestPending() == [:])
  }

  func commitsThatArriveTogetherAreAllAnsweredOnce() async throws {
    let accepted = try await withThrowingTaskGroup(of: [ArticleID].self) { group in
      for number in 0..<100 {
        // Every article comes in two documents; one of them is told that it was known.
        group.addTask { [outbox] in
          try await outbox.commit([O.document(number, [number / 2])]).flatMap(\.accepted)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(accepted.count == 50)
    #expect(Set(accepted) == Set((0..<50).map { O.article($0).id }))
    let loaded = try await waiting()
    #expect(Set(loaded.articles.map(\.id)) == Set(accepted))
    #expect(loaded.articles.map(\.sequence.rawValue) == Array(1...50))
    let ledger = try await outbox.ledger()
    #expect(
      ledger.documents == ProducerLedger.Documents(received: 100, read: 100, duplicate: 0, skipped: 0, quarantined: 0))
    #expect([ledger.accepted, ledger.duplicates] == [50, 50])
  }

  func closedOutboxRefuses() async throws {
    await outbox.close()
    await #expect(throws: OutboxError.closed) { try await outbox.commit([O.document(1, [1])]) }
    await #expect(throws: OutboxError.closed) { try await outbox.known([O.documentID(1)]) }
    await outbox.close()
  }
}
