import Foundation
import NewsClient
import Testing

/// What the commands say of names that nothing has, and of sources that are joined and parted, over real processes.
@Suite struct SourceCommandTests {
  private static func line(_ title: String, source: String, published: String = "2024-03-02") throws -> String {
    let object = [
      "title": title, "source": source, "published": published, "language": "vi",
      "body": "Đoàn xe viện trợ vào Dải Gaza hôm nay.\nĐoạn hai của bài \(title).",
    ]
    return try WrittenArticles.line(object)
  }

  /// A pair that holds `lines`, and the file that they were pushed from.
  private func pair(_ lines: [String]) async throws -> (pair: PairFixture, file: String, processes: [RunningProcess]) {
    let pair = try PairFixture()
    let processes = [try await pair.startProducer(), try await pair.startConsumer()]
    let file = try pair.file("articles.jsonl", lines.joined(separator: "\n") + "\n")
    let push = try await pair.newsctl("push", "--wait", file)
    #expect(push.status == 0, "\(push.errors)")
    return (pair, file, processes)
  }

  /// A mistyped name would else look like a paper that wrote nothing.
  @Test func aNameThatNothingHasIsToldBesideTheZeros() async throws {
    let (pair, _, processes) = try await pair([try Self.line("Một", source: "Báo A")])
    let report = pair.folder.appendingPathComponent("r.html").path
    let source = """
      newsctl: no stored article has the source 'Báo Ă B'; 'newsctl sources' lists those that there are, --source '' is for articles \
      that name none

      """
    for question in [
      ["stats"], ["stats", "--by", "day", "--format", "csv"], ["articles"], ["articles", "--format", "jsonl"],
      ["stories"], ["bursts"], ["report", "--html", report],
    ] {
      let answer = try await pair.newsctl(question + ["--source", "Báo Ă B"])
      #expect(answer.status == 0 && answer.errors == source, "\(question): \(answer)")
      let known = try await pair.newsctl(question + ["--source", "bao a", "--language", "vi"])
      #expect(known.status == 0 && known.errors == "", "\(question): \(known.errors)")
    }
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("no stored article") == false)
    _ = try await pair.newsctl("report", "--html", report, "--source", "Báo Ă B")
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("no stored article has the source"))
    let language = try await pair.newsctl("stats", "--language", "fr", "--source", "Báo A")
    #expect(
      language.errors
        == """
        newsctl: no stored article has the language 'fr'; 'newsctl stats --by language' lists those that there are, --language '' is \
        for articles whose own is not known

        """)
    for command in ["stats", "articles", "stories", "bursts"] {
      let unknown = try await pair.newsctl(command, "--source", "nosuch", "--format", "json").json()["unknown"]
      #expect(unknown as? [String: String] == ["source": "nosuch"], "\(command)")
      let known = try await pair.newsctl(command, "--source", "Báo A", "--format", "json").json()
      #expect(known["unknown"] == nil && known["schema"] as? Int == 1, "\(command)")
    }
    await processes.terminate()
  }

  @Test func joiningAndPartingPrintWhatTheyDid() async throws {
    let sources = ["Báo Sống", "song.vn", "Miền Tây Online", "mientay.vn", "Báo Khác"]
    let (pair, _, processes) = try await pair(try sources.map { try Self.line("Của \($0)", source: $0) })
    let joined = try await pair.newsctl("sources", "join", "SONG.VN", "Báo Mới", "--as", "bao song")
    #expect(
      joined.text == """
        song.vn is counted with Báo Sống now
        Báo Mới is counted with Báo Sống now
        Báo Sống: 2 articles together with Báo Mới, song.vn

        """)
    #expect(joined.status == 0 && joined.errors == "")
    let again = try await pair.newsctl("sources", "join", "song.vn", "--as", "Báo Sống")
    #expect(again.text.hasPrefix("song.vn was counted with Báo Sống already\n"))
    let parted = try await pair.newsctl("sources", "part", "Báo Sống", "Báo Khác")
    #expect(
      parted.text == """
        song.vn is a source of its own again; it was counted with Báo Sống
        Báo Mới is a source of its own again; it was counted with Báo Sống
        Báo Khác is a source of its own, as before

        """)
    #expect(parted.status == 0 && parted.errors == "")
    // What nobody met is no source any more.
    #expect(try await !pair.newsctl("sources").text.contains("Báo Mới"))
    // What the program itself takes for one is not parted; the rest of the question is done.
    for format in ["table", "json"] {
      let both = try await pair.newsctl("sources", "part", "mientay.vn", "song.vn", "--format", format)
      #expect(both.status == 1)
      #expect(
        both.errors.hasPrefix(
          "newsctl: Miền Tây Online was not parted: nobody joined 'Miền Tây Online', 'mientay.vn'. They are one"),
        "\(both.errors)")
      #expect(format == "json" || both.text == "song.vn is a source of its own, as before\n")
      // Programs get the whole list, as ever.
      if format == "json" { #expect((try both.json(status: 1)["sources"] as? [Any])?.count == 4) }
    }
    await processes.terminate()
  }

  @Test func anOutletIsShownByTheSpellingThatAPersonChose() async throws {
    let (pair, _, processes) = try await pair(try ["Vtv", "Báo Khác"].map { try Self.line("Của \($0)", source: $0) })
    let named = try await pair.newsctl("sources", "name", "vtv", "--as", "VTV")
    #expect(named.status == 0 && named.text == "VTV is shown instead of Vtv now\n", "\(named)")
    #expect(try await pair.newsctl("sources", "name", "Vtv", "--as", "VTV").text == "VTV is shown so, as before\n")
    #expect(try await pair.newsctl("stats", "--by", "source").text.contains("VTV"))
    let other = try await pair.newsctl("sources", "name", "VTV", "--as", "Truyền hình")
    #expect(other.status == 64 && other.errors.contains("newsctl sources join 'VTV' --as 'Truyền hình'"), "\(other)")
    await processes.terminate()
  }

  @Test func aComparisonThatRowsCannotHaveIsToldNotDropped() async throws {
    let (pair, _, processes) = try await pair([try Self.line("Một", source: "Báo A")])
    let question = ["stats", "--since", "2024-03-01", "--until", "2024-03-07", "--compare", "previous"]
    for key in ["day", "week", "month"] {
      for format in ["table", "csv"] {
        let answer = try await pair.newsctl(question + ["--by", "source,\(key)", "--format", format])
        #expect(answer.status == 0 && answer.errors.hasPrefix("newsctl: --compare: rows by \(key) have"), "\(answer)")
      }
    }
    #expect(try await pair.newsctl(question + ["--by", "source"]).errors == "")
    await processes.terminate()
  }

  /// What the producer had stored and the store does not count stands between the two.
  @Test func whatGaveWayToALaterReadingIsCountedInTheStatus() async throws {
    let (pair, file, processes) = try await pair([
      try Self.line("Một", source: "Báo A"), try Self.line("Hai", source: "Báo A"),
    ])
    #expect(try await !pair.newsctl("status").text.contains("superseded"))
    #expect(try await pair.newsctl("push", "--wait", "--again", "--source", "Báo Đúng", file).status == 0)
    try await pair.settle()
    let text = try await pair.newsctl("status").text
    #expect(text.contains("+ 4 stored +") && text.contains("  articles    2 stored ="), "\(text)")
    #expect(text.contains("  superseded  2 articles more, whose places later readings"), "\(text)")
    let consumer = (try await pair.newsctl("status", "--format", "json").json()["consumers"] as? [[String: Any]])?
      .first
    #expect(consumer?["superseded"] as? Int == 2 && consumer?["stored"] as? Int == 2)
    #expect(try await pair.newsctl("status", "--format", "csv").text.contains(",superseded,2\n"))
    await processes.terminate()
  }

  @Test(arguments: ["push", "parse"]) func documentsOfTwoOutletsAreToldApart(_ command: String) async throws {
    let pair = try PairFixture()
    let file = try pair.file("one.txt", WrittenArticles.document(1).bytes)
    let refused = try await pair.newsctl(command, "--source", "Báo A", "--source=Báo B", file)
    let told = "--source: expected once, came several times; \(command) the documents of each outlet by themselves"
    #expect(refused.status == 64 && refused.text.isEmpty && refused.errors.contains(told), "\(refused.errors)")
  }

  @Test func anIDThatNoArticleHasIsToldFromOneThatSeveralBeginWith() async throws {
    let (pair, _, processes) = try await pair([try Self.line("Một", source: "Báo A")])
    let none = try await pair.newsctl("explain", "0123456789abcdef")
    #expect(none.status == 1 && none.errors.contains("no stored article has an id that begins with 0123456789abcdef"))
    // Found by trying.
    let twins = try pair.file(
      "twins.jsonl",
      [11_921, 33_900].map { number in
        #"{"title":"Tin số \#(number)","source":"HNM","published":"2024-02-24","language":"vi","#
          + #""body":"Đoạn một của bài \#(number).\nĐoạn hai."}"#
      }.joined(separator: "\n") + "\n")
    #expect(try await pair.newsctl("push", "--wait", twins).status == 0)
    let several = try await pair.newsctl("explain", "db6985c2")
    #expect(
      several.status == 1
        && several.errors.contains("several stored articles have an id that begins with db6985c2: give more"),
      "\(several.errors)")
    #expect(try await pair.newsctl("explain", "db6985c278e7").status == 0)
    await processes.terminate()
  }
}
