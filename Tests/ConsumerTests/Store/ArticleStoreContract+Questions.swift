import NewsModels
import Testing

@testable import Consumer

/// What every article store must answer to questions that compare, combine or go on.
extension ArticleStoreContract {
  func topicsThatArticlesShareAreCountedOnceAPair() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1, source: "A"), [("gaza", .main), ("north-korea", .mention)]),
        S.entry(2, S.article(2, source: "A"), [("gaza", .main), ("north-korea", .main), ("taiwan-strait", .mention)]),
        S.entry(3, S.article(3, source: "B"), [("north-korea", .mention), ("gaza", .mention)]),
        S.entry(4, S.article(4, published: nil), [("taiwan-strait", .main)]), S.entry(5, S.article(5)),
      ]))
    func overlaps(_ filter: ArticleFilter) async throws -> [String] {
      try await store.statistics(StatisticsQuery(filter: filter)).together.map {
        "\($0.topics.map(\.rawValue).joined(separator: "+")) \($0.articles)"
      }
    }
    #expect(
      try await overlaps(ArticleFilter()) == [
        "taiwan-strait+north-korea 1", "taiwan-strait+gaza 1", "north-korea+gaza 3",
      ]
    )
    #expect(try await overlaps(ArticleFilter(level: .main)) == ["north-korea+gaza 1"])
    #expect(try await overlaps(ArticleFilter(level: .mention)) == ["north-korea+gaza 1"])
    #expect(try await overlaps(ArticleFilter(source: "B")) == ["north-korea+gaza 1"])
    #expect(
      try await overlaps(ArticleFilter(topic: try topic("taiwan-strait"))) == [
        "taiwan-strait+north-korea 1", "taiwan-strait+gaza 1",
      ])
    #expect(try await overlaps(ArticleFilter(undated: true)) == [])

    // The pair opens to its articles, and to the levels of the topic that was named.
    let pair = ArticleFilter(topic: try topic("gaza"), with: try topic("north-korea"))
    let answer = try await store.statistics(StatisticsQuery(filter: pair, by: [.source]))
    #expect(answer.articles == 5 && answer.articlesWithTopic == 3)
    #expect(answer.topics.map(\.main) == [2] && answer.topics.map(\.mention) == [1])
    #expect(answer.rows.map(\.source) == ["A", "B", "HNM"] && answer.rows.map(\.articles) == [2, 1, 0])
    #expect(
      try await Set(S.all(pair, of: store)) == [
        S.article(1, source: "A").id, S.article(2, source: "A").id, S.article(3, source: "B").id,
      ])
    var main = pair
    (main.level, main.withLevel) = (.main, .main)
    #expect(try await S.all(main, of: store) == [S.article(2, source: "A").id])
    #expect(try await store.verify() == [])
  }

  func rangesAreComparedWithWhatLiesBefore() async throws {
    let articles = [
      ("2024-01-31", "A"), ("2024-02-01", "A"), ("2024-02-29", "B"), ("2024-03-01", "A"), ("2024-03-31", "A"),
      ("2024-03-31", "C"), ("2024-04-01", "A"),
    ]
    let entries = articles.enumerated().map { number, article in
      S.entry(
        number + 1, S.article(number, published: article.0, source: article.1),
        [("gaza", number % 2 == 0 ? .main : .mention)])
    }
    _ = try await store.store(S.batch(entries, arrived: S.arrived + 60 * 86_400))
    let march = ArticleFilter(topic: try topic("gaza"), since: try day("2024-03-01"), until: try day("2024-03-31"))
    let answer = try await store.statistics(StatisticsQuery(filter: march, by: [.source], compare: .previous))
    let compared = try #require(answer.compared)
    #expect(compared.since == CalendarDay("2024-02-01") && compared.until == CalendarDay("2024-02-29"))
    #expect(compared.articles == 2 && compared.articlesWithTopic == 2 && compared.daysWithoutInput == 27)
    #expect(answer.articles == 3 && answer.gaps.daysWithoutInput == 29)
    #expect(answer.topics.map(\.previous) == [.init(articles: 2, main: 1, mention: 1, total: 2)])
    // What wrote before and does not now is a row of zero.
    #expect(answer.rows.map(\.source) == ["A", "B", "C"])
    #expect(answer.rows.map(\.articles) == [2, 0, 1] && answer.rows.map(\.total) == [2, 0, 1])
    #expect(answer.rows.compactMap(\.previous).map(\.articles) == [1, 1, 0])
    let days = try await store.statistics(StatisticsQuery(filter: march, by: [.day], compare: .previous))
    #expect(days.rows.allSatisfy { $0.previous == nil } && days.rows.count == 31)
    #expect(days.topics.map(\.previous?.articles) == [2])
    for filter in [ArticleFilter(), ArticleFilter(since: march.since), ArticleFilter(until: march.until)] {
      await #expect(throws: StoreError.self) {
        try await store.statistics(StatisticsQuery(filter: filter, compare: .previous))
      }
    }
    let unknown = ArticleFilter(since: march.since, until: march.until, source: "Nobody Times")
    #expect(try await store.statistics(StatisticsQuery(filter: unknown, compare: .previous)).compared?.articles == 0)
  }

  func daysForWhichNothingWasPushedAreToldApart() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1, published: "2024-02-01"), [("gaza", .main)]),
        S.entry(2, S.article(2, published: "2024-02-03")), S.entry(3, S.article(3, published: nil)),
      ]))
    func missing(_ filter: ArticleFilter) async throws -> Int {
      try await store.statistics(StatisticsQuery(filter: filter)).gaps.daysWithoutInput
    }
    #expect(try await missing(ArticleFilter()) == 1)
    #expect(try await missing(ArticleFilter(topic: try topic("gaza"))) == 1)
    #expect(try await missing(ArticleFilter(since: try day("2024-01-30"))) == 3)
    #expect(try await missing(ArticleFilter(since: try day("2024-02-03"), until: try day("2024-02-10"))) == 7)
    #expect(try await missing(ArticleFilter(undated: true)) == 0)
    let rows = try await store.statistics(StatisticsQuery(filter: ArticleFilter(topic: try topic("gaza")), by: [.day]))
      .rows
    #expect(rows.map(\.total) == [1, 0, 1, 1] && rows.map(\.articles) == [1, 0, 0, 0])
  }

  func whatWasStoredSinceIsListedInThatOrder() async throws {
    let articles = (0..<7).map { S.article($0, published: $0 % 3 == 0 ? nil : "2024-02-1\($0)") }
    for (number, article) in articles.enumerated() {
      _ = try await store.store(S.batch([S.entry(number + 1, article, number % 2 == 0 ? [("gaza", .main)] : [])]))
    }
    func page(_ start: Int64, _ filter: ArticleFilter = ArticleFilter(), limit: Int = 3) async throws -> ArticleListing
    {
      try await store.articles(ArticlesQuery(filter: filter, limit: limit, storedAfter: start))
    }
    var listed: [ArticleID] = []
    var sequence: Int64 = 0
    repeat {
      let page = try await page(sequence)
      listed += page.articles.map(\.id)
      #expect(page.articles.map(\.sequence) == Array(sequence..<sequence + Int64(page.articles.count)).map { $0 + 1 })
      sequence = page.lastSequence ?? .max
      #expect((page.next == nil) == (sequence == 7))
    } while sequence < 7
    #expect(listed == articles.map(\.id))
    let gaza = try await page(2, ArticleFilter(topic: try topic("gaza")))
    #expect(gaza.articles.map(\.id) == [2, 4, 6].map { articles[$0].id } && gaza.lastSequence == 7)
    let end = try await page(7)
    #expect(end.articles.isEmpty && end.lastSequence == 7)
    // Behind the end of a store that was replaced.
    #expect(try await page(100).lastSequence == 7)
    #expect(try await page(-5).articles.first?.id == articles[0].id)
    #expect(try await store.articles(ArticlesQuery(limit: 1)).lastSequence == 7)
    // The newest gives way to one that is known: no store was replaced.
    var again = S.entry(8, articles[0])
    again.predecessors.supersedes = articles[6].id
    #expect(try await store.store(S.batch([again])).map(\.outcome) == [.known])
    #expect(try await page(7).lastSequence == 7)
    #expect(try await store.articles(ArticlesQuery(limit: 1)).lastSequence == 7)
  }

  func outletsThatAPersonJoinsAreOneSourceAndCanBeParted() async throws {
    let sources = ["Nhân Dân", "nhandan.vn", "Báo Quân đội", "qdnd.vn", nil]
    let entries = sources.enumerated().map { number, source in
      S.entry(number + 1, S.article(number, source: source), [("gaza", .main), ("north-korea", .mention)])
    }
    _ = try await store.store(S.batch(entries))
    func counted() async throws -> [String: Int] {
      let answer = try await store.statistics(
        StatisticsQuery(filter: ArticleFilter(topic: try topic("gaza")), by: [.source]))
      return Dictionary(uniqueKeysWithValues: answer.rows.map { ($0.source ?? "", $0.articles) })
    }
    #expect(try await counted() == ["Nhân Dân": 2, "Báo Quân đội": 1, "qdnd.vn": 1, "": 1])
    let joined = try await store.sources(
      SourcesQuery(action: .join, names: ["qdnd.vn", "Army Daily"], as: "bao quan doi"))
    let army = try #require(joined.sources.first { $0.source == "Báo Quân đội" })
    #expect(army.articles == 2 && army.withTopic == 2 && army.joined == ["Army Daily", "qdnd.vn"].sorted())
    #expect(army.spellings == ["Báo Quân đội", "qdnd.vn"])
    #expect(try await counted() == ["Nhân Dân": 2, "Báo Quân đội": 2, "": 1])
    // What comes under a joined spelling later is counted so too, and each spelling opens to all of the source's articles.
    let late = S.article(9, source: "ARMY DAILY")
    _ = try await store.store(S.batch([S.entry(9, late, [("gaza", .main)])], arrived: S.arrived + 7))
    #expect(try await counted() == ["Nhân Dân": 2, "Báo Quân đội": 3, "": 1])
    for spelling in ["qdnd.vn", "Báo Quân đội", "Army Daily"] {
      let filter = ArticleFilter(topic: try topic("gaza"), source: spelling)
      #expect(try await S.all(filter, of: store).count == 3)
      let answer = try await store.statistics(StatisticsQuery(filter: filter, by: [.source]))
      #expect(answer.articlesWithTopic == 3 && answer.rows.map(\.source) == ["Báo Quân đội"])
      #expect(answer.rows.map(\.lastReceived) == [S.arrived + 7])
    }
    #expect(try await store.verify() == [])
    // A source that others were joined with takes them along; none is lost between two.
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Báo Quân đội"], as: "Nhân Dân"))
    #expect(try await counted() == ["Nhân Dân": 5, "": 1])
    // The other way round it would do nothing: whoever asks so is told, and nothing else of the question is done.
    await #expect(throws: StoreError.self) {
      try await store.sources(SourcesQuery(action: .join, names: ["Late Paper", "Nhân Dân"], as: "qdnd.vn"))
    }
    #expect(try await counted() == ["Nhân Dân": 5, "": 1])
    // The same once more is no mistake.
    _ = try await store.sources(SourcesQuery(action: .join, names: ["qdnd.vn", "Nhân Dân"], as: "Nhân Dân"))
    #expect(try await counted() == ["Nhân Dân": 5, "": 1])
    _ = try await store.sources(SourcesQuery(action: .part, names: ["qdnd.vn"]))
    #expect(try await counted() == ["Nhân Dân": 4, "qdnd.vn": 1, "": 1])
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Nhân Dân"], as: "qdnd.vn"))
    #expect(try await counted() == ["qdnd.vn": 5, "": 1])
    _ = try await store.sources(SourcesQuery(action: .part, names: ["qdnd.vn"]))
    #expect(try await counted() == ["Nhân Dân": 2, "Báo Quân đội": 1, "Army Daily": 1, "qdnd.vn": 1, "": 1])
    for change in [
      SourcesQuery(action: .join, names: ["A"]), SourcesQuery(action: .join, names: [], as: "B"),
      SourcesQuery(action: .join, names: [""], as: "B"), SourcesQuery(action: .part, names: ["Nobody Times"]),
      SourcesQuery(action: .part, names: ["qdnd.vn"], as: "B"),
    ] {
      await #expect(throws: StoreError.self, "\(change)") { try await store.sources(change) }
    }
    #expect(try await store.verify() == [])
  }

  /// What a clock that was ahead once said is not believed until it is overtaken.
  func aClockThatWasAheadIsForgottenWithTheNextBatch() async throws {
    let ahead = S.arrived + 3_650 * 86_400
    _ = try await store.store(
      S.batch([S.entry(1, S.article(1)), S.entry(2, S.article(2, source: "BBC"))], arrived: ahead))
    _ = try await store.store(S.batch([S.entry(3, S.article(3))], arrived: S.arrived + 60))
    #expect(try await store.statistics(StatisticsQuery()).asOf == S.arrived + 60)
    let answer = try await store.sources(SourcesQuery())
    #expect(answer.asOf.secondsSince1970 == S.arrived + 60)
    let received = Dictionary(
      uniqueKeysWithValues: answer.sources.map { ($0.source, $0.lastReceived?.secondsSince1970) })
    #expect(received == [S.article(3).source: S.arrived + 60, "BBC": S.arrived + 60])
    let rows = try await store.statistics(StatisticsQuery(by: [.source])).rows
    #expect(Set(rows.map(\.lastReceived)) == [S.arrived + 60])
    #expect(try await store.verify() == [])
  }

  func outletsThatFellSilentAreTold() async throws {
    var entries: [StoreBatch.Entry] = []
    func publish(_ source: String, _ days: some Sequence<Int>) {
      for day in days {
        let text = CalendarDay(daysSince1970: 19_700 + day)?.description
        entries.append(S.entry(entries.count + 1, S.article(entries.count, published: text, source: source)))
      }
    }
    publish("Daily", 0..<30)
    publish("Gone", 0..<26)
    publish("Weekly", stride(from: 0, to: 28, by: 2))
    publish("Rare", [3, 9])
    _ = try await store.store(S.batch(entries))
    let answer = try await store.sources(SourcesQuery())
    #expect(answer.sources.map(\.source) == ["Daily", "Gone", "Rare", "Weekly"])
    #expect(answer.sources.map(\.isSilent) == [false, true, false, false])
    #expect(answer.sources.map(\.silentDays) == [0, 4, 20, 3])
    #expect(answer.sources.map(\.usualPause) == [1, 1, nil, 2])
    #expect(answer.sources.map(\.lastReceived?.secondsSince1970) == Array(repeating: S.arrived, count: 4))
    #expect(try await store.sources(SourcesQuery(silent: true)).sources.map(\.source) == ["Gone"])
  }

  func burstsNameWhatDrivesThem() async throws {
    var entries: [StoreBatch.Entry] = []
    func publish(_ count: Int, day: Int, source: String, _ topics: [(String, TopicLevel)]) {
      for _ in 0..<count {
        let text = CalendarDay(daysSince1970: 19_700 + day)?.description
        entries.append(S.entry(entries.count + 1, S.article(entries.count, published: text, source: source), topics))
      }
    }
    for day in 0..<70 {
      publish(2, day: day, source: "A", [("gaza", .main)])
      publish(1, day: day, source: "B", [("gaza", .mention), ("north-korea", .mention)])
      publish(6, day: day, source: "C", [])
    }
    publish(20, day: 65, source: "B", [("gaza", .main)])
    for _ in 0..<40 {
      entries.append(S.entry(entries.count + 1, S.article(entries.count, published: nil), [("gaza", .main)]))
    }
    _ = try await store.store(S.batch(entries, arrived: S.arrived + 90 * 86_400))
    let day = try #require(CalendarDay(daysSince1970: 19_765))
    let answer = try await store.bursts(BurstsQuery())
    let burst = try #require(answer.bursts.first)
    #expect(answer.bursts.count == 1 && !answer.hasMore && answer.gaps.undated == 40)
    let gaza = try topic("gaza")
    #expect(burst.day == day && burst.topic == gaza && burst.articles == 23 && burst.total == 29)
    #expect(burst.expected == 3 && burst.weeks == 8 && burst.dayInRow == 1)
    #expect(burst.sources.map(\.name) == ["B", "A"] && burst.sources.map(\.articles) == [21, 2])
    #expect(burst.sources.map(\.usual) == [1, 2])
    #expect(burst.phrases.map(\.name) == ["Tin", "một|hai"] && burst.phrases.map(\.articles) == [23, 23])
    // The figure opens to its articles.
    #expect(try await S.all(ArticleFilter(topic: burst.topic, since: day, until: day), of: store).count == 23)
    func days(_ filter: ArticleFilter) async throws -> [CalendarDay] {
      try await store.bursts(BurstsQuery(filter: filter)).bursts.map(\.day)
    }
    #expect(try await days(ArticleFilter(source: "B")) == [day])
    #expect(try await days(ArticleFilter(source: "A")) == [])
    #expect(try await days(ArticleFilter(level: .mention)) == [])
    #expect(try await days(ArticleFilter(topic: try topic("north-korea"))) == [])
    #expect(try await days(ArticleFilter(since: day, until: day)) == [day])
    #expect(try await days(ArticleFilter(until: day.adding(-1))) == [])
    #expect(try await days(ArticleFilter(undated: true)) == [])
    await #expect(throws: StoreError.self) { try await store.bursts(BurstsQuery(limit: 0)) }
  }

  /// What answers are remembered by: whatever changes them must change it.
  func revisionGrowsWithEachCommit() async throws {
    var last = await store.revision()
    func expectGrown() async {
      let revision = await store.revision()
      #expect(revision > last)
      last = revision
    }
    _ = try await store.store(S.batch([S.entry(1, S.article(1), [("gaza", .main)]), S.quarantined(2, S.article(2))]))
    await expectGrown()
    _ = try await store.sources(SourcesQuery(action: .join, names: ["One"], as: "Other"))
    await expectGrown()
    #expect(try await store.dropQuarantined(S.article(2).id))
    await expectGrown()
    _ = try await store.statistics(StatisticsQuery(by: [.source]))
    _ = try await store.sources(SourcesQuery())
    #expect(await store.revision() == last)
  }
}
