import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Consumer

@Suite struct SQLiteArticleStoreTests {
  typealias S = StoreSamples

  /// - Parameter options: all keys wait in memory, some do, or none does; bodies in the rows, or all in segments.
  ///
  /// One after the other: with thousands of open files Foundation crashes where it starts a process for another test.
  @Test(
    .serialized, arguments: ArticleStoreContractCase.allCases,
    [(RecentKeys.defaultLimit, TextSegments.defaultThreshold), (3, 1), (1, TextSegments.defaultThreshold)])
  func keepsTheContract(
    _ contract: ArticleStoreContractCase, options: (recentKeys: Int, segmentThreshold: Int)
  ) async throws {
    let folder = TemporaryFolder()
    let store = try await S.open(
      folder, recentKeys: options.recentKeys, segmentThreshold: options.segmentThreshold)
    try await contract.check(ArticleStoreContract(store: store))
    await store.close()
  }

  @Test(arguments: ArticleStoreContractCase.allCases)
  func twinInMemoryKeepsTheContract(_ contract: ArticleStoreContractCase) async throws {
    let store = try #require(InMemoryArticleStore(catalogue: StoreSamples.catalogue))
    try await contract.check(ArticleStoreContract(store: store))
  }

  @Test func anAnswerOfTooManyRowsIsRefusedWithHowManyThereWouldBe() async throws {
    let folder = TemporaryFolder()
    let topics = (1...200).compactMap { TopicID("topic-\($0)") }.map { TopicCatalogue.Topic(id: $0, name: "Topic") }
    let store = try await SQLiteArticleStore(
      folder: try DataFolder(folder.path), timeZone: nil, catalogue: TopicCatalogue(version: "v1", topics: topics),
      recentKeys: RecentKeys.defaultLimit, segmentThreshold: TextSegments.defaultThreshold)
    _ = try await store.store(S.batch((1...126).map { S.entry($0, S.article($0, source: "Báo \($0)")) }))
    let reason = """
      the answer would have 25200 rows, expected at most 25000: narrow the range, name a topic or a source, split by less, or by week \
      or month
      """
    await #expect(throws: StoreError.badQuery(reason)) { try await store.statistics(StatisticsQuery(by: [.source])) }
    #expect(try await store.statistics(StatisticsQuery(by: [.day])).rows.count == 200)
    await store.close()
  }

