import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Quarantine, verification and trace, as a person uses them.
@Suite struct UpkeepTests {
  @Test func whatCannotBeReadIsListedShownRetriedAndGivenUp() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer(["--quarantine-limit", "6000"])
    let consumer = try await pair.startConsumer()
    let files = try (1...3).map { number in
      try pair.file("in/\(number).bin", (0..<2_500).map { UInt8(truncatingIfNeeded: $0 * number) & 7 })
    }
    let push = try await pair.newsctl(["push"] + files)
    #expect(push.status == 1)
    // Bounded: the third is refused, not kept.
    #expect(push.errors.contains("the quarantine is full"), "\(push.errors)")
    let list = try await pair.newsctl("quarantine", "list", "--format", "json").json()
    let entries = try #require(list["entries"] as? [[String: Any]])
    #expect(entries.map { $0["name"] as? String } == Array(files.prefix(2)))
    #expect(entries.allSatisfy { $0["service"] as? String == "producer" && $0["bytes"] as? Int == 2_500 })
    #expect((list["kept"] as? [String: [String: Int]])?["producer"] == ["bytes": 5_000, "limit": 6_000])
    let ids = entries.compactMap { $0["id"] as? String }
    #expect(
      ids
        == (try files.prefix(2).map {
          DocumentID(of: [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0)))).digest.hex
        }))

    let show = try await pair.newsctl("quarantine", "show", String(ids[1].prefix(10)))
    #expect(Array(show.text.utf8) == Array(try Data(contentsOf: URL(fileURLWithPath: files[1]))))
    // A list that is cut says so in each form.
    #expect(list["has_more"] as? Bool == false)
    let all = try await pair.newsctl("quarantine", "list", "--limit", "\(ids.count)", "--format", "json").json()
    #expect((all["entries"] as? [Any])?.count == ids.count && all["has_more"] as? Bool == false)
    let cut = try await pair.newsctl("quarantine", "list", "--limit", "1", "--format", "json").json()
    #expect((cut["entries"] as? [Any])?.count == 1 && cut["has_more"] as? Bool == true)
    #expect(try await pair.newsctl("quarantine", "list", "--limit", "1").text.contains("a greater --limit"))
    #expect(
      try await pair.newsctl("quarantine", "list", "--limit", "1", "--format", "csv").errors.contains(
        "a greater --limit"))
    // One that is not there keeps the next from being tried.
    let several = try await pair.newsctl("quarantine", "retry", "00000000", ids[1])
    #expect(several.status == 1 && several.errors.contains("newsctl: 00000000: "), "\(several.errors)")
    #expect(several.text.hasPrefix(ids[1].prefix(12)) && several.text.contains("failed"), "\(several.text)")
    let retry = try await pair.newsctl("quarantine", "retry", ids[0])
    #expect(retry.status == 1 && retry.text.contains("failed"), "\(retry.text)")
    #expect(try await pair.newsctl("quarantine", "drop", "--all").status == 0)
    #expect(try await pair.newsctl("quarantine", "show", ids[0]).status == 64)
    #expect(try await pair.newsctl("quarantine", "retry").status == 64)
    #expect(try await pair.newsctl("quarantine", "drop", "xyz").status == 64)
    // There is room again. What was given up and comes again is no further gap.
    let again = try await pair.newsctl("push", files[2], files[0])
    #expect(again.status == 1 && !again.errors.contains("the quarantine is full"))
    for _ in 1...2 {
      let gaps = try await pair.newsctl("stats", "--format", "json").json()["gaps"] as? [String: Any]
      #expect(gaps?["quarantined"] as? Int == 3, "\(gaps ?? [:])")
      #expect(try await pair.newsctl("quarantine", "drop", "--all").status == 0)
      #expect(try await pair.newsctl(["push"] + files.prefix(2)).status == 1)
    }
    // The same bytes by a pipe tell no better name.
    let content = try String(contentsOfFile: files[0], encoding: .utf8)
    #expect(try await pair.newsctl("push", "-", input: content).status == 1)
    #expect(try await pair.newsctl("quarantine", "list").text.contains("in/1.bin"))
    #expect(try await pair.newsctl("verify").status == 0)
    await consumer.terminate()
    await producer.terminate()
  }

  /// Both files' hashes begin with the same eight digits.
  @Test func digitsThatSeveralDocumentsBeginWithAreToldAsTooFew() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let files = try ["5926", "38087"].map { try pair.file("\($0).bin", (0..<64).map { $0 & 7 } + Array($0.utf8)) }
    #expect(try await pair.newsctl(["push"] + files).status == 1)
    let ids = try await pair.newsctl("quarantine", "list", "--format", "json").json()["entries"] as? [[String: Any]]
    #expect(ids?.compactMap { ($0["id"] as? String)?.prefix(8) } == ["7e543a79", "7e543a79"])
    for action in ["show", "retry", "drop"] {
      let refused = try await pair.newsctl("quarantine", action, "7e543a79")
      #expect(refused.status == 64 && refused.text.isEmpty)
      #expect(refused.errors.contains("the hash of several documents in quarantine begins with 7e543a79"))
    }
    let unknown = try await pair.newsctl("quarantine", "show", "00000000")
    #expect(unknown.status == 64 && unknown.errors.contains("no document in quarantine"), "\(unknown.errors)")
    #expect(unknown.errors.contains("no article in quarantine"))
    // Where a service cannot say whether it has one, the other's answer is told as well.
    await consumer.terminate()
    let halfKnown = try await pair.newsctl("quarantine", "show", "7e543a79", "--timeout", "1s")
    #expect(halfKnown.status == 69 && halfKnown.errors.contains("several documents"), "\(halfKnown.errors)")
    #expect(halfKnown.errors.contains("news-consumer cannot be reached"))
    await producer.terminate()
  }

  @Test func figuresThatDoNotMatchTheirRowsAndDamageAreToldByVerify() async throws {
    let pair = try PairFixture()
    var producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    try await pair.settle()
    let good = try await pair.newsctl("verify", "--format", "json")
    #expect(good.status == 0)
    #expect(try good.json()["balanced"] as? Bool == true)
    await producer.terminate()
    // The outbox is emptied behind its back.
    let file = pair.state.path + "/producer/outbox.sqlite"
    try Data().write(to: URL(fileURLWithPath: file))
    producer = try await pair.startProducer()
    let bad = try await pair.newsctl("verify")
    #expect(bad.status == 1)
    #expect(bad.text.contains("producer: damaged: 1–1"), "\(bad.text)")
    // The consumer may take a moment to find the producer again.
    let query = try await pair.queryClient()
    try await waitUntil { try await query.status().healthy }
    // All that waits is done; what was lost is told, and not passed over by whoever looks at the exit status only.
    let damaged = try await pair.newsctl("status")
    #expect(damaged.status == 1, "\(damaged.text)")
    #expect(damaged.text.contains("trouble: the outbox lost what it had written: damaged: 1–1"), "\(damaged.text)")
    #expect(damaged.text.contains("\nhealthy (see trouble above) · "), "\(damaged.text)")
    // Whoever starts it again has heard of it; the damage stays in the account.
    await producer.terminate()
    producer = try await pair.startProducer()
    try await waitUntil { try await query.status().healthy }
    let well = try await pair.newsctl("status")
    #expect(well.status == 0 && well.text.contains("damaged: articles 1–1"), "\(well.text)")
    await consumer.terminate()
    await producer.terminate()
  }

  @Test(.timeLimit(.minutes(5))) func anArticlesWayIsShownWithItsTimes() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let sample = PairFixture.sample("tokyo-meeting.txt")
    let begin = Int64(Date().timeIntervalSince1970)
    #expect(try await pair.newsctl("push", sample).status == 0)
    let consumer = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait", sample).status == 0)
    let id = try #require(try await pair.storedIDs().first)
    try await pair.settle()
    let trace = try await pair.newsctl("trace", sample, "--format", "json")
    #expect(trace.status == 0, "\(trace.errors)")
    let object = try trace.json()
    let article = try #require((object["articles"] as? [[String: Any]])?.first)
    #expect(article["id"] as? String == id.description)
    let group = try #require((article["groups"] as? [[String: Any]])?.first)
    #expect(group["state"] as? String == "acknowledged")
    let times = [object["received"], article["committed"], group["sent"], article["stored"]].map { $0 as? String }
    let formatter = ISO8601DateFormatter()
    let seconds = times.map { time in
      time.flatMap { formatter.date(from: String($0.prefix(19)) + "Z") }.map { Int64($0.timeIntervalSince1970) }
    }
    #expect(seconds.allSatisfy { $0.map { $0 >= begin - 1 } == true }, "\(times)")
    let known = seconds.compactMap(\.self)
    // Two processes took them, each by its own clock, some of them shortly after the fact: a second may have begun between.
    #expect(zip(known, known.dropFirst()).allSatisfy { $0 <= $1 + 1 }, "\(times)")
    #expect(article["topics"] as? [String] == ["north-korea", "gaza", "taiwan-strait"])

    let byID = try await pair.newsctl("trace", id.description)
    #expect(byID.text.contains("acknowledged") && byID.text.contains("stored and counted"), "\(byID.text)")
    // As a table lists it.
    let byPrefix = try await pair.newsctl("trace", String(id.description.prefix(12)))
    #expect(byPrefix.status == 0 && byPrefix.text == byID.text, "\(byPrefix.errors)")
    let unknown = try await pair.newsctl("trace", "0123456789ab")
    #expect(unknown.status == 1 && unknown.errors.contains("expected all 64"), "\(unknown.errors)")
    let nothing = try await pair.newsctl("trace", String(repeating: "0", count: 64))
    #expect(nothing.status == 1 && nothing.errors.contains("neither service knows"))
    await consumer.terminate()
    await producer.terminate()
  }
}
