import DurableSQLite
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// Stories over the life of a store on a disk.
@Suite struct StoredStoriesTests {
  typealias S = StoreSamples

  private func article(_ number: Int, source: String, published: String? = "2024-02-24") -> Article {
    var article = S.article(number, published: published, source: source)
    article.body = S.wireText(number)
    return article
  }

  private func collapsed(_ store: SQLiteArticleStore) async throws -> Int {
    try await store.statistics(StatisticsQuery(filter: ArticleFilter(collapse: true))).articles
  }

  private func change(_ folder: TemporaryFolder, _ sql: String) async throws {
    try await DatabaseQueue(path: folder.path + "/store.sqlite").write { try $0.execute(sql: sql) }
  }

  @Test func storiesGoOnAfterARestart() async throws {
    let folder = TemporaryFolder()
    for (sequence, source) in ["A", "B", "C"].enumerated() {
      let store = try await S.open(folder)
      _ = try await store.store(S.batch([S.entry(sequence + 1, article(1, source: source))]))
      #expect(try await collapsed(store) == 1)
      #expect(try await store.verify() == [])
      await store.close()
    }
  }

  /// What a transaction that failed had found is forgotten, and its numbers are given again.
  @Test func whatAFullDiskRefusedBeginsNoStory() async throws {
    let folder = TemporaryFolder()
    let store = try await S.open(folder)
    _ = try await store.store(S.batch([S.entry(1, article(1, source: "A"))]))
    try await store.writes.perform { db, _ in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 8)")
    }
    var large = article(3, source: "B")
    // A body may go past the database.
    large.url = "https://example.org/" + String(repeating: "x", count: 80_000)
    await #expect(throws: StoreError.self) {
      try await store.store(S.batch([S.entry(2, article(2, source: "B")), S.entry(3, large)]))
    }
    try await store.writes.perform(freesRoom: true) { db, _ in
      try db.execute(sql: "PRAGMA max_page_count = 1000000000")
    }
    _ = try await store.store(
      S.batch([
        S.entry(4, article(4, source: "C")), S.entry(5, article(2, source: "C")), S.entry(6, article(2, source: "D")),
        S.entry(7, article(1, source: "D")),
      ]))
    let stories = try await store.stories(StoriesQuery()).stories
    #expect(stories.map(\.id) == [article(2, source: "C").id, article(1, source: "A").id])
    #expect(try await collapsed(store) == 3)
    #expect(try await store.verify() == [])
    await store.close()
  }

  /// Also where another request of the same transaction has brought the memory up since.
  @Test func whatATransactionThatFailedHadReadOtherwiseIsFoundAsBefore() async throws {
    let folder = TemporaryFolder()
    let store = try await S.open(folder)
    let first = article(1, source: "A")
    _ = try await store.store(S.batch([S.entry(1, first)]))
    var other = S.entry(2, article(2, source: "A"))
    other.predecessors.supersedes = first.id
    let memory: StoryMemory = store.stories
    let (batch, texts, calendar) = (S.batch([other]), store.texts, store.calendar)
    await #expect(throws: DurableSQLiteError.busy(path: "test")) {
      try await store.writes.perform { db, account -> Void in
        try memory.bringUp(to: account, db)
        var transaction = try StoreTransaction(db, texts: texts, calendar: calendar, stories: memory)
        _ = try transaction.store(batch, batch.entries.map(\.storyText), &account)
        try memory.bringUp(to: account, db)
        throw DurableSQLiteError.busy(path: "test")
      }
    }
    _ = try await store.store(S.batch([S.entry(3, article(1, source: "B"))]))
    #expect(try await store.stories(StoriesQuery()).stories.map(\.id) == [first.id])
    #expect(try await collapsed(store) == 1)
    #expect(try await store.verify() == [])
    await store.close()
  }

  /// What is known of the others stays: of each candidate the text would be read otherwise.
  @Test func onlyATextThatChangedIsReadAnew() async throws {
    let folder = TemporaryFolder()
    let store = try await S.open(folder)
    _ = try await store.store(S.batch([S.entry(1, article(1, source: "A")), S.entry(2, article(2, source: "A"))]))
    var other = S.entry(3, article(3, source: "A"))
    other.predecessors.supersedes = article(1, source: "A").id
    _ = try await store.store(S.batch([other]))
    _ = try await store.store(
      S.batch([S.entry(4, article(3, source: "B")), S.entry(5, article(1, source: "B"))]))
    let memory: StoryMemory = store.stories
    #expect(memory.sketch(of: 1) == nil)
    #expect(memory.sketch(of: 2) != nil)
    #expect(try await store.stories(StoriesQuery()).stories.map(\.id) == [article(3, source: "A").id])
    #expect(try await collapsed(store) == 3)
    #expect(try await store.verify() == [])
    await store.close()
  }

  /// The ninth version left a story on the day of what its first article was read as before. One whose first article is missing is
  /// named, and keeps nobody from starting.
  @Test func aStoryIsOnTheDayOfItsFirstArticle() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder)
    let first = article(1, source: "A")
    _ = try await store.store(S.batch([S.entry(1, first), S.entry(2, article(1, source: "B"))]))
    await store.close()
    try await change(
      folder,
      """
      UPDATE story SET day = day - 9; INSERT INTO story VALUES (7, 5, 2);
      DELETE FROM grdb_migrations WHERE identifier IN ('10', '11');
      ALTER TABLE aside RENAME TO dropped; ALTER TABLE producer DROP COLUMN aside_before;
      """)
    store = try await S.open(folder)
    #expect(try await store.stories(StoriesQuery()).stories.map(\.id) == [first.id])
    #expect(try await store.verify() == ["article number 7: has another number of copies than its story says"])
    await store.close()
  }

  /// A store as the third version left it: without what the fourth adds.
  private static let withoutStories =
    ["article.story", "listing.is_copy", "topic_listing.is_copy"]
    + ["articles", "with_topic", "with_main", "with_mention"].map { "counts.first_\($0)" }
    + ["main", "mention"].map { "topic_counts.first_\($0)" }
    + ["both_main", "first_main", "other_main", "both_mention"].map { "pair_counts.first_\($0)" }

  @Test func aStoreOfTheThirdVersionHoldsAStoryAnArticleAndNewCopiesJoinThem() async throws {
    let folder = TemporaryFolder()
    var store = try await S.open(folder)
    _ = try await store.store(
      S.batch([
        S.entry(1, article(1, source: "A"), [("gaza", .main), ("north-korea", .mention)]),
        S.entry(2, article(1, source: "B"), [("gaza", .main), ("north-korea", .mention)]), S.entry(3, S.article(2)),
      ]))
    #expect(try await collapsed(store) == 2)
    await store.close()
    for column in Self.withoutStories {
      let parts = column.split(separator: ".")
      try await change(folder, "ALTER TABLE \(parts[0]) DROP COLUMN \(parts[1])")
    }
    try await change(
      folder,
      """
      DROP TABLE story; DROP TABLE copy; DROP TABLE fingerprint; DELETE FROM grdb_migrations WHERE identifier = '4'
      """)

    store = try await S.open(folder)
    #expect(try await store.verify() == [])
    let before = try await store.statistics(StatisticsQuery())
    var after = try await store.statistics(StatisticsQuery(filter: ArticleFilter(collapse: true)))
    #expect(after.query.filter.collapse == true)
    after.query = before.query
    #expect(after == before)
    _ = try await store.store(S.batch([S.entry(4, article(1, source: "C"), [("gaza", .main)])]))
    #expect(try await collapsed(store) == 3)
    let stories = try await store.stories(StoriesQuery()).stories
    #expect(stories.map(\.id) == [article(1, source: "A").id])
    #expect(stories.map(\.story) == [StoryPlace(copies: 1, sources: ["C"])])
    #expect(try await store.verify() == [])
    await store.close()
  }
}
