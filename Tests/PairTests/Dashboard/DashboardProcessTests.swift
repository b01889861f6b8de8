#if Dashboard
import Foundation
import NewsModels
import TestSupport
import Testing

/// The dashboard as a process: its options, its exit statuses, its end.
@Suite struct DashboardProcessTests {
  @Test func thePageShowsWhatWasPushedAndEndsInOrder() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    let page = try fixture.get("/")
    #expect(page.status == 200)
    #expect(page.text.contains("href=\"/articles?topic=gaza\">1</a>"))
    let figures = try fixture.json("/api/v1/stats")
    #expect(figures["articles"] as? Int == 1)
    #expect((figures["gaps"] as? [String: Any])?["pending"] as? Int == 0)
    // The same answer as the command line gives.
    let printed = try await fixture.pair.newsctl("stats", "--format", "json").text
    #expect(try fixture.get("/api/v1/stats").text + "\n" == printed)
    let status = try await fixture.pair.newsctl("status", "--format", "json").text
    #expect(try fixture.get("/api/v1/status").text + "\n" == status)
    for question in ["articles", "stories"] {
      let printed = try await fixture.pair.newsctl(question, "--format", "json").text
      #expect(try fixture.get("/api/v1/\(question)").text + "\n" == printed)
    }
    let id = try #require(try await fixture.pair.storedIDs().first).description
    let explained = try await fixture.pair.newsctl("explain", id, "--format", "json").text
    #expect(try fixture.get("/api/v1/articles/\(id)").text + "\n" == explained)
    await fixture.end()
  }

  @Test func everyAnswerStatesTheSameGaps() async throws {
    let fixture = try await DashboardFixture([
      ("a.txt", try DashboardSamples.text("tokyo-meeting.txt")), ("b.pdf", "%PDF-1.4\n"),
    ])
    for question in ["stats", "bursts", "sources"] {
      let gaps = try #require(try fixture.json("/api/v1/\(question)")["gaps"] as? [String: Any])
      #expect(gaps["pending"] as? Int == 0 && gaps["quarantined"] as? Int == 1, "\(question): \(gaps)")
      let printed = try await fixture.pair.newsctl(question, "--format", "json").json()
      #expect(try #require(printed["gaps"] as? [String: Any]) as NSDictionary == gaps as NSDictionary)
    }
    await fixture.end()
  }

  /// A period, and each story once: what a page's own links combine.
  @Test func filtersThatAPageLinksCanBeCombined() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    for period in ["today", "last-30-days", "this-year"] {
      #expect(try fixture.get("/?period=\(period)&collapse=true").status == 200, "\(period)")
      let stats = try await fixture.pair.newsctl("stats", "--period", period, "--collapse", "--by", "day")
      #expect(stats.status == 0, "\(period): \(stats.errors)")
    }
    // Nothing lies before the calendar's first day.
    #expect(try fixture.get("/?since=0001-01-01&until=9999-12-31").status == 200)
    let refused = try fixture.get("/?lang=vi&since=yesterday")
    #expect(refused.status == 400 && refused.text.contains("<html lang=\"vi\">"))
    await fixture.end()
  }

  /// More come and go than there are places.
  @Test func whoLeavesTheLiveFeedGivesHisPlaceBack() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    for _ in 0..<130 { #expect(try WebExchange(port: fixture.port).ask("HEAD", "/live").status == 200) }
    for _ in 0..<3 {
      let reader = try WebExchange(port: fixture.port)
      reader.write("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
      _ = try reader.readToEnd(orUntil: ": welcome")
    }
    // Nothing is pushed: a reader who has gone is found out all the same.
    let deadline = ContinuousClock.now + .seconds(60)
    var metrics = ""
    repeat { metrics = try fixture.get("/metrics").text } while !metrics.contains("followers 0\n") && .now < deadline
    #expect(metrics.contains("followers 0\n"))
    await fixture.end()
  }

  /// It says so, instead of hanging too.
  @Test func aConsumerThatHangsIsShown() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    #expect(try fixture.get("/health").text.contains("Nothing is in quarantine."))
    try fixture.consumer.pause()
    let health = try fixture.get("/health")
    #expect(health.status == 200 && health.text.contains("What is in quarantine is not known"))
    // Who reads a page has pushed nothing.
    #expect(health.text.contains("did not answer in time; come again") && !health.text.contains("push again"))
    #expect(try fixture.get("/metrics").text.contains("news_topics_up{service=\"news-consumer\"} 0"))
    fixture.consumer.send(SIGCONT)
    await fixture.end()
  }

  /// Whoever watches over the services is answered while all places of readers are taken by pages that wait for one of them.
  @Test func pagesThatWaitDoNotBlindTheMonitoring() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    try fixture.consumer.pause()
    let readers = try (0..<40).map { _ in try WebExchange(port: fixture.port) }
    for reader in readers { reader.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") }
    // Who found no place is refused at once, and nobody else is answered: then all places are taken. A question asked to find that out
    // would take one itself where it came too early, and wait.
    let deadline = ContinuousClock.now + PairFixture.patience
    while !readers.contains(where: \.hasAnswer), .now < deadline { await Task.yield() }
    let refused = try #require(readers.first { $0.hasAnswer })
    _ = try refused.readToEnd(orUntil: "Too many questions at once")
    let start = ContinuousClock.now
    let ready = try fixture.get("/readyz")
    #expect(ready.status == 503 && ready.text.contains("did not answer"), "\(ready.text)")
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(try fixture.get("/metrics").text.contains("news_topics_up{service=\"news-producer\"} 1"))
    fixture.consumer.send(SIGCONT)
    await fixture.end()
  }

  /// Nothing but what waits there is missing from the figures.
  @Test func aProducerThatIsAwayHoldsUpNoPage() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    await fixture.producer.kill()
    #expect(try fixture.get("/").text.contains("news-producer"))
    let start = ContinuousClock.now
    for _ in 0..<10 { #expect(try fixture.get("/api/v1/stats").status == 200) }
    // Waiting for a connection each time, they took 30 s.
    #expect(ContinuousClock.now - start < .seconds(15))
    await fixture.dashboard.terminate()
    await fixture.consumer.terminate()
  }

  /// Where a page follows what changes, and up to which change it has heard.
  private static func live(_ fixture: DashboardFixture) throws -> Substring {
    let page = try fixture.get("/").text
    return try #require(page.firstMatch(of: /data-live="([^"]+)"/)).output.1
  }

  /// Waits until a page has heard of another change; answers whether that came in time.
  private static func hasChanged(_ fixture: DashboardFixture, since before: Substring) throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(60)
    while try live(fixture) == before { if .now > deadline { return false } }
    return true
  }

  /// A reader of the page who has not heard of it yet.
  @Test func whatChangedBetweenAPageAndItsFollowingIsTold() async throws {
    let fixture = try await DashboardFixture()
    let before = try Self.live(fixture)
    try await fixture.push([("a.txt", try DashboardSamples.text("gaza-aid.txt"))])
    #expect(try Self.hasChanged(fixture, since: before))
    // More readers than there may be changes still to come.
    for _ in 0..<5 {
      let follower = try WebExchange(port: fixture.port)
      follower.write("GET \(before) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
      let told = try follower.readToEnd(orUntil: "event: change", atMost: 30)
      #expect(String(decoding: told, as: UTF8.self).contains("event: change"))
    }
    await fixture.end()
  }

  /// No article comes, and what is stored counts otherwise.
  @Test func aReaderOfAPageIsToldThatSourcesWereJoined() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("gaza-aid.txt"))])
    // More often than what else may change after a push: its acknowledgement.
    for change in [["join", "Báo A", "--as", "Báo B"], ["part", "Báo A"], ["join", "Báo A", "--as", "Báo C"]] {
      let before = try Self.live(fixture)
      #expect(try await fixture.pair.newsctl(["sources"] + change).status == 0)
      #expect(try Self.hasChanged(fixture, since: before), "\(change)")
    }
    await fixture.end()
  }

  /// A page of few lines says that there are more.
  @Test func theOverviewSaysThatItLeavesBurstsOut() async throws {
    let lines = (1...200).flatMap { day in
      (0..<(day.isMultiple(of: 20) ? 14 : 1)).map { number in
        let date = Date(timeIntervalSinceNow: -86_400 * Double(day)).formatted(.iso8601.year().month().day())
        return #"{"title":"Bài \#(day).\#(number)","published":"\#(date)","source":"A","body":""#
          + #"Đoàn xe viện trợ thứ \#(day).\#(number) vào Dải Gaza."}"#
      }
    }
    let fixture = try await DashboardFixture([("bursts.jsonl", lines.joined(separator: "\n"))])
    let all = try fixture.get("/").text
    #expect(all.contains("&#39;newsctl bursts --limit 500&#39; with the same filters lists more. Shown: 6."))
    let since = Date(timeIntervalSinceNow: -86_400 * 90).formatted(.iso8601.year().month().day())
    let some = try fixture.get("/?since=\(since)").text
    #expect(some.contains("Days that stand out") && !some.contains("lists more. Shown"))
    await fixture.end()
  }

  @Test func aChoiceIsKeptByTheLinksAndFormsOfItsPage() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    let listing = try #require(try fixture.json("/api/v1/articles")["articles"] as? [[String: Any]])
    let id = try #require(listing.first?["id"] as? String)
    #expect(try fixture.get("/articles/\(id)").text.contains("href=\"/articles/\(id)?lang=vi\""))
    let form = try fixture.get("/login?target=/health&lang=vi").text
    #expect(form.contains("<html lang=\"vi\">") && form.contains("href=\"/login?target=%2Fhealth&amp;lang=en\""))
    let undated = try fixture.get("/articles?undated=true").text
    #expect(undated.contains("name=\"undated\" value=\"true\"") && !undated.contains("name=\"since\""))
    await fixture.end()
  }

  @Test func withoutServicesThePageSaysSoAndComesBackWithThem() async throws {
    let pair = try PairFixture()
    let dashboard = try pair.launch("news-dashboard", ["--listen", "127.0.0.1:0"])
    let line = try await dashboard.firstLine()
    let port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
    func get(_ path: String) throws -> WebExchange.Answer { try WebExchange(port: port).ask("GET", path) }
    #expect(try get("/healthz").status == 200)
    #expect(try get("/readyz").status == 503)
    #expect(try get("/").status == 503)
    #expect(try get("/").text.contains("news-consumer cannot be reached"))
    let health = try get("/health")
    #expect(health.status == 200)
    #expect(health.text.contains("news-producer cannot be reached"))
    #expect(health.text.contains("What is in quarantine is not known"))
    #expect(try get("/metrics").text.contains("news_topics_up{service=\"news-consumer\"} 0"))

    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    #expect(try get("/readyz").status == 200)
    #expect(try get("/").status == 200)

    // A consumer that is killed and comes again is found again.
    await consumer.kill()
    #expect(try get("/").status == 503)
    let second = try await pair.startConsumer()
    // The connection is made again within two seconds; a page does not wait for it that long.
    try await waitUntil { try get("/").status == 200 }
    await dashboard.terminate()
    await second.terminate()
    await producer.terminate()
  }

  @Test func aFollowerDoesNotHoldUpTheEnd() async throws {
    let fixture = try await DashboardFixture()
    let follower = try WebExchange(port: fixture.port)
    follower.write("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    _ = try follower.readToEnd(orUntil: ": welcome")
    let idle = try WebExchange(port: fixture.port)
    idle.write("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    _ = try idle.readToEnd(orUntil: "alive")
    let half = try WebExchange(port: fixture.port)
    half.write("GET / HTTP/1.1\r\nHost: 127")
    await fixture.dashboard.terminate()
    #expect(fixture.dashboard.log.contains("ended in order"))
  }

  @Test func whatIsStoredIsToldToWhoFollows() async throws {
    let fixture = try await DashboardFixture()
    let follower = try WebExchange(port: fixture.port)
    follower.write("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    let beginning = try follower.readToEnd(orUntil: ": welcome")
    #expect(String(decoding: beginning, as: UTF8.self).contains("text/event-stream"))
    try await fixture.push([("a.txt", try DashboardSamples.text("gaza-aid.txt"))])
    #expect(String(decoding: try follower.readToEnd(orUntil: "event: change"), as: UTF8.self).contains("event: change"))
    // An article without a topic has no event, and is told too.
    try await fixture.push([("b.txt", try DashboardSamples.text("rice-harvest.txt"))])
    #expect(String(decoding: try follower.readToEnd(orUntil: "event: change"), as: UTF8.self).contains("event: change"))
  }

  @Test func optionsComeFromEnvironmentAndFileAndAreChecked() async throws {
    let pair = try PairFixture()
    func status(_ arguments: [String], _ environment: [String: String] = [:]) async throws -> (Int32, String) {
      let process = try pair.launch("news-dashboard", arguments, environment: environment)
      return (await process.exitStatus(), process.log)
    }
    #expect(try await status(["--check"]).0 == 0)
    let open = try await status(["--check", "--listen", "0.0.0.0:0"])
    #expect(open.0 == 78)
    #expect(open.1.contains("--token-file"))
    #expect(try await status(["--check"], ["NEWS_DASHBOARD_LISTEN": "0.0.0.0:0"]).0 == 78)
    let file = try pair.file("dashboard.yaml", "listen: nowhere\n")
    let misread = try await status(["--check", "--config", file])
    #expect(misread.0 == 78)
    #expect(misread.1.contains("nowhere"))
    #expect(try await status(["--chek"]).0 == 64)
    #expect(try await status(["--check", "--query", "tcp://192.0.2.1:5603"]).0 == 78)

    let token = try pair.file("token", "0123456789abcdef\n")
    let readable = try await status(["--check", "--token-file", token])
    #expect(readable.0 == 78)
    #expect(readable.1.contains("0600"))
    #expect(!readable.1.contains("0123456789abcdef"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: token)
    #expect(try await status(["--check", "--listen", "0.0.0.0:0", "--token-file", token]).0 == 0)
  }

  @Test func aTakenAddressIsAMatterOfConfiguration() async throws {
    let fixture = try await DashboardFixture()
    let second = try fixture.pair.launch("news-dashboard", ["--listen", "127.0.0.1:\(fixture.port)"])
    #expect(await second.exitStatus() == 78)
    #expect(second.log.contains("--listen"))
  }
}

/// The articles that come with the program.
enum DashboardSamples {
  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: PairFixture.sample(name), encoding: .utf8)
  }

  static func all() throws -> [(name: String, text: String)] {
    let folder = PairFixture.sample("")
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".txt") }.map {
      ($0, try text($0))
    }
  }
}

#endif
