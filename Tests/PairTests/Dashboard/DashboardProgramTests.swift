#if Dashboard
import Foundation
import TestSupport
import Testing

/// What programs read: checked by the checkers that their authors use.
@Suite struct DashboardProgramTests {
  @Test(.enabled(if: PageCheckers.lacksSchemathesis == nil, "\(PageCheckers.lacksSchemathesis ?? "")"))
  func everyAnswerIsAsDescribed() async throws {
    let fixture = try await DashboardFixture(try DashboardSamples.all())
    let output = try await fixture.pair.run(
      "/bin/sh",
      [
        // It keeps notes where it runs.
        "-c", "cd '\(fixture.pair.folder.path)' && exec \"$0\" \"$@\"", PageCheckers.schemathesis, "run",
        fixture.address + "/api/v1/openapi.json", "--checks", "all", "--max-examples", "25", "--seed", "1",
        "--no-color",
      ])
    #expect(output.status == 0, "\(output.text.suffix(3_000))")
    #expect(fixture.dashboard.isRunning)
  }

  /// A program that was made from the description must find all that an answer says.
  @Test func theDescriptionNamesAllThatAnswersHold() async throws {
    let fixture = try await DashboardFixture(try DashboardSamples.all() + [try DashboardNews.document(400)])
    let description = try fixture.json("/api/v1/openapi.json")
    let schemas = try #require((description["components"] as? [String: Any])?["schemas"] as? [String: Any])
    let listing = try #require(try fixture.json("/api/v1/articles?topic=gaza")["articles"] as? [[String: Any]])
    let id = try #require(listing.first?["id"] as? String)
    for (path, schema) in [
      ("stats?by=day,source,language&period=last-month&topic=gaza", "Statistics"),
      ("stats?by=source&period=last-month&compare=previous&collapse=true", "Statistics"),
      ("articles?topic=gaza&level=main", "Listing"), ("articles/\(id)", "Article"), ("bursts", "Bursts"),
      ("stories", "Stories"), ("sources", "Sources"), ("topics", "Topics"), ("status", "Status"),
    ] {
      let answer = try fixture.json("/api/v1/\(path)")
      #expect(Self.undescribed(answer, try #require(schemas[schema] as? [String: Any]), schemas) == [], "\(path)")
    }
    #expect(!(try #require(try fixture.json("/api/v1/bursts")["bursts"] as? [Any])).isEmpty)
    await fixture.end()
  }

