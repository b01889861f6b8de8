import NewsModels
import Testing

@testable import Consumer

extension ArticleStoreContract {
  func articlesAreReadAgainLastStoredFirst() async throws {
    _ = try await store.store(
      S.batch((1...7).map { S.entry($0, S.article($0), [("gaza", .main)], version: $0 == 3 ? "v0" : "v1") }))
    #expect(try await pages(exceptVersion: nil) == [[7, 6, 5], [4, 3, 2], [1]].map { $0.map { S.article($0).id } })
    #expect(try await pages(exceptVersion: "v1") == [[S.article(3).id]])
    #expect(try await pages(exceptVersion: "v2").flatMap(\.self).count == 7)
    let page = try await store.page(before: nil, limit: 1, exceptVersion: "v1")
    #expect(page.total == 1)
    let entry = try #require(page.entries.first)
    #expect(entry.article?.article == S.article(3))
    #expect(entry.article?.classification == S.classification([("gaza", .main)], version: "v0"))
    #expect(try await store.page(before: entry.number, limit: 9, exceptVersion: nil).entries.count == 2)
    #expect(try await store.page(before: -1, limit: 9, exceptVersion: nil).entries.isEmpty)
  }

  /// The ids of each page of three that holds any.
  private func pages(exceptVersion version: String?) async throws -> [[ArticleID]] {
    var pages: [[ArticleID]] = []
    var before: Int64?
    repeat {
      let page = try await store.page(before: before, limit: 3, exceptVersion: version)
      if !page.entries.isEmpty { pages.append(page.entries.compactMap(\.article?.id)) }
      before = page.next
    } while before != nil
    return pages
  }

  func articlesCountAsOtherRulesSay() async throws {
    _ = try await store.store(
      S.batch([
        S.entry(1, S.article(1), [("gaza", .main), ("older-topic", .mention)], version: "v0"),
        S.entry(2, S.article(2), [("gaza", .mention)], version: "v0"), S.entry(3, S.article(3), version: "v0"),
      ]))
    let page = try await store.page(before: nil, limit: 9, exceptVersion: "v1")
    let both: [(String, TopicLevel)] = [("gaza", .main), ("north-korea", .mention)]
    let others: [[(String, TopicLevel)]] = [[("north-korea", .main)], both, []]
    var changes = zip(page.entries, others).compactMap { entry, topics in
      entry.article.map {
        ReclassifiedArticle(
          number: entry.number, id: $0.id, formerVersion: "v0", classification: S.classification(topics))
      }
    }
    // Another article has the place meanwhile.
    changes[2].id = S.article(9).id
    let revision = await store.revision()
    #expect(try await store.reclassify(changes) == Set(page.entries.prefix(2).map(\.number)))
    #expect(await store.revision() > revision)
    let answer = try await store.statistics(StatisticsQuery(by: [.day]))
    #expect(answer.topicsVersions == ["v1", "v0"])
    #expect(answer.articles == 3 && answer.articlesWithTopic == 3)
    #expect(
      answer.topics.filter { $0.articles > 0 }.map { "\($0.topic) \($0.main) \($0.mention)" }
        == ["north-korea 1 1", "gaza 2 0", "older-topic 0 1"])
    #expect(
      try await store.article(prefix: S.article(2).id.description)?.classification
        == S.classification([("gaza", .main), ("north-korea", .mention)]))
    let listed = try await store.articles(ArticlesQuery(filter: ArticleFilter(topic: try topic("north-korea"))))
    #expect(listed.articles.map(\.id) == [S.article(3).id, S.article(2).id])
    #expect(try await store.verify() == [])

    changes[2].id = S.article(1).id
    // The others are counted so already, by somebody who asked at the same time.
    #expect(try await store.reclassify(changes) == [changes[2].number])
    let after = try await store.statistics(StatisticsQuery())
    #expect(after.topicsVersions == ["v1"])
    // A topic that is not in the file any more, and that nothing counts for, is none.
    #expect(after.topics.map(\.topic.rawValue) == ["taiwan-strait", "north-korea", "gaza"])
    let former = StatisticsQuery(filter: ArticleFilter(topic: try topic("older-topic")))
    await #expect(throws: StoreError.self) { try await store.statistics(former) }
    #expect(after.articlesWithTopic == 2)
    #expect(try await store.ledger().withTopic == 2)
    #expect(try await store.page(before: nil, limit: 9, exceptVersion: "v1").total == 0)
    #expect(try await store.verify() == [])
  }
}
