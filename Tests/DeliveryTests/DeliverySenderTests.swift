import Delivery
import NewsModels
import Testing

@Suite struct DeliverySenderTests {
  @Test func helloIsWelcomedAndFilledUpToItsCredit() {
    var owner = SenderOwner(articles: 10)
    let actions = owner.hear(Fixtures.hello(articles: 4))
    #expect(actions.hasWelcome)
    #expect(actions.contains(.bindStore(.default, Fixtures.store)))
    #expect(actions.sentArticles == [[1, 2, 3, 4]])
    let more = owner.hear(.stored(Fixtures.stored([1, 3])))
    #expect(more.recorded == [1, 3])
    #expect(more.sentArticles == [[5, 6]])
  }

  /// As on a full disk: after a crash another store might get the group, which would lack what the first one has.
  @Test func nothingGoesToAGroupBeforeItsStoreIsRecorded() {
    var owner = SenderOwner(articles: 2)
    owner.confirmsStores = false
    let actions = owner.hear(Fixtures.hello())
    #expect(actions.hasWelcome && actions.sentArticles.isEmpty)
    // Whoever takes the consumer's place waits as well, and so does what comes meanwhile.
    #expect(owner.hear(Fixtures.hello(), from: PeerID([9])).sentArticles.isEmpty)
    owner.outbox = Fixtures.articles(1...3)
    #expect(owner.settle(owner.sender.committed(through: SequenceNumber(3), at: .zero), at: 0).sentArticles.isEmpty)
    #expect(owner.settle(owner.sender.bound(.default, to: Fixtures.identifier(7), at: .zero), at: 0).isEmpty)
    let bound = owner.sender.bound(.default, to: Fixtures.store, at: .zero)
    #expect(owner.settle(bound, at: 0).sentArticles == [[1, 2, 3]])
  }

  @Test func creditInBytesBoundsTheWindowAndOneLargerArticleGoesAlone() {
    var owner = SenderOwner(articles: 4)
    owner.outbox[1] = Fixtures.article(2, size: 500)
    #expect(owner.hear(Fixtures.hello(articles: 100, bytes: 25)).sentArticles == [[1]])
    #expect(owner.hear(.stored(Fixtures.stored([1]))).sentArticles == [[2]])
    #expect(owner.hear(.stored(Fixtures.stored([2]))).sentArticles == [[3, 4]])
  }

  /// A slow line gets little at once, in frames that arrive whole before anybody takes it for silent; a fast one gets all its credit.
  @Test func whatIsUnansweredFitsTheLine() {
    var configuration = DeliverySender.Configuration()
    configuration.firstWindowBytes = 40
    configuration.batchBytes = 30
    var owner = SenderOwner(articles: 60, configuration: configuration)
    func answer(_ numbers: ClosedRange<Int64>, at seconds: Double) -> [[Int64]] {
      owner.hear(.stored(Fixtures.stored(numbers)), at: seconds).sentArticles
    }
    #expect(owner.hear(Fixtures.hello(articles: 100, bytes: 130)).sentArticles == [[1], [2], [3], [4]])
    #expect(answer(1...1, at: 1) == [[5, 6], [7, 8], [9]])
    #expect(answer(2...9, at: 2) == [[10, 11, 12], [13, 14, 15], [16, 17, 18], [19, 20, 21], [22]])
    // Neither quick nor slow.
    #expect(answer(10...12, at: 4.5) == [[23, 24, 25]])
    // What answers nothing tells nothing.
    #expect(answer(10...12, at: 7.5) == [])
    // Half of it, and half of that, and never less than at first.
    #expect(answer(13...20, at: 8) == [[26]])
    #expect(answer(21...25, at: 11) == [[27], [28], [29]])
    #expect(answer(26...26, at: 14) == [[30]])
  }

