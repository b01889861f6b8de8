import NewsModels
import Testing

@testable import Consumer

/// What every article store must make of copies.
extension ArticleStoreContract {
  private func wire(
    _ number: Int, without: Int = 12, title: String, published: String? = "2024-02-24", source: String?
  ) -> Article {
    var article = S.article(0, published: published, source: source)
    (article.title, article.body) = (title, S.wireText(number, without: without))
    return article
  }

  func copiesOfATextAreOneStory() async throws {
    let first = wire(1, title: "Một", source: "TTXVN")
    let copies = [
      wire(1, title: "Nhan đề khác", published: "2024-02-26", source: "VnExpress"),
      wire(1, without: 3, title: "Hai", published: nil, source: "Tuổi Trẻ"),
      wire(1, without: 11, title: "Ba", source: "vnexpress.net"),
    ]
    let other = wire(2, title: "Một", source: "TTXVN")
    _ = try await store.store(
      S.batch([
        S.entry(1, first, [("gaza", .main), ("north-korea", .mention)]), S.entry(2, copies[0], [("gaza", .main)]),
      ]))
    _ = try await store.store(
      S.batch([
        S.entry(3, other, [("gaza", .mention)]), S.entry(4, copies[1]),
        S.entry(5, copies[2], [("taiwan-strait", .main)]),
      ]))

    let all = try await store.statistics(StatisticsQuery())
    #expect(all.articles == 5 && all.articlesWithTopic == 4)
    let collapsed = try await store.statistics(
      StatisticsQuery(filter: ArticleFilter(collapse: true), by: [.day]))
    #expect(collapsed.articles == 2 && collapsed.articlesWithTopic == 2)
    #expect(collapsed.topics.map(\.articles) == [0, 1, 2] && collapsed.topics.map(\.main) == [0, 0, 1])
    #expect(collapsed.together.map(\.articles) == [1])
    #expect(collapsed.gaps.undated == 0)
    #expect(Set(collapsed.rows.map(\.total)) == [2])

    let listed = try await store.articles(ArticlesQuery(filter: ArticleFilter(collapse: true)))
    #expect(listed.articles.map(\.id) == [other.id, first.id])
    let place = StoryPlace(copies: 3, sources: ["VnExpress", "Tuổi Trẻ"])
    #expect(listed.articles.map(\.story) == [nil, place])
    let stories = try await store.stories(StoriesQuery())
    #expect(stories.stories.map(\.id) == [first.id] && stories.stories.map(\.story) == [place])
    let copy = try #require(try await store.article(prefix: copies[1].id.description))
    #expect(copy.story == StoryPlace(copyOf: StoryPlace.First(id: first.id, source: "TTXVN")))

    // The filters are of the first article.
    for filter in [ArticleFilter(source: "VnExpress"), ArticleFilter(topic: try topic("taiwan-strait"))] {
      #expect(try await store.stories(StoriesQuery(filter: filter)).stories.isEmpty)
    }
    #expect(try await store.stories(StoriesQuery(filter: ArticleFilter(topic: try topic("gaza")))).stories.count == 1)
    await #expect(throws: StoreError.self) { try await store.stories(StoriesQuery(limit: 0)) }
    #expect(try await store.verify() == [])

    // A list says whether it is all.
    _ = try await store.store(S.batch([S.entry(6, wire(2, title: "Bốn", source: "Tuổi Trẻ"))]))
    let largest = try await store.stories(StoriesQuery(limit: 1))
    #expect(largest.stories.map(\.id) == [first.id] && largest.hasMore)
    let both = try await store.stories(StoriesQuery(limit: 2))
    #expect(both.stories.map(\.id) == [first.id, other.id] && !both.hasMore)
  }

