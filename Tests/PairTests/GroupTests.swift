import Foundation
import NewsClient
import NewsModels
import Testing

/// Several groups on one producer, as a person keeps them.
@Suite struct GroupTests {
  private static let archive = "archive"

  /// A consumer of another group, with a store and sockets of its own.
  private func startConsumer(
    _ pair: PairFixture, group: String, folder: String? = nil, _ more: [String] = []
  ) async throws -> (process: RunningProcess, query: String) {
    let folder = folder ?? group
    let query = "ipc://\(pair.folder.path)/\(folder)/query"
    let process = try await pair.startConsumer(
      [
        "--group", group, "--data", "\(pair.folder.path)/\(folder)/data", "--query", query, "--events",
        "ipc://\(pair.folder.path)/\(folder)/events",
      ] + more)
    return (process, query)
  }

  private func client(_ query: String) async throws -> QueryClient {
    try await QueryClient(endpoint: query, timeout: PairFixture.patience)
  }

  @Test func twoGroupsWithDifferentTopicsCountTheSameArticlesEachInItsWay() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    #expect(try await pair.newsctl("groups", "add", Self.archive).status == 0)
    let topics = try pair.file(
      "topics.yaml",
      """
      topics:
        - id: bulletins
          name: Bulletins
          rules:
            - rule: what each of them says
              any-of: [bản tin]
      """)
    let desk = try await pair.startConsumer()
    let archive = try await startConsumer(pair, group: Self.archive, ["--topics", topics])
    let accepted = try await pair.intakeClient().push(written: 0..<30)
    #expect(accepted.count == 30)
    let (first, second) = (try await pair.queryClient(), try await client(archive.query))
    #expect(try await first.waitUntilStored(accepted, atMost: PairFixture.patience))
    #expect(try await second.waitUntilStored(accepted, atMost: PairFixture.patience))
    let counts = try await first.statistics(StatisticsQuery())
    #expect(counts.topics.map { "\($0.topic) \($0.articles)" } == ["north-korea 10", "gaza 10", "taiwan-strait 0"])
    let others = try await second.statistics(StatisticsQuery())
    #expect(others.topics.map { "\($0.topic) \($0.articles)" } == ["bulletins 30"])
    #expect(others.articles == 30)

