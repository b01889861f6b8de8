import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// What scripts rely on at the edges: results that cannot be written, odd names, repeated commands, configurations that are only checked.
@Suite struct CommandLineTests {
  /// Runs a line of shell with `$newsctl` and the fixture's folder as `$1`.
  static func shell(_ script: String, _ pair: PairFixture) async throws -> PairFixture.Output {
    try await pair.run(
      "/bin/bash",
      ["-c", "newsctl='\(RunningProcess.path("newsctl"))'; cd \"$1\"; \(script)", "shell", pair.folder.path])
  }

  @Test(arguments: ["topics list >/dev/full", "topics show >&-", "parse article.txt --format csv >&-"])
  func resultsThatCannotBeWrittenAreNoSuccess(_ command: String) async throws {
    let pair = try PairFixture()
    _ = try pair.file("article.txt", WrittenArticles.document(1).bytes)
    let output = try await Self.shell("$newsctl \(command)", pair)
    #expect(output.status == 70 && output.text.isEmpty)
    #expect(output.errors.contains("standard output: the results cannot be written: "), "\(output.errors)")
  }

  /// A pipe whose writer opens it later, as scripts do.
  @Test(arguments: ["parse", "classify"]) func aPipeIsReadOnceSomebodyWritesToIt(_ command: String) async throws {
    let pair = try PairFixture()
    _ = try pair.file("article.txt", WrittenArticles.document(1).bytes)
    let line = try await Self.shell("$newsctl parse article.txt > parsed.jsonl && $newsctl classify parsed.jsonl", pair)
    let file = command == "parse" ? "article.txt" : "parsed.jsonl"
    // The writer begins when the reader holds the pipe. Opened for both, so that it waits for no reader that has ended.
    let output = try await Self.shell(
      """
      mkfifo pipe; $newsctl \(command) pipe > out & reader=$!
      until [ -n "$(find /proc/$reader/fd -lname "*/pipe" 2>/dev/null)" ]; do
        kill -0 $reader 2>/dev/null || { wait $reader; exit; }
      done
      cat \(file) 1<> pipe; wait $reader; status=$?; cat out; exit $status
      """, pair)
    #expect(output.status == 0, "\(output.errors)")
    let whole =
      command == "parse" ? try String(contentsOfFile: pair.folder.path + "/parsed.jsonl", encoding: .utf8) : line.text
    #expect(output.text.replacingOccurrences(of: "\"pipe\"", with: "\"article.txt\"") == whole && !whole.isEmpty)
  }

  @Test(arguments: [
    ("--language vietnamese", "--language: expected a code of two letters"), ("--language vi-VN", "got 'vi-vn'"),
    ("--together --format csv", "--together goes with a table"),
    ("--topic gaza --topic north-korea", "--topic: expected once"),
    ("--topic Harbour", "no topic is named harbour; there are "), ("--topic Đài-Loan", "'newsctl topics list' shows"),
    ("--intake ipc:///a --intake=ipc:///b", "--intake: expected once, came several times; run the command for each"),
    ("--query ipc:///a --query ipc:///a", "--query: expected once"),
    ("--source=BBC --source VOA", "--source: expected once, came several times; ask for each by itself"),
    ("--by day --by source", "--by: expected once, came several times; write several with commas"),
    ("--since 2024-02-01 --since=2024-03-01", "--since: expected once"),
    ("--by day --together", "leave out --by"), ("--by ,,", "--by: expected day"),
  ])
  func whatWouldLookLikeAFindingOfNothingIsRefused(_ flags: String, _ reason: String) async throws {
    let pair = try PairFixture()
    let consumer = try await pair.startConsumer()
    let output = try await pair.newsctl(["stats"] + flags.split(separator: " ").map(String.init))
    #expect(output.status == 64 && output.text.isEmpty && output.errors.contains(reason), "\(output.errors)")
    #expect(try await pair.newsctl("stats", "--language", "VI").status == 0)
    // As the tables name it.
    #expect(try await pair.newsctl("stats", "--topic", "Taiwan Strait", "--with", "Gaza").status == 0)
    // A wrong address is none of a producer that is away.
    let wrong = try await pair.newsctl("stats", "--intake", "bogus")
    #expect(wrong.status == 78 && wrong.errors.contains("bogus"))
    await consumer.terminate()
  }

