import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing
import ZeroMQ

/// Peers that do not follow the protocol, at the ports of a real producer.
@Suite(.serialized) struct StrangerTests {
  /// What a process that only waits may differ by from one moment to the next.
  private static let slack = (Sanitizer.isOff ? 24 : 512) << 20
  /// What a process takes at most while it is flooded, in bytes.
  private static let greatest = (Sanitizer.isOff ? 300 : 2_048) << 20

  private static func plainProducer(
    _ pair: PairFixture
  ) async throws -> (process: RunningProcess, intake: String, articles: String) {
    let process = try pair.launch(
      "news-producer", ["--intake", "tcp://127.0.0.1:*", "--articles", "tcp://127.0.0.1:*"])
    let endpoints = try await process.endpoints()
    return (process, try #require(endpoints["intake"]), try #require(endpoints["articles"]))
  }

  /// Whether a pusher gets an answer within a bound.
  private static func isServed(_ intake: String, within bound: Duration = PairFixture.patience) async throws -> Bool {
    let begin = ContinuousClock.now
    let client = try await IntakeClient(endpoint: intake, timeout: PairFixture.patience)
    let document = WrittenArticles.document(Int.random(in: 1_000...999_999_999))
    let answers = try await client.push([document], busyTimeout: PairFixture.patience)
    return answers.flatMap(\.accepted).count == 1 && begin.duration(to: .now) < bound
  }

  /// Asks until the condition holds: each question is a way through the producer and back.
  private static func settles(_ intake: String, _ condition: () -> Bool) async throws -> Bool {
    let client = try await IntakeClient(endpoint: intake, timeout: PairFixture.patience)
    let deadline = ContinuousClock.now + PairFixture.patience
    while !condition() {
      if ContinuousClock.now > deadline { return false }
      _ = try await client.status()
    }
    return true
  }

  @Test(arguments: [0, 100, 60_000], [false, true])
  func aMessageWithoutAnEndFillsNothingAndOthersAreServedAfterIt(_ frameSize: Int, atArticles: Bool) async throws {
    let pair = try PairFixture()
    let (process, intake, articles) = try await Self.plainProducer(pair)
    #expect(try await Self.isServed(intake))
    let endpoint = try Endpoint(atArticles ? articles : intake)
    var (peak, connections, isServed) = (0, 0, false)
    // The fastest of a few floods counts: other work on the machine makes the answer after one slow, never fast.
    for _ in 0..<3 where !isServed {
      let flooder = Flooder(endpoint, frameSize: frameSize)
      flooder.begin()
      // It comes again when it was cut off, and when it finds no room for a while.
      let begin = ContinuousClock.now
      while flooder.connections < 4 || begin.duration(to: .now) < .seconds(2), begin.duration(to: .now) < .seconds(40) {
        peak = max(peak, process.privateMemory)
        await Task.yield()
      }
      flooder.end()
      connections += flooder.connections
      isServed = try await Self.isServed(intake, within: .seconds(2))
    }
    #expect(connections >= 4)
    #expect(peak < Self.greatest, "\(peak >> 20) MB")
    #expect(isServed)
    // A slow machine may not let it fill that much.
    #expect(peak < 145 << 20 || process.log.contains("a peer was cut off"))
    print("flood of \(frameSize)-byte frames: peak \(peak >> 20) MB, \(connections) connections")
    await process.terminate()
  }

  /// libzmq keeps each topic's bytes as nodes of a tree, a thousand times what was sent.
  @Test func subscriptionsToManyTopicsFillNothing() async throws {
    let pair = try PairFixture()
    let process = try pair.launch("news-consumer", ["--query", "tcp://127.0.0.1:*", "--events", "tcp://127.0.0.1:*"])
    let endpoints = try await process.endpoints()
    let (query, events) = (try #require(endpoints["query"]), try #require(endpoints["events"]))
    let before = process.privateMemory
    let subscriber = try SocketPeer(.xsub)
    try await subscriber.connect(events)
    var peak = 0
    for number in 0..<40_000 {
      let topic = Array("\(number) ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 200)
      try await subscriber.send([[1] + topic])
      if number.isMultiple(of: 500) { peak = max(peak, process.privateMemory) }
    }
    // Asked until it has dealt with them: all of them are some 240 MB.
    let deadline = ContinuousClock.now + PairFixture.patience
    let client = try await QueryClient(endpoint: query, timeout: PairFixture.patience)
    while !process.log.contains("more than 1000 topics"), ContinuousClock.now < deadline {
      _ = try await client.status()
      peak = max(peak, process.privateMemory)
    }
    #expect(process.log.contains("more than 1000 topics"))
    #expect(peak < before + (Sanitizer.isOff ? 80 : 800) << 20, "\(before >> 20) → \(peak >> 20) MB")
    await process.terminate()
  }

  /// Whole ones, that it does not understand, and such as only a consumer may send that was let in.
  @Test(arguments: [false, true]) func manySmallMessagesDoNotFillTheLog(areUnderstood: Bool) async throws {
    let pair = try PairFixture()
    let (process, _, articles) = try await Self.plainProducer(pair)
    let stranger = try SocketPeer(.dealer)
    try await stranger.connect(articles)
    let heartbeat = Heartbeat(producer: ProducerID(unchecked: String(repeating: "1", count: 32)), epoch: Epoch(1))
    let frames = areUnderstood ? ConsumerFrame.heartbeat(heartbeat).message.frames : [[1], [2]]
    let begin = ContinuousClock.now
    for _ in 0..<400 {
      try await stranger.send(frames)
      // Each is answered, so that all were looked at.
      _ = try await stranger.receive()
    }
    let lines = process.log.split(separator: "\n").count {
      $0.contains(areUnderstood ? "a consumer was refused" : "a consumer's message was not understood")
    }
    let most = 10 * (2 + Int(begin.duration(to: .now) / .seconds(10)))
    #expect((1...most).contains(lines), "\(lines) lines")
    await process.terminate()
  }

  /// Pages take much more memory while they are read than texts do.
  @Test(
    .enabled(if: Sanitizer.isOff, "with a sanitizer's memory they are taken for one"),
    arguments: [(pushers: 4, arePages: false), (pushers: 4, arePages: true), (pushers: 1, arePages: true)])
  func manyWhoPushLargeDocumentsAreNotTakenForAFlood(_ push: (pushers: Int, arePages: Bool)) async throws {
    let pair = try PairFixture()
    let (process, intake, _) = try await Self.plainProducer(pair)
    // Five megabytes each, twelve in all.
    var clients: [IntakeClient] = []
    for _ in 0..<push.pushers {
      clients.append(try await IntakeClient(endpoint: intake, timeout: PairFixture.patience))
    }
    let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
      for (pusher, client) in clients.enumerated() {
        for number in 0..<(12 / push.pushers) {
          let document =
            push.arePages
            ? WrittenArticles.page(100 * pusher + number, paragraphs: 40_000)
            : WrittenArticles.document(100 * pusher + number, paragraphs: 40_000)
          group.addTask { try await client.push([document], busyTimeout: .seconds(60)).flatMap(\.accepted).count }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(accepted == 12)
    #expect(!process.log.contains("a peer was cut off"), "\(process.log)")
    await process.terminate()
  }

  @Test func aThousandConnectionsThatComeAndGoLeaveNothingBehind() async throws {
    let pair = try PairFixture()
    let (process, intake, _) = try await Self.plainProducer(pair)
    let endpoint = try Endpoint(intake)
    func visit(_ count: Int) throws {
      for number in 0..<count {
        let stranger = try RawConnection(endpoint)
        // Some say nothing, some half a greeting, some finish the handshake.
        if number % 3 == 1 { stranger.write(Array(RawConnection.plainHandshake.prefix(12))) }
        if number % 3 == 2 { stranger.write(RawConnection.plainHandshake) }
      }
    }
    #expect(try await Self.isServed(intake))
    // The first ones make pools grow once.
    try visit(200)
    let (descriptors, memory) = (process.descriptors, process.privateMemory)
    try visit(1_000)
    // The client that asks is one of them.
    #expect(try await Self.settles(intake) { process.descriptors <= descriptors + 1 })
    #expect(process.privateMemory < memory + Self.slack)
    print(
      "come and gone: \(descriptors) → \(process.descriptors) descriptors, memory \(memory) → \(process.privateMemory)")
    #expect(try await Self.isServed(intake))
    await process.terminate()
  }

  @Test func aThousandConnectionsThatStayHalfOpenAreClosed() async throws {
    let pair = try PairFixture()
    let (process, intake, _) = try await Self.plainProducer(pair)
    let endpoint = try Endpoint(intake)
    #expect(try await Self.isServed(intake))
    let (descriptors, memory) = (process.descriptors, process.privateMemory)
    let strangers = try (0..<1_000).map { number in
      let stranger = try RawConnection(endpoint)
      stranger.write(Array(RawConnection.plainHandshake.prefix(number % 64)))
      return stranger
    }
    // Others are served meanwhile.
    #expect(try await Self.isServed(intake))
    #expect(strangers.allSatisfy { $0.drainsToEnd(within: PairFixture.patience) })
    #expect(try await Self.settles(intake) { process.descriptors <= descriptors + 1 })
    #expect(process.privateMemory < memory + Self.slack)
    print("half open: \(descriptors) → \(process.descriptors) descriptors, memory \(memory) → \(process.privateMemory)")
    await process.terminate()
  }

  @Test func withKeysAStrangerGetsNowhere() async throws {
    let keyed = try await KeyedPair()
    let producer = try await keyed.startProducer()
    let endpoint = try Endpoint(producer["intake"])
    let desk = try await keyed.intakeClient(producer)
    _ = try await desk.push([WrittenArticles.document(1)], busyTimeout: .seconds(10))
    let memory = producer.process.privateMemory
    // Garbage, half a handshake, and an endless message.
    var generator = SeededGenerator(seed: SeededGenerator.seedOfThisRun)
    for _ in 0..<50 {
      let stranger = try RawConnection(endpoint)
      stranger.write((0..<2_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
    let half = try (1...64).map { count in
      let stranger = try RawConnection(endpoint)
      stranger.write(Array(RawConnection.plainHandshake.prefix(count)))
      return stranger
    }
    let flooder = Flooder(endpoint, frameSize: 60_000)
    flooder.begin()
    let begin = ContinuousClock.now
    var peak = 0
    while begin.duration(to: .now) < .seconds(2) {
      peak = max(peak, producer.process.privateMemory)
      // Who has a key is served in the midst of it.
      _ = try await desk.status()
    }
    flooder.end()
    #expect(peak < memory + Self.slack, "\(memory >> 20) → \(peak >> 20) MB")
    #expect(half.allSatisfy { $0.drainsToEnd(within: PairFixture.patience) })
    #expect(try await desk.status().ledger.documents.received == 1)
    // However many came, the log stays short.
    #expect(producer.process.log.utf8.count < 100_000)
    await producer.process.terminate()
  }
}
