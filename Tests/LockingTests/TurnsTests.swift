import Locking
import Testing

@Suite struct TurnsTests {
  private struct Failure: Error {}

  @Test func thoseWhoComeAtOnceGoOnOneAfterTheOther() async {
    let turns = Turns()
    let inside = Guarded((now: 0, most: 0, done: 0))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask {
          await turns.take {
            inside.withLock {
              $0.now += 1
              $0.most = max($0.most, $0.now)
            }
            await Task.yield()
            inside.withLock {
              $0.now -= 1
              $0.done += 1
            }
          }
        }
      }
    }
    let (now, most, done) = inside.withLock { $0 }
    #expect(now == 0 && most == 1 && done == 200)
  }

  @Test func theyGoOnInTheOrderInWhichTheyCame() async {
    let turns = Turns()
    let order = Guarded<[Int]>([])
    let tasks = await turns.tasks(100) { number in
      await Task.yield()
      order.withLock { $0.append(number) }
    }
    for task in tasks { await task.value }
    #expect(order.withLock { $0 } == Array(0..<100))
  }

  @Test func oneThatFailsLetsTheNextGoOn() async throws {
    let turns = Turns()
    await #expect(throws: Failure.self) { try await turns.take { throw Failure() } }
    #expect(await turns.take { 7 } == 7)
  }
}

extension Turns {
  /// Numbered tasks that come to take their turns one after the other: they run on this actor from their beginning, in the order in which
  /// they are made.
  fileprivate func tasks(_ count: Int, _ body: @escaping @Sendable (Int) async -> Void) -> [Task<Void, Never>] {
    (0..<count).map { number in Task { await take { await body(number) } } }
  }
}
