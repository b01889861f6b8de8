import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// Copies of a running pair, and what either side does that was put back to one.
@Suite struct BackupTests {
  /// Puts the copy of a service's data in the place of what it has.
  private func restore(_ name: String, of pair: PairFixture, from place: String) throws {
    let data = pair.state.appendingPathComponent(name)
    try FileManager.default.removeItem(at: data)
    try FileManager.default.moveItem(atPath: "\(place)/\(name)", toPath: data.path)
  }

  @Test func aBackupOfARunningPairIsRestoredAndGoesOn() async throws {
    let pair = try PairFixture()
    var producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    let documents = (0..<400).map { WrittenArticles.document($0) }
    let client = try await pair.intakeClient()
    // Pushes go on while it is made; what was answered before it began is in it.
    let before = try await client.push(Array(documents[..<200]), busyTimeout: .seconds(10)).flatMap(\.accepted)
    async let pushing = client.push(Array(documents[200...]), busyTimeout: .seconds(10))
    let place = pair.folder.path + "/backup"
    let backup = try await pair.newsctl("backup", place, "--format", "json")
    #expect(backup.status == 0, "\(backup.errors)")
    let all = try await before + pushing.flatMap(\.accepted)
    #expect(Set(all).count == 400)
    #expect(Inbox.names(place + "/producer") == ["outbox.sqlite", "outbox.mark", "outbox.copy"])
    #expect(Inbox.names(place + "/consumer") == ["topics", "store.sqlite", "store.mark", "store.copy"])
    let twice = try await pair.newsctl("backup", place)
    #expect(twice.status == 64 && twice.errors.contains("it exists already; name another folder"), "\(twice.errors)")
    // What comes after it is lost with the disk.
    _ = try await client.push([WrittenArticles.document(900)], busyTimeout: .seconds(10))
    await consumer.kill()
    await producer.kill()
    for name in ["producer", "consumer"] { try restore(name, of: pair, from: place) }

    producer = try await pair.startProducer()
    consumer = try await pair.startConsumer()
    #expect(!producer.log.contains("damage") && !consumer.log.contains("damage"))
    let query = try await pair.queryClient()
    #expect(try await query.waitUntilStored(before, atMost: PairFixture.patience))
    #expect(try await pair.newsctl("verify").text.contains("every figure agrees with its rows"))
    // Pushed again, everything is there once: what the copy had is a duplicate, the rest is taken.
    let restored = try await pair.intakeClient()
    let answers =
      try await restored.push(documents, busyTimeout: .seconds(10))
      + restored.push([WrittenArticles.document(900)], busyTimeout: .seconds(10))
    #expect(answers.prefix(200).allSatisfy { $0.outcome == .duplicate })
    let ids = answers.flatMap { $0.accepted + $0.duplicates }
    #expect(Set(ids).count == 401)
    #expect(try await query.waitUntilStored(ids, atMost: PairFixture.patience))
    let stored = try await pair.storedIDs()
    #expect(stored.count == 401 && Set(stored) == Set(ids))
    #expect(try await pair.newsctl("verify").text.contains("every figure agrees with its rows"))
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func aStoreThatWasPutBackBalancesOnceAllWasPushedAgain() async throws {
    let pair = try PairFixture()
    var producer = try await pair.startProducer()
    var consumer = try await pair.startConsumer()
    let files = try (0..<6).map { try pair.file("in/\($0).txt", [UInt8](WrittenArticles.document($0).bytes)) }
    #expect(try await pair.newsctl(["push", "--wait"] + files[..<2]).status == 0)
    let place = pair.folder.path + "/backup"
    #expect(try await pair.newsctl("backup", place).status == 0)
    #expect(try await pair.newsctl(["push", "--wait"] + files).status == 0)
    await consumer.kill()
    try restore("consumer", of: pair, from: place)
    consumer = try await pair.startConsumer()

    func status() async throws -> (lost: String?, balanced: Bool?, status: Int32) {
      let deadline = ContinuousClock.now + PairFixture.patience
      while true {
        let run = try await pair.newsctl("status", "--format", "json")
        let balanced = try run.json(status: nil)["balanced"] as? Bool
        guard balanced != nil || .now > deadline else { continue }
        // The object does not name it.
        let text = try await pair.newsctl("status").text
        let lost = text.firstMatch(of: /lost: articles (\S+) of the producer/).map { String($0.1) }
        return (lost, balanced, run.status)
      }
    }
    #expect(try await status() == ("3-6", false, 1))
    #expect(try await pair.newsctl("stats").text.contains("· 4 lost ("))
    #expect(try await pair.newsctl(["push", "--again", "--wait"] + files).status == 0)
    let stored = try await pair.storedIDs()
    #expect(stored.count == 6 && Set(stored).count == 6)
    #expect(try await status() == (nil, true, 0))
    #expect(try await !pair.newsctl("stats").text.contains("lost"))
    // So it is after the next start, once the consumer has found the producer again.
    await producer.terminate()
    producer = try await pair.startProducer()
    try await waitUntil { try await status() == (nil, true, 0) }
    await consumer.terminate()
    await producer.terminate()
  }

  /// As people put a backup back who do not move the folder away first.
  @Test func aBackupThatWasCopiedOverALogIsRefusedAndFromAnEmptyFolderItIsRestored() async throws {
    let pair = try PairFixture()
    let services = [("producer", "outbox"), ("consumer", "store")]
    func start(_ name: String) async throws -> RunningProcess {
      try await name == "producer" ? pair.startProducer() : pair.startConsumer()
    }
    var running: [RunningProcess] = []
    for (name, _) in services { running.append(try await start(name)) }
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    let place = pair.folder.path + "/backup"
    #expect(try await pair.newsctl("backup", place).status == 0)
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("rice-harvest.txt")).status == 0)
    for process in running { await process.kill() }

