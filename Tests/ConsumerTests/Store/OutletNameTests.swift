import DurableSQLite
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// Which spellings are one outlet, and that each is found by the name that it is shown with.
@Suite struct OutletNameTests {
  private static let outlets: [[String]] = [
    ["VnExpress", "vnexpress.net", "https://thethao.vnexpress.net/x", "VnExpress - Thế Giới", "VNEXPRESS | Video"],
    ["Zing.vn | Thế giới", "zing.vn", "Zing"], ["thanhnien.vn | Video", "Thanh Niên", "Báo Thanh Niên"],
    ["24h.com.vn - Tin tức", "24h.com.vn", "24h"], ["vietnamnet.vn - Thời sự", "VietNamNet"],
    ["Báo Nghệ An", "Nghệ An"], ["nghean.gov.vn", "sotttt.nghean.gov.vn", "nghean.gov.vn | Tin"],
    ["foo.substack.com", "https://foo.substack.com/p/x"], ["bar.substack.com"], ["substack.com", "www.substack.com"],
    ["bar.wordpress.com"], ["VnExpress Sách", "VnExpress Sách RSS"],
    ["Reuters", "Reuters (Direct)", "reuters.com", "reuters.com (RSS)", "Reuters RSS (Direct) "],
    ["Harbour Post", "Harbour Post RSS Feed"], ["The Feed", "The Feed RSS"], ["The"], ["RSS"],
    ["BBC News", "BBC News - Asia"], ["bbc.co.uk", "news.bbc.co.uk", "bbc.com", "BBC"],
    ["Dân trí", "dantri.com.vn", "Báo điện tử Dân Trí"], ["laodong.vn", "laodong.com.vn", "Lao Động"],
    // Of one name, in other countries.
    ["people.cn", "en.people.cn"], ["people.com", "People"], ["news.cn", "http://www.news.cn/x"], ["news.com.au"],
    ["News"], ["n-tv.de"], ["NTV.com.tr"], ["rp.pl"], ["RP ONLINE"], ["thoibao.de"], ["thoibao.today"],
    ["rollingstone.de"], ["RollingStone.com"], ["guardian.ng"], ["Guardian"], ["abc.es"], ["abc.net.au"], ["ABC"],
    ["security.org"], ["Security"], ["wien.gv.at"], ["linz.gv.at"],
  ]

  @Test func spellingsOfOneOutletAreOneAndOfTwoAreTwo() {
    var spellings: [String: Set<String>] = [:]
    for spelling in Self.outlets.joined() { spellings[OutletName.key(spelling), default: []].insert(spelling) }
    #expect(Set(spellings.values) == Set(Self.outlets.map { Set($0) }))
  }

  @Test func aNameHasTheKeyOfItsSpelling() {
    for spelling in Self.outlets.joined() {
      #expect(OutletName.key(OutletName.name(spelling)) == OutletName.key(spelling), "\(spelling)")
    }
  }

  /// The first of each is the one that is shown.
  private static let named: [[String]] = [
    ["VnExpress", "VNEXPRESS", "vnexpress", "vnexpress.net", "https://vnexpress.net/thoi-su", "Vnexpress"],
    [
      "Tuổi Trẻ", "tuoitre.vn", "TUỔI TRẺ", "Tuoi Tre", "TuổiTrẻ", "Báo Tuổi Trẻ", "Tuổi Trẻ Online", "Tuổi Tre",
      "Tuổi  Trẻ",
    ],
    ["Dân trí", "Dan tri", "DÂN TRÍ", "dantri.com.vn", "Báo điện tử Dân trí"],
    ["BBC", "bbc.co.uk", "bbc", "Bbc", "BbC", "B b c"], ["VOV", "vov", "Vov", "vov.vn", "VOV.VN"],
    ["TTXVN", "Ttxvn", "TtxVN"],
    ["24h", "24h.com.vn"], ["Reuters", "R e u t e r s", "Re\u{301}\u{302}\u{303}uters", "REUTERS"],
  ]

  @Test func oneNameOfAnOutletIsBetterThanEveryOther() {
    for names in Self.named {
      for name in names {
        #expect(OutletName.key(name) == OutletName.key(names[0]), "\(name)")
        #expect(OutletName.isBetter(names[0], than: name) == (name != names[0]), "\(name)")
        for other in names where other != name {
          #expect(OutletName.isBetter(name, than: other) != OutletName.isBetter(other, than: name), "\(name), \(other)")
        }
      }
    }
  }

