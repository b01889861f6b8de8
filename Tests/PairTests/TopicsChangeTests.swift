import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Topics are changed, as an analyst does it: tried on what is stored, then applied.
@Suite struct TopicsChangeTests {
  @discardableResult
  private func push(_ numbers: Range<Int>, to pair: PairFixture) async throws -> [ArticleID] {
    let client = try await pair.intakeClient()
    var ids: [ArticleID] = []
    for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 300) {
      let documents = (start..<min(numbers.upperBound, start + 300)).map { WrittenArticles.document($0) }
      ids += try await client.push(documents, busyTimeout: .seconds(60)).flatMap(\.accepted)
    }
    #expect(ids.count == numbers.count)
    #expect(try await pair.queryClient().waitUntilStored(ids, atMost: PairFixture.patience))
    return ids
  }

  private func counts(_ pair: PairFixture) async throws -> Set<String> {
    let answer = try await pair.queryClient().statistics(StatisticsQuery())
    return Set(answer.topics.filter { $0.articles > 0 }.map { "\($0.topic) \($0.articles)" })
  }

  @Test func topicsAreTriedOnStoredArticlesThenApplied() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    try await push(0..<30, to: pair)
    let before = try await counts(pair)
    #expect(before == ["north-korea 10", "gaza 10"])
    let file = try pair.file("mine.yaml", HarvestTopics.yaml)

    let tried = try await pair.newsctl("topics", "try", file, "--format", "json", "--limit", "3").json()
    #expect(tried["schema"] as? Int == 1 && tried["articles"] as? Int == 30 && tried["unread"] as? Int == 0)
    #expect(tried["differing"] as? Int == 20 && tried["has_more"] as? Bool == true)
    #expect((tried["changes"] as? [[String: Any]])?.count == 3)
    let topics = try #require(tried["topics"] as? [[String: Any]])
    let told = topics.map { topic in
      ["topic", "name", "gained", "lost", "moved"].map { "\(topic[$0] ?? "-")" }.joined(separator: " ")
    }
    #expect(told == ["harvest Harvest 10 0 0", "gaza Gaza 0 0 0", "north-korea North Korea 0 10 0"])
    let lines = try await pair.newsctl("topics", "try", file, "--format", "jsonl")
    let changes = try lines.jsonLines()
    #expect(changes.count == 20)
    #expect(Set(changes.compactMap { $0["id"] as? String }).count == 20)
    let keys: Set = ["topic", "before", "after", "id", "title", "published", "source", "evidence"]
    #expect(changes.allSatisfy { Set($0.keys) == keys })
    #expect(lines.errors.contains("30 articles read, 20 would count otherwise by topics"), "\(lines.errors)")
    let csv = try await pair.newsctl("topics", "try", file, "--format", "csv", "--last", "6")
    let rows = csv.text.split(separator: "\r\n").flatMap { $0.split(separator: "\n") }
    #expect(rows.first == "topic,before,after,id,title,published,source,evidence,rule")
    #expect(rows.count == 1 + 4)
    #expect(try await counts(pair) == before)
    let table = try await pair.newsctl("topics", "try", file, "--limit", "1")
    #expect(table.text.contains("and 19 changes more: a greater --limit, or --format csv"), "\(table.text)")
    #expect(table.text.contains("nothing was changed"))

    await consumer.terminate()
    let restarted = try await pair.startConsumer(["--topics", file])
    try await push(30..<60, to: pair)
    // Old articles keep what they were counted for, and the figures say that two files counted.
    #expect(try await counts(pair) == ["north-korea 10", "gaza 20", "harvest 10"])
    let statistics = try await pair.newsctl("stats")
    #expect(statistics.text.contains("see 'newsctl topics apply'"), "\(statistics.text)")
    let applied = try await pair.newsctl("topics", "apply", "--limit", "1")
    #expect(applied.status == 0)
    // What is done cannot be listed by asking once more.
    #expect(applied.text.contains("and 19 changes more, made too; 'newsctl topics try' lists all beforehand"))
    #expect(applied.text.contains("30 articles counted anew"), "\(applied.text)")
    #expect(applied.text.contains("20 count otherwise now"), "\(applied.text)")
    #expect(try await counts(pair) == ["gaza 20", "harvest 20"])
    #expect(try await !pair.newsctl("stats").text.contains("topics apply"))
    #expect(try await pair.newsctl("topics", "apply").text.hasPrefix("no article was counted by other topics"))
    #expect(try await pair.newsctl("verify").status == 0)

    // And back again.
    await restarted.terminate()
    let former = try await pair.startConsumer()
    #expect(try await pair.newsctl("topics", "apply").text.contains("60 articles counted anew"))
    #expect(try await counts(pair) == ["north-korea 20", "gaza 20"])
    #expect(try await pair.newsctl("verify").status == 0)
    await former.terminate()
    await producer.terminate()
  }

  @Test func aFileWithMistakesIsRefusedByThem() async throws {
    let pair = try PairFixture()
    let file = try pair.file("bad.yaml", "topics:\n  - id: Gaza!\n")
    let tried = try await pair.newsctl("topics", "try", file)
    #expect(tried.status == 1)
    #expect(tried.errors.contains("\(file):2:"), "\(tried.errors)")
    #expect(try await pair.newsctl("topics", "try", file, "--last", "0").status == 64)
    #expect(try await pair.newsctl("topics", "apply", "--limit", "-1").status == 64)
  }

  /// Whatever was counted anew before the kill is counted so, and the rest when the command comes again.
  @Test(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/KillOnMark"))
  func aConsumerThatIsKilledWhileTopicsAreAppliedGoesOnWhereItWas() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    let ids = try await push(0..<900, to: pair)
    await consumer.terminate()
    // The last ones come first: this one is in the middle of the second page.
    let deadly = try KillOnMarkTool(in: pair.folder.path).environment(
      item: ids[900 - 384].description, mark: "classifying.mark")
    consumer = try await pair.startConsumer(
      ["--topics", try pair.file("mine.yaml", HarvestTopics.yaml)], environment: deadly)
    let client = try await pair.queryClient()
    let page = try await client.reclassify(ReclassifyRequest(apply: true))
    #expect(page.found.articles == ReclassifyRequest.maximum && page.total == 900 && page.next != nil)
    await #expect(throws: ClientError.self) {
      try await client.reclassify(ReclassifyRequest(apply: true, before: page.next))
    }
    #expect(await consumer.exitStatus() == 128 + SIGKILL)

    consumer = try await pair.startConsumer(["--topics", pair.folder.appendingPathComponent("mine.yaml").path])
    #expect(try await pair.newsctl("verify").status == 0)
    let rest = try await pair.queryClient().reclassify(ReclassifyRequest(apply: true, limit: 1))
    #expect(rest.total == 900 - ReclassifyRequest.maximum)
    #expect(try await pair.newsctl("topics", "apply").status == 0)
    #expect(try await counts(pair) == ["gaza 300", "harvest 300"])
    #expect(try await pair.newsctl("verify").status == 0)
    await consumer.terminate()
    await producer.terminate()
  }
}