  /// Where all articles fail the fault is not theirs: the group waits, at first a moment and longer each time, until one is stored.
  @Test func aGroupWhoseArticlesAllFailPausesLongerEachTime() {
    var configuration = DeliverySender.Configuration()
    configuration.failingArticles = 1
    var owner = SenderOwner(articles: 3, configuration: configuration)
    _ = owner.hear(Fixtures.hello())
    var (now, waiting) = (0.0, 3)
    /// Fails two, and answers how long the group waits then.
    func pause() -> Duration? {
      let actions = [1, 2].flatMap { owner.hear(.failed(Fixtures.failure($0)), at: now) }
      now += 1
      _ = owner.hear(.heartbeat(Heartbeat(producer: Fixtures.producer, epoch: Epoch(1))), at: now)
      let delays = actions.compactMap { action -> Duration? in
        if case .report(.groupPaused(_, let delay)) = action { delay } else { nil }
      }
      while waiting > owner.sender.status[0].inFlight, !delays.isEmpty, now < 3_600 {
        now += 1
        _ = owner.hear(.heartbeat(Heartbeat(producer: Fixtures.producer, epoch: Epoch(1))), at: now)
        _ = owner.wake(at: now)
      }
      return delays.first
    }
    let delays = (1...4).compactMap { _ in pause() }
    #expect(delays.count == 4 && zip(delays, delays.dropFirst()).allSatisfy { $0 < $1 }, "\(delays)")
    _ = owner.hear(.stored(Fixtures.stored([3])), at: now)
    waiting = 2
    #expect(pause().map { $0 < delays[1] } == true)
  }

  @Test func framesBeforeHelloAreRefusedAndChangeNothing() {
    var owner = SenderOwner(articles: 3)
    for frame: ConsumerFrame in [
      .stored(Fixtures.stored([1])), .failed(Fixtures.failure(1)),
      .heartbeat(Heartbeat(producer: Fixtures.producer, epoch: Epoch(1))),
    ] {
      let actions = owner.hear(frame)
      #expect(actions.refusals == [.helloFirst])
      #expect(actions.recorded.isEmpty)
    }
    #expect(owner.hear(Fixtures.hello()).sentArticles == [[1, 2, 3]])
  }

  @Test func acknowledgementsThatDoNotMatchAreIgnored() {
    var owner = SenderOwner(articles: 8)
    _ = owner.hear(Fixtures.hello())
    let other: ProducerID = Fixtures.identifier(99)
    var wrongID = Fixtures.stored([1])
    wrongID.receipts[0].id = Fixtures.articleID(2)
    for acknowledgement in [
      Fixtures.stored([1], producer: other), Fixtures.stored([1], epoch: 0), Fixtures.stored([1], epoch: 2),
      Fixtures.stored([5, -1, .min, .max]), wrongID,
    ] {
      let actions = owner.hear(.stored(acknowledgement))
      #expect(actions.recorded.isEmpty && actions.sentArticles.isEmpty)
    }
    _ = owner.hear(.stored(Fixtures.stored([1])))
    #expect(owner.hear(.stored(Fixtures.stored([1]))).recorded.isEmpty)
  }

  @Test func consumerOfAnotherStoreIsRefused() {
    var owner = SenderOwner(articles: 2, groups: [DeliveryGroup(name: .default, store: Fixtures.identifier(7))])
    #expect(owner.hear(Fixtures.hello()).refusals == [.otherStore])
    let dropped = owner.sender.groupDropped(.default, at: .zero)
    let added = owner.sender.groupAdded(DeliveryGroup(name: .default, store: Fixtures.store), at: .zero)
    #expect(dropped.isEmpty && added.isEmpty)
    #expect(owner.hear(Fixtures.hello()).sentArticles == [[1, 2]])
  }