  /// Whatever comes over the socket, a name that no article can have is not compared with those of the store.
  @Test func namesLongerThanAnyArticleHasAreRefused() async throws {
    let folder = TemporaryFolder()
    let store = try await S.open(folder)
    func ask(_ filter: ArticleFilter) async throws {
      _ = try await store.statistics(StatisticsQuery(filter: filter))
      _ = try await store.articles(ArticlesQuery(filter: filter))
    }
    let longest = String(repeating: "ă", count: 500)
    try await ask(ArticleFilter(source: longest))
    await #expect(throws: StoreError.badQuery("'source': expected a name of at most 1000 bytes, got 1001")) {
      try await ask(ArticleFilter(source: longest + "a"))
    }
    await #expect(throws: StoreError.badQuery("'language': expected a name of at most 100 bytes, got 101")) {
      try await ask(ArticleFilter(language: String(repeating: "a", count: 101)))
    }
    await store.close()
  }

  @Test func openedAgainItAnswersTheSame() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder)
    let entries = [S.entry(1, S.article(1), [("gaza", .main)]), S.quarantined(2, S.article(2))]
    let receipts = try await store.store(S.batch(entries))
    let (ledger, identity) = (try await store.ledger(), store.identity)
    let query = StatisticsQuery(by: [.day, .source])
    let answer = try await store.statistics(query)
    await store.close()

    store = try await S.open(folder)
    #expect(store.damage == nil)
    #expect(store.identity == identity)
    #expect(try await store.ledger() == ledger)
    #expect(try await store.statistics(query) == answer)
    #expect(try await store.store(S.batch(entries)) == receipts)
    #expect(try await store.ledger().producers.map(\.redelivered) == [2])
    #expect(try await store.verify() == [])
    await store.close()
  }

  /// Whether the keys of its articles were entered before the process ended or not.
  @Test(arguments: [RecentKeys.defaultLimit, 4, 1])
  func whatItKnowsOutlivesTheProcess(recentKeys: Int) async throws {
    let folder = TemporaryFolder()
    for life in 1...4 {
      let store = try await S.open(folder, recentKeys: recentKeys)
      let entries = (1...3 * life).map { S.entry($0, S.article($0)) }
      let receipts = try await store.store(S.batch(entries, producer: S.otherProducer))
      // Those of earlier lives are answered as then; what comes from another producer is known, all of it.
      #expect(receipts.allSatisfy { $0.outcome == .stored })
      let others = try await store.store(S.batch(entries))
      #expect(others.allSatisfy { $0.outcome == .known })
      #expect(try await store.ledger().stored == 3 * life)
      let stored = try await store.stored((1...3 * life + 2).map { S.article($0).id })
      #expect(stored == Set((1...3 * life).map { S.article($0).id }))
      for number in 1...3 * life {
        let id = S.article(number).id
        for length in [8, 16, 17, 64] {
          #expect(try await store.article(prefix: String(id.description.prefix(length)))?.id == id)
        }
      }
      #expect(try await store.verify() == [])
      await store.close()
    }
  }

  @Test func timeZoneIsFixedWhenTheStoreIsMade() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder, timeZone: "Europe/Berlin")
    await store.close()
    await #expect(throws: StoreError.self) { try await S.open(folder, timeZone: "Asia/Ho_Chi_Minh") }
    await #expect(throws: StoreError.self) { try await S.open(folder, timeZone: "Mars/Olympus") }
    store = try await S.open(folder)
    #expect(store.timeZone == "Europe/Berlin")
    await store.close()
  }

  @Test func daysFollowSummerTime() async throws {
    let folder = TemporaryFolder()
    let store = try await S.open(folder, timeZone: "Europe/Berlin")
    // The clocks went forward on 31 March 2024 at 02:00: 22:30 UTC is 23:30 on the 30th, and 00:30 on 1 April a day later.
    let times = ["2024-03-30T22:30:00Z": "2024-03-30", "2024-03-31T22:30:00Z": "2024-04-01"]
    for (number, time) in times.keys.sorted().enumerated() {
      _ = try await store.store(
        S.batch([S.entry(number + 1, S.article(number, published: time))], arrived: S.arrived + 90 * 86_400))
      let day = try #require(CalendarDay(times[time] ?? ""))
      let listed = try await store.articles(ArticlesQuery(filter: ArticleFilter(since: day, until: day)))
      #expect(listed.articles.map(\.id) == [S.article(number, published: time).id], "\(time)")
    }
    await store.close()
  }

  /// The store counts when articles come, its twin when it is asked: both must say the same of everything.
  @Test(arguments: [(1, 1), (2, 1_000), (3, TextSegments.defaultThreshold)] as [(UInt64, Int)])
  func countsAgreeWithLookingAtEveryArticle(seed: UInt64, segmentThreshold: Int) async throws {
    var generator = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let store = try await S.open(folder, segmentThreshold: segmentThreshold)
    let twin = try #require(InMemoryArticleStore(catalogue: StoreSamples.catalogue))
    var sequence = 0
    var given: [StoreBatch.Entry] = []
    for _ in 0..<12 {
      let entries = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
        sequence += 1
        var entry = S.randomEntry(sequence, using: &generator)
        // Of what came before, some is read otherwise later, and sometimes as another document was read already.
        if Int.random(in: 0..<4, using: &generator) == 0 {
          if Int.random(in: 0..<3, using: &generator) == 0, let known = given.randomElement(using: &generator) {
            (entry.id, entry.content) = (known.id, known.content)
          }
          if case .classified = entry.content {
            let others = given.map(\.id).filter { $0 != entry.id }
            entry.predecessors.supersedes = others.randomElement(using: &generator)
            entry.predecessors.formers = (0..<Int.random(in: 0..<4, using: &generator)).compactMap { _ in
              others.randomElement(using: &generator)
            }
          }
        }
        given.append(entry)
        return entry
      }
      // As they come after a consumer was lost.
      let batch = S.batch(Bool.random(using: &generator) ? entries : entries.shuffled(using: &generator))
      #expect(try await store.store(batch) == twin.store(batch))
      if Bool.random(using: &generator) { #expect(try await store.store(batch) == twin.store(batch)) }
      let page = try await store.page(
        before: Bool.random(using: &generator) ? nil : Int64.random(in: 0...200, using: &generator), limit: 10,
        exceptVersion: "v2")
      let changes = page.entries.compactMap { S.randomReclassified($0, using: &generator) }
      #expect(try await store.reclassify(changes) == twin.reclassify(changes))
    }
    let differences = try await store.verify()
    #expect(differences == [], "seed \(seed)")
    for _ in 0..<60 {
      let query = S.randomQuery(using: &generator)
      let answer = try await store.statistics(query)
      #expect(try await twin.statistics(query) == answer, "seed \(seed): \(query)")
      let listed = try await S.all(query.filter, of: store)
      #expect(try await S.all(query.filter, of: twin) == listed, "seed \(seed): \(query.filter)")
      // The figure opens to its articles.
      let hasTopic = query.filter.topic != nil || query.filter.level != nil
      #expect(listed.count == (hasTopic ? answer.articlesWithTopic : answer.articles), "seed \(seed): \(query.filter)")
    }
    await store.close()
  }

  @Test func verificationFindsEachFigureThatIsWrong() async throws {
    // Shows that what is found is not of the way in which the figures are changed.
    let noChange = "SELECT 1"
    let changes = [
      noChange, "UPDATE account SET stored = stored + 1",
      "UPDATE counts SET articles = articles + 1 WHERE grain = 0 AND outlet = 0",
      "UPDATE counts SET with_main = 0 WHERE grain = 1 AND outlet = 0", "DELETE FROM topic_counts WHERE grain = 1",
      "UPDATE topic_counts SET main = main + 1", "UPDATE version SET articles = 7",
      "UPDATE producer SET stored = 7", "DELETE FROM listing WHERE number = 1",
      "DELETE FROM topic_listing WHERE number = 1", "DELETE FROM article_key",
      "INSERT INTO counts VALUES (0, 9, 9, 9, 1, 0, 0, 0, 1, 0, 0, 0)", "UPDATE article SET day = day + 1",
      "UPDATE article SET topics = NULL", "UPDATE article SET topics = x'00'",
      "UPDATE pair_counts SET both_main = both_main + 1 WHERE grain = 1", "DELETE FROM pair_counts WHERE outlet = 0",
      "UPDATE outlet SET received = received + 1 WHERE name IS NOT NULL",
      "UPDATE counts SET first_articles = first_articles + 1 WHERE grain = 1", "UPDATE topic_counts SET first_main = 0",
      "UPDATE pair_counts SET first_first_main = 0", "UPDATE article SET story = NULL", "DELETE FROM copy",
      "UPDATE copy SET number = 2", "DELETE FROM story", "UPDATE story SET articles = 3",
      "UPDATE listing SET is_copy = 1", "UPDATE topic_listing SET is_copy = 1",
      "UPDATE article SET body = body || 'x' WHERE number = 2",
      "UPDATE article SET body_start = body_start + 1 WHERE number = 4", "UPDATE article SET body_segment = 7",
      "UPDATE text_segment SET texts = texts + 1", "DELETE FROM text_segment",
      "UPDATE article SET title = 'x' WHERE number = 2", "DELETE FROM aside", "UPDATE aside SET sequence = 6",
      "UPDATE aside SET id = zeroblob(32)", "INSERT INTO aside VALUES (1, 7, x'')",
      "UPDATE producer SET dropped = dropped + 1",
    ]
    for change in changes {
      let folder = TemporaryFolder()
      var store = try await S.open(folder, recentKeys: 1)
      _ = try await store.store(
        S.batch([
          S.entry(1, S.article(1), [("gaza", .main), ("north-korea", .mention)]), S.entry(2, S.article(2)),
          S.entry(3, S.article(1, source: "BBC"), [("gaza", .main)]),
        ]))
      await store.close()
      store = try await S.open(folder, segmentThreshold: 1)
      _ = try await store.store(S.batch([S.entry(4, S.article(4)), S.quarantined(5, S.article(5))]))
      #expect(try await store.verify() == [])
      #expect(try await store.stories(StoriesQuery()).stories.count == 1)
      await store.close()
      try await DatabaseQueue(path: folder.path + "/store.sqlite").write { try $0.execute(sql: change) }
      store = try await S.open(folder)
      #expect(try await (store.verify() == []) == (change == noChange), "\(change)")
      await store.close()
    }
  }

  @Test func emptiedStoreIsReportedAndTakesArticlesAgain() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder)
    let entries = [S.entry(1, S.article(1), [("gaza", .main)]), S.entry(2, S.article(2))]
    _ = try await store.store(S.batch(entries))
    let identity = store.identity
    await store.close()
    try emptyFile(folder.path + "/store.sqlite")
    store = try await S.open(folder)
    #expect(store.damage?.lost == 1...2)
    // What was lost is told, and keeps nothing from being done.
    #expect(
      await store.warnings().map { $0.hasPrefix("the article store lost what it had written: damaged: 1–2") } == [true])
    #expect(await store.trouble() == nil)
    #expect(try await store.ledger().damages.map { $0.first...$0.last } == [1...2])
    #expect(store.identity == identity)
    #expect(try await store.store(S.batch(entries)).map(\.outcome) == [.stored, .stored])
    #expect(try await store.verify() == [])
    await store.close()
  }
}