    for (name, database) in services {
      let data = pair.state.appendingPathComponent(name).path
      let log = "\(data)/\(database).sqlite-wal"
      let before = try Data(contentsOf: URL(fileURLWithPath: log))
      #expect(!before.isEmpty)
      for file in Inbox.names("\(place)/\(name)") {
        try? FileManager.default.removeItem(atPath: "\(data)/\(file)")
        try FileManager.default.copyItem(atPath: "\(place)/\(name)/\(file)", toPath: "\(data)/\(file)")
      }
      for _ in 1...2 {
        let refused = try pair.launch("news-\(name)", [])
        #expect(await refused.exitStatus() == 78)
        #expect(refused.log.contains("a backup that was copied over other data: '\(log)'"), "\(refused.log)")
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: log)) == before)

      try FileManager.default.moveItem(atPath: data, toPath: data + ".before")
      try FileManager.default.copyItem(atPath: "\(place)/\(name)", toPath: data)
      // Killed before anything is in it, it has a log of its own at the second start.
      await (try await start(name)).kill()
    }
    running = []
    for (name, _) in services { running.append(try await start(name)) }
    #expect(try await pair.intakeClient().status().ledger.accepted == 1)
    #expect(try await pair.storedIDs().count == 1)
    await running.terminate()
  }

  @Test func anOutboxThatWasPutBackBalancesAndWhatTheStoreHasBeyondItIsNamed() async throws {
    let pair = try PairFixture()
    var producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let query = try await pair.queryClient()
    func push(_ numbers: Range<Int>) async throws {
      let answers = try await pair.intakeClient().push(
        numbers.map { WrittenArticles.document($0) }, busyTimeout: .seconds(10))
      let ids = answers.flatMap { $0.accepted + $0.duplicates }
      #expect(try await query.waitUntilStored(ids, atMost: PairFixture.patience))
    }
    try await push(0..<5)
    let place = pair.folder.path + "/backup"
    #expect(try await pair.newsctl("backup", place).status == 0)
    try await push(5..<8)
    await producer.kill()
    try restore("producer", of: pair, from: place)
    producer = try await pair.startProducer()
    for pushed in [0..<5, 0..<10] {
      try await push(pushed)
      let deadline = ContinuousClock.now + PairFixture.patience
      var status: [String: Any] = [:]
      repeat {
        status = try await pair.newsctl("status", "--format", "json").json(status: nil)
      } while status["balanced"] as? Bool == nil && .now < deadline
      #expect(status["balanced"] as? Bool == true)
      let consumers = try #require(status["consumers"] as? [[String: Any]])
      #expect(consumers.map { $0["excess"] as? String } == ["6-8"])
      let text = try await pair.newsctl("status").text
      #expect(text.contains("excess: articles 6-8 of the producer") && text.contains("· balanced"), "\(text)")
      let verify = try await pair.newsctl("verify", "--format", "json").json()
      #expect(verify["balanced"] as? Bool == true && verify["excess"] as? String == "6-8")
      #expect(try await pair.newsctl("verify").text.contains("articles 6-8 beyond what the group has acknowledged"))
    }
    let stored = try await pair.storedIDs()
    #expect(stored.count == 10 && Set(stored).count == 10)
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func aBackupKeepsTheRulesThatCountedItsArticles() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let topics = try pair.file("topics.yaml", try await pair.newsctl("topics", "show").text + "\n# of this desk\n")
    var consumer = try await pair.startConsumer(["--topics", topics])
    let sample = PairFixture.sample("tokyo-meeting.txt")
    #expect(try await pair.newsctl("push", "--wait", sample).status == 0)
    let id = try #require(try await pair.storedIDs().first)
    // By other rules from now on.
    await consumer.terminate()
    consumer = try await pair.startConsumer()
    let before = try await pair.newsctl("explain", id.description).text
    let place = pair.folder.path + "/backup"
    let backup = try await pair.newsctl("backup", place, "--format", "json").json()
    let kept = Inbox.names(pair.state.path + "/consumer/topics")
    #expect(kept.count == 2 && Set(Inbox.names(place + "/consumer/topics")) == Set(kept))
    let bytes = try FileManager.default.subpathsOfDirectory(atPath: place + "/consumer")
      .filter { !$0.hasSuffix(".mark") && !$0.hasSuffix(".copy") && $0 != "topics" }
      .map { try FileManager.default.attributesOfItem(atPath: "\(place)/consumer/\($0)")[.size] as? Int ?? 0 }
    #expect((backup["consumer"] as? [String: Any])?["bytes"] as? Int == bytes.reduce(0, +))
    await consumer.terminate()
    try restore("consumer", of: pair, from: place)
    consumer = try await pair.startConsumer()
    let after = try await pair.newsctl("explain", id.description).text
    #expect(after == before && !after.contains("is not kept any more"), "\(after)")
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func aBackupWhereNobodyMayWriteIsRefusedAndNothingEnds() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let refused = try await pair.newsctl("backup", "/proc/nowhere/backup")
    #expect(refused.status == 64 && refused.errors.contains("no backup in /proc/nowhere/backup/producer"))
    #expect(try await pair.newsctl("status").status == 0)
    await consumer.terminate()
    await producer.terminate()
  }

  /// Root, say, where the services run below their units: they could not enter a folder of his.
  @Test(.enabled(if: OtherUser.isPossible, "needs root, setpriv, and programs that another user can start"))
  func aBackupMayBeAskedForByAnotherUserThanTheServices() async throws {
    let pair = try PairFixture()
    try OtherUser.take(pair.folder.path)
    let services = try ["news-producer", "news-consumer"].map {
      try pair.launch($0, [], wrapper: OtherUser.wrapper)
    }
    for service in services { #expect(try await service.firstLine().contains(" ready ")) }
    let place = pair.folder.path + "/backup"
    let backup = try await pair.newsctl("backup", place)
    #expect(backup.status == 0, "\(backup.errors)")
    #expect(Inbox.names(place) == ["producer", "consumer"])
    #expect(OtherUser.hasAlone(place))
    // Where they may not write, nothing is left.
    let closed = pair.folder.path + "/closed"
    try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: false)
    let refused = try await pair.newsctl("backup", closed + "/backup")
    #expect(refused.status == 64 && refused.errors.contains("Permission denied"), "\(refused.errors)")
    #expect(Inbox.names(closed) == [])
    await services.terminate()
  }
}
