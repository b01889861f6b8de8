import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// What goes wrong is told with what to do, and with the contract's exit status.
@Suite struct FailureTests {
  @Test func aServiceThatIsNotThereIsNamedWithItsEndpointAndTheUser() async throws {
    let pair = try PairFixture()
    let push = try await pair.newsctl("push", PairFixture.sample("tokyo-meeting.txt"))
    #expect(push.status == 69)
    #expect(push.errors.contains("news-producer cannot be reached at \(pair.intake) as user \(NSUserName())"))
    let stats = try await pair.newsctl("stats")
    #expect(stats.status == 69)
    #expect(stats.errors.contains("news-consumer cannot be reached at \(pair.query) as user \(NSUserName())"))
  }

  /// What the consumer would send it is kept for a while, and finds no room then: that says nothing of the producer.
  @Test func aProducerThatWasKilledIsToldAsGone() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    let client = try await pair.queryClient()
    #expect(try await client.status().healthy)
    await producer.kill()
    try await waitUntil { try await !client.status().healthy }
    // A heartbeat falls due after two seconds.
    let end = ContinuousClock.now + .seconds(4)
    var told: Set<String> = []
    try await waitUntil {
      told.insert(try await client.status().trouble ?? "nothing")
      return .now > end
    }
    #expect(told.count == 1 && told.first?.contains("the producer is gone") == true, "\(told)")
    await consumer.terminate()
  }

  @Test func badFilesAreToldOneByOneAndTheFilesBesideThemGoThrough() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer(["--max-document", "100000"])
    let files = [
      try pair.file("in/1-empty.txt", ""),
      try pair.file("in/2-binary.txt", (0..<4_096).map { _ in UInt8.random(in: 0...8) }),
      try pair.file("in/3-large.txt", String(repeating: "Một dòng dài. ", count: 20_000)),
      try pair.file("in/4-good.txt", WrittenArticles.document(4).bytes),
      pair.folder.appendingPathComponent("in/5-missing.txt").path,
      try pair.file("in/6-good.txt", WrittenArticles.document(6).bytes),
    ]
    let push = try await pair.newsctl(["push", "--format", "json"] + files)
    #expect(push.status == 1)
    let report = try push.json(status: 1)
    #expect(report["documents"] as? Int == 6)
    #expect(report["accepted"] as? Int == 2)
    let failures = try #require(report["failures"] as? [[String: String]])
    #expect(Set(failures.compactMap { $0["document"] }) == Set([files[0], files[1], files[2], files[4]]))
    for file in [files[0], files[1], files[2], files[4]] { #expect(push.errors.contains("\(file): ")) }
    await producer.terminate()
  }

  @Test func aSecondProducerOnTheSameFolderOrSocketIsRefused() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let sameFolder = try pair.launch(
      "news-producer", ["--intake", "tcp://127.0.0.1:*", "--articles", "tcp://127.0.0.1:*"])
    #expect(await sameFolder.exitStatus() == 78)
    #expect(sameFolder.log.contains("in use by another process"))
    let sameSocket = try pair.launch("news-producer", ["--data", pair.folder.path + "/other"])
    #expect(await sameSocket.exitStatus() == 78)
    #expect(sameSocket.log.contains("in use by another process"))
    // Where both are, the data is told of.
    let same = try pair.launch("news-producer", [])
    #expect(await same.exitStatus() == 78)
    #expect(same.log.contains("the data folder '") && same.log.contains("in use by another process"))
    // The first one goes on.
    let push = try await pair.newsctl("push", PairFixture.sample("rice-harvest.txt"))
    #expect(push.text == "1 document: 1 article accepted\n")
    await producer.terminate()
  }

  /// A store's zone stays as it was made: one that was named beside a wrong address must not be fixed.
  @Test(arguments: [
    ("news-producer", "intake", "--articles"), ("news-producer", "articles", "--intake"),
    ("news-consumer", "query", "--events"), ("news-consumer", "events", "--query"),
  ])
  func anAddressInUseIsRefusedBeforeAnyDataIsTouched(_ program: String, _ used: String, _ free: String) async throws {
    let pair = try PairFixture()
    let first = try await program == "news-producer" ? pair.startProducer() : pair.startConsumer()
    let data = pair.folder.path + "/other"
    let second = try pair.launch(program, ["--data", data, free, "tcp://127.0.0.1:*"])
    #expect(await second.exitStatus() == 78)
    #expect(second.log.contains("/\(used)") && second.log.contains("in use by another process"), "\(second.log)")
    // Nor is a folder made for it.
    #expect(!FileManager.default.fileExists(atPath: data))
    await first.terminate()
  }

  @Test func aFolderThatCannotHoldDataAndAPathThatIsTooLongAreRefused() async throws {
    let pair = try PairFixture()
    let file = try pair.file("occupied", "not a folder")
    let onFile = try pair.launch("news-producer", ["--data", file + "/data"])
    #expect(await onFile.exitStatus() == 78)
    #expect(onFile.log.contains(file))
    let long = "ipc://\(pair.folder.path)/\(String(repeating: "x", count: 120))"
    let tooLong = try pair.launch("news-consumer", ["--query", long])
    #expect(await tooLong.exitStatus() == 78)
    #expect(tooLong.log.contains("at most 107"))
    // Not even the administrator may make a folder there.
    let unwritable = try pair.launch("news-producer", ["--intake", "ipc:///proc/news-topics/intake"])
    #expect(await unwritable.exitStatus() == 78)
    #expect(unwritable.log.contains("/proc/news-topics"))
  }

  @Test(arguments: [("news-producer", "outbox"), ("news-consumer", "store")])
  func aFileThatIsNoDatabaseOfOursIsBadConfiguration(_ program: String, _ name: String) async throws {
    let pair = try PairFixture()
    let file = try pair.file("data/\(name).sqlite", "a letter to the editor, kept under a strange name\n")
    let service = try pair.launch(program, ["--data", URL(fileURLWithPath: file).deletingLastPathComponent().path])
    #expect(await service.exitStatus() == 78)
    #expect(service.log.contains(file), "\(service.log)")
    // It is somebody's, and stays.
    #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("a letter"))
  }

  @Test func aFullOutboxMakesPushersWaitAndThenSayBusy() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer(["--outbox-limit", "1MiB"])
    let paths = try (0..<80).map { number in
      try pair.file("in/\(number).txt", WrittenArticles.document(number, paragraphs: 400).bytes)
    }
    let push = try await pair.newsctl(["push", "--busy-timeout", "500ms"] + paths)
    #expect(push.status == 75, "\(push.errors)")
    let lines = push.errors.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("newsctl: waiting for room") == true, "\(push.errors)")
    #expect(lines.count { $0.contains("waiting for room") } == 1 && lines.last?.contains("the outbox is full") == true)
    // Room appears when a consumer comes, and then the same push goes through.
    let consumer = try await pair.startConsumer()
    let again = try await pair.newsctl(["push", "--wait=60s", "--format", "json"] + paths)
    #expect(again.status == 0, "\(again.errors)")
    let stored = try await pair.storedIDs()
    #expect(stored.count == 80 && Set(stored).count == 80)
    await consumer.terminate()
    await producer.terminate()
  }

  /// Nothing waits for a consumer then, and nobody but the pushers, who are refused, would know.
  @Test(.enabled(if: FaultLibraries.areThere, "no C compiler is here"))
  func aProducerWhoseDiskIsFullIsUnwellUntilItTakesSomethingIn() async throws {
    let pair = try PairFixture()
    let room = pair.folder.path + "/room"
    let libraries = try FaultLibraries()
    let producer = try await pair.startProducer(
      environment: libraries.environment(pair.state.appendingPathComponent("producer"), .room(file: room)))
    let consumer = try await pair.startConsumer()
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("tokyo-meeting.txt")).status == 0)
    #expect(try await pair.newsctl("status").status == 0)

    try Data("0".utf8).write(to: URL(fileURLWithPath: room))
    for name in ["rice-harvest.txt", "missile-test.txt"] {
      let refused = try await pair.newsctl("push", "--busy-timeout", "0s", PairFixture.sample(name))
      #expect(refused.status == 75, "\(refused.errors)")
    }
    // No matter of how it was asked.
    let failed = try await pair.newsctl("groups", "add", "archive")
    #expect(failed.status == 70 && failed.errors.contains("no room on the disk of "), "\(failed.errors)")
    let full = try await pair.newsctl("status")
    #expect(full.status == 1)
    #expect(full.text.contains("unwell: the outbox takes nothing in: no room on the disk of "), "\(full.text)")
    #expect(full.text.contains("free some, and it goes on by itself (said until something is taken in again)"))

    try FileManager.default.removeItem(atPath: room)
    #expect(try await pair.newsctl("push", "--wait", PairFixture.sample("rice-harvest.txt")).status == 0)
    let well = try await pair.newsctl("status")
    #expect(well.status == 0, "\(well.text)")
    #expect(producer.log.components(separatedBy: "nothing is taken in: no room").count == 2, "\(producer.log)")
    #expect(producer.log.components(separatedBy: "the disk has room again").count == 2, "\(producer.log)")
    await producer.terminate()
    await consumer.terminate()
  }

  @Test(arguments: ["1048576", "1MiB", "64gib", "1024KiB"])
  func sizesAreTakenAsPeopleWriteThem(_ size: String) async throws {
    let pair = try PairFixture()
    let config = try pair.file("producer.yaml", "outbox-limit: \(size)\n")
    for arguments in [["--outbox-limit", size], ["--config", config]] {
      #expect(await (try pair.launch("news-producer", arguments + ["--check"])).exitStatus() == 0)
    }
  }

  @Test(arguments: ["64GB", "MiB", "-1", "1.5GiB", "9999999999TiB", "+5", "0"])
  func whatIsNoSizeIsRefused(_ size: String) async throws {
    let pair = try PairFixture()
    // What is a size and out of bounds is bad configuration, wherever it stands.
    let flag = try pair.launch("news-producer", ["--outbox-limit=\(size)", "--check"])
    #expect(await flag.exitStatus() == (size == "0" ? 78 : 64))
    let config = try pair.file("producer.yaml", "outbox-limit: '\(size)'\n")
    let file = try pair.launch("news-producer", ["--config", config, "--check"])
    #expect(await file.exitStatus() == 78)
    #expect(file.log.contains("512MiB or 64GiB") && file.log.contains("got '\(size)'"))
  }

  @Test func badUsageAndBadConfigurationHaveTheirOwnStatus() async throws {
    let pair = try PairFixture()
    #expect(try await pair.newsctl("stats", "--by", "colour").status == 64)
    #expect(try await pair.newsctl("articles", "--since", "24/02/2024").status == 64)
    #expect(try await pair.newsctl("frobnicate").status == 64)
    #expect(try await pair.newsctl("stats", "--query", "http://localhost").status == 78)
    let config = try pair.file("producer.yaml", "data: /tmp/x\ncolour: red\n")
    let service = try pair.launch("news-producer", ["--config", config, "--check"])
    #expect(await service.exitStatus() == 78)
    #expect(service.log.contains("\(config):2") && service.log.contains("colour"))
    let several = try pair.file("several.yaml", "watch-folder: [\(pair.folder.path)]\ndata: [/tmp/x, /tmp/y]\n")
    let ambiguous = try pair.launch("news-producer", ["--config", several, "--check"])
    #expect(await ambiguous.exitStatus() == 78)
    #expect(ambiguous.log.contains("\(several):2: expected one value for data, got a list of 2"), "\(ambiguous.log)")
    let open = try pair.launch("news-producer", ["--intake", "tcp://0.0.0.0:5601"])
    #expect(await open.exitStatus() == 78)
    #expect(open.log.contains("can be reached from other machines"))
  }
}
