import Foundation
import NewsModels
import Testing

/// What a person sees at a terminal, by a real one of util-linux's `script`, and in a report.
@Suite struct TerminalTests {
  /// Steers a terminal: colours, its title, one character that stands for ESC and [, and a reversed reading direction.
  private static let hostile = "\u{1B}[31mĐỏ\u{1B}]0;owned\u{07} \u{9B}2J \u{202E}gnorw <b>&\"'</b> </script>"

  private static func line(_ number: Int, day: Int? = nil, title: String, source: String) throws -> String {
    let day = try #require(CalendarDay(daysSince1970: 19_700 + (day ?? number)))
    let object = [
      "title": title, "source": source, "published": day.description, "url": "javascript:alert(\(number))",
      "body": "Đoàn xe viện trợ vào Dải Gaza hôm nay.\nĐoạn hai của bài \(number).", "language": "vi",
    ]
    return try WrittenArticles.line(object)
  }

  private func pair() async throws -> (PairFixture, [RunningProcess]) {
    let pair = try PairFixture()
    let processes = [try await pair.startProducer(), try await pair.startConsumer()]
    let lines = try (0..<40).map { number in
      try Self.line(number, title: "\(Self.hostile) \(number)", source: "Báo \(Self.hostile)")
    }
    let push = try await pair.newsctl("push", "--wait", try pair.file("articles.jsonl", lines.joined(separator: "\n")))
    #expect(push.status == 0, "\(push.errors)")
    try await pair.settle()
    return (pair, processes)
  }

