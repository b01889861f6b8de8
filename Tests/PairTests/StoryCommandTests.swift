import Foundation
import NewsModels
import Testing

/// The commands that tell copies from articles, over real processes.
@Suite struct StoryCommandTests {
  /// A report of a wire agency that several papers run.
  private static let report = """
    GAZA - Đoàn xe viện trợ đầu tiên sau ba tuần đã vào bắc Dải Gaza hôm thứ bảy, các quan chức cứu trợ cho biết.
    Hai mươi xe tải chở bột mì, nước sạch và thuốc men đi qua cửa khẩu phía nam, rồi theo con đường ven biển lên thành phố.
    Người dân xếp hàng từ sáng sớm trước các điểm phát lương thực, nhiều người đã đi bộ hàng giờ qua những khu phố đổ nát.
    Một phát ngôn viên nói rằng chừng đó chỉ đủ cho một phần nhỏ của những người đang cần, và kêu gọi mở thêm cửa khẩu.
    """

  private static func line(_ title: String, source: String, body: String, day: String = "2024-02-24") throws -> String {
    let object = ["title": title, "source": source, "body": body, "language": "vi", "published": day]
    return try WrittenArticles.line(object)
  }

  private func push(_ lines: [String], _ name: String, to pair: PairFixture) async throws {
    let push = try await pair.newsctl("push", "--wait", try pair.file(name, lines.joined(separator: "\n") + "\n"))
    #expect(push.status == 0, "\(push.errors)")
    try await pair.settle()
  }

