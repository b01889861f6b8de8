import Locking
import NewsModels
import Testing

@testable import Consumer

/// What every article store must do. Run over each implementation.
struct ArticleStoreContract {
  let store: any ArticleStore

  typealias S = StoreSamples

  func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
  func topic(_ text: String) throws -> TopicID { try #require(TopicID(text)) }

  func articleIsStoredOnceAndOpensWhole() async throws {
    let article = S.article(1)
    let receipts = try await store.store(
      S.batch([S.entry(1, article, [("gaza", .main), ("taiwan-strait", .mention)])]))
    #expect(receipts.map(\.outcome) == [.stored])
    #expect(receipts.map(\.id) == [article.id])
    let found = try #require(try await store.article(prefix: String(article.id.description.prefix(8))))
    #expect(found.article == article)
    #expect(found.classification == S.classification([("gaza", .main), ("taiwan-strait", .mention)]))
    #expect(found.arrived == S.arrived)
    #expect(try await store.article(prefix: article.id.description)?.id == article.id)
    #expect(try await store.article(prefix: "0123456789abcdef") == nil)
    #expect(try await store.article(prefix: "zz") == nil)
    #expect(try await store.stored([article.id, S.article(2).id]) == [article.id])
    #expect(try await store.verify() == [])
  }

  func articleWithoutAnythingOptionalIsStored() async throws {
    let article = Article(title: "Bare", body: "")
    _ = try await store.store(S.batch([S.entry(1, article)]))
    #expect(try await store.article(prefix: article.id.description)?.article == article)
    let answer = try await store.statistics(StatisticsQuery(by: [.day, .source, .language]))
    #expect(answer.gaps.undated == 1)
    #expect(Set(answer.rows.map(\.total)) == [1])
    #expect(answer.rows.allSatisfy { $0.day == nil && $0.source == nil && $0.language == nil })
    #expect(try await store.verify() == [])
  }

  func redeliveredSequenceIsAnsweredAsThenAndCountedNowhereElse() async throws {
    let entries = [S.entry(1, S.article(1), [("gaza", .main)]), S.quarantined(2, S.article(2))]
    let first = try await store.store(S.batch(entries))
    _ = try await store.store(S.batch([S.entry(1, S.article(1))], producer: S.otherProducer))
    let again = try await store.store(S.batch(entries))
    let other = try await store.store(S.batch([S.entry(1, S.article(1))], producer: S.otherProducer))
    #expect(first.map(\.outcome) == [.stored, .quarantined])
    #expect(again == first)
    #expect(other.map(\.outcome) == [.known])
    let ledger = try await store.ledger()
    #expect(ledger.stored == 1)
    #expect(ledger.withTopic == 1)
    #expect(ledger.quarantined == 1)
    let ranges = SequenceRanges("1-2")
    #expect(
      ledger.producers == [
        StoreLedger.Producer(
          producer: S.producer, stored: 1, known: 0, quarantined: 1, redelivered: 2, acknowledged: try #require(ranges)),
        StoreLedger.Producer(
          producer: S.otherProducer, stored: 0, known: 1, quarantined: 0, redelivered: 1,
          acknowledged: SequenceRanges(through: SequenceNumber(1))),
      ])
    #expect(try await store.verify() == [])
  }

  func articleTwiceInOneBatchCountsOnce() async throws {
    let receipts = try await store.store(
      S.batch([S.entry(1, S.article(1), [("gaza", .main)]), S.entry(2, S.article(1), [("gaza", .main)])]))
    #expect(receipts.map(\.outcome) == [.stored, .known])
    #expect(try await store.statistics(StatisticsQuery()).articles == 1)
    #expect(try await store.verify() == [])
  }

  func quarantinedArticleThatComesAgainWellIsStored() async throws {
    _ = try await store.store(S.batch([S.quarantined(1, S.article(1))]))
    #expect(try await store.statistics(StatisticsQuery()).gaps.quarantined == 1)
    let receipts = try await store.store(S.batch([S.entry(2, S.article(1))]))
    #expect(receipts.map(\.outcome) == [.stored])
    #expect(try await store.statistics(StatisticsQuery()).gaps.quarantined == 0)
    #expect(try await store.ledger().quarantined == 0)
    #expect(try await store.verify() == [])
  }

  func quarantinedArticlesAreStoredByARetryOrGivenUp() async throws {
    _ = try await store.store(
      S.batch([S.quarantined(1, S.article(1)), S.quarantined(2, S.article(2)), S.entry(3, S.article(3))]))
    let page = try await store.quarantined(after: 0, limit: 1)
    #expect(page.map(\.id) == [S.article(1).id])
    #expect(page.map(\.reason) == ["killed the classifier three times"] && page.map(\.arrived) == [S.arrived])
    let rest = try await store.quarantined(after: page[0].number, limit: 9)
    #expect(rest.map(\.id) == [S.article(2).id])
    #expect(try await store.quarantined(prefix: String(S.article(2).id.digest.hex.prefix(8))) == rest)
    #expect(try await store.quarantined(prefix: "no digits").isEmpty)
    let content = try #require(try await store.quarantinedContent(S.article(1).id))
    #expect(try ArticleCoding.decode(content) == S.article(1))
    #expect(try await store.quarantineBytes() == page[0].size + rest[0].size)

    let classification = S.classification([("gaza", .main)])
    func release() async throws -> StoreReceipt? {
      try await store.release(S.article(1).id, S.article(1), classification, Predecessors(), arrived: S.arrived + 9)
    }
    let receipt = try #require(try await release())
    #expect(receipt.receipt.sequence.rawValue == 1 && receipt.receipt.outcome == .stored)
    // The third article was stored before it.
    #expect(receipt.sequence == 2)
    #expect(try await release() == nil)
    #expect(try await store.dropQuarantined(S.article(2).id))
    #expect(try await !store.dropQuarantined(S.article(2).id))
    #expect(try await store.quarantineBytes() == 0)
    let answer = try await store.statistics(StatisticsQuery())
    #expect(answer.articles == 2 && answer.articlesWithTopic == 1)
    #expect(answer.gaps.quarantined == 0 && answer.gaps.dropped == 1)
    let account = try #require(try await store.ledger().producers.first)
    #expect(account.stored == 2 && account.released == 1 && account.dropped == 1 && account.quarantined == 0)
    // What comes again is answered as then, whatever became of it and whatever the rules say of it now.
    for second in [S.entry(2, S.article(2)), S.quarantined(2, S.article(2))] {
      let again = try await store.store(S.batch([S.entry(1, S.article(1)), second]))
      #expect(again.map(\.outcome) == [.quarantined, .quarantined])
    }
    var expected = account
    expected.redelivered += 4
    #expect(try await store.ledger().producers == [expected])
    #expect(try await store.quarantined(after: 0, limit: 9).isEmpty)
    // Pushed once more it is another delivery.
    let pushed = try await store.store(S.batch([S.entry(4, S.article(2))]))
    #expect(pushed.map(\.outcome) == [.stored])
    #expect(try await store.verify() == [])
  }

  /// However an article left the quarantine, its producer counts what it was answered: the accounts agree only where that is said again.
  func whatWasPutAsideIsAnsweredSoHoweverItLeftTheQuarantine() async throws {
    var takingOver = S.entry(7, S.article(6))
    takingOver.predecessors.supersedes = S.article(5).id
    let aside = [
      S.quarantined(1, S.article(1)), S.quarantined(2, S.article(1)), S.quarantined(3, S.article(3)),
      S.quarantined(4, S.article(5)),
    ]
    _ = try await store.store(S.batch(aside))
    // Given up, of two deliveries; readable under another sequence; superseded.
    #expect(try await store.dropQuarantined(S.article(1).id))
    _ = try await store.store(S.batch([S.entry(6, S.article(3)), takingOver]))
    #expect(try await store.quarantined(after: 0, limit: 9).isEmpty)
    let account = try #require(try await store.ledger().producers.first)
    for readable in [false, true] {
      let again = readable ? [1, 1, 3, 5].enumerated().map { S.entry($0 + 1, S.article($1)) } : aside
      #expect(try await store.store(S.batch(again)).map(\.outcome) == Array(repeating: .quarantined, count: 4))
    }
    var expected = account
    expected.redelivered += 8
    #expect(try await store.ledger().producers == [expected])
    #expect(account.quarantined + account.dropped == 4 && account.stored == 2)
    #expect(try await store.quarantined(after: 0, limit: 9).isEmpty)
    #expect(try await store.verify() == [])
  }

  /// As from an outbox that was copied by hand and put back: it gives sequences again.
  func anotherArticleUnderTheSequenceOfOnePutAsideIsItself() async throws {
    let first = [S.quarantined(1, S.article(1)), S.quarantined(2, S.article(2))]
    _ = try await store.store(S.batch(first))
    #expect(try await store.dropQuarantined(S.article(1).id))
    let others = [S.entry(1, S.article(3)), S.quarantined(2, S.article(4))]
    #expect(try await store.store(S.batch(others)).map(\.outcome) == [.stored, .quarantined])
    #expect(try await store.stored([S.article(3).id]) == [S.article(3).id])
    #expect(try await store.dropQuarantined(S.article(4).id))
    // Each is answered as then.
    let again = try await store.store(S.batch(first + others)).map(\.outcome)
    #expect(again == [.quarantined, .quarantined, .stored, .quarantined])
    #expect(try await store.quarantined(after: 0, limit: 9).map(\.id) == [S.article(2).id])
    let account = try #require(try await store.ledger().producers.first)
    #expect(account.quarantined == 1 && account.dropped == 2 && account.stored == 1 && account.redelivered == 4)
    #expect(try await store.verify() == [])
  }

  func daysAreCutInTheStoresZoneAndPlainDaysAreNotShifted() async throws {
    let times = [
      "2024-02-24T17:30:00+00:00": "2024-02-25", "2024-02-24T16:59:59Z": "2024-02-24", "2024-02-24": "2024-02-24",
      "2024-02-24T23:59:00-10:00": "2024-02-25", "1990-01-01": "1990-01-01",
    ]
    for (number, time) in times.keys.sorted().enumerated() {
      let told = Guarded<[StoreReceipt]>([])
      let receipts = try await store.storeInOrder(
        S.batch([S.entry(number + 1, S.article(number, published: time))])
      ) { receipts in told.withLock { $0 += receipts } }
      #expect(told.withLock { $0 } == receipts)
      let day = try day(try #require(times[time]))
      #expect(receipts.map(\.day) == [day], "\(time)")
      let listing = try await store.articles(ArticlesQuery(filter: ArticleFilter(since: day, until: day)))
      #expect(listing.articles.contains { $0.id == S.article(number, published: time).id }, "\(time)")
      // What a list says is the day on which it counts, whatever the page states.
      #expect(listing.articles.allSatisfy { $0.day == day }, "\(time)")
    }
    #expect(try await store.statistics(StatisticsQuery()).gaps.undated == 0)
  }

  func unbelievableDaysAreUndated() async throws {
    // Arrived at 07:00 on 1 March in the store's zone.
    let undated = [nil, "1989-12-31", "2024-03-03", "2024-03-02T00:00:01Z", "9999-12-31T00:00:00Z"]
    let dated = ["2024-03-02", "2024-03-02T00:00:00Z"]
    let entries = (undated + dated).enumerated().map { number, time in
      S.entry(number + 1, S.article(number, published: time), [("gaza", .main)])
    }
    _ = try await store.store(S.batch(entries))
    let all = try await store.statistics(StatisticsQuery(by: [.day]))
    #expect(all.articles == 7)
    #expect(all.gaps.undated == 5)
    let gaza = try topic("gaza")
    #expect(all.rows.filter { $0.topic == gaza }.map(\.day) == [try day("2024-03-02"), nil])
    #expect(all.rows.filter { $0.topic == gaza }.map(\.articles) == [2, 5])
    let ranged = try await store.statistics(StatisticsQuery(filter: ArticleFilter(since: try day("1980-01-01"))))
    #expect(ranged.articles == 2)
    let listed = try await store.articles(ArticlesQuery(filter: ArticleFilter(undated: true)))
    #expect(Set(listed.articles.map(\.id)) == Set(entries.prefix(5).map(\.id)))
    #expect(listed.articles.map(\.day) == Array(repeating: nil, count: 5))
    let onlyUndated = try await store.statistics(StatisticsQuery(filter: ArticleFilter(undated: true), by: [.month]))
    #expect(onlyUndated.articles == 5)
    #expect(Set(onlyUndated.rows.map(\.day)) == [nil])
    #expect(try await store.statistics(StatisticsQuery(filter: ArticleFilter(undated: false))).articles == 2)
    #expect(try await store.verify() == [])
  }

  func daysBetweenFirstAndLastAreRowsOfZero() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1, published: "2024-02-27"), [("gaza", .main)]),
        S.entry(2, S.article(2, published: "2024-03-01"), [("gaza", .mention), ("north-korea", .main)]),
        S.entry(3, S.article(3, published: "2024-02-28")),
      ]))
    let answer = try await store.statistics(
      StatisticsQuery(filter: ArticleFilter(topic: try topic("gaza")), by: [.day]))
    #expect(
      answer.rows == [
        row("2024-02-27", "gaza", main: 1, total: 1), row("2024-02-28", "gaza", total: 1),
        row("2024-02-29", "gaza", total: 0), row("2024-03-01", "gaza", mention: 1, total: 1),
      ])
    let months = try await store.statistics(StatisticsQuery(by: [.month, .topic]))
    #expect(
      months.rows == [
        row("2024-02-01", "taiwan-strait", total: 2), row("2024-02-01", "north-korea", total: 2),
        row("2024-02-01", "gaza", main: 1, total: 2), row("2024-03-01", "taiwan-strait", total: 1),
        row("2024-03-01", "north-korea", main: 1, total: 1), row("2024-03-01", "gaza", mention: 1, total: 1),
      ])
    let weeks = try await store.statistics(
      StatisticsQuery(filter: ArticleFilter(topic: try topic("gaza")), by: [.week]))
    #expect(weeks.rows == [row("2024-02-26", "gaza", main: 1, mention: 1, total: 3)])
  }

  func aRangeHasAllItsDaysAlsoAtItsEnds() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1, published: "2024-02-27"), [("gaza", .main)]),
        S.entry(2, S.article(2, published: "2024-02-29")), S.entry(3, S.article(3, published: nil)),
      ]))
    func days(_ since: String?, _ until: String?, _ keys: [StatisticsQuery.Key] = [.day]) async throws -> [String] {
      let filter = ArticleFilter(
        topic: try topic("gaza"), since: try since.map { try day($0) }, until: try until.map { try day($0) })
      let answer = try await store.statistics(StatisticsQuery(filter: filter, by: keys))
      #expect(!answer.isSparse)
      return answer.rows.map { "\($0.day?.description ?? "–") \($0.articles) of \($0.total)" }
    }
    #expect(
      try await days("2024-02-26", "2024-03-01") == [
        "2024-02-26 0 of 0", "2024-02-27 1 of 1", "2024-02-28 0 of 0", "2024-02-29 0 of 1", "2024-03-01 0 of 0",
      ])
    #expect(try await days("2024-03-02", "2024-03-03") == ["2024-03-02 0 of 0", "2024-03-03 0 of 0"])
    // An open end is that of what is there.
    #expect(try await days("2024-02-28", nil) == ["2024-02-28 0 of 0", "2024-02-29 0 of 1"])
    #expect(try await days(nil, "2024-02-26").isEmpty)
    // Weeks and months are those that the range touches.
    #expect(
      try await days("2024-02-25", "2024-03-04", [.week]) == [
        "2024-02-19 0 of 0", "2024-02-26 1 of 2", "2024-03-04 0 of 0",
      ])
    #expect(try await days("2024-01-31", "2024-02-28", [.month]) == ["2024-01-01 0 of 0", "2024-02-01 1 of 1"])
    // Each source and language has days of its own.
    #expect(try await days("2024-02-26", "2024-02-28", [.day, .source]) == ["2024-02-27 1 of 1"])
  }

  func topicsOverlapAndTotalsAreDistinct() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1), [("gaza", .main), ("north-korea", .mention)]), S.entry(2, S.article(2)),
        S.entry(3, S.article(3), [("north-korea", .mention)]),
      ]))
    let answer = try await store.statistics(StatisticsQuery())
    #expect(answer.articles == 3)
    #expect(answer.articlesWithTopic == 2)
    #expect(answer.topics.map(\.topic.rawValue) == ["taiwan-strait", "north-korea", "gaza"])
    #expect(answer.topics.map(\.name) == ["Taiwan Strait", "North Korea", "Gaza"])
    #expect(answer.topics.map(\.main) == [0, 0, 1])
    #expect(answer.topics.map(\.mention) == [0, 2, 0])
    #expect(answer.topics.map(\.articles) == [0, 2, 1])
    #expect(answer.rows == [])
    #expect(answer.asOf == S.arrived)
    #expect(answer.timeZone == "Asia/Ho_Chi_Minh")
    let main = try await store.statistics(StatisticsQuery(filter: ArticleFilter(level: .main)))
    #expect(main.articles == 3)
    #expect(main.articlesWithTopic == 1)
    #expect(main.topics.map(\.articles) == [0, 0, 1])
    let mention = try await store.statistics(StatisticsQuery(filter: ArticleFilter(level: .mention)))
    #expect(mention.articlesWithTopic == 2)
    let gaza = try await store.statistics(StatisticsQuery(filter: ArticleFilter(topic: try topic("gaza"))))
    #expect(gaza.articles == 3)
    #expect(gaza.articlesWithTopic == 1)
    #expect(gaza.topics.map(\.topic.rawValue) == ["gaza"])
  }

  func spellingsOfOneOutletAreOneSource() async throws {
    let spellings = [
      "vnexpress.net", "VnExpress - Thế Giới", "https://www.vnexpress.net/the-gioi", "VNEXPRESS", "Tuổi Trẻ", nil,
    ]
    _ = try await store.store(
      S.batch(spellings.enumerated().map { S.entry($0 + 1, S.article($0, source: $1), [("gaza", .main)]) }))
    let answer = try await store.statistics(StatisticsQuery(by: [.source]))
    let gaza = try topic("gaza")
    let rows = answer.rows.filter { $0.topic == gaza }
    #expect(rows.map(\.source) == ["Tuổi Trẻ", "VnExpress", nil])
    #expect(rows.map(\.articles) == [1, 4, 1])
    for spelling in ["VnExpress", "vnexpress.net", "http://vnexpress.net"] {
      let filter = ArticleFilter(source: spelling)
      #expect(try await store.statistics(StatisticsQuery(filter: filter)).articles == 4)
      #expect(try await store.articles(ArticlesQuery(filter: filter)).articles.count == 4)
    }
    let unknown = try await store.statistics(StatisticsQuery(filter: ArticleFilter(source: "Nobody Times"), by: [.day]))
    #expect(unknown.articles == 0)
    #expect(unknown.rows == [])
    #expect(unknown.topics.count == 3)
    // The articles keep the source as their documents spell it.
    #expect(
      try await store.article(prefix: S.article(1, source: spellings[1]).id.description)?.article.source == spellings[1]
    )
  }

  func pagesListEachArticleOnceNewestFirstUndatedLast() async throws {
    let days = ["2024-02-20", "2024-02-22", nil, "2024-02-21", "2024-02-22", nil, "2024-02-19"]
    let articles = days.enumerated().map { S.article($0, published: $1) }
    _ = try await store.store(S.batch(articles.enumerated().map { S.entry($0 + 1, $1, [("gaza", .main)]) }))
    for filter in [ArticleFilter(), ArticleFilter(topic: try topic("gaza"), level: .main)] {
      var listed: [ArticleID] = []
      var next: String?
      var pages = 0
      repeat {
        let page = try await store.articles(ArticlesQuery(filter: filter, limit: 2, after: next))
        #expect(page.articles.count <= 2)
        listed += page.articles.map(\.id)
        next = page.next
        pages += 1
      } while next != nil && pages < 10
      #expect(pages == 4)
      #expect(listed == [4, 1, 3, 0, 6, 5, 2].map { articles[$0].id })
    }
    await #expect(throws: StoreError.self) { try await store.articles(ArticlesQuery(after: "nonsense")) }
    await #expect(throws: StoreError.self) { try await store.articles(ArticlesQuery(limit: 0)) }
    await #expect(throws: StoreError.self) { try await store.articles(ArticlesQuery(limit: 1_001)) }
  }

  func contradictingQuestionsAreRefused() async throws {
    let queries = [
      StatisticsQuery(by: [.day, .month]),
      StatisticsQuery(filter: ArticleFilter(topic: try topic("no-such-topic"))),
      StatisticsQuery(filter: ArticleFilter(since: try day("2024-02-02"), until: try day("2024-02-01"))),
      StatisticsQuery(filter: ArticleFilter(since: try day("2024-02-02"), undated: true)),
    ]
    for query in queries {
      await #expect(throws: StoreError.self, "\(query)") { try await store.statistics(query) }
    }
  }

  func answerWithoutRoomForEmptyDaysLeavesThemOut() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1, published: "1990-01-01"), [("gaza", .main)]),
        S.entry(2, S.article(2, published: "2024-02-01")),
        S.entry(3, S.article(3, published: "1990-01-01", source: "A")), S.entry(4, S.article(4, source: "A")),
        S.entry(5, S.article(5, published: "1990-01-01", source: "B")), S.entry(6, S.article(6, source: "B")),
      ]))
    let split = try await store.statistics(StatisticsQuery(by: [.day, .source]))
    #expect(split.isSparse && split.rows.count == 6 * 3 && split.rows.allSatisfy { $0.total == 1 })
    let whole = try await store.statistics(StatisticsQuery(by: [.day]))
    #expect(!whole.isSparse && whole.rows.count == 37_419)
    // First those at the ends, where nothing can be.
    let wide = try await store.statistics(
      StatisticsQuery(filter: ArticleFilter(since: try day("1980-01-01"), until: try day("2030-01-01")), by: [.day]))
    #expect(wide.isSparse && wide.rows == whole.rows)
    let months = try await store.statistics(StatisticsQuery(by: [.month, .source]))
    #expect(!months.isSparse && months.articles == 6)
  }

  func versionsOfTheTopicsFileAreNamedCurrentFirst() async throws {
    #expect(try await store.statistics(StatisticsQuery()).topicsVersions == ["v1"])
    _ = try await store.store(S.batch([S.entry(1, S.article(1), [("older-topic", .main)], version: "v0")]))
    let answer = try await store.statistics(StatisticsQuery())
    #expect(answer.topicsVersions == ["v1", "v0"])
    #expect(answer.topics.map(\.topic.rawValue) == ["taiwan-strait", "north-korea", "gaza", "older-topic"])
  }

  func closedStoreRefuses() async throws {
    await store.close()
    await #expect(throws: StoreError.closed) { try await store.store(S.batch([S.entry(1, S.article(1))])) }
    await #expect(throws: StoreError.closed) { try await store.statistics(StatisticsQuery()) }
    await store.close()
  }

  private func row(
    _ day: String, _ topic: String, main: Int = 0, mention: Int = 0, total: Int
  ) -> StatisticsAnswer.Row? {
    TopicID(topic).map {
      StatisticsAnswer.Row(
        day: CalendarDay(day), source: nil, language: nil, topic: $0, articles: main + mention, main: main,
        mention: mention, total: total)
    }
  }
}
