import Locking
import NewsModels
import Testing

@testable import Producer

/// What every outbox must do. Run over each implementation; `outbox` takes 100,000 bytes of articles.
struct OutboxContract {
  let outbox: any Outbox

  typealias O = OutboxSamples

  private func waiting(after: Int = 0, articles: Int = 1_000, bytes: Int = 1 << 30) async throws -> LoadedArticles {
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

  func documentThatComesAgainIsADuplicateThatNamesItsArticles() async throws {
    _ = try await outbox.commit([O.document(1, [1, 2])])
    let answers = try await outbox.commit([
      O.document(1, [1, 2]), O.document(2, [3]), O.document(2, [3]),
      ReadDocument(id: O.documentID(1), name: "", again: false, outcome: .known),
    ])
    let both = [O.article(1).id, O.article(2).id]
    #expect(
      answers == [
        DocumentAnswer(outcome: .duplicate, duplicates: both),
        DocumentAnswer(outcome: .read, accepted: [O.article(3).id]),
        DocumentAnswer(outcome: .duplicate, duplicates: [O.article(3).id]),
        DocumentAnswer(outcome: .duplicate, duplicates: both),
      ])
    #expect(try await waiting().articles.count == 3)
    #expect(try await outbox.known([1, 2, 3].map(O.documentID)) == Set([1, 2].map(O.documentID)))
  }

