import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// What every article store must make of an article that was read again by a better parser.
extension ArticleStoreContract {
  private func superseding(_ id: ArticleID, _ entry: StoreBatch.Entry) -> StoreBatch.Entry {
    var entry = entry
    entry.predecessors.supersedes = id
    return entry
  }

  private func ids(_ filter: ArticleFilter = ArticleFilter()) async throws -> [ArticleID] {
    try await store.articles(ArticlesQuery(filter: filter)).articles.map(\.id)
  }

  func articleTakesThePlaceOfTheOneThatItSupersedes() async throws {
    let (former, other) = (S.article(1, published: "2024-02-24"), S.article(2))
    let new = S.article(1, published: "2024-02-20", source: "BBC", language: "en")
    let before = [
      S.entry(1, former, [("gaza", .main), ("north-korea", .mention)]), S.entry(2, other, [("gaza", .mention)]),
    ]
    _ = try await store.store(S.batch(before))
    let next = superseding(former.id, S.entry(1, new, [("taiwan-strait", .main)], version: "v2"))
    let receipts = try await store.store(S.batch([next], producer: S.otherProducer, arrived: S.arrived + 60))
    #expect(receipts.map(\.outcome) == [.stored])

    #expect(try await ids() == [other.id, new.id])
    #expect(try await store.stored([former.id, new.id, other.id]) == [new.id, other.id])
    #expect(try await store.article(prefix: former.id.description) == nil)
    let found = try #require(try await store.article(prefix: new.id.description))
    #expect(found.article == new && found.classification.topics.map(\.topic.rawValue) == ["taiwan-strait"])
    let answer = try await store.statistics(StatisticsQuery(by: [.day, .source, .language]))
    #expect(answer.articles == 2 && answer.articlesWithTopic == 2 && answer.together.isEmpty)
    #expect(answer.topics.map(\.articles) == [1, 0, 1])
    // Nothing is left of the day and the source on which it counted, but what the other one has there.
    #expect(answer.rows.filter { $0.day?.description == "2024-02-24" }.map(\.articles).reduce(0, +) == 1)
    #expect(try await store.statistics(StatisticsQuery(filter: ArticleFilter(source: "BBC"))).articles == 1)
    #expect(try await store.ledger().stored == 2)
    #expect(try await store.verify() == [])

    // What comes once more is answered as then, and brings nothing back.
    #expect(try await store.store(S.batch(before)).map(\.outcome) == [.stored, .stored])
    #expect(try await store.store(S.batch([next], producer: S.otherProducer)).map(\.outcome) == [.stored])
    #expect(try await ids() == [other.id, new.id])
    // Under a sequence of its own it is an article of another place.
    #expect(try await store.store(S.batch([S.entry(3, former)])).map(\.outcome) == [.stored])
    #expect(Set(try await ids()) == [former.id, other.id, new.id])
    #expect(try await store.verify() == [])
  }

  func articleThatIsThereAlreadyTakesTheSupersededOneOut() async throws {
    var texts = (0..<4).map { S.article($0, source: "Báo \($0)") }
    for index in texts.indices { texts[index].body = S.wireText(1) }
    let alone = S.article(9)
    _ = try await store.store(
      S.batch([
        S.entry(1, texts[0], [("gaza", .main), ("taiwan-strait", .mention)]),
        S.entry(2, texts[1], [("gaza", .mention)]), S.entry(3, texts[2], [("gaza", .main)]), S.entry(4, alone),
        S.quarantined(5, S.article(5)),
      ]))
    // The one that began the story is read as a copy of it: its oldest copy begins it now.
    let known = try await store.store(S.batch([superseding(texts[0].id, S.entry(6, texts[2]))]))
    #expect(known.map(\.outcome) == [.known])
    #expect(Set(try await ids()) == [texts[1].id, texts[2].id, alone.id])
    #expect(Set(try await ids(ArticleFilter(collapse: true))) == [texts[1].id, alone.id])
    let collapsed = try await store.statistics(StatisticsQuery(filter: ArticleFilter(collapse: true)))
    #expect(collapsed.topics.map(\.main) == [0, 0, 0] && collapsed.topics.map(\.mention) == [0, 0, 1])
    let story = try #require(try await store.article(prefix: texts[2].id.description)?.story)
    #expect(story == StoryPlace(copyOf: StoryPlace.First(id: texts[1].id, source: "Báo 1")))
    #expect(try await store.verify() == [])

    // Its last copy goes: what is left is no story.
    _ = try await store.store(S.batch([superseding(texts[2].id, S.entry(7, alone))]))
    #expect(Set(try await ids()) == [texts[1].id, alone.id])
    #expect(try await store.stories(StoriesQuery()).stories.isEmpty)
    #expect(try await store.verify() == [])

    // What was put aside is given up.
    _ = try await store.store(S.batch([superseding(S.article(5).id, S.entry(8, S.article(6)))]))
    #expect(try await store.quarantined(after: 0, limit: 9).isEmpty)
    let account = try #require(try await store.ledger().producers.first)
    #expect(account.quarantined == 0 && account.dropped == 1 && account.stored == 5 && account.known == 2)
    #expect(try await store.ledger().stored == 3)
    #expect(try await store.verify() == [])
  }