  /// Also in a store of an older version, which showed the first for ever.
  @Test(arguments: [false, true]) func anOutletIsShownByTheSameNameWhicheverCameFirst(isReversed: Bool) async throws {
    let folder = TemporaryFolder()
    func shown(_ store: SQLiteArticleStore) async throws -> Set<String> {
      let rows = try await store.statistics(StatisticsQuery(by: [.source])).rows
      #expect(try await store.sources(SourcesQuery()).sources.compactMap(\.source).count == Self.named.count)
      return Set(rows.compactMap(\.source))
    }
    var store = try await StoreSamples.open(folder)
    let spellings = Array(Self.named.joined())
    for (number, source) in (isReversed ? spellings.reversed() : spellings).enumerated() {
      let entry = StoreSamples.entry(number + 1, StoreSamples.article(number, source: source), [("gaza", .main)])
      _ = try await store.store(StoreSamples.batch([entry]))
    }
    let best = Set(Self.named.map { $0[0] })
    #expect(try await shown(store) == best)
    try await store.writes.perform { db, _ in
      try db.execute(
        sql: """
          UPDATE outlet
          SET name = (SELECT text FROM spelling WHERE spelling.outlet = outlet.number ORDER BY spelling.number LIMIT 1)
          WHERE name IS NOT NULL
          """)
    }
    #expect(try await (shown(store) == best) == !isReversed)
    await store.close()
    store = try await StoreSamples.open(folder)
    #expect(try await shown(store) == best)
    for names in Self.named {
      for name in names {
        let answer = try await store.articles(ArticlesQuery(filter: ArticleFilter(source: name), limit: 100))
        #expect(answer.articles.count == names.count, "\(name)")
      }
    }
    #expect(try await store.verify() == [])
    await store.close()
  }

  /// Outlets of an older version, whose keys were those of whole spellings, are found by their names after the next start, and a person
  /// may part what is joined so.
  @Test func olderOutletsAreFoundByTheirNames() async throws {
    let folder = TemporaryFolder()
    func articles(_ store: SQLiteArticleStore) async throws -> [String: Int] {
      var found: [String: Int] = [:]
      for row in try await store.statistics(StatisticsQuery(by: [.source])).rows {
        guard let source = row.source else { continue }
        let opened = try await store.articles(ArticlesQuery(filter: ArticleFilter(source: source), limit: 100))
        #expect(opened.articles.count == row.total, "\(source)")
        found[source] = row.total
      }
      return found
    }
    var store = try await StoreSamples.open(folder)
    for (number, source) in ["Zing.vn | Thế giới", "Thanh Niên", "Xưa", "Xưa"].enumerated() {
      let entry = StoreSamples.entry(number + 1, StoreSamples.article(number, source: source), [("gaza", .main)])
      _ = try await store.store(StoreSamples.batch([entry]))
    }
    // As an older version left them.
    try await store.writes.perform { db, _ in
      try db.execute(sql: "UPDATE outlet SET key = 'zingvn' WHERE key = 'zing'")
      try db.execute(sql: "UPDATE outlet SET key = 'thanhnienvn', name = 'thanhnien.vn' WHERE key = 'xua'")
      try db.execute(sql: "UPDATE spelling SET text = 'thanhnien.vn | Video' WHERE text = 'Xưa'")
    }
    await store.close()
    store = try await StoreSamples.open(folder)
    #expect(try await articles(store) == ["Zing.vn": 1, "Thanh Niên": 3])
    _ = try await store.sources(SourcesQuery(action: .part, names: ["Thanh Niên"]))
    await store.close()
    store = try await StoreSamples.open(folder)
    let rows = try await store.statistics(StatisticsQuery(by: [.source])).rows
    #expect(Set(rows.compactMap(\.source)) == ["Zing.vn", "Thanh Niên", "thanhnien.vn"])
    await store.close()
  }

