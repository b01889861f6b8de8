import DurableSQLite
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// Every figure opens to exactly the articles that it counts.
@Suite struct OpeningTests {
  private typealias S = StoreSamples

  /// Opens each figure of many answers, and compares the articles with those that a look at every one finds.
  @Test(arguments: [11, 12, 13] as [UInt64])
  func figuresOpenToTheArticlesTheyCount(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: DataFolder(folder.path), timeZone: nil, catalogue: StoreSamples.catalogue)
    let twin = try #require(InMemoryArticleStore(catalogue: StoreSamples.catalogue))
    let entries = (1...400).map { S.randomEntry($0, using: &generator) }
    for start in stride(from: 0, to: 400, by: 40) {
      let batch = S.batch(Array(entries[start..<start + 40]))
      #expect(try await store.store(batch) == twin.store(batch))
    }
    let join = SourcesQuery(action: .join, names: ["BBC"], as: "Reuters")
    _ = try await (store.sources(join), twin.sources(join))

    for _ in 0..<25 {
      let query = S.randomQuery(using: &generator)
      let answer = try await store.statistics(query)
      func check(_ figure: Int, _ filter: ArticleFilter, _ name: String) async throws {
        let opened = try await S.all(filter, of: store)
        #expect(opened.count == figure, "seed \(seed), \(name) of \(query): \(filter)")
        #expect(Set(opened).count == opened.count)
        #expect(try await Set(S.all(filter, of: twin)) == Set(opened), "seed \(seed), \(name): \(filter)")
      }
      try await check(answer.articles, answer.totalFilter, "articles")
      var topical = query.filter
      topical.topical = true
      try await check(answer.articlesWithTopic, topical, "articles with a topic")
      if query.filter.topic == nil, query.filter.level == nil {
        let rest = answer.articles - answer.articlesWithTopic
        topical.topical = false
        try await check(rest, topical, "articles without a topic")
      }
      for total in answer.topics where total.topic == query.filter.topic || query.filter.topic == nil {
        try await check(total.articles, answer.filter(of: total), "total")
        if query.filter.level == nil {
          try await check(total.main, answer.filter(of: total, level: .main), "main")
          try await check(total.mention, answer.filter(of: total, level: .mention), "mention")
        }
      }
      for overlap in answer.together { try await check(overlap.articles, answer.filter(of: overlap), "overlap") }
      for row in answer.rows.shuffled(using: &generator).prefix(12) {
        try await check(row.articles, answer.filter(of: row), "row")
        try await check(row.total, answer.totalFilter(of: row), "row's total")
        if query.filter.level == nil {
          try await check(row.main, answer.filter(of: row, level: .main), "row's main")
          try await check(row.mention, answer.filter(of: row, level: .mention), "row's mention")
        }
      }
    }
    await store.close()
  }
}
