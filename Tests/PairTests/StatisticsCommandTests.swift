import Foundation
import NewsModels
import Testing

/// The commands that answer an analyst's questions, over real processes.
@Suite struct StatisticsCommandTests {
  /// A zone in which it is noon about now: no day ends while a test that asks for days up to today is running.
  private static let zone: String = {
    let hour = Calendar(identifier: .gregorian).dateComponents(in: .gmt, from: .now).hour ?? 12
    let ahead = 12 - hour
    // These names count the other way.
    return "Etc/GMT\(ahead > 0 ? "-" : "+")\(abs(ahead))"
  }()

  /// The day so many days after today, in that zone.
  private static func day(_ offset: Int) throws -> CalendarDay {
    let zone = try #require(TimeZone(identifier: zone))
    let parts = Calendar(identifier: .gregorian).dateComponents(in: zone, from: .now)
    let today = try #require(CalendarDay(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
    return today.adding(offset)
  }

  private static let gaza = "Đoàn xe viện trợ vào Dải Gaza hôm nay."
  private static let korea = "Triều Tiên phóng tên lửa đạn đạo ra biển."

  /// A line of JSON as the producer takes it.
  private static func line(_ title: String, _ day: CalendarDay?, source: String, body: String) throws -> String {
    var object = ["title": title, "source": source, "body": body + "\nĐoạn hai của bài \(title).", "language": "vi"]
    object["published"] = day?.description
    return try WrittenArticles.line(object)
  }

  /// A pair that holds `lines`.
  /// - Parameter zone: in which the store cuts days; nil for its own.
  private func pair(_ lines: [String], zone: String? = zone) async throws -> (PairFixture, [RunningProcess]) {
    let pair = try PairFixture()
    let processes = [
      try await pair.startProducer(), try await pair.startConsumer(zone.map { ["--time-zone", $0] } ?? []),
    ]
    let file = try pair.file("articles.jsonl", lines.joined(separator: "\n") + "\n")
    let push = try await pair.newsctl("push", "--wait", file)
    #expect(push.status == 0, "\(push.errors)")
    return (pair, processes)
  }

  @Test func theOpeningQuestionIsOneCommand() async throws {
    let lastMonth = ReportingPeriod.lastMonth.days(on: try Self.day(0))
    let before = try #require(lastMonth.previous)
    let lines = [
      try Self.line("Một", lastMonth.lowerBound, source: "Báo A", body: Self.gaza),
      try Self.line("Hai", lastMonth.upperBound, source: "Báo A", body: Self.gaza),
      try Self.line("Ba", lastMonth.upperBound, source: "Báo B", body: Self.korea),
      try Self.line("Bốn", before.upperBound, source: "Báo A", body: Self.gaza),
      try Self.line("Năm", before.lowerBound, source: "Báo C", body: "\(Self.gaza) \(Self.korea)"),
      try Self.line("Sáu", nil, source: "Báo C", body: Self.gaza),
    ]
    let (pair, processes) = try await pair(lines)
    let question = ["stats", "--topic", "gaza", "--period", "last-month", "--compare", "previous", "--by", "source"]
    let table = try await pair.newsctl(question)
    #expect(table.status == 0, "\(table.errors)")
    let rows = table.text.split(separator: "\n").map { $0.split(separator: " ").prefix(8).joined(separator: " ") }
    #expect(rows[0] == "source topic articles main mention of all share")
    #expect(table.text.contains("before   change   ratio"))
    #expect(rows[1] == "Báo A Gaza 2 2 0 2 100%")
    #expect(table.text.contains("before: \(before.lowerBound) to \(before.upperBound), 2 of 2 articles"))

    let json = try await pair.newsctl(question + ["--format", "json"]).json()
    let topic = try #require((json["topics"] as? [[String: Any]])?.first)
    #expect(topic["articles"] as? Int == 2 && topic["difference"] as? Int == 0 && topic["ratio"] as? Double == 1)
    let bySource = try #require(json["rows"] as? [[String: Any]])
    #expect(bySource.map { $0["source"] as? String } == ["Báo A", "Báo B", "Báo C"])
    #expect(bySource.map { $0["difference"] as? Int } == [1, 0, -1])
    #expect(bySource.allSatisfy { $0["last_received"] is String || $0["total"] as? Int == 0 })
    let filter = (json["query"] as? [String: Any])?["filter"] as? [String: Any]
    #expect(filter?["since"] as? String == lastMonth.lowerBound.description)
    #expect((json["gaps"] as? [String: Any])?["undated"] as? Int == 1)
    #expect(((json["gaps"] as? [String: Any])?["days_without_input"] as? Int).map { $0 > 20 } == true)
    await processes.terminate()
  }