  /// A pipe that its maker reads without waiting, and slowly.
  @Test func aReaderThatDoesNotWaitGetsAll() async throws {
    let pair = try PairFixture()
    let lines = (1...400).map {
      "{\"title\":\"Bản tin số \($0)\",\"text\":\"\(String(repeating: "Một câu dài. ", count: 60))\"}"
    }
    let file = try pair.file("many.jsonl", lines.joined(separator: "\n"))
    let whole = try await pair.newsctl("parse", file)
    let reader = """
      import os, subprocess, sys, select
      r, w = os.pipe()
      os.set_blocking(w, False)
      p = subprocess.Popen(sys.argv[1:], stdout=w)
      os.close(w)
      # Nothing is read until the pipe is full.
      full = select.poll(); full.register(r, select.POLLIN); full.poll()
      out = b""
      while True:
        part = os.read(r, 997)
        if not part: break
        out += part
      sys.stdout.buffer.write(out)
      sys.exit(p.wait())
      """
    let slow = try await pair.run("/usr/bin/python3", ["-c", reader, RunningProcess.path("newsctl"), "parse", file])
    #expect(slow.status == 0 && whole.status == 0)
    #expect(slow.text == whole.text && slow.text.utf8.count > 1 << 18)
  }

  @Test func aRepeatedPushWaitsForWhatIsOnItsWay() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let file = try pair.file("one.txt", WrittenArticles.document(1).bytes)
    #expect(try await pair.newsctl("push", file).status == 0)
    // There is no consumer that could answer.
    let early = try await pair.newsctl("push", "--wait=1s", "--timeout", "1s", "--format", "json", file)
    #expect(early.status == 69)
    #expect(try early.json(status: 69)["duplicates"] as? Int == 1)
    let consumer = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait=60s", file).status == 0)
    #expect(try await pair.storedIDs().count == 1)
    await producer.terminate()
    await consumer.terminate()
  }

  @Test func aPushTakesWhatItsProducerTakes() async throws {
    let pair = try PairFixture()
    let large = try pair.file("large.txt", WrittenArticles.document(1, paragraphs: 90_000).bytes)
    var producer = try await pair.startProducer(["--max-document", "32MiB"])
    #expect(try await pair.newsctl("push", large).status == 0)
    await producer.terminate()
    producer = try await pair.startProducer()
    let refused = try await pair.newsctl("push", large)
    #expect(refused.status == 1 && refused.errors.contains("raise the producer's --max-document"), "\(refused.errors)")
    await producer.terminate()
    // Who asks no producer reads what any may take.
    #expect(try await pair.newsctl("parse", large).status == 0)
  }

  @Test func aReportGoesThroughLinksAndPipes() async throws {
    let pair = try PairFixture()
    let consumer = try await pair.startConsumer()
    _ = try pair.file("target.html", "old")
    let output = try await Self.shell(
      """
      ln -s target.html link.html; mkfifo pipe
      $newsctl report --html link.html && test -L link.html && grep -q '</html>' target.html || exit 1
      grep -c '</html>' pipe & $newsctl report --html pipe && wait && test -p pipe || exit 2
      $newsctl report --html /dev/stdout | grep -q '</html>' && test -e /dev/stdout || exit 3
      $newsctl report --html ''; test $? = 64 || exit 4
      $newsctl report --html nowhere/x.html; test $? = 64 || exit 5
      ls
      """, pair)
    #expect(output.status == 0, "\(output.status) \(output.errors)")
    #expect(!output.text.contains(".part"))
    await consumer.terminate()
  }

  /// Two names that are no UTF-8 and read the same, in a folder and named one by one.
  @Test(arguments: ["in", "in/*", "in/sub"])
  func filesWithNamesInOldEncodingsArePushed(_ paths: String) async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    for number in 1...3 { _ = try pair.file("article-\(number)", WrittenArticles.document(number).bytes) }
    let output = try await Self.shell(
      """
      mkdir -p in in/sub
      into=$([ '\(paths)' = in/sub ] && echo in/sub || echo in)
      mv article-1 "$into/$(printf 'b\\341o.txt')"; mv article-2 "$into/$(printf 'b\\342o.txt')"; mv article-3 "$into/báo.txt"
      $newsctl push --format json \(paths)
      """, pair)
    #expect(output.status == 0, "\(output.errors)")
    let report = try output.json()
    #expect(report["accepted"] as? Int == 3 && report["documents"] as? Int == 3)
    await producer.terminate()
  }

  @Test func aFileThatLooksLikeAnOptionIsNoWishForHelp() async throws {
    let pair = try PairFixture()
    _ = try pair.file("-dash.txt", WrittenArticles.document(1).bytes)
    let refused = try await Self.shell("$newsctl parse -dash.txt", pair)
    #expect(refused.status == 64 && refused.text.isEmpty && refused.errors.contains("write ./-dash.txt"))
    for command in ["parse ./-dash.txt", "parse -- -dash.txt"] {
      let read = try await Self.shell("$newsctl \(command)", pair)
      #expect(read.status == 0 && read.text.contains("bản tin số 1"), "\(command): \(read.errors)")
    }
  }

  @Test(arguments: ["", " ", "a\nb", String(repeating: "x", count: 1_001)])
  func anOutletWithoutANameIsRefused(_ source: String) async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let file = try pair.file("one.txt", WrittenArticles.document(1).bytes)
    for command in ["push", "parse"] {
      let refused = try await pair.newsctl(command, "--source", source, file)
      #expect(refused.status == 64 && refused.errors.contains("--source: expected an outlet's name"))
    }
    // As another program may write it.
    let client = try await pair.intakeClient()
    var document = WrittenArticles.document(1)
    document.source = source
    let answers = try await client.push([document, WrittenArticles.document(2)], busyTimeout: .seconds(60))
    #expect(answers.map(\.outcome) == [.refused, .read])
    await producer.terminate()
  }

  @Test func aRecordOfAContainerIsTraced() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let sample = PairFixture.sample("briefs.jsonl")
    #expect(try await pair.newsctl("push", "--wait=60s", sample).status == 0)
    let all = try await pair.newsctl("trace", sample)
    #expect(all.status == 64 && all.errors.contains("\(sample)#0"), "\(all.errors)")
    var ids: Set<String> = []
    for number in 0..<3 {
      let one = try await pair.newsctl("trace", "\(sample)#\(number)", "--format", "json")
      let articles = try #require(try one.json()["articles"] as? [[String: Any]])
      ids.formUnion(articles.compactMap { $0["id"] as? String })
    }
    #expect(ids == Set(try await pair.storedIDs().map(\.description)))
    #expect(try await pair.newsctl("trace", "\(sample)#3").status == 64)
    // As 'quarantine list' names it, whose folder is another.
    let missing = try await pair.newsctl("trace", "briefs.jsonl#0")
    #expect(missing.status == 64 && missing.errors.contains("briefs.jsonl: cannot be read: "), "\(missing.errors)")
    await producer.terminate()
    await consumer.terminate()
  }

  @Test(arguments: [[], ["--by", "day,source"], ["--by", "source", "--compare", "previous"]])
  func rowsHaveTheirNamesAlsoWhereThereAreNone(_ options: [String]) async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let file = try pair.file("one.txt", WrittenArticles.document(1).bytes)
    #expect(try await pair.newsctl("push", "--wait=60s", file).status == 0)
    func names(_ month: String) async throws -> Substring? {
      let range = ["--since", "2024-\(month)-01", "--until", "2024-\(month)-28", "--format", "csv"]
      let output = try await pair.newsctl(["stats"] + options + range)
      #expect(output.status == 0, "\(output.errors)")
      return output.text.split(separator: "\n").first
    }
    let full = try await names("03")
    let empty = try await names("06")
    #expect(full != nil && full == empty)
    await producer.terminate()
    await consumer.terminate()
  }

  @Test func aPushThatIsGivenUpTellsWhatWasTaken() async throws {
    let pair = try PairFixture()
    // Nobody takes anything out of the outbox.
    let producer = try await pair.startProducer(["--outbox-limit", "1MiB"])
    for number in 1...600 {
      _ = try pair.file("in/\(number).txt", WrittenArticles.document(number, paragraphs: 60).bytes)
    }
    let output = try await pair.newsctl(
      "push", "--busy-timeout", "1s", "--format", "json", pair.folder.path + "/in")
    #expect(output.status == 75, "\(output.errors)")
    let accepted = try #require(try output.json(status: 75)["accepted"] as? Int)
    let ledger = try await pair.intakeClient().status().ledger
    #expect(accepted > 0 && accepted == ledger.accepted)
    await producer.terminate()
  }

  @Test func aTopicsFileThatCannotBeReadSaysWhy() async throws {
    let pair = try PairFixture()
    let folder = pair.folder.path
    let utf16 = try pair.file("utf16.yaml", [0xFF, 0xFE, 0x74, 0x00])
    for (path, reason) in [
      (folder, "it is a folder"), ("\(folder)/none.yaml", "No such file or directory"), (utf16, "save it as UTF-8"),
    ] {
      let start = try pair.launch("news-consumer", ["--topics", path, "--check"])
      #expect(await start.exitStatus() == 78 && start.log.contains(reason), "\(path): \(start.log)")
    }
    // As with any mistake in the file.
    for command in [["topics", "check", utf16], ["topics", "list", "--topics", utf16]] {
      let check = try await pair.newsctl(command)
      #expect(check.status == 1 && check.errors.contains("utf16.yaml:1:1: "), "\(check.errors)")
    }
  }

  /// Rules that load, but do not what their author says, count nothing.
  @Test func aTopicsFileWhoseExampleComesOutOtherwiseIsRefusedByAll() async throws {
    let pair = try PairFixture()
    let rules = """
      topics:
        - id: harvest
          rules:
            - rule: rice
              any-of: {vi: [mùa lúa]}
          matches:
            - Mùa cà phê được mùa.

      """
    let path = try pair.file("mine.yaml", rules)
    for more in [["--check"], []] {
      let start = try pair.launch("news-consumer", ["--topics", path] + more)
      #expect(await start.exitStatus() == 78)
      #expect(start.log.contains("mine.yaml:7:9: this example must match"), "\(start.log)")
    }
    for command in ["check", "try"] {
      let refused = try await pair.newsctl("topics", command, path)
      #expect(refused.status == 1 && refused.errors.contains("mine.yaml:7:9: this example"), "\(refused.errors)")
    }
  }

  /// As is left where somebody takes a topic out of a file.
  @Test func aListThatNoRuleUsesIsToldByTheCheckAndKeepsNothingFromStarting() async throws {
    let pair = try PairFixture()
    let rules =
      "lists:\n  idle: [harbour]\ntopics:\n  - id: rice\n    rules:\n      - rule: r\n        any-of: mùa lúa\n"
    let path = try pair.file("mine.yaml", rules)
    let check = try await pair.newsctl("topics", "check", path)
    #expect(
      check.status == 1 && check.errors.contains("mine.yaml:2:9: no rule uses the list <idle>"), "\(check.errors)")
    let start = try pair.launch("news-consumer", ["--topics", path, "--check"])
    #expect(await start.exitStatus() == 0, "\(start.log)")
  }

  /// What the start would refuse, `--check` refuses too, and neither makes a file.
  @Test(arguments: [
    ("news-producer", ["--data", "file"]), ("news-producer", ["--data", ""]),
    ("news-producer", ["--data", "~/outbox"]), ("news-consumer", ["--data", "~"]),
    ("news-producer", ["--watch-folder", "missing"]), ("news-producer", ["--watch-folder", "file"]),
    ("news-producer", ["--data", "new", "--intake", "ipc://s", "--articles", "ipc://s"]),
    ("news-consumer", ["--data", "file"]),
    ("news-consumer", ["--data", "new", "--query", "ipc://s", "--events", "ipc://s"]),
    ("news-consumer", ["--data", "new", "--articles", "ipc://s", "--articles", "ipc://t", "--articles", "ipc://s"]),
  ])
  func whatTheStartRefusesTheCheckRefuses(_ program: String, _ options: [String]) async throws {
    let pair = try PairFixture()
    _ = try pair.file("file", "no folder")
    let folder = pair.folder.path
    let places = options.map {
      ["file", "new", "missing"].contains($0)
        ? "\(folder)/\($0)" : $0.replacingOccurrences(of: "//s", with: "//\(folder)/run/s")
    }
    let before = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".log") }
    for more in [["--check"], []] {
      let process = try pair.launch(program, places + more)
      #expect(await process.exitStatus() == 78, "\(places + more): \(process.log)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".log") } == before)
  }
}