  /// What is read again takes the place of an article; its story is about the text that the article had.
  func aTextThatIsAnotherNowLeavesItsStory() async throws {
    func again(_ sequence: Int, _ former: Article, _ article: Article) -> StoreBatch.Entry {
      var entry = S.entry(sequence, article, [("gaza", .main)])
      entry.predecessors.supersedes = former.id
      return entry
    }
    func collapsed() async throws -> Set<ArticleID> {
      let query = ArticlesQuery(filter: ArticleFilter(collapse: true))
      return Set(try await store.articles(query).articles.map(\.id))
    }
    func story(_ article: Article) async throws -> StoryPlace? {
      try #require(try await store.article(prefix: article.id.description)).story
    }
    let texts = ["A", "B", "C"].map { wire(1, title: "Một", source: $0) }
    _ = try await store.store(S.batch(texts.enumerated().map { S.entry($0 + 1, $1, [("taiwan-strait", .mention)]) }))
    #expect(try await collapsed() == [texts[0].id])

    // The first: its oldest copy begins the story now.
    let other = wire(2, title: "Hai", published: "2024-02-20", source: "A")
    _ = try await store.store(S.batch([again(4, texts[0], other)]))
    #expect(try await collapsed() == [other.id, texts[1].id])
    #expect(try await story(other) == nil)
    #expect(try await story(texts[1]) == StoryPlace(copies: 1, sources: ["C"]))
    #expect(try await store.verify() == [])

    // Copies find each by the text that it has now.
    let late = [wire(1, title: "Ba", source: "D"), wire(2, title: "Bốn", source: "E")]
    _ = try await store.store(S.batch([S.entry(5, late[0]), S.entry(6, late[1])]))
    #expect(try await story(late[0]) == StoryPlace(copyOf: StoryPlace.First(id: texts[1].id, source: "B")))
    #expect(try await story(late[1]) == StoryPlace(copyOf: StoryPlace.First(id: other.id, source: "A")))

    // A copy.
    let own = wire(3, title: "Năm", source: "C")
    _ = try await store.store(S.batch([again(7, texts[2], own)]))
    #expect(try await collapsed() == [other.id, texts[1].id, own.id])
    #expect(try await story(own) == nil)
    #expect(try await story(texts[1]) == StoryPlace(copies: 1, sources: ["D"]))
    _ = try await store.store(S.batch([S.entry(8, wire(3, title: "Sáu", source: "F"))]))
    #expect(try await story(own) == StoryPlace(copies: 1, sources: ["F"]))
    #expect(try await store.verify() == [])

    // What is nearly the same text stays, and its story goes to its day of now with it.
    let corrected = wire(2, without: 3, title: "Hai", published: "2024-02-28", source: "A")
    _ = try await store.store(S.batch([again(9, other, corrected)]))
    #expect(try await story(corrected) == StoryPlace(copies: 1, sources: ["E"]))
    let since = ArticleFilter(since: try day("2024-02-28"))
    #expect(try await store.stories(StoriesQuery(filter: since)).stories.map(\.id) == [corrected.id])
    #expect(try await store.verify() == [])
  }

  func whatOnlyLooksLikeACopyIsNone() async throws {
    // What an outlet fills in daily, a headline of every day, another text under the same headline, an empty text.
    let daily = ["2024-02-24", "2024-02-25"].enumerated().map { index, day in
      var article = wire(3, title: "Giá vàng", published: day, source: "SJC")
      article.body += "\nMua vào \(70 + index),5 bán ra \(71 + index),3."
      return article
    }
    var headlines = ["2024-02-24", "2024-02-25"].map { wire(0, title: "Bản tin tối", published: $0, source: "VTV") }
    for index in headlines.indices { headlines[index].body = "Mời quý vị theo dõi." }
    let others = [4, 5].map { wire($0, title: "Cùng nhan đề", source: "Báo \($0)") }
    var empty = ["A", "B"].map { (name: String) in wire(0, title: "Tin \(name)", source: name) }
    for index in empty.indices { empty[index].body = "" }
    let articles = daily + headlines + others + empty
    _ = try await store.store(S.batch(articles.enumerated().map { S.entry($0 + 1, $1) }))
    #expect(try await store.statistics(StatisticsQuery(filter: ArticleFilter(collapse: true))).articles == 8)
    #expect(try await store.stories(StoriesQuery()).stories.isEmpty)
    #expect(try await store.verify() == [])
  }
}