    let list = try await pair.newsctl("groups", "list", "--format", "json")
    let object = try list.json()
    let groups = try #require(object["groups"] as? [[String: Any]])
    #expect(groups.map { $0["group"] as? String } == ["default", Self.archive])
    #expect(groups.map { $0["stored"] as? Int } == [30, 30])
    #expect(Set(groups.compactMap { $0["store"] as? String }).count == 2)
    await archive.process.terminate()
    await desk.terminate()
    await producer.terminate()
  }

  @Test func aGroupAddedLaterBeginsWithWhatIsHeldOrWithWhatComes() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let held = try await pair.intakeClient().push(written: [1])
    #expect(try await pair.newsctl("groups", "add", Self.archive, "--begin", "held").status == 0)
    #expect(try await pair.newsctl("groups", "add", "late").status == 0)
    let twice = try await pair.newsctl("groups", "add", "late")
    #expect(twice.status == 64 && twice.errors.contains("exists already"))
    #expect(try await pair.newsctl("groups", "add", "Not A Name").status == 64)
    let archive = try await startConsumer(pair, group: Self.archive)
    let late = try await startConsumer(pair, group: "late")
    let new = try await pair.intakeClient().push(written: [2])
    let (first, second) = (try await client(archive.query), try await client(late.query))
    #expect(try await first.waitUntilStored(held + new, atMost: PairFixture.patience))
    #expect(try await second.waitUntilStored(new, atMost: PairFixture.patience))
    #expect(try await second.articles(ArticlesQuery(limit: 9)).articles.map(\.id) == new)
    try await pair.settle(groups: [Self.archive, "late"])
    for (process, query) in [archive, late] {
      let status = try await pair.newsctl("status", "--query", query)
      #expect(status.text.contains("balanced"), "\(status.text)")
      await process.terminate()
    }
    await producer.terminate()
  }

  @Test func aGroupThatNeverReturnsIsNamedAndGivenUpWithAGapThatStatisticsState() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    #expect(try await pair.newsctl("groups", "add", Self.archive, "--limit", "4000").status == 0)
    let archive = try await startConsumer(pair, group: Self.archive)
    for command in [["groups", "list"], ["status", "--query", archive.query]] {
      let lines = try await pair.newsctl(command).text.split(separator: "\n")
      let group = lines.first { $0.contains("default") }
      #expect(group?.contains("no consumer since the producer started ") == true, "\(lines)")
    }
    let desk = try await pair.startConsumer()
    let first = try await pair.intakeClient().push(written: [0])
    #expect(try await client(archive.query).waitUntilStored(first, atMost: PairFixture.patience))
    await archive.process.terminate()
    // Until its limit, pushing goes on; then the pusher is told who holds it back.
    var accepted = 0
    var busy: PairFixture.Output?
    for number in 1...60 where busy == nil {
      let file = try pair.file("in/\(number).txt", WrittenArticles.document(number).bytes)
      let push = try await pair.newsctl("push", "--busy-timeout", "200ms", file)
      if push.status == 75 { busy = push } else { accepted += 1 }
    }
    #expect(accepted > 2)
    #expect(busy?.errors.contains("bytes wait for group archive and 4000 are allowed") == true, "\(busy?.errors ?? "")")
    let status = try await pair.newsctl("status")
    #expect(status.text.contains("group archive: \(accepted + 1) accepted = \(accepted) pending"), "\(status.text)")
    #expect(status.text.contains("no consumer for"))

    let drop = try await pair.newsctl("groups", "drop", Self.archive)
    #expect(drop.text.contains("given up: archive, \(accepted) articles"), "\(drop.text)")
    let gap = "archive was given up: up to \(accepted) articles that its store may not have"
    #expect(try await pair.newsctl("status").text.contains(gap))
    let file = try pair.file("in/more.txt", WrittenArticles.document(99).bytes)
    #expect(try await pair.newsctl("push", "--wait", file).status == 0)
    // Its store has a gap, the other one has none.
    let again = try await startConsumer(pair, group: Self.archive)
    #expect(await again.process.logs("no group 'archive' here"))
    let refusal = again.process.log.split(separator: "\n").first { $0.contains("no group 'archive' here") }
    #expect(refusal?.contains("data=\(pair.folder.path)/\(Self.archive)/data") == true, "\(refusal ?? "")")
    let stats = try await pair.newsctl("stats", "--query", again.query)
    #expect(stats.text.contains("· \(accepted) given up by a person ·"), "\(stats.text)")
    let json = try await pair.newsctl("stats", "--format", "json", "--query", again.query)
    #expect(json.text.contains("\"dropped\":\(accepted)"))
    #expect(try await !pair.newsctl("stats").text.contains("given up"))
    let last = try await pair.newsctl("groups", "drop", "default")
    #expect(last.status == 64 && last.errors.contains("is the last group"))
    await again.process.terminate()
    await desk.terminate()
    await producer.terminate()
  }

  @Test func aGroupTakesAnotherStoreOnlyWhenItIsReboundToIt() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    #expect(try await pair.newsctl("groups", "add", Self.archive).status == 0)
    let first = try await pair.startConsumer()
    let accepted = try await pair.intakeClient().push(written: [0])
    #expect(try await pair.queryClient().waitUntilStored(accepted, atMost: PairFixture.patience))
    await first.terminate()

    let other = try await startConsumer(pair, group: "default", folder: "other")
    #expect(await other.process.logs("belongs to store"))
    // One was there since the producer started.
    let groups = try await pair.newsctl("groups", "list").text.split(separator: "\n")
    #expect(groups.contains { $0.hasPrefix("default") && $0.contains("no consumer for ") }, "\(groups)")
    let more = try await pair.intakeClient().push(written: [1])
    let query = try await client(other.query)
    #expect(try await !query.waitUntilStored(more, atMost: .zero))
    #expect(try await query.status().links.first?.trouble?.contains("groups rebind") == true)
    let rebind = try await pair.newsctl("groups", "rebind", "default")
    #expect(rebind.status == 0, "\(rebind.errors)")
    // The archive has not come yet, so the outbox still holds everything.
    #expect(try await query.waitUntilStored(accepted + more, atMost: PairFixture.patience))
    try await pair.settle(groups: ["default"])
    let status = try await pair.newsctl("status", "--query", other.query)
    #expect(status.text.contains("· balanced"), "\(status.text)")
    #expect(!status.text.contains("left behind"), "\(status.text)")
    // The store that it had is another one now.
    let before = try await pair.startConsumer()
    #expect(await before.logs("belongs to store"))
    await before.terminate()
    await other.process.terminate()
    await producer.terminate()
  }

  @Test func whatAStoreThatIsGoneHadIsStatedUntilItIsPushedAgain() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    let files = try (0..<3).map { try pair.file("in/\($0).txt", [UInt8](WrittenArticles.document($0).bytes)) }
    #expect(try await pair.newsctl(["push", "--wait"] + files).status == 0)
    try await pair.settle()
    _ = await consumer.terminate()
    try FileManager.default.removeItem(at: pair.state.appendingPathComponent("consumer"))
    #expect(try await pair.newsctl("groups", "rebind", "default").status == 0)

    consumer = try await pair.startConsumer()
    let last = try pair.file("in/3.txt", [UInt8](WrittenArticles.document(3).bytes))
    #expect(try await pair.newsctl("push", "--wait", last).status == 0)
    try await pair.settle()
    let status = try await pair.newsctl("status")
    #expect(status.status == 1 && status.text.contains("left behind: articles 1-3 of the producer"), "\(status.text)")
    #expect(status.text.hasSuffix("healthy · balanced · articles left behind\n"), "\(status.text)")
    let stats = try await pair.newsctl("stats")
    #expect(stats.text.contains("· 3 lost ("), "\(stats.text)")
    let json = try await pair.newsctl("stats", "--format", "json").json()
    #expect((json["gaps"] as? [String: Any])?["lost"] as? Int == 3)

    #expect(try await pair.newsctl(["push", "--again", "--wait"] + files).status == 0)
    let settled = try await pair.newsctl("status")
    #expect(settled.status == 0 && !settled.text.contains("left behind"), "\(settled.text)")
    #expect(try await !pair.newsctl("stats").text.contains("lost"))
    #expect(try await pair.storedIDs().count == 4)
    _ = await consumer.terminate()
    _ = await producer.terminate()
  }

  @Test func whatAStoreBeforeHadIsGivenUpByAPerson() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    let file = try pair.file("in/0.txt", [UInt8](WrittenArticles.document(0).bytes))
    #expect(try await pair.newsctl("push", "--wait", file).status == 0)
    try await pair.settle()
    await consumer.terminate()
    try FileManager.default.removeItem(at: pair.state.appendingPathComponent("consumer"))
    #expect(try await pair.newsctl("groups", "rebind", "default").status == 0)

    consumer = try await pair.startConsumer()
    let last = try pair.file("in/1.txt", [UInt8](WrittenArticles.document(1).bytes))
    #expect(try await pair.newsctl("push", "--wait", last).status == 0)
    try await pair.settle()
    #expect(try await pair.newsctl("status").text.contains("'newsctl groups forget default' gives them up"))
    #expect(try await pair.newsctl("stats").text.contains("· 1 lost ("))
    #expect(try await pair.newsctl("groups", "forget", "nobody").status == 64)
    let forget = try await pair.newsctl("groups", "forget", "default", "--format", "json")
    let groups = try forget.json()["groups"] as? [[String: Any]]
    #expect(forget.status == 0 && groups?.count == 1 && groups?.first?["left_behind"] == nil, "\(forget.text)")
    #expect(try await !pair.newsctl("status").text.contains("left behind"))
    #expect(try await !pair.newsctl("stats").text.contains("lost"))
    #expect(try await pair.newsctl("status").text.contains("· balanced"))
    await consumer.terminate()
    await producer.terminate()
  }
}
