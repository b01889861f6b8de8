import NewsModels
import Testing

@Suite struct LedgerBalanceTests {
  private static let store = StoreID(String(repeating: "1", count: 32))

  private func producer(acknowledged: String, stored: Int) throws -> ProducerLedger {
    let group = ProducerLedger.Group(
      group: .default, store: Self.store, accepted: 9, pending: 9 - stored, stored: stored, known: 0, quarantined: 0,
      dropped: 0, acknowledged: try #require(SequenceRanges(acknowledged)))
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

  @Test func acknowledgementsUnderWayAreNoLoss() throws {
    let (producer, store) = (try producer(acknowledged: "1-4", stored: 4), try store(acknowledged: "1-6", stored: 6))
    #expect(LedgerBalance.lost(producer, store, group: .default).isEmpty)
    #expect(LedgerBalance.compare(producer, store, group: .default) == nil)
    let settled = try self.producer(acknowledged: "1-6", stored: 6)
    #expect(LedgerBalance.compare(settled, store, group: .default) == true)
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