  /// A store that was put back to an older copy, or that put aside what came between, holds one that its successor named before.
  func articleTakesThePlaceOfWhatItsPredecessorsHad() async throws {
    func place(_ sequence: Int, _ article: Int, _ former: Int?, _ earlier: [Int]) -> StoreBatch.Entry {
      var entry = S.entry(sequence, S.article(article), [("gaza", .main)])
      entry.predecessors = Predecessors(
        supersedes: former.map { S.article($0).id }, formers: earlier.map { S.article($0).id })
      return entry
    }
    _ = try await store.store(S.batch([S.entry(1, S.article(1), [("gaza", .main)]), S.entry(2, S.article(2))]))
    // The second never came; the third was sent again after it had been told of first.
    _ = try await store.store(S.batch([place(4, 4, 3, [1])]))
    #expect(Set(try await ids()) == [S.article(2).id, S.article(4).id])
    _ = try await store.store(S.batch([place(5, 5, nil, [4, 3, 1, 2])]))
    #expect(try await ids() == [S.article(5).id])
    #expect(
      try await store.store(S.batch([S.entry(6, S.article(1)), place(7, 5, nil, [4, 3])])).map(\.outcome) == [
        .stored, .known,
      ])
    #expect(Set(try await ids()) == [S.article(1).id, S.article(5).id])

    // What another producer delivered is taken out where it is superseded now, and not by what was said of it before.
    _ = try await store.store(S.batch([S.entry(1, S.article(6))], producer: S.otherProducer))
    _ = try await store.store(S.batch([place(8, 7, nil, [6])]))
    #expect(Set(try await ids()) == Set([1, 5, 6, 7].map { S.article($0).id }))
    _ = try await store.store(S.batch([place(9, 7, 6, [])]))
    #expect(Set(try await ids()) == Set([1, 5, 7].map { S.article($0).id }))

    // Put aside between.
    _ = try await store.store(S.batch([S.quarantined(10, S.article(8))]))
    _ = try await store.store(S.batch([place(11, 9, 8, [7])]))
    #expect(Set(try await ids()) == Set([1, 5, 9].map { S.article($0).id }))
    #expect(try await store.quarantined(after: 0, limit: 9).isEmpty)
    #expect(try await store.verify() == [])
  }

  /// After a consumer or a producer was lost, what was sent first may come last: what is stored at the end is what the producer said last.
  func supersedingDoesNotDependOnTheOrderOfDeliveries() async throws {
    var generator = SeededGenerator(seed: 7)
    var sequence = 0
    var left: Set<ArticleID> = []
    for round in 0..<40 {
      let texts = (0..<6).map { S.article(100 * round + $0) }
      var entries: [StoreBatch.Entry] = []
      var present: Set<ArticleID> = []
      var formers: [ArticleID: [ArticleID]] = [:]
      for _ in 0..<Int.random(in: 2...12, using: &generator) {
        sequence += 1
        let text = texts[Int.random(in: 0..<texts.count, using: &generator)]
        var entry = S.entry(sequence, text, [("gaza", .main)])
        // Read again as something else; or the same again, of this document or another.
        entry.predecessors.supersedes = present.filter { $0 != text.id }.sorted { $0.description < $1.description }
          .randomElement(using: &generator)
        if present.insert(text.id).inserted { formers = formers.mapValues { $0.filter { $0 != text.id } } }
        entry.predecessors.formers = formers[text.id] ?? []
        if let former = entry.predecessors.supersedes {
          present.remove(former)
          entry.predecessors.formers = (formers.removeValue(forKey: former) ?? []) + entry.predecessors.formers
          formers[text.id] = [former] + entry.predecessors.formers
        }
        entries.append(entry)
      }
      left.formUnion(present)
      var rest = (entries + entries.filter { _ in Bool.random(using: &generator) }).shuffled(using: &generator)[...]
      var answered: [SequenceNumber: ConsumerFrame.Receipt.Outcome] = [:]
      while !rest.isEmpty {
        let batch = rest.prefix(Int.random(in: 1...5, using: &generator))
        rest = rest.dropFirst(batch.count)
        for receipt in try await store.store(S.batch(Array(batch))) {
          // One that comes again is answered as then.
          #expect(
            answered.updateValue(receipt.outcome, forKey: receipt.sequence).map { $0 == receipt.outcome } != false)
        }
      }
      let listed = try await store.articles(ArticlesQuery(limit: 1_000)).articles.map(\.id)
      #expect(listed.count == left.count && Set(listed) == left, "round \(round)")
    }
    let account = try #require(try await store.ledger().producers.first)
    #expect(account.stored + account.known == sequence && account.acknowledged.count == Int64(sequence))
    #expect(try await store.verify() == [])
  }
}
