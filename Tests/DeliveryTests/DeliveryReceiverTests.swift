import Delivery
import NewsModels
import Testing

@Suite struct DeliveryReceiverTests {
  private func receiver(articles: Int = 4, bytes: Int = 1_000) -> DeliveryReceiver {
    DeliveryReceiver(
      configuration: DeliveryReceiver.Configuration(
        consumer: Fixtures.consumer, group: .default, store: Fixtures.store,
        credit: Credit(articles: articles, bytes: bytes)),
      seed: 1)
  }

  private func running(articles: Int = 4, epoch: Int64 = 1) -> DeliveryReceiver {
    var receiver = receiver(articles: articles)
    _ = receiver.start(at: .zero)
    _ = receiver.frameReceived(Fixtures.welcome(epoch: epoch), at: .zero)
    return receiver
  }

  @Test func helloIsRepeatedAtGrowingDistanceUntilWelcomed() throws {
    var receiver = receiver()
    #expect(receiver.start(at: .zero).hellos == 1)
    var distances: [Duration] = []
    for _ in 0..<4 {
      let due = try #require(receiver.nextDeadline)
      #expect(receiver.deadlineReached(at: due).hellos == 1)
      distances.append(try #require(receiver.nextDeadline) - due)
    }
    #expect(distances[3] > distances[0])
    _ = receiver.frameReceived(Fixtures.welcome(), at: Fixtures.seconds(30))
    #expect(!receiver.isConnected)
    _ = receiver.frameReceived(Fixtures.welcome(session: 5), at: Fixtures.seconds(30))
    #expect(receiver.isConnected)
  }

  @Test func articlesAreHandedOverOnceAndAcknowledgedOnceStored() {
    var receiver = running()
    #expect(receiver.frameReceived(.articles(Fixtures.batch(1...2)), at: .zero).processed == [1, 2])
    #expect(receiver.frameReceived(.articles(Fixtures.batch(1...3)), at: .zero).processed == [3])
    #expect(receiver.stored(Fixtures.stored([2]), at: .zero).acknowledged == [2])
    #expect(receiver.stored(Fixtures.stored([2]), at: .zero).acknowledged.isEmpty)
  }

  @Test func articlesRedeliveredInANewSessionAreNotProcessedTwice() {
    var receiver = running()
    _ = receiver.frameReceived(.articles(Fixtures.batch(1...2)), at: .zero)
    #expect(receiver.connected(at: Fixtures.seconds(1)).hellos == 1)
    // Stored between two sessions: nobody waits for the answer.
    #expect(receiver.stored(Fixtures.stored([1]), at: Fixtures.seconds(1)).acknowledged.isEmpty)
    _ = receiver.frameReceived(Fixtures.welcome(session: 2), at: Fixtures.seconds(1))
    #expect(receiver.frameReceived(.articles(Fixtures.batch(1...2)), at: Fixtures.seconds(1)).processed == [1])
    #expect(receiver.stored(Fixtures.stored([1, 2]), at: Fixtures.seconds(2)).acknowledged == [1, 2])
  }

  @Test func answersOfAnEarlierEpochAreNotSent() {
    var receiver = running()
    _ = receiver.frameReceived(.articles(Fixtures.batch(1...2)), at: .zero)
    _ = receiver.connected(at: .zero)
    let restarted = receiver.frameReceived(Fixtures.welcome(epoch: 2, session: 2), at: .zero)
    #expect(restarted.contains(.reset))
    #expect(receiver.stored(Fixtures.stored([1, 2]), at: .zero).acknowledged.isEmpty)
    #expect(receiver.frameReceived(.articles(Fixtures.batch([1], epoch: 1)), at: .zero).processed.isEmpty)
    #expect(receiver.frameReceived(.articles(Fixtures.batch([1], epoch: 2)), at: .zero).processed == [1])
    #expect(receiver.stored(Fixtures.stored([1], epoch: 2), at: .zero).acknowledged == [1])
  }

  @Test func producerThatExceedsTheCreditIsReportedAndGreetedAgain() {
    var receiver = running(articles: 2)
    let actions = receiver.frameReceived(.articles(Fixtures.batch(1...3)), at: .zero)
    #expect(actions.processed.isEmpty)
    #expect(
      actions.reports.first
        == .creditExceeded(articles: 3, bytes: 30, credit: Credit(articles: 2, bytes: 1_000)))
    #expect(!receiver.isConnected)
  }