  /// At 80 columns, where long names would push what they stand beside out of sight, or break each line in two.
  @Test func tablesShareTheWidthOfANarrowTerminal() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let names = (1...4).map { "Thời báo Kinh tế và Đời sống miền duyên hải số \($0)" }
    try await push(
      try names.map { try Self.line("Xe cứu trợ vào bắc Gaza", source: $0, body: Self.report) }, "long.jsonl", to: pair)
    for (command, parts) in [
      ("stories", ["title", "Xe cứu trợ"]), ("sources", ["joined", "2024-02-24"]),
      ("stats --by week,source --topic gaza", ["2024-02-19", "share", "100%"]), ("articles", ["title", "Xe cứu trợ"]),
    ] {
      let lines = try await pair.onTerminal(command, color: false, columns: 80).split(separator: "\r\n")
      // The line below a table says what the figures leave out, however long that is.
      #expect(lines.dropLast().allSatisfy { $0.count <= 80 }, "\(command): \(lines)")
      for part in parts { #expect(lines.contains { $0.contains(part) }, "\(command): \(part): \(lines)") }
    }
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func aDayOfNothingButCopiesIsDrawnAsOneWithInput() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    try await push(
      [
        try Self.line("Xe cứu trợ vào bắc Gaza", source: "TTXVN", body: Self.report),
        try Self.line("Gaza nhận hàng viện trợ", source: "Báo A", body: Self.report, day: "2024-02-25"),
        try Self.line(
          "Gaza đón đoàn xe khác", source: "Báo B", body: "Dải Gaza đón đoàn xe khác. Triều Tiên phóng tên lửa.",
          day: "2024-02-27"),
      ], "days.jsonl", to: pair)
    // Nothing of its own on the second day, nothing at all on the third.
    let first = try await pair.onTerminal("stats --topic gaza --by day --collapse", color: false)
    #expect(first.contains("Gaza  █· █  1\r\n"), "\(first)")
    let all = try await pair.onTerminal("stats --topic gaza --by day", color: false)
    #expect(all.contains("Gaza  ██ █  1\r\n"), "\(all)")
    let page = try await pair.newsctl("report", "--html", "-", "--topic", "gaza", "--collapse").text
    // An article's other topics have their names too, though the filter leaves them out.
    #expect(page.contains("Gaza and North Korea") || page.contains("North Korea and Gaza"))
    let empty = page.components(separatedBy: "<rect class=\"none\"").dropFirst().map { $0.prefix(200) }
    #expect(empty.count == 1 && empty.allSatisfy { $0.contains("2024-02-26: nothing was pushed") }, "\(empty)")
    #expect(page.contains("2024-02-25: 0 articles (0 main, 0 mention) of 0"))
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func copiesAreCountedOnceNamedAndListed() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    try await push(
      [
        try Self.line("Xe cứu trợ vào bắc Gaza", source: "TTXVN", body: Self.report),
        try Self.line("Gaza nhận hàng viện trợ", source: "Báo A", body: Self.report + "\nTheo TTXVN"),
        try Self.line("Mùa lúa ở Đồng Tháp", source: "Báo A", body: "Đồng Tháp được mùa lúa đông xuân."),
      ], "first.jsonl", to: pair)
    // What the consumer knew of stories outlives it.
    await consumer.terminate()
    consumer = try await pair.startConsumer()
    try await push(
      [try Self.line("Viện trợ tới Gaza", source: "Báo B", body: Self.report.uppercased())], "second.jsonl", to: pair)

    #expect(
      try await pair.newsctl("stats", "--topic", "gaza").text.hasSuffix(
        "3 of 4 articles treat Gaza · 0 pending · 0 quarantined · 0 undated · days cut in Asia/Ho_Chi_Minh\n"))
    let table = try await pair.newsctl("stats", "--topic", "gaza", "--collapse")
    #expect(
      table.text == """
        topic   articles   main   mention   share
        Gaza           1      1         0     50%
        1 of 2 stories treats Gaza, without copies · 0 pending · 0 quarantined · 0 undated · days cut in Asia/Ho_Chi_Minh

        """)
    let stats = try await pair.newsctl("stats", "--collapse", "--by", "source", "--format", "json").json()
    #expect(stats["collapsed"] as? Bool == true && stats["articles"] as? Int == 2)
    let all = try await pair.newsctl("stats", "--format", "json").json()
    #expect(Set(stats.keys) == Set(all.keys).union(["collapsed", "rows"]))

    // The figure opens to its articles, and each tells of its story.
    let listing = try await pair.newsctl("articles", "--collapse", "--format", "json").json()
    let items = try #require(listing["articles"] as? [[String: Any]])
    #expect(items.count == 2 && items.compactMap { $0["source"] as? String }.sorted() == ["Báo A", "TTXVN"])
    let first = try #require(items.first { $0["source"] as? String == "TTXVN" })
    let story = try #require(first["story"] as? [String: Any])
    #expect(story["copies"] as? Int == 2 && story["sources"] as? [String] == ["Báo A", "Báo B"])
    let id = try #require(first["id"] as? String)
    let list = try await pair.newsctl("articles", "--topic", "gaza")
    #expect(list.text.contains("Viện trợ tới Gaza (copy of \(id.prefix(12)), first by TTXVN)"), "\(list.text)")
    #expect(list.text.contains("Xe cứu trợ vào bắc Gaza (2 copies: Báo A, Báo B)"), "\(list.text)")
    let explained = try await pair.newsctl("explain", id)
    #expect(explained.text.contains("\n2 copies: Báo A, Báo B\n"), "\(explained.text)")

    let stories = try await pair.newsctl("stories")
    #expect(
      stories.text == """
        copies   first          day          by      copied by      title
             2   \(id.prefix(12))   2024-02-24   TTXVN   Báo A, Báo B   Xe cứu trợ vào bắc Gaza

        """)
    let coded = try await pair.newsctl("stories", "--topic", "gaza", "--format", "json").json()
    #expect((coded["stories"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == [id])
    #expect(try await pair.newsctl("stories", "--source", "Báo A").text == "no story with a copy under these filters\n")
    #expect(try await pair.newsctl("stories", "--topic", "nobody").status == 64)
    #expect(try await pair.newsctl("stories", "--limit", "0").status == 64)
    #expect(coded["has_more"] as? Bool == false)
    #expect(try await pair.newsctl("verify").status == 0)

    // What a list leaves out is said in each form.
    let other = Self.report.split(separator: " ").reversed().joined(separator: " ")
    try await push(
      try ["Báo C", "Báo D"].map { try Self.line("Tin của \($0)", source: $0, body: other) }, "third.jsonl", to: pair)
    #expect(try await pair.newsctl("stories", "--limit", "1").text.hasSuffix("or narrower filters\n"))
    let cut = try await pair.newsctl("stories", "--limit", "1", "--format", "json").json()
    #expect(cut["has_more"] as? Bool == true && (cut["stories"] as? [Any])?.count == 1)
    for format in ["csv", "jsonl"] {
      let errors = try await pair.newsctl("stories", "--limit", "1", "--format", format).errors
      #expect(errors.hasPrefix("newsctl: more stories: a greater --limit"), "\(errors)")
      #expect(try await pair.newsctl("stories", "--limit", "2", "--format", format).errors == "")
    }
    await consumer.terminate()
    await producer.terminate()
  }
}