  @Test func figuresAreDrawnAndNoTextSteersTheTerminal() async throws {
    let (pair, processes) = try await pair()
    let plain = try await pair.newsctl("stats")
    #expect(plain.text.hasPrefix("topic           articles   main   mention   share\n") && !plain.text.contains("█"))
    let unread = try pair.file("\u{9B}2J \u{202E}gnorw.bin", (0..<64).map { $0 & 7 })
    #expect(try await pair.newsctl("push", unread).status == 1)
    let burst = try (100..<114).map {
      try Self.line($0, day: 39, title: "\(Self.hostile) \($0)", source: "Báo \(Self.hostile)")
    }
    let pushed = try await pair.newsctl("push", "--wait", try pair.file("burst.jsonl", burst.joined(separator: "\n")))
    #expect(pushed.status == 0, "\(pushed.errors)")
    _ = try pair.file("page.jsonl", try Self.line(1, title: Self.hostile, source: "Báo"))
    _ = try pair.file("lines.jsonl", "{\"id\":\"\u{9B}2J \u{202E}gnorw\",\"title\":\"\",\"body\":\"\"}")
    _ = try pair.file("\u{9B}2J \u{202E}gnorw.yaml", "topics: none")
    let folder = pair.folder.path
    let totals = try await pair.onTerminal("stats", color: false)
    #expect(totals.contains("█") && !totals.contains("\u{1B}"), "\(totals)")
    let colored = try await pair.onTerminal("stats --by day", color: true)
    #expect(colored.contains("\u{1B}[34m") && (colored.contains("▁") || colored.contains("█")))
    #expect(colored.contains("2023-12-09 to 2024-01-17 by day"), "\(colored)")
    for command in [
      "articles", "articles --format csv", "articles --format json", "articles --format jsonl",
      "articles --format csv --excel",
      "stats --by source", "stats --by source --format csv", "stats --by source --format json", "sources",
      "sources --format json", "bursts", "quarantine", "quarantine --format csv", "quarantine --format json",
      "quarantine --format jsonl", "explain '\(folder)/page.jsonl'", "explain --format json '\(folder)/page.jsonl'",
      "parse --explain '\(folder)/page.jsonl'", "parse --explain --format json '\(folder)/page.jsonl'",
      "parse --format csv '\(folder)/page.jsonl'", "parse '\(folder)/page.jsonl'", "classify '\(folder)/lines.jsonl'",
      "topics check '\(folder)/\u{9B}2J \u{202E}gnorw.yaml'",
    ] {
      let shown = try await pair.onTerminal(command, color: false)
      let steering = shown.unicodeScalars.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\r"
        case .format: scalar != "\u{FEFF}"
        default: false
        }
      }
      #expect(steering.isEmpty, "\(command): \(steering.map { String($0.value, radix: 16) })")
      // A long name is cut.
      #expect(shown.contains(command == "sources" ? "Báo" : "gnorw"), "\(command): \(shown)")
    }
    await processes.terminate()
  }

  /// A person at a terminal is told of ten documents with one reason; who keeps the output has all.
  @Test func aReasonOfManyDocumentsDoesNotFillTheTerminal() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    func folder(_ name: String) throws -> (path: String, files: Set<String>) {
      let folder = pair.folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let files = (10..<23).map { "\(folder.path)/\($0).json" }
      for (number, file) in files.enumerated() {
        try #"{"phone": \#(number)}"#.write(toFile: file, atomically: true, encoding: .utf8)
      }
      return (folder.path, Set(files))
    }
    func named(_ files: Set<String>, in output: String) -> Set<String> {
      files.filter { output.contains("\($0): expected") }
    }

    let (kept, keptFiles) = try folder("kept")
    let push = try await pair.newsctl("push", kept)
    #expect(push.status == 1 && named(keptFiles, in: push.errors) == keptFiles, "\(push.errors)")
    #expect(!push.errors.contains("documents more"))
    let (shown, shownFiles) = try folder("shown")
    let terminal = try await pair.onTerminal("push '\(shown)'", color: false)
    #expect(named(shownFiles, in: terminal).count == 10, "\(terminal)")
    #expect(terminal.contains("and 3 documents more (2> FILE names all): expected"), "\(terminal)")
    await producer.terminate()
  }

  @Test func aReportIsOneFileOfItsOwnWithEverythingEscaped() async throws {
    let (pair, processes) = try await pair()
    let file = pair.folder.appendingPathComponent("report.html")
    // What a person has beside it is the person's.
    let beside = try pair.file("report.html.part", "mine")
    let made = try await pair.newsctl(
      "report", "--html", file.path, "--title", "Gaza <last>", "--since", "2023-12-09", "--until", "2024-01-20")
    #expect(made.status == 0 && made.text.hasSuffix("report.html: 40 articles\n"), "\(made.errors)")
    #expect(try String(contentsOfFile: beside, encoding: .utf8) == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: pair.folder.path).count { $0.hasSuffix(".part") } == 1)
    let html = try String(contentsOf: file, encoding: .utf8)
    #expect(html.contains("<h1>Gaza &lt;last&gt;</h1>") && html.contains("&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"))
    #expect(html.contains("<svg") && html.contains("<circle") == false && html.contains("class=\"none\""))
    #expect(html.contains("0 pending · 0 quarantined · 0 undated · 3 days without input"))
    #expect(html.contains("days cut in Asia/Ho_Chi_Minh") && html.contains("<td class=\"n\">+40</td>"))
    for asset in [
      "<script", "src=", "http://", "https://", "@import", "url(", "javascript:", "\u{1B}", "\u{9B}", "\u{202E}",
    ] {
      #expect(!html.contains(asset), "\(asset)")
    }
    // Well-formed but for HTML's own ways: each element that is opened is closed.
    for element in ["section", "table", "tr", "td", "th", "svg", "g", "figure", "main"] {
      let opened =
        html.components(separatedBy: "<\(element)>").count + html.components(separatedBy: "<\(element) ").count
      #expect(opened - 1 == html.components(separatedBy: "</\(element)>").count, "\(element)")
    }
    // Each text says what it leaves out: the file is sent to somebody.
    #expect(!html.contains("class=\"burst\"") && !html.contains("copies"))
    let collapsed = try await pair.newsctl("report", "--html", "-", "--collapse").text
    #expect(collapsed.contains("each story once, copies left out") && collapsed.contains(" stories treat "))
    let paired = try await pair.newsctl(
      "report", "--html", "-", "--topic", "gaza", "--with", "north-korea", "--with-level", "mention")
    #expect(paired.text.contains("topic Gaza · with North Korea · as mention"), "\(paired.text.prefix(900))")
    #expect(try await pair.newsctl("report", "--html", "/nowhere/report.html").status == 64)
    #expect(try await pair.newsctl("report", "--html", "-", "--topic", "gaza").text.hasPrefix("<!doctype html>"))
    await processes.terminate()
  }
}
