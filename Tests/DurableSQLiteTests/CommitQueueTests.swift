import GRDB
import Testing

@testable import DurableSQLite

/// When there is to be a transaction, and of what.
@Suite struct CommitQueueTests {
  /// A queue of numbered requests.
  private final class Subject {
    private var queue = CommitQueue<Int>()
    private let begin = ContinuousClock.now
    /// Since the beginning.
    var seconds = 0

    private var now: ContinuousClock.Instant { begin + .seconds(seconds) }

    /// What the request asks for, in words.
    func add(_ number: Int, weight: Int = 1, isFollowed: Bool = false) -> Set<String> {
      let added = queue.add(
        CommitQueue.Request(
          weight: weight, freesRoom: false, isFollowed: isFollowed,
          run: { _, state in
            state = number
            return {}
          }, fail: { _ in }), at: now)
      var words: Set<String> = []
      if added.refusal != nil { words.insert("refused") }
      if added.starts { words.insert("starts") }
      if added.needsTimer { words.insert("timer") }
      return words
    }

    /// The numbers of the next group.
    func take() throws -> [Int] {
      let group = queue.takeGroup(at: now)
      return try DatabaseQueue().write { db in
        try group.map { request in
          var number = 0
          _ = try request.run(db, &number)
          return number
        }
      }
    }

    func endPatience() -> Bool { queue.endPatience(at: now) }
    var silence: Duration { queue.silence(at: now) }
    func close() { queue.isClosed = true }
  }

  @Test func whoIsFollowedGoesWithTheNext() throws {
    let queue = Subject()
    #expect(queue.add(1, isFollowed: true) == ["timer"])
    #expect(queue.add(2, isFollowed: true) == [])
    #expect(queue.add(3) == ["starts"])
    #expect(try queue.take() == [1, 2, 3])
    // While that is written: it makes no transaction by itself before its time.
    #expect(queue.add(4, isFollowed: true) == [])
    #expect(try queue.take() == [])
    #expect(queue.endPatience())
    #expect(try queue.take() == [4])
    #expect(try queue.take() == [])
    #expect(!queue.endPatience())
    #expect(queue.add(5, isFollowed: true) == ["timer"])
  }

  @Test func timeThatEndsDuringATransactionIsRemembered() throws {
    let queue = Subject()
    #expect(queue.add(1, isFollowed: true) == ["timer"])
    #expect(queue.add(2) == ["starts"])
    #expect(try queue.take() == [1, 2])
    #expect(queue.add(3, isFollowed: true) == [])
    // Somebody takes groups already.
    #expect(!queue.endPatience())
    #expect(try queue.take() == [3])
    #expect(try queue.take() == [])
  }

  @Test func whoIsPassedOverStillHasATimer() throws {
    let queue = Subject()
    #expect(queue.add(1, weight: CommitQueue<Int>.maximumWeight) == ["starts"])
    #expect(queue.add(2, isFollowed: true) == ["timer"])
    #expect(try queue.take() == [1])
    #expect(try queue.take() == [])
    #expect(queue.endPatience())
    #expect(try queue.take() == [2])
  }

  @Test func manyRowsWaitForNobody() throws {
    let queue = Subject()
    let most = CommitQueue<Int>.maximumWeight
    #expect(queue.add(1, weight: most - 1, isFollowed: true) == ["timer"])
    #expect(queue.add(2, isFollowed: true) == ["starts"])
    #expect(queue.add(3, weight: most, isFollowed: true) == [])
    #expect(try queue.take() == [1, 2])
    #expect(try queue.take() == [3])
    #expect(try queue.take() == [])
  }

  @Test func whoeverTakesGroupsIsSilentSinceTheLastOne() throws {
    let queue = Subject()
    queue.seconds = 5
    #expect(queue.silence == .zero)
    #expect(queue.add(1) == ["starts"])
    queue.seconds = 7
    #expect(queue.silence == .seconds(2))
    #expect(try queue.take() == [1])
    queue.seconds = 20
    // What comes meanwhile shows nothing of it.
    #expect(queue.add(2) == [])
    #expect(queue.silence == .seconds(13))
    #expect(try queue.take() == [2])
    #expect(queue.silence == .zero)
    #expect(try queue.take() == [])
    queue.seconds = 60
    #expect(queue.silence == .zero)
  }

  @Test func nothingIsAddedAfterTheEnd() {
    let queue = Subject()
    queue.close()
    #expect(queue.add(1) == ["refused"])
    #expect(queue.add(2, isFollowed: true) == ["refused"])
  }
}
