import NewsModels
import Testing

@testable import Producer

/// What every outbox must do for groups that are added, given up, and bound to another store.
extension OutboxContract {
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
}
