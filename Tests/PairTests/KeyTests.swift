import Foundation
import NewsClient
import NewsModels
import Testing
import ZeroMQ

/// Encrypted connections, as a person sets them up: real processes, real keys.
@Suite(.serialized) struct KeyTests {
  @Test func keysAreMadeAllowedAndListed() async throws {
    let keyed = try await KeyedPair()
    let attributes = try FileManager.default.attributesOfItem(atPath: keyed.secret("desk"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try KeyFile.readSecretKey(keyed.secret("desk")).publicKey() == KeyFile.readPublicKey(keyed.public("desk")))
    let again = try await keyed.pair.newsctl("keys", "generate", "desk", "--folder", keyed.keys)
    #expect(again.status == 78)
    #expect(again.errors.contains("exists already"))
    #expect(try await keyed.pair.newsctl("keys", "generate", "../desk", "--folder", keyed.keys).status == 64)

    // The secret key of a pair whose public key is still there is gone: no other takes its place.
    let away = keyed.secret("desk") + ".away"
    try FileManager.default.moveItem(atPath: keyed.secret("desk"), toPath: away)
    let half = try await keyed.pair.newsctl("keys", "generate", "desk", "--folder", keyed.keys)
    #expect(half.status == 78 && half.errors.contains("desk.pub"), "\(half.errors)")
    #expect(!FileManager.default.fileExists(atPath: keyed.secret("desk")))
    try FileManager.default.moveItem(atPath: away, toPath: keyed.secret("desk"))

    let list = try await keyed.pair.newsctl("keys", "list", "--folder", keyed.keys, "--format", "csv")
    let names = list.text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",").prefix(2).joined(separator: " ")
    }
    #expect(names == ["own consumer", "own desk", "own producer", "allowed consumer", "allowed desk"])
    #expect(!list.text.contains(try KeyFile.readSecretKey(keyed.secret("desk")).z85))
  }

  @Test func anArticleGoesItsWholeWayUnderKeys() async throws {
    let keyed = try await KeyedPair()
    let producer = try await keyed.startProducer()
    let consumer = try await keyed.startConsumer(of: producer)
    let services = [
      "--intake", producer["intake"], "--query", consumer["query"], "--key", keyed.secret("desk"), "--server-key",
      keyed.public("producer"), "--server-key", keyed.public("consumer"),
    ]
    let push = try await keyed.pair.newsctl(["push", "--wait", PairFixture.sample("tokyo-meeting.txt")] + services)
    #expect(push.text == "1 document: 1 article accepted\n", "\(push.errors)")
    try await keyed.pair.settle(asking: try await keyed.intakeClient(producer))
    let status = try await keyed.pair.newsctl(["status"] + services)
    #expect(status.status == 0, "\(status.errors)")
    #expect(status.text.contains("healthy · balanced"))
    // Everything that came in was named by its key; nobody else was seen.
    #expect(!producer.process.log.contains("closed during the handshake"))
    await consumer.process.terminate()
    await producer.process.terminate()
  }

  @Test func anAddressThatOthersReachIsRefusedWithTheCommandThatMakesKeys() async throws {
    let keyed = try await KeyedPair()
    let data = keyed.pair.state.path
    let cases: [(program: String, arguments: [String])] = [
      ("news-producer", ["--intake", "tcp://0.0.0.0:*"]), ("news-producer", ["--articles", "tcp://0.0.0.0:*"]),
      ("news-producer", ["--intake", "tcp://0.0.0.0:*", "--key", keyed.secret("producer")]),
      ("news-consumer", ["--query", "tcp://0.0.0.0:*"]), ("news-consumer", ["--events", "tcp://0.0.0.0:*"]),
      ("news-consumer", ["--articles", "tcp://192.0.2.1:5602"]),
    ]
    for (program, arguments) in cases {
      let process = try keyed.pair.launch(program, arguments)
      #expect(await process.exitStatus() == 78, "\(arguments)")
      #expect(process.log.contains("newsctl keys generate"), "\(process.log)")
    }
    let push = try await keyed.pair.newsctl("status", "--intake", "tcp://192.0.2.1:5601", "--timeout", "1s")
    #expect(push.errors.contains("newsctl keys generate"), "\(push.errors)")
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  /// It would be a plain socket, which takes from everybody on the machine what the key was to keep them from.
  @Test(arguments: [
    ("news-producer", "--intake"), ("news-producer", "--articles"), ("news-consumer", "--query"),
    ("news-consumer", "--events"),
  ])
  func aKeyWithoutAListOfWhomItAllowsIsRefusedOverTCP(program: String, option: String) async throws {
    let keyed = try await KeyedPair()
    for address in ["127.0.0.1", "0.0.0.0"] {
      let arguments = ["--check", "--key", keyed.secret("producer"), option, "tcp://\(address):5609"]
      let alone = try keyed.pair.launch(program, arguments)
      #expect(await alone.exitStatus() == 78)
      let message = "--key: expected --allow DIR with it to listen at tcp://\(address):5609"
      #expect(alone.log.contains(message), "\(alone.log)")
      let guarded = try keyed.pair.launch(program, arguments + ["--allow", keyed.keys + "/allowed"])
      #expect(await guarded.exitStatus() == 0, "\(guarded.log)")
    }
    // A consumer's is its own at the producers.
    let client = try keyed.pair.launch(
      "news-consumer",
      [
        "--check", "--key", keyed.secret("consumer"), "--articles", "tcp://127.0.0.1:5602", "--server-key",
        keyed.public("producer"),
      ])
    #expect(await client.exitStatus() == 0, "\(client.log)")
  }

  @Test(arguments: [
    ("news-producer", "--next-intake or --next-articles"), ("news-consumer", "--next-query or --next-events"),
  ])
  func aNextKeyWithoutAnEndpointIsRefused(program: String, options: String) async throws {
    let keyed = try await KeyedPair()
    let process = try keyed.pair.launch(
      program,
      [
        "--check", "--key", keyed.secret("producer"), "--allow", keyed.keys + "/allowed", "--next-key",
        keyed.secret("consumer"),
      ])
    #expect(await process.exitStatus() == 78)
    #expect(process.log.contains("--next-key: expected \(options) with it, got none"), "\(process.log)")
  }

  @Test func aSecretThatOthersCanReadIsRefused() async throws {
    let keyed = try await KeyedPair()
    let arguments = ["--check", "--key", keyed.secret("producer"), "--allow", keyed.keys + "/allowed"]
    let good = try keyed.pair.launch("news-producer", arguments)
    #expect(await good.exitStatus() == 0)
    chmod(keyed.secret("producer"), 0o640)
    let open = try keyed.pair.launch("news-producer", arguments)
    #expect(await open.exitStatus() == 78)
    #expect(open.log.contains("chmod 600 \(keyed.secret("producer"))"))
    chmod(keyed.secret("producer"), 0o600)
    chmod(keyed.keys + "/allowed", 0o777)
    let writable = try keyed.pair.launch("news-producer", arguments)
    #expect(await writable.exitStatus() == 78)
    #expect(writable.log.contains("others may write to it"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file to another user"))
  func aSecretOfAnotherUserIsRefused() async throws {
    let keyed = try await KeyedPair()
    chown(keyed.secret("producer"), 65_534, 65_534)
    let process = try keyed.pair.launch(
      "news-producer", ["--check", "--key", keyed.secret("producer"), "--allow", keyed.keys + "/allowed"])
    #expect(await process.exitStatus() == 78)
    #expect(process.log.contains("belongs to user 65534"))
  }

  @Test func keysComeFromTheEnvironmentAndTheConfigurationFileToo() async throws {
    let keyed = try await KeyedPair()
    let config = try keyed.pair.file(
      "producer.yaml", "intake: tcp://127.0.0.1:*\nallow: \(keyed.keys)/allowed\narticles: tcp://127.0.0.1:*\n")
    let process = try keyed.pair.launch(
      "news-producer", ["--config", config], environment: ["NEWS_PRODUCER_KEY": keyed.secret("producer")])
    let intake = try #require(try await process.endpoints()["intake"])
    let settings = try keyed.pair.file(
      "newsctl.yaml", "intake: \(intake)\nserver-key: \(keyed.public("producer"))\nkey: \(keyed.secret("desk"))\n")
    let push = try await keyed.pair.newsctl("push", "--config", settings, PairFixture.sample("tokyo-meeting.txt"))
    #expect(push.text == "1 document: 1 article accepted\n", "\(push.errors)")
    await process.terminate()
  }

  @Test func whoDoesNotComeInIsToldSoWithinThreeSecondsAndNamedInTheServersLog() async throws {
    let keyed = try await KeyedPair()
    try await keyed.generate("stranger")
    let producer = try await keyed.startProducer()
    let desk = ["--key", keyed.secret("desk"), "--server-key", keyed.public("producer")]
    let stranger = try KeyFile.readPublicKey(keyed.public("stranger")).z85
    let cases: [(keys: [String], logged: String)] = [
      (["--key", keyed.secret("desk"), "--server-key", keyed.public("consumer")], "it has a wrong server key"),
      (["--key", keyed.secret("stranger"), "--server-key", keyed.public("producer")], stranger),
      // The client may be gone before it has said what it speaks.
      ([], "without CURVE keys"),
    ]
    for (keys, logged) in cases {
      let isPrompt = try await Promptness.isShown(within: .seconds(3)) {
        let push = try await keyed.pair.newsctl(
          ["push", "--intake", producer["intake"], PairFixture.sample("tokyo-meeting.txt")] + keys)
        #expect(push.status == 69, "\(keys): \(push.errors)")
        #expect(push.errors.contains("closed during the handshake: wrong key"), "\(push.errors)")
      }
      #expect(isPrompt, "\(keys)")
      #expect(await producer.process.logs(logged), "\(logged): \(producer.process.log)")
    }
    // A person with the right keys is served all the while.
    let push = try await keyed.pair.newsctl(
      ["push", "--intake", producer["intake"], PairFixture.sample("tokyo-meeting.txt")] + desk)
    #expect(push.text == "1 document: 1 article accepted\n", "\(push.errors)")
    await producer.process.terminate()
  }

  @Test func keysAtAPlainServiceAreToldOfToo() async throws {
    let keyed = try await KeyedPair()
    let process = try keyed.pair.launch(
      "news-producer", ["--intake", "tcp://127.0.0.1:*", "--articles", "tcp://127.0.0.1:*"])
    let intake = try #require(try await process.endpoints()["intake"])
    let isPrompt = try await Promptness.isShown(within: .seconds(3)) {
      let push = try await keyed.pair.newsctl(
        "push", "--intake", intake, "--key", keyed.secret("desk"), "--server-key", keyed.public("producer"),
        PairFixture.sample("tokyo-meeting.txt"))
      #expect(push.status == 69)
      #expect(push.errors.contains("closed during the handshake: wrong key, or not this server"), "\(push.errors)")
    }
    #expect(isPrompt)
    await process.terminate()
    let gone = try await keyed.pair.newsctl(
      "push", "--intake", intake, "--key", keyed.secret("desk"), "--server-key", keyed.public("producer"),
      PairFixture.sample("tokyo-meeting.txt"))
    #expect(gone.status == 69)
    #expect(gone.errors.contains("cannot be reached at \(intake)"), "\(gone.errors)")
  }

  /// Whoever is told of keys changes keys that are right.
  @Test func aStoppedProducerIsNotToldAsAWrongKey() async throws {
    let keyed = try await KeyedPair()
    let producer = try await keyed.startProducer()
    try producer.process.pause()
    let consumer = try await keyed.startConsumer(of: producer)
    let push = try await keyed.pair.newsctl(
      "push", "--intake", producer["intake"], "--timeout", "3s", "--key", keyed.secret("desk"), "--server-key",
      keyed.public("producer"), PairFixture.sample("tokyo-meeting.txt"))
    #expect(push.status == 69)
    #expect(push.errors.contains("does not answer: it takes connections and says nothing"), "\(push.errors)")
    #expect(push.errors.contains("compare --server-key") && !push.errors.contains("wrong key"), "\(push.errors)")
    #expect(await consumer.process.logs("is stopped, busy or hangs, or its key is another than the one named"))
    #expect(!consumer.process.log.contains("wrong key"), "\(consumer.process.log)")
    producer.process.send(SIGCONT)
    #expect(await consumer.process.logs("receiving"))
    await consumer.process.terminate()
    await producer.process.terminate()
  }

  @Test func aConsumerWhoseKeyIsAllowedLaterComesInByItself() async throws {
    let keyed = try await KeyedPair()
    try keyed.remove("consumer")
    let producer = try await keyed.startProducer()
    let consumer = try await keyed.startConsumer(of: producer)
    #expect(await consumer.process.logs("closed during the handshake: wrong key: the server does not allow"))
    let query = try await keyed.queryClient(consumer)
    let trouble = try await query.status().links.first?.trouble
    #expect(trouble?.contains("closed during the handshake") == true)
    let accepted = try await keyed.intakeClient(producer).push(written: [1])
    try await keyed.allow("consumer")
    #expect(try await query.waitUntilStored(accepted, atMost: PairFixture.patience))
    #expect(try await query.status().healthy)
    await consumer.process.terminate()
    await producer.process.terminate()
  }

  @Test func aConsumerFindsItsProducerAgainWhenThatHasTheRightKeyAgain() async throws {
    let keyed = try await KeyedPair()
    try await keyed.generate("wrong")
    let wrong = try await keyed.startProducer(key: "wrong")
    let consumer = try await keyed.startConsumer(of: wrong)
    #expect(await consumer.process.logs("closed during the handshake: wrong key, or not this server"))
    #expect(await wrong.process.logs("it has a wrong server key"))
    await wrong.process.terminate()
    let right = try await keyed.startProducer(intake: wrong["intake"], articles: wrong["articles"])
    let accepted = try await keyed.intakeClient(right).push(written: [1])
    #expect(try await keyed.queryClient(consumer).waitUntilStored(accepted, atMost: PairFixture.patience))
    await consumer.process.terminate()
    await right.process.terminate()
  }

  @Test func theSessionsOfARemovedKeyEnd() async throws {
    let keyed = try await KeyedPair()
    let producer = try await keyed.startProducer()
    let consumer = try await keyed.startConsumer(of: producer)
    try await keyed.generate("guest")
    try await keyed.allow("guest")
    let guest = try await keyed.intakeClient(producer, key: "guest")
    let desk = try await keyed.intakeClient(producer)
    _ = try await guest.push([WrittenArticles.document(1)], busyTimeout: .seconds(10))
    let first = try await desk.push(written: [2])
    let query = try await keyed.queryClient(consumer)
    #expect(try await query.waitUntilStored(first, atMost: PairFixture.patience))

    try keyed.remove("guest")
    try keyed.remove("consumer")
    #expect(await producer.process.logs("a key is not allowed any more"))
    await #expect(throws: ClientError.self) {
      try await guest.push([WrittenArticles.document(3)], busyTimeout: .seconds(10))
    }
    // The others do not notice, and the consumer gets nothing any more.
    #expect(await consumer.process.logs("closed during the handshake"))
    let later = try await desk.push(written: [4])
    #expect(try await desk.status().ledger.accepted == 3)
    #expect(try await !query.waitUntilStored(later, atMost: .zero))
    #expect(try await query.status().links.allSatisfy { !$0.connected })
    try await keyed.allow("consumer")
    #expect(try await query.waitUntilStored(later, atMost: PairFixture.patience))
    await consumer.process.terminate()
    await producer.process.terminate()
  }

  @Test func theLiveFeedGoesToAllowedKeysOnlyAndEndsWithThem() async throws {
    let keyed = try await KeyedPair()
    for name in ["guest", "stranger"] { try await keyed.generate(name) }
    try await keyed.allow("guest")
    let producer = try await keyed.startProducer()
    let consumer = try await keyed.startConsumer(of: producer)
    let (desk, guest) = (try keyed.subscriber(consumer, key: "desk"), try keyed.subscriber(consumer, key: "guest"))
    let stranger = try keyed.subscriber(consumer, key: "stranger")
    #expect(try await stranger.sees { $0.kind == .handshakeFailedAuthentication(status: 400) })
    for subscriber in [desk, guest] { #expect(try await subscriber.sees { $0.kind == .handshakeSucceeded }) }
    let client = try await keyed.intakeClient(producer)
    // A subscription is on its way for a moment: articles go out until both have heard of one.
    func heard(by subscribers: [Subscriber], _ numbers: ClosedRange<Int>) async throws -> Bool {
      for number in numbers {
        // About North Korea, as every third is; only these are in the feed.
        let accepted = try await client.push(written: [number * 3])
        #expect(accepted.count == 1)
        var all = true
        for subscriber in subscribers where try await subscriber.next(within: .milliseconds(500)) == nil { all = false }
        if all { return true }
      }
      return false
    }
    #expect(try await heard(by: [desk, guest], 1...40))
    try keyed.remove("guest")
    #expect(await consumer.process.logs("a key is not allowed any more"))
    #expect(try await guest.sees { $0.kind == .handshakeFailedAuthentication(status: 400) })
    while try await guest.next(within: .zero) != nil {}
    // The others come back by themselves.
    #expect(try await heard(by: [desk], 41...80))
    #expect(try await guest.next(within: .zero) == nil)
    #expect(try await stranger.next(within: .zero) == nil)
    await consumer.process.terminate()
    await producer.process.terminate()
  }

  @Test func aServersKeyIsChangedWithoutAGap() async throws {
    let keyed = try await KeyedPair()
    try await keyed.generate("new")
    let both = try await keyed.startProducer(
      key: "producer",
      [
        "--next-key", keyed.secret("new"), "--next-intake", "tcp://127.0.0.1:*", "--next-articles",
        "tcp://127.0.0.1:*",
      ])
    let old = try await keyed.intakeClient(both)
    let new = try await keyed.intakeClient(both, serverKey: "new", endpoint: "next-intake")
    var accepted = try await old.push(written: [1])
    accepted += try await new.push(written: [2])
    #expect(accepted.count == 2)
    // A consumer that moved already.
    var moved = both
    moved.endpoints["articles"] = both["next-articles"]
    let consumer = try await keyed.startConsumer(of: moved, serverKey: "new")
    let query = try await keyed.queryClient(consumer)
    #expect(try await query.waitUntilStored(accepted, atMost: PairFixture.patience))
    await #expect(throws: ClientError.self) { try await keyed.intakeClient(both, serverKey: "new") }
    await both.process.terminate()

    let alone = try await keyed.startProducer(key: "new", intake: both["next-intake"], articles: both["next-articles"])
    let third = try await keyed.intakeClient(alone, serverKey: "new").push(written: [3])
    #expect(try await query.waitUntilStored(third, atMost: PairFixture.patience))
    await #expect(throws: ClientError.self) { try await keyed.intakeClient(alone) }
    await consumer.process.terminate()
    await alone.process.terminate()
  }
}
