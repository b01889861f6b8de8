import NewsModels
import Testing

@Suite struct LedgerBalanceTests {
  private static let store = StoreID(String(repeating: "1", count: 32))

  private func producer(acknowledged: String, stored: Int, accepted: Int = 9) throws -> ProducerLedger {
    let group = ProducerLedger.Group(
      group: .default, store: Self.store, accepted: accepted, pending: accepted - stored, stored: stored, known: 0,
      quarantined: 0, dropped: 0, acknowledged: try #require(SequenceRanges(acknowledged)))
    return ProducerLedger(
      producer: try #require(ProducerID(String(repeating: "2", count: 32))), epoch: Epoch(1),
      documents: ProducerLedger.Documents(received: 9, read: 9, duplicate: 0, skipped: 0, quarantined: 0), accepted: 9,
      duplicates: 0, pendingBytes: 0, groups: [group])
  }

  private func store(acknowledged: String, stored: Int) throws -> StoreLedger {
    let producer = StoreLedger.Producer(
      producer: try #require(ProducerID(String(repeating: "2", count: 32))), stored: stored, known: 0, quarantined: 0,
      redelivered: 0, acknowledged: try #require(SequenceRanges(acknowledged)))
    return StoreLedger(
      store: try #require(Self.store), stored: stored, withTopic: 0, quarantined: 0, producers: [producer])
  }

  @Test func whatTheStoreDoesNotKnowAnyMoreIsNamedAndUnbalances() throws {
    let (producer, store) = (try producer(acknowledged: "1-6", stored: 6), try store(acknowledged: "1-2,5", stored: 3))
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "3-4,6")
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
  }

  /// As after a store was put back to an older copy, and all was pushed again.
  @Test func whatWasSentAgainIsNotLostUnderTheSequenceOfBefore() throws {
    var producer = try producer(acknowledged: "1-9", stored: 9)
    let store = try store(acknowledged: "1-3,7-9", stored: 6)
    producer.resent = SequenceRanges("1-5")
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "6")
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
    producer.resent = SequenceRanges("1-6")
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    #expect(LedgerBalance.compare(producer, store, group: .default) == true)
    producer.groups[0].stored = 8
    producer.groups[0].accepted = 8
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
  }

  /// As after a store was put back to an older copy, where an outbox had sent articles again and not noted which.
  @Test func whatWasSentAgainUnnotedIsLostAsLongAsSomeArticleIs() throws {
    var producer = try producer(acknowledged: "1-9", stored: 9)
    producer.unattributed = SequenceRanges("5-8")
    let store = try store(acknowledged: "1-3,9", stored: 4)
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "4-8")
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
    // The fourth article comes again.
    producer.resent = SequenceRanges("4")
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    #expect(LedgerBalance.compare(producer, store, group: .default) == true)
    producer.unattributed = SequenceRanges("6-8")
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "5-8")
  }

  /// The store may have had under such a sequence alone what it does not have any more.
  @Test func whatWasSentAgainUnnotedStaysLostWhereItMayHaveBeenTheFirstTime() throws {
    var producer = try producer(acknowledged: "1-9", stored: 9)
    producer.unattributed = SequenceRanges("5-8")
    var store = try store(acknowledged: "1-4,7-9", stored: 7)
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    // It came again after a person had given it up.
    store.producers[0].dropped = 1
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "5-6")
    store.producers[0].dropped = 0
    // Another producer's later reading may have taken its place when it came first.
    var other = store.producers[0]
    other.producer = try #require(ProducerID(String(repeating: "b", count: 32)))
    store.producers.append(other)
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "5-6")
    store.producers.removeLast()
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    // The group was added after it had come first.
    producer.accepted = 10
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "5-6")
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
  }

  /// As after a group was bound to a store in place of one that was lost.
  @Test func whatAStoreBeforeHadIsNamedApartAndDoesNotUnbalance() throws {
    var producer = try producer(acknowledged: "10-11", stored: 2, accepted: 2)
    producer.groups[0].leftBehind = SequenceRanges("1-8")
    producer.resent = SequenceRanges("2")
    producer.unattributed = SequenceRanges("6")
    var store = try store(acknowledged: "5,10-11", stored: 3)
    #expect(LedgerBalance.leftBehind(producer, store, group: .default).description == "1,3-4,7-8")
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    #expect(LedgerBalance.compare(producer, store, group: .default) == true)
    #expect(LedgerBalance.missing(producer, store, group: .default).description == "1,3-4,7-8")
    store.producers[0].acknowledged = try #require(SequenceRanges("5,10"))
    #expect(LedgerBalance.missing(producer, store, group: .default).description == "1,3-4,7-8,11")
    store.producers = []
    #expect(LedgerBalance.leftBehind(producer, store, group: .default).description == "1,3-5,7-8")
    producer.groups[0].store = nil
    #expect(LedgerBalance.leftBehind(producer, store, group: .default).isEmpty)
  }

  @Test func acknowledgementsUnderWayAreNoLoss() throws {
    let (producer, store) = (try producer(acknowledged: "1-4", stored: 4), try store(acknowledged: "1-6", stored: 6))
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    #expect(LedgerBalance.compare(producer, store, group: .default) == nil)
    let settled = try self.producer(acknowledged: "1-6", stored: 6)
    #expect(LedgerBalance.compare(settled, store, group: .default) == true)
  }

  /// As after an outbox was put back to an older copy, or a group was added with a store that it had before.
  @Test func whatTheStoreHadBeforeIsInExcessAndTheRestIsCompared() throws {
    let producer = try producer(acknowledged: "1-4,9", stored: 5, accepted: 5)
    var store = try store(acknowledged: "1-6,9", stored: 7)
    #expect(LedgerBalance.excess(producer, store, group: .default).description == "5-6")
    #expect(LedgerBalance.compare(producer, store, group: .default) == true)
    // Whatever became of those in excess, and of what was put aside since.
    (store.producers[0].stored, store.producers[0].known, store.producers[0].dropped) = (5, 1, 1)
    #expect(LedgerBalance.compare(producer, store, group: .default) == true)
    store.producers[0].known = 2
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
    store.producers[0].known = .max
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
    // What is lost stays a loss beside it.
    store = try self.store(acknowledged: "1-3,5-6,9", stored: 6)
    #expect(LedgerBalance.lost(producer, store, group: .default).description == "4")
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
  }

  @Test func whileSomethingIsPendingNothingIsInExcess() throws {
    let (producer, store) = (try producer(acknowledged: "1-4", stored: 4), try store(acknowledged: "1-6", stored: 6))
    #expect(LedgerBalance.excess(producer, store, group: .default).isEmpty)
    let settled = try self.producer(acknowledged: "1-6", stored: 6, accepted: 6)
    #expect(LedgerBalance.excess(settled, store, group: .default).isEmpty)
    var other = try self.producer(acknowledged: "1-4", stored: 4, accepted: 4)
    #expect(!LedgerBalance.excess(other, store, group: .default).isEmpty)
    other.groups[0].store = nil
    #expect(LedgerBalance.excess(other, store, group: .default).isEmpty)
  }

  /// As they come from outside: they balance nothing, and end nobody.
  @Test(arguments: [Int.max, Int.min]) func figuresThatNobodyCountedDoNotBalance(_ absurd: Int) throws {
    var producer = try producer(acknowledged: "1-4", stored: 4)
    var store = try store(acknowledged: "1-4", stored: 4)
    #expect(LedgerBalance.compare(producer, store, group: .default) == true)
    producer.groups[0].known = absurd
    #expect(!producer.groups[0].isBalanced)
    producer.documents.skipped = absurd
    #expect(!producer.documents.isBalanced)
    (producer.groups[0].known, producer.documents.skipped) = (0, 0)
    store.producers[0].released = absurd
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
    (store.producers[0].released, store.producers[0].dropped) = (0, absurd)
    #expect(LedgerBalance.compare(producer, store, group: .default) == false)
    store.producers = []
    producer = try self.producer(acknowledged: "", stored: 4)
    (producer.groups[0].quarantined, producer.groups[0].pending) = (absurd, 5 &- absurd)
    #expect(LedgerBalance.compare(producer, store, group: .default) == nil)
  }
}