  func articleInAnotherDocumentIsADuplicateEvenAfterItWasDelivered() async throws {
    _ = try await outbox.commit([O.document(1, [1])])
    try await outbox.record(try await waiting().articles.map { O.receipt($0) }, group: .default)
    let answers = try await outbox.commit([O.document(2, [1, 2, 2])])
    #expect(
      answers == [
        DocumentAnswer(outcome: .read, accepted: [O.article(2).id], duplicates: [O.article(1).id, O.article(2).id])
      ])
    #expect(try await waiting().articles.map(\.id) == [O.article(2).id])
    let ledger = try await outbox.ledger()
    #expect(ledger.accepted == 2)
    #expect(ledger.duplicates == 2)
  }

  func documentPushedAgainOnPurposeIsSentAgainUnderANewSequence() async throws {
    _ = try await outbox.commit([O.document(1, [1])])
    try await outbox.record(try await waiting().articles.map { O.receipt($0) }, group: .default)
    let answers = try await outbox.commit([O.document(1, [1], again: true)])
    #expect(answers == [DocumentAnswer(outcome: .read, accepted: [O.article(1).id])])
    #expect(try await waiting().articles.map(\.sequence.rawValue) == [2])
    // It is known as before.
    let later = try await outbox.commit([O.document(1, [1])])
    #expect(later == [DocumentAnswer(outcome: .duplicate, duplicates: [O.article(1).id])])
  }

  func whatIsSentAgainIsNamedByTheSequencesOfBefore() async throws {
    _ = try await outbox.commit([O.document(1, [1, 2]), O.document(2, [3])])
    #expect(try await outbox.ledger().resent == nil)
    // 4 and 5; then 6 and 7, of which the second takes the second's place.
    _ = try await outbox.commit([O.document(1, [1, 2], again: true)])
    #expect(try await outbox.ledger().resent == SequenceRanges("1-2"))
    _ = try await outbox.commit([O.document(1, [1, 9], again: true), O.document(2, [3])])
    #expect(try await waiting().articles.map(\.sequence.rawValue) == Array(1...7))
    #expect(try await outbox.ledger().resent == SequenceRanges("1-2,4-5"))
    #expect(try await outbox.verify() == [])
  }

  func articlesOfADocumentThatIsReadOtherwiseSupersedeThoseOfBefore() async throws {
    func superseded() async throws -> [ArticleID?] {
      try await waiting().articles.suffix(4).map { try ArticleCoding.read($0.article).predecessors.supersedes }
    }
    _ = try await outbox.commit([O.document(1, [1, 2, 3, 4]), O.document(2, [3]), O.document(3, [9])])
    // One stays, two are read otherwise, one of them as what another document gave; what another document gives stays; one goes.
    let answers = try await outbox.commit([O.document(1, [1, 5, 6, 9], again: true)])
    #expect(answers == [DocumentAnswer(outcome: .read, accepted: [1, 5, 6, 9].map { O.article($0).id })])
    #expect(try await superseded() == [nil, O.article(2).id, O.article(4).id, nil])
    #expect(
      try await waiting().articles.suffix(4).map { try ArticleCoding.decode($0.article).id }
        == [1, 5, 6, 9].map { O.article($0).id })
    // What is superseded is new wherever else it comes from.
    #expect(
      try await outbox.commit([O.document(2, [3])])
        == [DocumentAnswer(outcome: .duplicate, duplicates: [O.article(3).id])])
    #expect(
      try await outbox.commit([O.document(4, [4, 5])]) == [
        DocumentAnswer(outcome: .read, accepted: [O.article(4).id], duplicates: [O.article(5).id])
      ])
    // Read in the same way once more, it supersedes nothing.
    _ = try await outbox.commit([O.document(1, [1, 5, 6, 9], again: true)])
    #expect(try await superseded() == [nil, nil, nil, nil])
    // Fewer than before.
    _ = try await outbox.commit([O.document(1, [7], again: true)])
    #expect(try await superseded().last == O.article(1).id)
    #expect(try await outbox.verify() == [])
  }

  func anArticleNamesWhosePlaceItHasEachTimeThatItIsSent() async throws {
    func predecessors() async throws -> Predecessors? {
      try await waiting().articles.last.map { try ArticleCoding.read($0.article).predecessors }
    }
    func ids(_ numbers: [Int]) -> [ArticleID] { numbers.map { O.article($0).id } }
    for number in 1...3 { _ = try await outbox.commit([O.document(1, [number], again: true)]) }
    #expect(try await predecessors() == Predecessors(supersedes: O.article(2).id, formers: ids([1])))
    _ = try await outbox.commit([O.document(1, [3], again: true)])
    #expect(try await predecessors() == Predecessors(formers: ids([2, 1])))
    // What another document gives now has a place of its own.
    _ = try await outbox.commit([O.document(2, [1])])
    _ = try await outbox.commit([O.document(1, [3], again: true)])
    #expect(try await predecessors() == Predecessors(formers: ids([2])))
    // Read as before, and otherwise again.
    _ = try await outbox.commit([O.document(1, [2], again: true)])
    #expect(try await predecessors() == Predecessors(supersedes: O.article(3).id))
    for number in 11...30 { _ = try await outbox.commit([O.document(1, [number], again: true)]) }
    #expect(try await predecessors() == Predecessors(supersedes: O.article(29).id, formers: ids((13...28).reversed())))
    #expect(try await outbox.verify() == [])
  }

  func anArticleStaysAsLongAsSomeDocumentGivesIt() async throws {
    func superseded() async throws -> ArticleID? {
      try await waiting().articles.last.flatMap { try ArticleCoding.read($0.article).predecessors.supersedes }
    }
    // Once in a document is as good as twice.
    _ = try await outbox.commit([O.document(1, [1]), O.document(2, [1, 1]), O.document(3, [1])])
    // The first is read otherwise; after it in one push, and before it, another is read as before.
    _ = try await outbox.commit([O.document(2, [1, 1], again: true), O.document(1, [2], again: true)])
    #expect(try await superseded() == nil)
    _ = try await outbox.commit([O.document(3, [3], again: true), O.document(2, [1, 1], again: true)])
    #expect(try await outbox.commit([O.document(4, [1])]).first?.duplicates == [O.article(1).id])
    #expect(try await outbox.verify() == [])
    _ = try await outbox.commit([O.document(4, [4], again: true)])
    #expect(try await superseded() == nil)
    // The last.
    _ = try await outbox.commit([O.document(2, [5], again: true)])
    #expect(try await superseded() == O.article(1).id)
    #expect(try await outbox.commit([O.document(5, [1])]).first?.accepted == [O.article(1).id])
    // Longer lists than are recounted in one piece.
    _ = try await outbox.commit([O.document(6, Array(100...300)), O.document(7, Array(150...280).reversed())])
    #expect(try await outbox.verify() == [])
  }

  func skippedAndQuarantinedDocumentsAreAnsweredAndCounted() async throws {
    let answers = try await outbox.commit([O.skipped(1), O.quarantined(2), O.document(3, [1]), O.quarantined(2)])
    #expect(answers.map(\.outcome) == [.skipped, .quarantined, .read, .quarantined])
    #expect(answers.map(\.reason) == ["a stylesheet", "not text", nil, "not text"])
    #expect(
      try await outbox.quarantined(after: 0, limit: 10) == [
        QuarantinedDocument(
          number: 1, id: O.documentID(2), name: "2.bin", source: nil, again: false, reason: "not text", size: 3,
          received: nil)
      ])
    let documents = try await outbox.ledger().documents
    #expect(
      documents == ProducerLedger.Documents(received: 4, read: 1, duplicate: 1, skipped: 1, quarantined: 1))
    // Neither is known: a better parser may read them.
    #expect(try await outbox.known([1, 2, 3].map(O.documentID)) == [O.documentID(3)])
    _ = try await outbox.commit([O.document(2, [2])])
    #expect(try await outbox.quarantined(after: 0, limit: 10) == [])
    #expect(
      try await outbox.ledger().documents
        == ProducerLedger.Documents(received: 4, read: 2, duplicate: 1, skipped: 1, quarantined: 0))
    #expect(try await outbox.verify() == [])
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

  func groupIsBoundToItsFirstStoreOnly() async throws {
    #expect(
      try await outbox.groups() == [
        OutboxGroup(name: .default, store: nil, start: .zero, acknowledged: SequenceRanges())
      ])
    try await outbox.bind(group: .default, to: O.store)
    try await outbox.bind(group: .default, to: O.store)
    await #expect(throws: OutboxError.boundToOtherStore(.default, bound: O.store, came: O.otherStore)) {
      try await outbox.bind(group: .default, to: O.otherStore)
    }
    #expect(try await outbox.groups().map(\.store) == [O.store])
    let stranger = try #require(GroupName("stranger"))
    await #expect(throws: OutboxError.unknownGroup(stranger)) { try await outbox.bind(group: stranger, to: O.store) }
    await #expect(throws: OutboxError.unknownGroup(stranger)) {
      try await outbox.record(
        [ConsumerFrame.Receipt(sequence: SequenceNumber(1), id: O.article(1).id, outcome: .stored)], group: stranger)
    }
    await #expect(throws: OutboxError.unknownGroup(stranger)) {
      try await outbox.load(group: stranger, after: .zero, maximumArticles: 1, maximumBytes: 1)
    }
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

  func groupAddedLaterGetsWhatItWasPromised() async throws {
    let (archive, desk) = (try #require(GroupName("archive")), try #require(GroupName("desk")))
    _ = try await outbox.commit([O.document(1, [1, 2])])
    let first = try await waiting().articles[0]
    try await outbox.record([O.receipt(first)], group: .default)
    #expect(try await outbox.add(group: archive, beginning: .held, limit: nil).start == SequenceNumber(1))
    #expect(try await outbox.add(group: desk, beginning: .now, limit: nil).start == SequenceNumber(2))
    await #expect(throws: OutboxError.groupExists(desk)) {
      try await outbox.add(group: desk, beginning: .held, limit: nil)
    }
    _ = try await outbox.commit([O.document(2, [3])])
    let before = try await pending()
    #expect(before == ["default": [2, 3], "archive": [2, 3], "desk": [3]])
    // Freed only when the last of them has dealt with it.
    let rest = try await waiting().articles
    try await outbox.record(rest.map { O.receipt($0) }, group: .default)
    try await outbox.record(rest.map { O.receipt($0) }, group: archive)
    let after = try await pending()
    #expect(after == ["default": [], "archive": [], "desk": [3]])
    let ledger = try await outbox.ledger()
    #expect(ledger.groups.allSatisfy { $0.isBalanced })
    #expect(ledger.pendingBytes == rest[1].article.size)
    let bytes = ledger.groups.map(\.pendingBytes)
    #expect(bytes == [0, 0, rest[1].article.size])
  }

  func groupThatBeginsWithWhatIsHeldMissesWhatIsGone() async throws {
    let archive = try #require(GroupName("archive"))
    _ = try await outbox.commit([O.document(1, [1, 2, 3])])
    let articles = try await waiting().articles
    try await outbox.record([O.receipt(articles[1])], group: .default)
    _ = try await outbox.add(group: archive, beginning: .held, limit: nil)
    let before = try await pending()
    #expect(before == ["default": [1, 3], "archive": [1, 3]])
    _ = try await outbox.commit([O.document(2, [4])])
    let after = try await pending()
    #expect(after == ["default": [1, 3, 4], "archive": [1, 3, 4]])
  }

  /// The sequences that wait, by group.
  private func pending() async throws -> [String: [Int64]] {
    var pending: [String: [Int64]] = [:]
    for group in try await outbox.groups() {
      pending[group.name.rawValue] = try await outbox.load(
        group: group.name, after: .zero, maximumArticles: 100, maximumBytes: 1 << 30
      ).articles.map(\.sequence.rawValue)
    }
    return pending
  }

  func groupThatIsDroppedFreesWhatOnlyItWaitedForAndLeavesAGap() async throws {
    let archive = try #require(GroupName("archive"))
    await #expect(throws: OutboxError.lastGroup(.default)) { try await outbox.drop(group: .default, at: 1) }
    _ = try await outbox.commit([O.document(1, [1])])
    _ = try await outbox.add(group: archive, beginning: .held, limit: nil)
    try await outbox.bind(group: archive, to: O.store)
    _ = try await outbox.commit([O.document(2, [2, 3])])
    let articles = try await waiting().articles
    try await outbox.record([O.receipt(articles[0]), O.receipt(articles[1])], group: .default)
    try await outbox.record([O.receipt(articles[0])], group: archive)
    let gap = try await outbox.drop(group: archive, at: 7)
    #expect(
      gap
        == ProducerLedger.DroppedGroup(
          group: archive, store: O.store, articles: 2, first: SequenceNumber(2), last: SequenceNumber(3), at: 7))
    let ledger = try await outbox.ledger()
    #expect(ledger.droppedGroups == [gap])
    #expect(ledger.groups.map(\.group) == [.default])
    #expect(ledger.pendingBytes == articles[2].article.size)
    #expect(try await waiting().articles == [articles[2]])
    await #expect(throws: OutboxError.unknownGroup(archive)) { try await outbox.bind(group: archive, to: O.store) }
  }

  func groupWithALimitOfItsOwnIsNamedWhenItHoldsTheOthersBack() async throws {
    let archive = try #require(GroupName("archive"))
    _ = try await outbox.add(group: archive, beginning: .now, limit: 10)
    // Larger than the limit itself: taken, since nothing waits.
    _ = try await outbox.commit([O.document(1, [1])])
    let article = try await waiting().articles[0]
    try await outbox.record([O.receipt(article)], group: .default)
    await #expect(throws: OutboxError.full(limit: 10, waiting: article.article.size, group: archive)) {
      try await outbox.commit([O.document(2, [2])])
    }
    #expect(try await outbox.commit([O.document(1, [1])]).map(\.outcome) == [.duplicate])
    try await outbox.record([O.receipt(article)], group: archive)
    #expect(try await outbox.commit([O.document(2, [2])]).map(\.outcome) == [.read])
  }

  func groupThatIsReboundBeginsAnewWithWhatIsHeld() async throws {
    let archive = try #require(GroupName("archive"))
    _ = try await outbox.add(group: archive, beginning: .now, limit: 5_000)
    try await outbox.bind(group: .default, to: O.store)
    _ = try await outbox.commit([O.document(1, [1, 2])])
    let articles = try await waiting().articles
    // Held for the archive, so a new store of the default group gets it, too.
    try await outbox.record([O.receipt(articles[0])], group: .default)
    let other = O.otherStore
    #expect(try await outbox.rebind(group: .default, to: other).store == other)
    #expect(try await waiting().articles == articles)
    let group = try #require(try await outbox.ledger().groups.first { $0.group == .default })
    #expect(group.accepted == 2 && group.pending == 2 && group.stored == 0 && group.isBalanced)
    #expect(group.pendingBytes == articles.reduce(0) { $0 + $1.article.size })
    await #expect(throws: OutboxError.boundToOtherStore(.default, bound: other, came: O.store)) {
      try await outbox.bind(group: .default, to: O.store)
    }
    #expect(try await outbox.rebind(group: archive, to: nil).store == nil)
    #expect(try await outbox.ledger().groups.first { $0.group == archive }?.limit == 5_000)
  }

  func whatAGroupThatIsReboundLeavesBehindIsNamedUntilItIsSentAgain() async throws {
    let archive = try #require(GroupName("archive"))
    try await outbox.bind(group: .default, to: O.store)
    _ = try await outbox.commit([O.document(1, [1]), O.document(5, [2])])
    try await outbox.record(try await waiting().articles.map { O.receipt($0) }, group: .default)
    _ = try await outbox.add(group: archive, beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(2, [3, 4])])
    try await outbox.record(try await waiting().articles.map { O.receipt($0) }, group: .default)
    #expect(try await outbox.ledger().groups.map(\.leftBehind) == [nil, nil])

    // What the archive waits for the other store is given, too.
    _ = try await outbox.rebind(group: .default, to: O.otherStore)
    #expect(try await outbox.ledger().groups.map(\.leftBehind) == [SequenceRanges("1-2"), nil])
    try await outbox.record(try await waiting().articles.prefix(1).map { O.receipt($0) }, group: .default)
    let store = try otherStore(acknowledged: "3")
    #expect(try await leftBehind(store) == "1-2")
    #expect(LedgerBalance.lost(try await outbox.ledger(), store, group: .default).isEmpty)
    _ = try await outbox.commit([O.document(1, [1], again: true)])
    #expect(try await leftBehind(store) == "2")
    // What the store has from before, or of what it is given now, is not left behind; another store has left nothing yet.
    #expect(try await leftBehind(try otherStore(acknowledged: "2-3")) == "")
    var third = store
    third.store = StoreID(unchecked: String(repeating: "c", count: 32))
    #expect(try await leftBehind(third) == "")

    // Bound once more, it leaves behind what both had.
    _ = try await outbox.rebind(group: .default, to: nil)
    #expect(try await outbox.ledger().groups.first?.leftBehind == SequenceRanges("2"))
    try await outbox.bind(group: .default, to: O.otherStore)
    #expect(try await leftBehind(store) == "2")

    // A person gives it up.
    #expect(try await outbox.forgetLeftBehind(by: .default) == SequenceRanges("2"))
    #expect(try await leftBehind(store) == "")
    #expect(try await outbox.ledger().groups.first?.leftBehind == nil)
    await #expect(throws: OutboxError.unknownGroup(try #require(GroupName("nobody")))) {
      try await outbox.forgetLeftBehind(by: try #require(GroupName("nobody")))
    }
  }

  private func leftBehind(_ store: StoreLedger) async throws -> String {
    LedgerBalance.leftBehind(try await outbox.ledger(), store, group: .default).description
  }

  /// The account of a store that has dealt with these.
  private func otherStore(acknowledged: String) throws -> StoreLedger {
    let producer = StoreLedger.Producer(
      producer: outbox.producer, stored: 1, known: 0, quarantined: 0, redelivered: 0,
      acknowledged: try #require(SequenceRanges(acknowledged)))
    return StoreLedger(store: O.otherStore, stored: 1, withTopic: 0, quarantined: 0, producers: [producer])
  }

  func quarantinedDocumentIsRetriedDroppedAndBounded() async throws {
    func aside(_ number: Int, size: Int, isRetried: Bool = false) -> ReadDocument {
      O.quarantined(number, size: size, isRetried: isRetried)
    }
    #expect(
      try await outbox.commit([aside(1, size: 600), aside(2, size: 300)]).map(\.outcome) == [
        .quarantined, .quarantined,
      ])
    // What there is no room for is refused, and in no account; what is there already takes no more room.
    #expect(
      try await outbox.commit([aside(3, size: 200), aside(1, size: 600)]).map(\.outcome) == [.refused, .quarantined])
    #expect(try await outbox.quarantineRoom() == (900, 1_000))
    let page = try await outbox.quarantined(after: 0, limit: 1)
    #expect(page.map(\.id) == [O.documentID(1)])
    #expect(page.map(\.size) == [600] && page.map(\.reason) == ["reason 1"] && page.map(\.received) == [5])
    let rest = try await outbox.quarantined(after: page[0].number, limit: 9)
    #expect(rest.map(\.id) == [O.documentID(2)])
    let prefix = String(O.documentID(2).digest.hex.prefix(9))
    #expect(try await outbox.quarantined(prefix: prefix).map(\.id) == [O.documentID(2)])
    #expect(try await outbox.quarantinedBytes(O.documentID(2))?.count == 300)
    #expect(
      try await outbox.trace(O.documentID(2).digest)
        == TracedDocument(document: O.documentID(2), received: 5, quarantined: "reason 2", articles: []))

    // Failed again, then read, then dropped. The one that failed stays where it is, with the reason of now.
    #expect(try await outbox.commit([aside(1, size: 600, isRetried: true)]).map(\.outcome) == [.quarantined])
    #expect(try await outbox.ledger().documents.quarantined == 2)
    let kept = try await outbox.quarantined(after: 0, limit: 9)
    #expect(kept.map(\.id) == [O.documentID(1), O.documentID(2)])
    #expect(kept.map(\.reason) == ["again reason 1", "reason 2"] && kept[0].number == page[0].number)
    // As it was pushed last, so that a retry reads it as that push would.
    var asked = aside(1, size: 600)
    (asked.source, asked.again) = ("VnExpress", true)
    _ = try await outbox.commit([asked])
    #expect(try await outbox.quarantined(after: 0, limit: 9).map(\.source) == ["VnExpress", nil])
    #expect(try await outbox.quarantined(after: 0, limit: 9).map(\.again) == [true, false])
    var read = O.document(2, [1])
    read.isRetried = true
    #expect(try await outbox.commit([read]).map(\.accepted) == [[O.article(1).id]])
    #expect(try await outbox.dropQuarantined(O.documentID(1)))
    #expect(try await !outbox.dropQuarantined(O.documentID(1)))
    #expect(try await outbox.quarantined(after: 0, limit: 9).isEmpty)
    #expect(try await outbox.quarantineRoom() == (0, 1_000))
    let documents = try await outbox.ledger().documents
    #expect(documents == ProducerLedger.Documents(received: 4, read: 1, duplicate: 2, skipped: 0, quarantined: 1))
    #expect(try await outbox.verify() == [])
  }

  func documentThatWasGivenUpCountsOnceHoweverOftenItComes() async throws {
    func documents() async throws -> ProducerLedger.Documents {
      #expect(try await outbox.verify() == [])
      return try await outbox.ledger().documents
    }
    _ = try await outbox.commit([O.quarantined(1), O.quarantined(2)])
    for round in 1...3 {
      #expect(try await outbox.dropQuarantined(O.documentID(1)))
      #expect(
        try await documents()
          == ProducerLedger.Documents(received: round + 1, read: 0, duplicate: round - 1, skipped: 0, quarantined: 2))
      #expect(try await outbox.commit([O.quarantined(1)]).map(\.outcome) == [.quarantined])
      #expect(try await outbox.quarantined(after: 0, limit: 9).map(\.id) == [2, 1].map { O.documentID($0) })
    }
    // Aside again, it comes and is tried again as any other.
    _ = try await outbox.commit([O.quarantined(1), O.quarantined(1, size: 3, isRetried: true)])
    let before = ProducerLedger.Documents(received: 6, read: 0, duplicate: 4, skipped: 0, quarantined: 2)
    #expect(try await documents() == before)
    // One that there is no room for is given up still.
    #expect(try await outbox.dropQuarantined(O.documentID(1)))
    _ = try await outbox.commit([O.quarantined(3, size: 997)])
    #expect(try await outbox.commit([O.quarantined(1)]).map(\.outcome) == [.refused])
    for number in 2...3 { #expect(try await outbox.dropQuarantined(O.documentID(number))) }
    #expect(try await documents().quarantined == 3)
    // Read after all, it is nothing that figures leave out.
    #expect(try await outbox.commit([O.document(1, [1])]).map(\.outcome) == [.read])
    let after = ProducerLedger.Documents(received: 7, read: 1, duplicate: 4, skipped: 0, quarantined: 2)
    #expect(try await documents() == after)
  }

  func documentInQuarantineKeepsTheNameOfAFile() async throws {
    var document = O.quarantined(1)
    var names: [String] = []
    for name in ["standard input", "a.bin", "standard input", "", "standard input#7", "b.bin#2", "standard input 2"] {
      document.name = name
      _ = try await outbox.commit([document])
      names += try await outbox.quarantined(after: 0, limit: 9).map(\.name)
    }
    #expect(names == ["standard input", "a.bin", "a.bin", "a.bin", "a.bin", "b.bin#2", "standard input 2"])
  }
}
