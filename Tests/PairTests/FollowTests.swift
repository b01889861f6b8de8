import Foundation
import NewsClient
import NewsModels
import Testing

/// Articles shown as they are stored.
@Suite struct FollowTests {
  /// The lines that a follower wrote so far; the last one may be half written.
  private func lines(_ file: URL) -> [[String: Any]] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
    }
  }

  private func ids(_ file: URL) -> [String] { lines(file).compactMap { $0["id"] as? String } }

  /// A follower whose lines go to a file.
  private func follow(_ pair: PairFixture, _ file: URL, _ arguments: String = "") throws -> RunningProcess {
    let program = RunningProcess.path("newsctl")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    return try pair.launch(
      "newsctl", [],
      wrapper: [
        "/bin/sh", "-c", "exec '\(program)' articles --follow --format jsonl --limit 1 \(arguments) > '\(file.path)'",
      ])
  }

  private func wait(_ file: URL, _ condition: @escaping @Sendable ([String]) -> Bool) async -> Bool {
    await FolderFacts.waitUntil(in: [file.deletingLastPathComponent().path]) {
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      return condition(text.split(separator: "\n").map(String.init))
    }
  }

  @Test func aFollowerThatIsStoppedAndAConsumerThatDiesCostNothing() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    let intake = try await pair.intakeClient()
    func push(_ numbers: Range<Int>) async throws -> [ArticleID] {
      let answers = try await intake.push(numbers.map { WrittenArticles.document($0) }, busyTimeout: .seconds(10))
      let accepted = answers.flatMap(\.accepted)
      #expect(accepted.count == numbers.count)
      #expect(try await pair.queryClient().waitUntilStored(accepted, atMost: PairFixture.patience))
      return accepted
    }
    // One of these is shown at the start, as asked for.
    _ = try await push(0..<3)
    var expected: Set<String> = []
    let file = pair.folder.appendingPathComponent("followed.jsonl")
    let follower = try follow(pair, file)
    #expect(await wait(file) { $0.count == 1 })
    // As they come.
    expected.formUnion(try await push(3..<40).map(\.description))
    #expect(await wait(file) { $0.count >= 38 })
    // While it is stopped, more events than its socket holds may pass.
    follower.send(SIGSTOP)
    expected.formUnion(try await push(40..<440).map(\.description))
    // And the consumer dies, and is started anew, with more articles before and after.
    await consumer.kill()
    consumer = try await pair.startConsumer()
    expected.formUnion(try await push(440..<600).map(\.description))
    follower.send(SIGCONT)
    #expect(await wait(file) { $0.count >= 598 })
    await consumer.kill()
    consumer = try await pair.startConsumer()
    expected.formUnion(try await push(600..<650).map(\.description))
    #expect(await wait(file) { $0.count >= 648 })
    let followed = ids(file)
    #expect(Set(followed.dropFirst()) == expected)
    #expect(followed.count == Set(followed).count, "an article was shown twice")
    let sequences = lines(file).compactMap { $0["sequence"] as? Int }
    #expect(Array(sequences.dropFirst()) == sequences.dropFirst().sorted())
    #expect(await follower.status(after: SIGTERM) == 128 + SIGTERM)
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func aBurstIsShownOnceWhenItComesUp() async throws {
    let pair = try PairFixture()
    let processes = [try await pair.startProducer(), try await pair.startConsumer()]
    func line(_ number: Int, _ day: Int) throws -> String {
      let date = try #require(CalendarDay(daysSince1970: 19_700 + day))
      let object = [
        "title": "Bài \(number)", "source": "A", "published": date.description,
        "body": "Đoàn xe viện trợ vào Dải Gaza hôm nay.\nBài số \(number).",
      ]
      return try WrittenArticles.line(object)
    }
    let past = try pair.file("past.jsonl", try (0..<60).map { try line($0, $0) }.joined(separator: "\n"))
    #expect(try await pair.newsctl("push", "--wait", past).status == 0)
    let file = pair.folder.appendingPathComponent("bursts.jsonl")
    let follower = try follow(pair, file, "--topic gaza")
    #expect(await wait(file) { $0.count == 1 })
    let burst = try pair.file("burst.jsonl", try (100..<112).map { try line($0, 59) }.joined(separator: "\n"))
    #expect(try await pair.newsctl("push", "--wait", burst).status == 0)
    #expect(await wait(file) { $0.contains { $0.contains("\"burst\"") } && $0.count >= 14 })
    let more = try pair.file("more.jsonl", try (200..<202).map { try line($0, 59) }.joined(separator: "\n"))
    #expect(try await pair.newsctl("push", "--wait", more).status == 0)
    #expect(await wait(file) { $0.count == 16 })
    let told = lines(file).compactMap { $0["burst"] as? [String: Any] }
    #expect(told.count == 1 && told.first?["topic"] as? String == "gaza")
    #expect(await follower.status(after: SIGTERM) == 128 + SIGTERM)
    // It is no news to one who begins to follow now.
    let laterFile = pair.folder.appendingPathComponent("later.jsonl")
    let later = try follow(pair, laterFile, "--topic gaza")
    #expect(await wait(laterFile) { $0.count == 1 })
    for number in 300..<302 {
      let one = try pair.file("\(number).jsonl", try line(number, 59))
      #expect(try await pair.newsctl("push", "--wait", one).status == 0)
      // The bursts of the one before are told before the next article is.
      #expect(await wait(laterFile) { $0.contains { $0.contains("Bài \(number)\"") } })
    }
    #expect(ids(laterFile).count == 3 && lines(laterFile).count == 3)
    #expect(await later.status(after: SIGTERM) == 128 + SIGTERM)
    await processes.terminate()
  }

  @Test func followingHasNoEndAndNoPages() async throws {
    let pair = try PairFixture()
    for arguments in [["--format", "json"], ["--format", "csv"], ["--after", "1:2"]] {
      let answer = try await pair.newsctl(["articles", "--follow"] + arguments)
      #expect(answer.status == 64, "\(answer.errors)")
    }
  }
}