  /// What an older version took for one outlet stays one source, counted as it was, until a person parts it for what comes.
  @Test func spellingsThatAreNoLongerOneOutletStayOneSourceUntilTheyAreParted() async throws {
    let folder = TemporaryFolder()
    func add(_ number: Int, _ source: String, to store: SQLiteArticleStore) async throws {
      let article = StoreSamples.article(number, published: "2024-0\(number)-10", source: source)
      _ = try await store.store(StoreSamples.batch([StoreSamples.entry(number, article, [("gaza", .main)])]))
    }
    func sources(_ store: SQLiteArticleStore) async throws -> [String: Int] {
      let answer = try await store.sources(SourcesQuery())
      let counted = try await store.statistics(StatisticsQuery(by: [.source])).rows
      for source in answer.sources {
        let name = try #require(source.source)
        let opened = try await store.articles(ArticlesQuery(filter: ArticleFilter(source: name), limit: 100))
        #expect(opened.articles.count == source.articles, "\(name)")
        #expect(counted.first { $0.source == name }?.total ?? 0 == source.articles, "\(name)")
      }
      #expect(try await store.verify() == [])
      return Dictionary(uniqueKeysWithValues: answer.sources.map { ($0.source ?? "", $0.articles) })
    }
    var store = try await StoreSamples.open(folder)
    for (number, source) in [(1, "news.cn"), (2, "News"), (3, "news.com.au")] {
      try await add(number, source, to: store)
    }
    // As an older version left them: one outlet, with the key of the bare name.
    try await store.writes.perform { db, _ in
      for table in ["article", "listing", "topic_listing", "spelling", "counts", "topic_counts"] {
        try db.execute(
          sql: """
            UPDATE \(table) SET outlet = (SELECT number FROM outlet WHERE name = 'news.cn')
            WHERE outlet IN (SELECT number FROM outlet WHERE name IN ('News', 'news.com.au'))
            """)
      }
      try db.execute(sql: "DELETE FROM outlet WHERE name IN ('News', 'news.com.au')")
      try db.execute(sql: "UPDATE outlet SET key = 'news' WHERE name = 'news.cn'")
    }
    await store.close()
    store = try await StoreSamples.open(folder)
    #expect(try await sources(store) == ["news.cn": 3])
    try await add(4, "News", to: store)
    try await add(5, "news.com.au", to: store)
    #expect(try await sources(store) == ["news.cn": 5])
    await store.close()
    store = try await StoreSamples.open(folder)
    _ = try await store.sources(SourcesQuery(action: .part, names: ["News"]))
    #expect(try await sources(store) == ["news.cn": 4, "News": 1])
    try await add(6, "News RSS", to: store)
    #expect(try await sources(store) == ["news.cn": 4, "News": 2])
    await store.close()
  }

  @Test func aNameThatAPersonGaveIsKeptOverAStart() async throws {
    let folder = TemporaryFolder()
    var store = try await StoreSamples.open(folder)
    for (number, source) in ["Tuổi Trẻ", "tuoitre.vn"].enumerated() {
      let entry = StoreSamples.entry(number + 1, StoreSamples.article(number, source: source))
      _ = try await store.store(StoreSamples.batch([entry]))
    }
    _ = try await store.sources(SourcesQuery(action: .name, names: ["tuoitre.vn"], as: "TUỔI TRẺ"))
    await store.close()
    store = try await StoreSamples.open(folder)
    #expect(try await store.sources(SourcesQuery()).sources.map(\.source) == ["TUỔI TRẺ"])
    #expect(try await store.statistics(StatisticsQuery(by: [.source])).rows.contains { $0.source == "TUỔI TRẺ" })
    await store.close()
  }

  /// Which would else be an answer without a word, and nothing done.
  @Test func spellingsOfOneKeyAreToldToBeInseparable() async throws {
    let folder = TemporaryFolder()
    let store = try await StoreSamples.open(folder)
    for (number, source) in ["Miền Tây Online", "mientay.vn", "Miền Đông"].enumerated() {
      let entry = StoreSamples.entry(number + 1, StoreSamples.article(number, source: source))
      _ = try await store.store(StoreSamples.batch([entry]))
    }
    func part(_ names: String...) async throws -> [SourceChange] {
      try await store.sources(SourcesQuery(action: .part, names: names)).changes ?? []
    }
    let alone = SourceChange(outlet: "Miền Đông", before: "Miền Đông", now: "Miền Đông")
    let inseparable = SourceChange(
      outlet: "Miền Tây Online", before: "Miền Tây Online", now: "Miền Tây Online",
      inseparable: ["Miền Tây Online", "mientay.vn"])
    #expect(try await part("mientay.vn", "Miền Đông", "Miền Tây Online") == [inseparable, alone])
    // Of one that a person joined, the join alone is taken back.
    _ = try await store.sources(SourcesQuery(action: .join, names: ["mientay.vn"], as: "Miền Đông"))
    #expect(
      try await part("mientay.vn") == [
        SourceChange(outlet: "Miền Tây Online", before: "Miền Đông", now: "Miền Tây Online")
      ])
    #expect(try await part("mientay.vn") == [inseparable])
    await store.close()
  }
}