  /// What `stats` still counts opens for programs too.
  @Test func aTopicThatLeftTheFileIsAnswered() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("gaza-aid.txt"))])
    await fixture.consumer.terminate()
    let rules = try await fixture.pair.newsctl("topics", "show").text
    let topics = try fixture.pair.file("mine.yaml", rules.replacing("  - id: gaza", with: "  - id: strip"))
    let consumer = try await fixture.pair.startConsumer(["--topics", topics])
    let deadline = ContinuousClock.now + PairFixture.patience
    while try fixture.get("/readyz").status != 200, .now < deadline {}
    for path in ["stats", "articles", "bursts", "stories"] {
      for question in ["topic=gaza", "topic=strip&with=gaza"] {
        #expect(try fixture.get("/api/v1/\(path)?\(question)").status == 200, "\(path)?\(question)")
      }
      for question in ["topic=nobody", "topic=gaza&with=nobody"] {
        let answer = try fixture.get("/api/v1/\(path)?\(question)")
        #expect(answer.status == 404 && answer.text.contains("no topic is named nobody"), "\(path): \(answer.text)")
      }
    }
    #expect((try fixture.json("/api/v1/articles?topic=gaza")["articles"] as? [Any])?.count == 1)
    await fixture.dashboard.terminate()
    await consumer.terminate()
    await fixture.producer.terminate()
  }

  /// The keys of an answer that its schema does not name, where the schema names any.
  private static func undescribed(_ value: Any, _ schema: [String: Any], _ schemas: [String: Any]) -> Set<String> {
    var parts = [schema]
    if let name = (schema["$ref"] as? String)?.split(separator: "/").last {
      parts = [schemas[String(name)] as? [String: Any] ?? [:]]
    }
    parts += parts.flatMap { $0["allOf"] as? [[String: Any]] ?? [] }
    if let list = value as? [Any], let items = parts.compactMap({ $0["items"] as? [String: Any] }).first {
      return list.reduce(into: []) { $0.formUnion(undescribed($1, items, schemas)) }
    }
    if let first = parts.first(where: { $0["$ref"] != nil }) { return undescribed(value, first, schemas) }
    guard let object = value as? [String: Any],
      let properties = parts.compactMap({ $0["properties"] as? [String: Any] }).first
    else { return [] }
    return object.reduce(into: []) { unknown, pair in
      guard let property = properties[pair.key] as? [String: Any] else {
        unknown.insert(pair.key)
        return
      }
      unknown.formUnion(undescribed(pair.value, property, schemas).map { pair.key + "." + $0 })
    }
  }

  @Test(.enabled(if: PageCheckers.lacksPrometheus == nil, "\(PageCheckers.lacksPrometheus ?? "")"))
  func metricsAreAsPrometheusWantsThem() async throws {
    let fixture = try await DashboardFixture(try DashboardSamples.all())
    _ = try fixture.get("/")
    // The figure comes from an event, a moment after the push is done.
    var text = ""
    let deadline = ContinuousClock.now + PairFixture.patience
    repeat {
      text = try fixture.get("/metrics").text
    } while text.contains("delivery_seconds_count 0") && .now < deadline
    for line in [
      "news_topics_up{service=\"news-producer\"} 1", "news_topics_up{service=\"news-consumer\"} 1",
      "news_topics_balanced 1", "news_topics_excess_articles 0", "news_topics_outbox_limit_bytes 8589934592",
      "news_topics_group_pending_articles{group=\"default\"} 0",
      "news_topics_topic_articles{topic=\"gaza\",level=\"main\"}", "news_topics_build_info{",
    ] { #expect(text.contains(line), "\(line)") }
    #expect(!text.contains("delivery_seconds_count 0"))
    let file = try fixture.pair.file("metrics.txt", text)
    let checked = try await fixture.pair.run("/bin/sh", ["-c", "promtool check metrics < '\(file)'"])
    #expect(checked.status == 0, "\(checked.text)\(checked.errors)")
  }

  @Test(.enabled(if: PageCheckers.lacksPrometheus == nil, "\(PageCheckers.lacksPrometheus ?? "")"))
  func aRealPrometheusReadsThem() async throws {
    let fixture = try await DashboardFixture(try DashboardSamples.all())
    let deploy = PairFixture.repository.appendingPathComponent("deploy/monitoring").path
    let configuration = try fixture.pair.file(
      "prometheus.yml",
      """
      global: {scrape_interval: 1s, evaluation_interval: 1s}
      rule_files: ['\(deploy)/alerts.yaml']
      scrape_configs:
        - job_name: news-topics
          static_configs: [{targets: ['127.0.0.1:\(fixture.port)']}]

      """)
    let log = fixture.pair.folder.appendingPathComponent("prometheus.log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Browser.path("prometheus")))
    process.arguments = [
      "--config.file=\(configuration)", "--storage.tsdb.path=\(fixture.pair.folder.path)/tsdb",
      "--web.listen-address=127.0.0.1:0",
    ]
    process.standardOutput = FileHandle.nullDevice
    let errors = try FileHandle(forWritingTo: log)
    process.standardError = errors
    try process.run(handingOver: [errors])
    defer { process.end() }
    // It chooses a port itself, and says which: one that was seen free here may be another test's before it listens.
    @Sendable func listensAt() -> Int? {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      return text.firstMatch(of: /"Listening on".* address=127\.0\.0\.1:([0-9]+)\s/).flatMap { Int($0.1) }
    }
    _ = await FolderFacts.waitUntil(in: [fixture.pair.folder.path]) { listensAt() != nil }
    let told = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    let port = try #require(listensAt(), "\(told)")
    func query(_ text: String) -> String {
      (try? WebExchange(port: port).ask("GET", "/api/v1/query?query=" + text).text) ?? ""
    }
    var answer = ""
    let deadline = ContinuousClock.now + PairFixture.patience
    repeat {
      answer = query("news_topics_stored_articles")
      await Task.yield()
    } while !answer.contains("\"topics\":\"some\"") && .now < deadline
    #expect(answer.contains("\"topics\":\"some\""), "\((try? String(contentsOf: log, encoding: .utf8)) ?? "")")
    #expect(query("up").contains("\"1\""))
  }

  @Test(.enabled(if: PageCheckers.lacksPrometheus == nil, "\(PageCheckers.lacksPrometheus ?? "")"))
  func alertsAndDashboardNameMetricsThatExist() async throws {
    let fixture = try await DashboardFixture(try DashboardSamples.all())
    let folder = PairFixture.repository.appendingPathComponent("deploy/monitoring").path
    let rules = try await fixture.pair.run(
      "/bin/sh", ["-c", "promtool check rules --lint=all --lint-fatal '\(folder)/alerts.yaml'"])
    #expect(rules.status == 0, "\(rules.text)\(rules.errors)")
    let tests = try await fixture.pair.run("/bin/sh", ["-c", "promtool test rules '\(folder)/alerts-test.yaml'"])
    #expect(tests.status == 0, "\(tests.text)\(tests.errors)")
    _ = try fixture.get("/")
    let known = try fixture.get("/metrics").text
    let board = try String(contentsOfFile: folder + "/grafana.json", encoding: .utf8)
    #expect(try JSONSerialization.jsonObject(with: Data(board.utf8)) is [String: Any])
    let named = board + (try String(contentsOfFile: folder + "/alerts.yaml", encoding: .utf8))
    let names = Set(named.matches(of: /news_topics_[a-z_]+/).map { String($0.output) })
    #expect(names.count > 10)
    for name in names where !name.hasSuffix("_balanced") {
      #expect(known.contains("\n\(name) ") || known.contains("\n\(name){"), "\(name)")
    }
  }

  /// A rule that cannot fire looks like one that has no cause to.
  @Test func everyAlertIsShownToFire() throws {
    let folder = PairFixture.repository.appendingPathComponent("deploy/monitoring").path
    let rules = try String(contentsOfFile: folder + "/alerts.yaml", encoding: .utf8)
    let tests = try String(contentsOfFile: folder + "/alerts-test.yaml", encoding: .utf8)
    let alerts = Set(rules.matches(of: /- alert: (\w+)/).map(\.1))
    let fired = Set(tests.matches(of: /alertname: (\w+)\s+exp_alerts:\s+- exp_labels/).map(\.1))
    #expect(!alerts.isEmpty && alerts.subtracting(fired) == [])
  }
}

#endif