  @Test func periodsAndSharedTopicsOpenToTheirArticles() async throws {
    let lines = [
      try Self.line("Một", try Self.day(0), source: "A", body: Self.gaza),
      try Self.line("Hai", try Self.day(-1), source: "A", body: "\(Self.gaza)\n\(Self.korea)"),
      try Self.line("Ba", try Self.day(-1), source: "A", body: "Mùa lúa ở đồng bằng."),
    ]
    let (pair, processes) = try await pair(lines)
    for (period, count) in [("today", 1), ("yesterday", 2), ("last-7-days", 3), ("last-30-days", 3)] {
      let stats = try await pair.newsctl("stats", "--period", period, "--format", "json").json()
      #expect(stats["articles"] as? Int == count, "\(period)")
      let listed = try await pair.newsctl("articles", "--period", period, "--format", "json").json()
      #expect((listed["articles"] as? [Any])?.count == count, "\(period)")
    }
    let stats = try await pair.newsctl("stats", "--format", "json").json()
    let together = try #require((stats["together"] as? [[String: Any]])?.first)
    #expect(together["articles"] as? Int == 1)
    let listed = try await pair.newsctl("articles", "--topic", "gaza", "--with", "north-korea", "--format", "json")
      .json()
    #expect((listed["articles"] as? [[String: Any]])?.map { $0["title"] as? String } == ["Hai"])
    let shared = try await pair.newsctl("stats", "--together")
    #expect(
      shared.text.hasPrefix("topic         and    articles   share\nNorth Korea   Gaza          1"), "\(shared.text)")
    await processes.terminate()
  }

  @Test func aListNamesTheDayOnWhichAnArticleCounts() async throws {
    let lines = [
      #"{"title": "Late", "published": "2024-03-17T21:45:00Z", "source": "Wire", "body": "Aid trucks entered Gaza."}"#,
      #"{"title": "Old", "published": "1985-03-17", "source": "Wire", "body": "The ceasefire in Gaza was over."}"#,
    ]
    let (pair, processes) = try await pair(lines, zone: nil)
    let table = try await pair.newsctl("articles", "--since", "2024-03-18", "--until", "2024-03-18")
    let rows = table.text.split(separator: "\n").map { $0.split(separator: " ").dropFirst().map(String.init) }
    #expect(rows == [["day", "source", "topics", "title"], ["2024-03-18", "Wire", "gaza", "Late"]])
    let undated = try await pair.newsctl("articles", "--undated", "--format", "json").json()
    let old = try #require((undated["articles"] as? [[String: Any]])?.first)
    #expect(old["published"] as? String == "1985-03-17" && old["day"] is NSNull)
    let csv = try await pair.newsctl("articles", "--format", "csv").text.split(separator: "\n")
    #expect(csv.first?.hasSuffix(",copies,day") == true)
    let days = csv.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false).last }
    #expect(days == ["2024-03-18", ""])
    await processes.terminate()
  }

  @Test func questionsThatMeanNothingAreRefused() async throws {
    let (pair, processes) = try await pair([try Self.line("Một", try Self.day(0), source: "A", body: Self.gaza)])
    for question in [
      ["stats", "--period", "next-month"], ["stats", "--period", "today", "--since", "2024-01-01"],
      ["stats", "--period", "today", "--undated"], ["stats", "--compare", "previous"], ["stats", "--compare", "all"],
      ["stats", "--compare", "previous", "--since", "2024-01-01"], ["stats", "--with", "gaza"],
      ["stats", "--topic", "gaza", "--with", "gaza"], ["stats", "--topic", "gaza", "--with", "nobody"],
      ["articles", "--topic", "gaza", "--with", "nobody"], ["bursts", "--limit", "0"], ["bursts", "--topic", "nobody"],
      ["stats", "--excel"], ["stats", "--format", "csv", "--decimal-comma"], ["sources", "part", "Nobody Times"],
      ["sources", "join", "A", "--as", ""], ["sources", "join", "A"],
    ] {
      let answer = try await pair.newsctl(question)
      #expect(answer.status == 64, "\(question): \(answer.text)\(answer.errors)")
    }
    await processes.terminate()
  }

  /// One article of long ago makes more days than an answer may have: those without articles are left out, and that is said.
  @Test func oneArticleOfLongAgoKeepsNoQuestionByDayFromItsAnswer() async throws {
    let (first, last) = (try #require(CalendarDay("1990-01-02")), try #require(CalendarDay("2026-07-17")))
    let (pair, processes) = try await pair([
      try Self.line("Một", first, source: "Báo A", body: Self.gaza),
      try Self.line("Hai", last, source: "Báo A", body: Self.gaza),
    ])
    let whole = try await pair.newsctl("stats", "--by", "day", "--format", "csv")
    #expect(whole.status == 0 && whole.text.split(separator: "\n").count == 1 + 2 * 3, "\(whole.text)")
    #expect(whole.errors.contains("not all days without articles are listed"), "\(whole.errors)")
    let json = try await pair.newsctl("stats", "--by", "day", "--format", "json").json()
    #expect(json["sparse"] as? Bool == true && (json["rows"] as? [Any])?.count == 6)
    let narrower = try await pair.newsctl("stats", "--by", "day", "--since", "2026-07-01", "--format", "csv")
    #expect(narrower.status == 0 && narrower.errors == "", "\(narrower.errors)")
    #expect(narrower.text.split(separator: "\n").count == 1 + 17 * 3, "\(narrower.text)")
    await processes.terminate()
  }

  /// Its articles are still counted, so what it counts opens, and only topics that nobody ever had are refused.
  @Test func aTopicThatLeftTheFileOpensAsItIsCounted() async throws {
    let (pair, processes) = try await pair([
      try Self.line("Một", try Self.day(0), source: "A", body: Self.gaza),
      try Self.line("Hai", try Self.day(0), source: "A", body: "\(Self.gaza)\n\(Self.korea)"),
      try Self.line("Ba", try Self.day(0), source: "A", body: "Mùa lúa ở đồng bằng."),
    ])
    await processes[1].terminate()
    let rules = try await pair.newsctl("topics", "show").text
    let topics = try pair.file("mine.yaml", rules.replacing("  - id: gaza", with: "  - id: strip"))
    let consumer = try await pair.startConsumer(["--topics", topics])
    let stats = try await pair.newsctl("stats", "--topic", "gaza", "--format", "json").json()
    #expect(((stats["topics"] as? [[String: Any]])?.first?["articles"] as? Int) == 2)
    let listed = try await pair.newsctl("articles", "--topic", "gaza", "--format", "json").json()
    #expect((listed["articles"] as? [Any])?.count == 2)
    let both = try await pair.newsctl("articles", "--topic", "north-korea", "--with", "gaza", "--format", "json").json()
    #expect((both["articles"] as? [Any])?.count == 1)
    for question in [
      ["bursts", "--topic", "gaza"], ["stories", "--topic", "gaza"], ["articles", "--topic", "strip"],
      ["report", "--html", "-", "--topic", "gaza"],
    ] {
      let answer = try await pair.newsctl(question)
      #expect(answer.status == 0, "\(question): \(answer.errors)")
    }
    for question in [["stats"], ["articles"], ["bursts"], ["stories"], ["report", "--html", "-"]] {
      let answer = try await pair.newsctl(question + ["--topic", "nobody"])
      #expect(
        answer.status == 64 && answer.errors.contains("there are north-korea, strip, taiwan-strait"), "\(question)")
      let unfit = try await pair.newsctl(question + ["--topic", "Dải Gaza"])
      #expect(unfit.status == 64 && unfit.errors.contains("--topic: expected"), "\(question): \(unfit.errors)")
    }
    await consumer.terminate()
    await processes[0].terminate()
  }

  /// A file must not be taken for all.
  @Test func aListThatIsCutSaysSoInEachForm() async throws {
    let (pair, processes) = try await pair(
      try (1...3).map { try Self.line("Bài \($0)", try Self.day(0), source: "A", body: Self.gaza) })
    for format in ["csv", "jsonl"] {
      let page = try await pair.newsctl("articles", "--limit", "2", "--format", format)
      let after = try #require(
        page.errors.firstMatch(of: /^newsctl: 2 articles; more follow: --after=(.+)\n$/)?.output.1, "\(page.errors)")
      let rest = try await pair.newsctl("articles", "--after=\(after)", "--format", format)
      #expect(rest.errors == "" && rest.text.contains("Bài 1") && !rest.text.contains("Bài 2"), "\(rest.text)")
    }
    for format in ["json", "table"] {
      #expect(try await pair.newsctl("articles", "--limit", "2", "--format", format).errors == "")
    }
    await processes.terminate()
  }

  /// Days without input at its ends too, or a month whose input stopped would look like a whole one.
  @Test func aReportsChartCoversTheRangeThatWasAskedFor() async throws {
    let days = try ["2025-06-10", "2025-06-12"].map { try #require(CalendarDay($0)) }
    let (pair, processes) = try await pair(
      try days.map { try Self.line("Ngày \($0)", $0, source: "A", body: Self.gaza) })
    func columns(_ since: String, _ until: String? = nil) async throws -> [String] {
      let page = try await pair.newsctl(
        ["report", "--html", "-", "--topic", "gaza", "--since", since] + (until.map { ["--until", $0] } ?? []))
      #expect(page.status == 0, "\(page.errors)")
      return page.text.matches(of: /<title>([0-9-]{10}: [^<]*)<\/title>/).map { String($0.output.1) }
    }
    let month = try await columns("2025-06-01", "2025-06-30")
    #expect(month.count == 30 && month.count { $0.hasSuffix("nothing was pushed") } == 28)
    #expect(month.first?.hasPrefix("2025-06-01:") == true && month.last?.hasPrefix("2025-06-30:") == true)
    // A column may begin before the range.
    let year = try await columns("2025-01-01", "2025-12-31")
    #expect(year.count == 53 && year.first?.hasPrefix("2024-12-30:") == true, "\(year)")
    #expect(try await columns("2024-01-01", "2024-01-31").count == 31)
    // As fine as the page of the dashboard over the same days: by week beyond a quarter.
    #expect(try await columns("2025-01-01", "2025-04-29").count == 18)
    // As far as anybody could see.
    #expect(try await columns("0001-01-01").map { $0.prefix(10) } == ["2025-06-01"])
    await processes.terminate()
  }

  @Test func aBurstIsListedWithWhatDrivesIt() async throws {
    var lines: [String] = []
    for offset in 1...65 {
      let count = offset == 3 ? 12 : 1
      for number in 0..<count {
        lines.append(
          try Self.line(
            "Bài \(offset).\(number)", try Self.day(-offset), source: number == 0 ? "A" : "B", body: Self.gaza))
      }
    }
    let (pair, processes) = try await pair(lines)
    let json = try await pair.newsctl("bursts", "--format", "json").json()
    let bursts = try #require(json["bursts"] as? [[String: Any]])
    #expect(bursts.count == 1)
    #expect(bursts.first?["day"] as? String == (try Self.day(-3)).description)
    #expect(bursts.first?["articles"] as? Int == 12 && bursts.first?["expected"] as? Double == 1)
    #expect((bursts.first?["sources"] as? [[String: Any]])?.first?["name"] as? String == "B")
    #expect(((bursts.first?["phrases"] as? [[String: Any]])?.first?["articles"] as? Int) == 12)
    for key in ["as_of", "time_zone", "topics_versions", "method", "has_more", "gaps", "query", "schema"] {
      #expect(json[key] != nil, "\(key)")
    }
    let table = try await pair.newsctl("bursts", "--topic", "gaza")
    #expect(table.text.contains("Gaza") && table.text.contains("B 11, A 1") && table.text.contains("days cut in"))
    #expect(try await pair.newsctl("bursts", "--topic", "north-korea").text.hasPrefix("no day stands out"))
    let csv = try await pair.newsctl("bursts", "--format", "csv")
    #expect(csv.text.split(separator: "\n").count == 2)
    await processes.terminate()
  }

  /// On nine days all three topics stand out: more than a report lists.
  @Test func aReportSaysThatItLeavesBurstsOut() async throws {
    let body = "\(Self.gaza)\n\(Self.korea)\nTrung Quốc tập trận quanh Đài Loan."
    var lines: [String] = []
    for offset in 1...240 {
      for number in 0..<(offset <= 180 && offset.isMultiple(of: 20) ? 14 : 1) {
        lines.append(try Self.line("Bài \(offset).\(number)", try Self.day(-offset), source: "A", body: body))
      }
    }
    let (pair, processes) = try await pair(lines)
    let bursts = try await pair.newsctl("bursts", "--format", "json", "--limit", "100").json()
    #expect((bursts["bursts"] as? [Any])?.count == 27)
    let all = try await pair.newsctl("report", "--html", "-").text
    #expect(all.contains("the newest 25: older ones are neither listed nor marked"))
    // Weeks have no marks, and none in the key.
    #expect(!all.contains("class=\"burst\""))
    let days = ["--since", (try Self.day(-90)).description, "--until", (try Self.day(0)).description]
    let some = try await pair.newsctl(["report", "--html", "-"] + days).text
    #expect(some.contains("<span class=\"burst\">burst</span>") && !some.contains("the newest"))
    await processes.terminate()
  }

  /// Of the days that are asked for, and of outlets: what names none is no outlet that fell silent.
  @Test func whatFellSilentAfterTheRangeIsNotToldBesideIt() async throws {
    var lines: [String] = []
    for offset in 0..<30 {
      lines.append(try Self.line("Mỗi ngày \(offset)", try Self.day(-offset), source: "Báo Sống", body: Self.gaza))
      for source in ["Báo Tắt", ""] where offset > 5 {
        lines.append(
          try Self.line("Đã tắt \(offset) \(source)", try Self.day(-offset), source: source, body: Self.korea))
      }
    }
    let (pair, processes) = try await pair(lines)
    #expect(try await pair.newsctl("sources", "list", "--silent").text.contains("silent for 6 days"))
    let last = (try Self.day(-6)).description
    for (until, isTold) in [(0, true), (-6, true), (-7, false)] {
      let days = ["--since", (try Self.day(-20)).description, "--until", (try Self.day(until)).description]
      let table = try await pair.newsctl(["stats", "--by", "source"] + days).text
      #expect(table.contains("silent: Báo Tắt (last \(last)); see") == isTold, "\(table)")
      #expect(table.contains("silent: ") == isTold, "\(table)")
      let report = try await pair.newsctl(["report", "--html", "-"] + days).text
      #expect(report.hasSuffix("</html>\n") && report.contains("fell silent</h2>") == isTold)
    }
    await processes.terminate()
  }

  @Test func sourcesAreJoinedAndSilentOnesTold() async throws {
    var lines: [String] = []
    for offset in 0..<30 {
      lines.append(try Self.line("Mỗi ngày \(offset)", try Self.day(-offset), source: "Báo Sống", body: Self.gaza))
      if offset > 5 {
        lines.append(try Self.line("Đã tắt \(offset)", try Self.day(-offset), source: "Báo Tắt", body: Self.korea))
      }
    }
    lines.append(try Self.line("Khác", try Self.day(0), source: "song.vn", body: Self.gaza))
    let (pair, processes) = try await pair(lines)
    let json = try await pair.newsctl("sources", "--format", "json").json()
    let sources = try #require(json["sources"] as? [[String: Any]])
    #expect(sources.map { $0["source"] as? String } == ["Báo Sống", "Báo Tắt", "song.vn"])
    #expect(sources.map { $0["silent"] as? Bool } == [false, true, false])
    #expect(sources.map { $0["silent_days"] as? Int } == [0, 6, 0])
    #expect(sources.allSatisfy { $0["last_received"] is String } && json["method"] is String && json["gaps"] != nil)
    #expect(try await pair.newsctl("sources", "list", "--silent").text.contains("silent for 6 days"))
    #expect(try await pair.newsctl("stats", "--by", "source").text.contains("silent: Báo Tắt (last "))
    // Who asks for one outlet is not told of others.
    let one = try await pair.newsctl("stats", "--by", "source", "--source", "Báo Sống").text
    #expect(one.contains("Báo Sống") && !one.contains("Báo Tắt"), "\(one)")
    #expect(try await pair.newsctl("report", "--html", "-").text.contains("fell silent</h2>"))
    let report = try await pair.newsctl("report", "--html", "-", "--source", "Báo Sống").text
    #expect(report.hasSuffix("</html>\n") && !report.contains("fell silent</h2>"))

    let joined = try await pair.newsctl(
      "sources", "join", "song.vn", "Báo Tắt", "--as", "Báo Sống", "--format", "jsonl")
    #expect(joined.status == 0, "\(joined.errors)")
    #expect(joined.text.split(separator: "\n").count == 1 && joined.text.contains(#""articles":55"#))
    let opened = try await pair.newsctl("articles", "--source", "song.vn", "--limit", "1000", "--format", "json").json()
    #expect((opened["articles"] as? [Any])?.count == 55)
    let verify = try await pair.newsctl("verify")
    #expect(verify.status == 0 && verify.text.contains("every figure agrees"), "\(verify.text)")
    let turned = try await pair.newsctl("sources", "join", "Báo Sống", "--as", "song.vn")
    #expect(turned.status == 64 && turned.errors.contains("newsctl sources part 'song.vn'"), "\(turned.errors)")
    let parted = try await pair.newsctl("sources", "part", "song.vn", "--format", "json").json()
    #expect((parted["sources"] as? [[String: Any]])?.map { $0["articles"] as? Int } == [54, 1])
    await processes.terminate()
  }

  @Test func spreadsheetsGetTheirOwnCommasAndNoFormulas() async throws {
    let lines = [
      try Self.line("=HYPERLINK(\"http://x\")", try Self.day(0), source: "-A2+3", body: Self.gaza),
      try Self.line("Bình; thường, \"hai\"", try Self.day(0), source: "@A", body: "Mùa lúa."),
    ]
    let (pair, processes) = try await pair(lines)
    let vietnamese = try await pair.newsctl("stats", "--format", "csv", "--excel", "--decimal-comma", "--by", "source")
    // Foundation takes the byte order mark away.
    let program = RunningProcess.path("newsctl")
    let start = try await pair.run(
      "/bin/sh", ["-c", "'\(program)' stats --format csv --excel | head -c 3 | od -An -tx1"])
    #expect(start.text == " ef bb bf\n")
    let text = vietnamese.text.replacing("\r\n", with: "\n")
    #expect(vietnamese.text.contains("\r\n") && text.contains("'-A2+3;gaza;1;1;0;1;1,0;"), "\(text)")
    let english = try await pair.newsctl("articles", "--format", "csv", "--excel", "--no-decimal-comma")
    #expect(
      english.text.contains("\"'=HYPERLINK(\"\"http://x\"\")\"") && english.text.contains("'@A"), "\(english.text)")
    #expect(english.text.contains("\"Bình; thường, \"\"hai\"\"\""))
    let programs = try await pair.newsctl("articles", "--format", "csv")
    #expect(programs.text.hasPrefix("id,title,") && programs.text.contains(",@A,") && !programs.text.contains("\r"))
    // A difference below zero stays a number.
    let yesterday = try Self.day(-1).description
    let compared = try await pair.newsctl(
      "stats", "--since", yesterday, "--until", yesterday, "--compare", "previous", "--format", "csv", "--excel",
      "--no-decimal-comma")
    #expect(compared.text.contains("previous,difference,ratio"))
    await processes.terminate()
  }
}