  @Test func consumerThatFallsSilentLosesItsArticlesToItsNextHello() {
    var owner = SenderOwner(articles: 5)
    _ = owner.hear(Fixtures.hello(articles: 3))
    _ = owner.hear(.stored(Fixtures.stored([2])), at: 1)
    let lost = owner.wake(at: 12)
    #expect(
      lost.reports == [
        .consumerLost(Fixtures.peer, Fixtures.consumer, .default, reason: .silent, unanswered: 3)
      ])
    #expect(owner.hear(.stored(Fixtures.stored([1])), at: 13).refusals == [.helloFirst])
    #expect(owner.hear(Fixtures.hello(articles: 9), at: 14).sentArticles.flatMap { $0 } == [1, 3, 4, 5])
  }

  @Test func settledArticlesAreNotSentAgainAfterARestart() {
    var settled = SequenceRanges(through: SequenceNumber(3))
    settled.insert(SequenceNumber(5))
    let group = DeliveryGroup(name: .default, store: Fixtures.store, start: SequenceNumber(1), settled: settled)
    var owner = SenderOwner(articles: 7, groups: [group])
    let sent = owner.hear(Fixtures.hello(articles: 9)).sentArticles
    #expect(sent.flatMap { $0 } == [4, 6, 7])
  }

  @Test func failedArticleComesBackAfterItsDelayWhileOthersGoOn() throws {
    var owner = SenderOwner(articles: 6)
    _ = owner.hear(Fixtures.hello(articles: 2))
    #expect(owner.hear(.failed(Fixtures.failure(1))).sentArticles == [[3]])
    #expect(owner.hear(.stored(Fixtures.stored([2, 3])), at: 0.1).sentArticles == [[4, 5]])
    _ = owner.hear(.stored(Fixtures.stored([4, 5])), at: 0.2)
    let due = try #require(owner.sender.nextDeadline)
    #expect(due <= Fixtures.seconds(1))
    #expect(owner.wake(at: 1).sentArticles == [[1]])
    // The second failure waits longer than the first.
    _ = owner.hear(.failed(Fixtures.failure(1)), at: 1.1)
    #expect(owner.wake(at: 2.1).sentArticles.isEmpty)
    #expect(owner.wake(at: 3.2).sentArticles == [[1]])
  }

  @Test func secondConsumerTakesOverOnlyFromADeadOne() {
    var owner = SenderOwner(articles: 2)
    let second: ConsumerID = Fixtures.identifier(0xD)
    let secondPeer = PeerID([2])
    _ = owner.hear(Fixtures.hello())
    #expect(owner.hear(Fixtures.hello(consumer: second), from: secondPeer, at: 1).sentArticles.isEmpty)
    let alive = owner.hear(.heartbeat(Heartbeat(producer: Fixtures.producer, epoch: Epoch(1))), at: 2)
    #expect(alive.refusals == [.groupInUse])
    _ = owner.hear(Fixtures.hello(consumer: second), from: secondPeer, at: 3)
    let unreachable = owner.settle(owner.sender.sendFailed(to: Fixtures.peer, at: Fixtures.seconds(3.1)), at: 3.1)
    #expect(unreachable.hasWelcome)
    #expect(unreachable.sentArticles == [[1, 2]])
  }

  @Test func articlesThatDidNotFitIntoTheQueueGoAgain() {
    var owner = SenderOwner(articles: 4)
    _ = owner.hear(Fixtures.hello(articles: 4))
    let blocked = owner.sender.sendWouldBlock(
      .articles(Fixtures.batch(1...4)), to: Fixtures.peer, at: Fixtures.seconds(1))
    #expect(owner.settle(blocked, at: 1).sentArticles.isEmpty)
    #expect(owner.wake(at: 1.1).sentArticles == [[1, 2, 3, 4]])
  }

  @Test func freshArticlesGoToWhoeverHasRoom() {
    var owner = SenderOwner(articles: 0)
    _ = owner.hear(Fixtures.hello(articles: 2))
    owner.outbox = Fixtures.articles(1...3)
    let grown = owner.sender.committed(through: SequenceNumber(3), at: .zero)
    #expect(owner.settle(grown, at: 0).sentArticles == [[1, 2]])
    #expect(owner.hear(.stored(Fixtures.stored([1, 2]))).sentArticles == [[3]])
  }

  @Test func unrecordedReceiptsHoldBackTheNextArticles() {
    var configuration = DeliverySender.Configuration()
    configuration.unrecordedReceipts = 2
    var owner = SenderOwner(articles: 6, configuration: configuration)
    owner.confirmsRecords = false
    _ = owner.hear(Fixtures.hello(articles: 2))
    #expect(owner.hear(.stored(Fixtures.stored([1, 2]))).sentArticles.isEmpty)
    #expect(owner.sender.recorded(.default, receipts: 1, at: .zero).sentArticles == [[3, 4]])
  }

  @Test func stopLeavesNoChallengeBehind() throws {
    var owner = SenderOwner(articles: 2)
    _ = owner.hear(Fixtures.hello())
    _ = owner.hear(Fixtures.hello(consumer: Fixtures.identifier(0xD)), from: PeerID([2]), at: 5)
    _ = owner.sender.stop(at: Fixtures.seconds(7.5))
    _ = owner.wake(at: 8.1)
    #expect(try #require(owner.sender.nextDeadline) > Fixtures.seconds(8.1))
    #expect(owner.wake(at: 10.5).last == .stopped)
  }

  @Test func drainTakesAnswersThenSaysGoodbye() {
    var owner = SenderOwner(articles: 4)
    _ = owner.hear(Fixtures.hello(articles: 2))
    #expect(owner.sender.stop(at: .zero).isEmpty)
    let last = owner.hear(.stored(Fixtures.stored([1, 2])), at: 1)
    #expect(last.recorded == [1, 2])
    #expect(last.sentArticles.isEmpty)
    #expect(last.last == .stopped)
  }
}
