import NewsModels
import Testing

@testable import Consumer

/// What every article store must say of names: those that nothing has, and those that are joined and parted.
extension ArticleStoreContract {
  /// What each kind of answer says of the filter's names; the same in all.
  private func unknown(_ filter: ArticleFilter) async throws -> UnknownNames? {
    let statistics = try await store.statistics(StatisticsQuery(filter: filter, by: [.source])).unknown
    #expect(try await store.articles(ArticlesQuery(filter: filter)).unknown == statistics)
    #expect(try await store.articles(ArticlesQuery(filter: filter, storedAfter: 0)).unknown == statistics)
    #expect(try await store.bursts(BurstsQuery(filter: filter)).unknown == statistics)
    #expect(try await store.stories(StoriesQuery(filter: filter)).unknown == statistics)
    return statistics
  }

  func namesThatNoArticleHasAreTold() async throws {
    let nobody = ArticleFilter(source: "Nobody Times")
    #expect(try await unknown(nobody) == UnknownNames(source: "Nobody Times", language: nil))
    let former = S.article(2, source: "Short Lived", language: "fr")
    _ = try await store.store(
      S.batch([S.entry(1, S.article(1, source: "Báo A"), [("gaza", .main)]), S.entry(2, former)]))
    #expect(try await unknown(ArticleFilter()) == nil)
    #expect(try await unknown(ArticleFilter(source: "bao a", language: "vi")) == nil)
    #expect(try await unknown(ArticleFilter(source: "Short Lived", language: "vi")) == nil)
    // Known, and without articles on these days or this topic: that is an answer.
    #expect(
      try await unknown(ArticleFilter(since: try day("2020-01-01"), until: try day("2020-01-02"), source: "Báo A"))
        == nil)
    #expect(try await unknown(ArticleFilter(topic: try topic("taiwan-strait"), source: "Báo A")) == nil)
    // Nothing is mistyped in asking for what lacks a name.
    #expect(try await unknown(ArticleFilter(source: "", language: "")) == nil)
    #expect(
      try await unknown(ArticleFilter(source: "Nobody Times", language: "xx"))
        == UnknownNames(source: "Nobody Times", language: "xx"))
    #expect(
      try await unknown(ArticleFilter(source: "Báo A", language: "xx")) == UnknownNames(source: nil, language: "xx"))
    // One that was joined has no articles by that; with one that has, it stands for that one's.
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Typo One"], as: "Typo Two"))
    #expect(try await unknown(ArticleFilter(source: "Typo One")) == UnknownNames(source: "Typo One", language: nil))
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Nobody Times"], as: "Báo A"))
    #expect(try await unknown(nobody) == nil)
    // What was all that a source and a language had is gone.
    var later = S.entry(3, S.article(3, source: "Báo A"))
    later.predecessors.supersedes = former.id
    _ = try await store.store(S.batch([later]))
    #expect(
      try await unknown(ArticleFilter(source: "Short Lived", language: "fr"))
        == UnknownNames(source: "Short Lived", language: "fr"))
  }

  func changesOfSourcesAreToldOutletByOutlet() async throws {
    let sources = ["Báo A", "Báo B", "Báo C"]
    _ = try await store.store(S.batch(sources.enumerated().map { S.entry($0 + 1, S.article($0, source: $1)) }))
    func ask(_ query: SourcesQuery) async throws -> [String] {
      try await (store.sources(query).changes ?? []).filter { $0.before != $0.now }.map {
        "\($0.outlet): \($0.before) > \($0.now)"
      }.sorted()
    }
    #expect(try await store.sources(SourcesQuery()).changes == nil)
    #expect(
      try await ask(SourcesQuery(action: .join, names: ["bao b", "Báo Mới"], as: "BÁO A")) == [
        "Báo B: Báo B > Báo A", "Báo Mới: Báo Mới > Báo A",
      ])
    // Again: nothing is to be done. As a whole: those that are joined with it come along.
    #expect(try await ask(SourcesQuery(action: .join, names: ["Báo B"], as: "Báo A")).isEmpty)
    #expect(
      try await ask(SourcesQuery(action: .join, names: ["Báo A"], as: "Báo C")) == [
        "Báo A: Báo A > Báo C", "Báo B: Báo A > Báo C", "Báo Mới: Báo A > Báo C",
      ])
    #expect(try await ask(SourcesQuery(action: .part, names: ["Báo B"])) == ["Báo B: Báo C > Báo B"])
    #expect(
      try await ask(SourcesQuery(action: .part, names: ["Báo C", "Báo A"])) == [
        "Báo A: Báo C > Báo A", "Báo Mới: Báo C > Báo Mới",
      ])
    #expect(try await store.verify() == [])
  }

  func anOutletIsShownAsAPersonNamesIt() async throws {
    _ = try await store.store(
      S.batch([S.entry(1, S.article(1, source: "Vtv")), S.entry(2, S.article(2, source: "Báo A"))]))
    func shown() async throws -> [String?] { try await store.sources(SourcesQuery()).sources.map(\.source) }
    func name(_ spelling: String, _ name: String?) async throws -> [SourceChange]? {
      try await store.sources(SourcesQuery(action: .name, names: [spelling], as: name)).changes
    }
    #expect(
      try await name("vtv", "VTV") == [SourceChange(outlet: "VTV", before: "VTV", now: "VTV", shownBefore: "Vtv")])
    #expect(try await shown() == ["Báo A", "VTV"])
    #expect(
      try await name("VTV", "VTV") == [SourceChange(outlet: "VTV", before: "VTV", now: "VTV", shownBefore: "VTV")])
    // Whatever comes, however well it is written.
    _ = try await store.store(
      S.batch([S.entry(3, S.article(3, source: "Vtv Thời sự")), S.entry(4, S.article(4, source: "VtV"))]))
    #expect(try await shown() == ["Báo A", "VTV", "Vtv Thời sự"])
    // Under another's name it would not be found.
    for (spelling, name) in [("VTV", "Báo A"), ("VTV", "Truyền hình"), ("Nobody Times", "nobody times")] {
      await #expect(throws: StoreError.self, "\(name)") {
        try await store.sources(SourcesQuery(action: .name, names: [spelling], as: name))
      }
    }
    let refused = [
      SourcesQuery(action: .name, names: ["VTV"]), SourcesQuery(action: .name, names: ["VTV", "Báo A"], as: "VTV"),
    ]
    for query in refused { await #expect(throws: StoreError.self) { try await store.sources(query) } }
    #expect(try await shown() == ["Báo A", "VTV", "Vtv Thời sự"])
    // As what a join counts others as only where that is better written, and nobody named the outlet.
    _ = try await store.store(S.batch([S.entry(5, S.article(5, source: "mientay.vn"))]))
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Mientay"], as: "Báo A"))
    #expect(try await store.sources(SourcesQuery()).sources.flatMap(\.joined) == ["mientay.vn"])
    _ = try await store.sources(SourcesQuery(action: .part, names: ["mientay.vn"]))
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Miền Đông", "bao a"], as: "Miền Tây"))
    _ = try await store.sources(SourcesQuery(action: .join, names: ["Vtv Thời sự"], as: "Vtv"))
    #expect(try await shown() == ["Miền Tây", "VTV"])
    #expect(try await store.verify() == [])
  }

  func whatNobodyMetIsListedOnlyWhileItIsJoined() async throws {
    _ = try await store.store(S.batch([S.entry(1, S.article(1, source: "Báo A"))]))
    func listed() async throws -> [String?] { try await store.sources(SourcesQuery()).sources.map(\.source) }
    let joined = try await store.sources(SourcesQuery(action: .join, names: ["Typo One"], as: "Typo Two"))
    #expect(joined.sources.map(\.source) == ["Báo A", "Typo Two"])
    _ = try await store.sources(SourcesQuery(action: .part, names: ["Typo One"]))
    #expect(try await listed() == ["Báo A"])
    // As if it had never been named.
    await #expect(throws: StoreError.self) { try await store.sources(SourcesQuery(action: .part, names: ["Typo Two"])) }
    // Until an article is of it.
    _ = try await store.store(S.batch([S.entry(2, S.article(2, source: "Typo One"))]))
    #expect(try await listed() == ["Báo A", "Typo One"])
  }

  func beginningOfSeveralIDsIsToldFromThatOfNone() async throws {
    // Found by trying.
    let twins = [S.article(11_921), S.article(33_900)]
    let digits = String(twins[0].id.description.prefix(8))
    try #require(twins[1].id.description.hasPrefix(digits))
    _ = try await store.store(S.batch([S.entry(1, twins[0])]))
    #expect(try await store.article(prefix: digits)?.id == twins[0].id)
    #expect(try await !store.hasSeveral(prefix: digits))
    _ = try await store.store(S.batch([S.entry(2, twins[1])]))
    #expect(try await store.article(prefix: digits) == nil)
    #expect(try await store.hasSeveral(prefix: digits))
    #expect(try await !store.hasSeveral(prefix: "0123456789abcdef"))
    #expect(try await !store.hasSeveral(prefix: "zz"))
    let longer = String(twins[1].id.description.prefix(16))
    #expect(try await store.article(prefix: longer)?.id == twins[1].id)
    #expect(try await !store.hasSeveral(prefix: longer))
  }
}
