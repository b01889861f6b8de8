import Locking
import Logging
import NewsClient
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

@Suite struct EventPublisherTests {
  /// Far more than the live feed keeps for those who listen.
  private static let burst = 10_100

  private static func item(_ number: Int) -> ArticleListing.Item {
    ArticleListing.Item(
      id: ArticleID(Digest(of: Array("article \(number)".utf8))),
      // Longer than a topic may be that somebody subscribes to.
      title: "Bài \(number)" + String(repeating: " dài", count: 300), published: nil, source: nil,
      credit: nil, language: "vi", url: nil, topics: [], day: nil, sequence: Int64(number))
  }

  @Test func eventsComeInOrderAndNumbersShowWhichWereLost() async throws {
    let folder = TemporaryFolder()
    let endpoint = "ipc://\(folder.path)/events"
    let publisher = try EventPublisher(
      context: ZeroMQContext(), listener: Listener(try Endpoint(endpoint)), logger: Logger(label: "test"))
    let publishing = Task { try await publisher.run() }
    let feed = try EventFeed(endpoint: endpoint)
    let heard = Guarded<[ArticleEvent]>([])
    let listening = Task { try await feed.run { event in heard.withLock { $0.append(event) } } }
    var last = 0
    let deadline = ContinuousClock.now + .seconds(60)
    // One at a time until one behind `number` is heard, which the first ones before the subscription are not.
    func publishUntilHeard(behind number: Int) async {
      while heard.withLock({ $0.last?.number ?? 0 }) <= number, ContinuousClock.now < deadline {
        last += 1
        publisher.publish([Self.item(last)])
        await Task.yield()
      }
    }
    await publishUntilHeard(behind: 0)
    let before = last
    publisher.publish((1...Self.burst).map { Self.item(before + $0) })
    last += Self.burst
    await publishUntilHeard(behind: last)
    feed.stop()
    publisher.stop()
    _ = try await (listening.value, publishing.value)

    let events = heard.withLock { $0 }
    #expect(events.allSatisfy { Int64($0.number) == $0.article.sequence })
    #expect(zip(events, events.dropFirst()).allSatisfy { $0.number < $1.number })
    let numbers = Set(events.map(\.number))
    #expect(numbers.contains(before + 1))
    #expect(numbers.isDisjoint(with: before + 10_001...before + Self.burst))
    #expect(numbers.contains { $0 > before + Self.burst })
  }

  @Test func aMessageThatIsNoEventEndsNoFeed() async throws {
    let folder = TemporaryFolder()
    let endpoint = "ipc://\(folder.path)/events"
    let publisher = try SocketPeer(.pub)
    try await publisher.bind(endpoint)
    let feed = try EventFeed(endpoint: endpoint)
    let (heard, hearing) = AsyncStream<Int>.makeStream()
    let listening = Task {
      defer { hearing.finish() }
      try await feed.run { hearing.yield($0.number) }
    }
    let absurd = ArticleEvent(number: .max, article: Self.item(.max))
    let publishing = Task {
      var number = 0
      while !Task.isCancelled {
        number += 1
        try await publisher.send(WireMessage(.article, ArticleEvent(number: number, article: Self.item(number))).frames)
        try await publisher.send(Array(repeating: [1], count: 2_000))
        try await publisher.send(WireMessage(.article, absurd).frames)
        await Task.yield()
      }
    }
    // The first may come before anything else does.
    var numbers: [Int] = []
    for await number in heard {
      numbers.append(number)
      if numbers.count == 3 { break }
    }
    #expect(numbers.count == 3 && !numbers.contains(.max))
    publishing.cancel()
    feed.stop()
    _ = await publishing.result
    try await listening.value
  }
}