  @Test func silentProducerIsGreetedAgain() {
    var receiver = running()
    let beat = receiver.deadlineReached(at: Fixtures.seconds(2))
    #expect(beat == [.send(.heartbeat(Heartbeat(producer: Fixtures.producer, epoch: Epoch(1))))])
    #expect(receiver.deadlineReached(at: Fixtures.seconds(10)).hellos == 1)
  }

  @Test func epochThatGoesBackIsNamedAndNothingIsTaken() {
    var receiver = running(epoch: 5)
    _ = receiver.connected(at: .zero)
    let actions = receiver.frameReceived(Fixtures.welcome(epoch: 4, session: 2), at: .zero)
    #expect(actions.reports == [.epochWentBack(Fixtures.producer, seen: Epoch(5), now: Epoch(4))])
    #expect(receiver.frameReceived(.articles(Fixtures.batch([1], epoch: 4)), at: .zero).processed.isEmpty)
  }

  @Test func stopWaitsForWhatIsUnderWay() {
    var receiver = running()
    _ = receiver.frameReceived(.articles(Fixtures.batch(1...2)), at: .zero)
    #expect(receiver.stop(at: .zero).isEmpty)
    #expect(receiver.frameReceived(.articles(Fixtures.batch([3])), at: .zero).processed.isEmpty)
    let last = receiver.stored(Fixtures.stored([1, 2]), at: Fixtures.seconds(1))
    #expect(last.acknowledged == [1, 2])
    #expect(last.last == .stopped)
  }

  @Test func anIdentityThatStaysClaimedIsAskedForAtGrowingDistance() throws {
    var receiver = receiver()
    var claims = ProducerClaims()
    #expect(claims.claim(Fixtures.producer, Epoch(1), by: "ipc:///a") == nil)
    let claimed = claims.claim(Fixtures.producer, Epoch(1), by: "ipc:///b")
    let conflict = try #require(claimed)
    var (now, session) = (MonotonicInstant.zero, 1)
    /// How long it waits with the next hello after it was welcomed, and told of the conflict.
    func delay() throws -> Duration {
      _ = receiver.frameReceived(Fixtures.welcome(session: session), at: now)
      #expect(receiver.identityClaimed(conflict, at: now).reports == [.identityClaimed(conflict)])
      // On its way already: it begins nothing.
      #expect(receiver.frameReceived(.articles(Fixtures.batch([1])), at: now).processed.isEmpty)
      let due = try #require(receiver.nextDeadline)
      defer { (now, session) = (due, session + 1) }
      #expect(receiver.deadlineReached(at: due).hellos == 1)
      return due - now
    }
    _ = receiver.start(at: now)
    let delays = try (0..<6).map { _ in try delay() }
    #expect(delays[0] <= .seconds(1) && delays[1] > .seconds(2), "\(delays)")
    #expect(delays[2...].allSatisfy { $0 > .seconds(7) }, "\(delays)")

    // Granted once, it is forgotten.
    _ = receiver.frameReceived(Fixtures.welcome(session: session), at: now)
    #expect(receiver.frameReceived(.articles(Fixtures.batch([1])), at: now).processed == [1])
    #expect(receiver.connected(at: now).hellos == 1)
    session += 1
    #expect(try delay() <= .seconds(1))
  }

  @Test func oneIdentityThroughTwoLinksIsNamed() {
    var claims = ProducerClaims()
    #expect(claims.claim(Fixtures.producer, Epoch(1), by: "ipc:///a") == nil)
    #expect(claims.claim(Fixtures.producer, Epoch(2), by: "ipc:///a") == nil)
    let twice = claims.claim(Fixtures.producer, Epoch(2), by: "tcp://127.0.0.1:5602")
    #expect(twice?.description.contains("configured twice") == true)
    let copy = claims.claim(Fixtures.producer, Epoch(3), by: "ipc:///b")
    #expect(copy?.description.contains("two producers claim") == true)
    claims.release(by: "ipc:///a")
    #expect(claims.claim(Fixtures.producer, Epoch(3), by: "ipc:///b") == nil)
  }
}
