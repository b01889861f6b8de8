import NewsModels
import Testing

@testable import Producer

/// What every outbox must say of documents that come again, are read otherwise, or cannot be read.
extension OutboxContract {
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
