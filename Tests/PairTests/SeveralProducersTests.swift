import Foundation
import NewsClient
import NewsModels
import Testing

/// One consumer that receives from several producers.
@Suite struct SeveralProducersTests {
  /// A producer with a data folder and sockets of its own.
  private struct Desk {
    let process: RunningProcess
    let intake: String
    let articles: String

    init(_ pair: PairFixture, _ name: String, data: String? = nil) async throws {
      let folder = "\(pair.folder.path)/\(name)"
      intake = "ipc://\(folder)/intake"
      articles = "ipc://\(folder)/articles"
      process = try await pair.startProducer([
        "--data", data ?? "\(folder)/data", "--intake", intake, "--articles", articles,
      ])
    }

    func push(_ numbers: ClosedRange<Int>) async throws -> [ArticleID] {
      try await IntakeClient(endpoint: intake, timeout: PairFixture.patience).push(written: numbers)
    }
  }

  @Test func twoProducersFeedOneConsumerAndACommonArticleCountsOnce() async throws {
    let pair = try PairFixture()
    let (first, second) = (try await Desk(pair, "first"), try await Desk(pair, "second"))
    let consumer = try await pair.startConsumer(["--articles", first.articles, "--articles", second.articles])
    // The fifty in the middle come to both.
    let ids = try await first.push(1...100) + second.push(51...150)
    #expect(ids.count == 200)
    #expect(try await pair.queryClient().waitUntilStored(ids, atMost: PairFixture.patience))
    let stored = try await pair.storedIDs()
    #expect(stored.count == 150 && Set(stored) == Set(ids))
    #expect(try await pair.queryClient().statistics(StatisticsQuery()).articles == 150)
    // One of the two dies; the other's articles go on.
    await first.process.kill()
    let later = try await second.push(151...160)
    #expect(try await pair.queryClient().waitUntilStored(later, atMost: PairFixture.patience))
    await consumer.terminate()
    await second.process.terminate()
  }

  /// A producer that is not asked, or serves another store, may have any number of articles that wait.
  @Test func whatIsPendingIsToldOnlyWhereNobodyElseMayHaveMore() async throws {
    let pair = try PairFixture()
    let (first, second) = (try await Desk(pair, "first"), try await Desk(pair, "second"))
    func check(isKnown: Bool, _ desk: Desk) async throws {
      for command in [["stats"], ["bursts"], ["sources"], ["report", "--html", "-"]] {
        let shown = try await pair.newsctl(command + ["--intake", desk.intake])
        #expect(shown.text.contains("pending unknown (not every producer could be asked)") != isKnown, "\(shown)")
        #expect(shown.text.contains("at least 0 quarantined") != isKnown, "\(shown)")
      }
      let answer = try await pair.newsctl("stats", "--intake", desk.intake, "--format", "json").json()
      let pending = (answer["gaps"] as? [String: Any])?["pending"]
      #expect(isKnown ? pending as? Int == 0 : pending is NSNull, "\(answer)")
    }
    let both = try await pair.startConsumer(["--articles", first.articles, "--articles", second.articles])
    #expect(try await pair.queryClient().waitUntilStored(try await first.push(1...5), atMost: PairFixture.patience))
    try await check(isKnown: false, first)
    await both.terminate()
    let one = try await pair.startConsumer(["--articles", first.articles])
    #expect(try await pair.queryClient().waitUntilStored(try await first.push(6...9), atMost: PairFixture.patience))
    try await pair.settle(asking: try await IntakeClient(endpoint: first.intake, timeout: PairFixture.patience))
    try await check(isKnown: true, first)
    let stranger = try await Desk(pair, "stranger")
    try await check(isKnown: false, stranger)
    await stranger.process.terminate()
    await one.terminate()
    let other = try await pair.startConsumer([
      "--articles", first.articles, "--data", "\(pair.folder.path)/other-store",
    ])
    #expect(await other.logs("belongs to store"))
    try await check(isKnown: false, first)
    await other.terminate()
    await first.process.terminate()
    await second.process.terminate()
  }

  @Test func aCopyOfAProducerIsNamedAndTakesNothingAway() async throws {
    let pair = try PairFixture()
    var original = try await Desk(pair, "original")
    await original.process.terminate()
    let copied = "\(pair.folder.path)/copied-data"
    try FileManager.default.copyItem(atPath: "\(pair.folder.path)/original/data", toPath: copied)
    original = try await Desk(pair, "original")
    let copy = try await Desk(pair, "copy", data: copied)
    let consumer = try await pair.startConsumer(["--articles", original.articles, "--articles", copy.articles])
    #expect(await consumer.logs("two producers claim the identity"))
    let status = try await pair.queryClient().status()
    #expect(!status.healthy)
    #expect(status.links.contains { $0.trouble?.contains("stop it and give it a new one") == true })
    // Whichever came first is served.
    let ids = try await original.push(1...20)
    let others = try await copy.push(21...40)
    let served = status.links.first { $0.connected }?.endpoint == original.articles ? ids : others
    #expect(try await pair.queryClient().waitUntilStored(served, atMost: PairFixture.patience))
    let stored = Set(try await pair.storedIDs())
    #expect(stored == Set(served))
    await consumer.terminate()
    await copy.process.terminate()
    await original.process.terminate()
  }
}
