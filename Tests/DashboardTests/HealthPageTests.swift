#if Dashboard
import NewsModels
import Testing

@testable import Rendering

/// What the page says of how the services stand.
@Suite struct HealthPageTests {
  private static let store = StoreID(unchecked: String(repeating: "a", count: 32))
  private static let producer = ProducerID(unchecked: String(repeating: "b", count: 32))

  /// Ten articles acknowledged, of which the store holds the first eight; one of these gave way to another.
  private func standing(_ producerDamage: [LedgerDamage], _ storeDamage: [LedgerDamage]) throws -> Standing {
    let (ten, eight) = (try #require(SequenceRanges("1-10")), try #require(SequenceRanges("1-8")))
    let group = ProducerLedger.Group(
      group: .default, store: Self.store, accepted: 10, pending: 0, stored: 10, known: 0, quarantined: 0, dropped: 0,
      acknowledged: ten)
    let ledger = ProducerLedger(
      producer: Self.producer, epoch: Epoch(1),
      documents: .init(received: 10, read: 10, duplicate: 0, skipped: 0, quarantined: 0), accepted: 10, duplicates: 0,
      pendingBytes: 0, groups: [group], damages: producerDamage)
    let stored = StoreLedger(
      store: Self.store, stored: 7, withTopic: 7, quarantined: 0,
      producers: [
        .init(producer: Self.producer, stored: 8, known: 0, quarantined: 0, redelivered: 0, acknowledged: eight)
      ], damages: storeDamage)
    let consumer = ConsumerStatus(
      request: nil, consumer: ConsumerID(unchecked: String(repeating: "c", count: 32)), group: .default,
      ledger: stored, links: [], topicsVersion: "v1", healthy: true, trouble: nil)
    let producer = ProducerStatus(
      request: nil, ledger: ledger, inFlight: [:], healthy: true, trouble: nil, maximumDocument: 1_000)
    return Standing(consumer: consumer, producer: producer)
  }

  /// - Parameter next: where further entries begin.
  private func page(_ standing: Standing, aside: [QuarantineAnswer.Entry] = [], next: Int64? = nil) -> String {
    PageRenderer().health(
      standing, documents: QuarantineAnswer(request: nil, entries: aside, next: next, bytes: 9, limit: 99),
      articles: QuarantineAnswer(request: nil, entries: [], bytes: 0, limit: 99),
      PageSetting(address: PageAddress(.health), accepting: "en"), canSignOut: false)
  }

  @Test func eachDamageSaysWhoseItIsAndWhatItCost() throws {
    let page = page(
      try standing(
        [LedgerDamage(first: 3, last: 5, transactions: 1, reason: "a page was torn")],
        [LedgerDamage(first: 1, last: 0, transactions: 2, reason: "the mark was missing")]))
    #expect(page.contains("Producer: articles by sequence 3–5: a page was torn"), "\(page)")
    #expect(page.contains("Consumer: no article lost: the mark was missing"))
    #expect(!page.contains("1–0"))
  }

  @Test func articlesThatTheStoreLostAreNamedWithWhatToDo() throws {
    let page = page(try standing([], []))
    #expect(page.contains("The accounts do not balance."))
    #expect(page.contains("&#39;newsctl push --again&#39;. Their sequences at the producer: 9-10"), "\(page)")
    #expect(!page.contains("groups forget"))
    #expect(page.contains("1 more, whose places later readings of their documents took"))
  }

  /// The account began anew when the group was bound anew: it balances, and something is missing all the same.
  @Test func whatAStoreBeforeHadIsNotSaidToBeThere() throws {
    var standing = try standing([], [])
    standing.producer?.ledger.groups[0].acknowledged = SequenceRanges()
    standing.producer?.ledger.groups[0].accepted = 0
    standing.producer?.ledger.groups[0].stored = 0
    standing.producer?.ledger.groups[0].leftBehind = SequenceRanges("1-10")
    standing.consumer?.ledger.producers = []
    let page = page(standing)
    #expect(page.contains("and nothing was counted twice. A store before it had more."), "\(page)")
    #expect(!page.contains("nothing was lost") && !page.contains("All is well"))
    #expect(page.contains("&#39;newsctl groups forget&#39;. Their sequences at the producer: 1-10"), "\(page)")
    #expect(!page.contains("were stored and are not any more"))
  }

  @Test func allIsWellOnlyWhereNothingIsTold() throws {
    var standing = try standing([], [])
    standing.consumer?.ledger.producers = [
      .init(
        producer: Self.producer, stored: 10, known: 0, quarantined: 0, redelivered: 0,
        acknowledged: try #require(SequenceRanges("1-10")))
    ]
    #expect(page(standing).contains("<strong>All is well.</strong>"))
    // It does its work, and tells what it lost.
    standing.consumer?.trouble = "the article store lost what it had written"
    #expect(!page(standing).contains("<strong>All is well.</strong>"))
    standing.consumer?.trouble = nil
    standing.producer?.healthy = false
    #expect(!page(standing).contains("<strong>All is well.</strong>"))
  }

  @Test func aFilledQuarantineHasNoEmptyLine() throws {
    let entry = QuarantineAnswer.Entry(id: Digest(of: [UInt8(1)]), name: "a.pdf", reason: "not read", size: 9, at: nil)
    #expect(!page(try standing([], []), aside: [entry]).contains("<p class=\"empty\"></p>"))
    // It says that there are more where there are, however many it shows.
    let full = (1...PageRenderer.quarantineLimit).map { number in
      QuarantineAnswer.Entry(id: Digest(of: [UInt8(number)]), name: nil, reason: "not read", size: 9, at: nil)
    }
    let words = Wording.of(.english).quarantineCut.replacing("'", with: "&#39;")
    #expect(!page(try standing([], []), aside: full).contains(words))
    #expect(page(try standing([], []), aside: full, next: 200).contains(words))
    #expect(page(try standing([], [])).contains("<p class=\"empty\">Nothing is in quarantine.</p>"))
  }
}

#endif
