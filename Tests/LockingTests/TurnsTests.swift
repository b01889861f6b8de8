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

  @Test func oneThatFailsLetsTheNextGoOn() async throws {
    let turns = Turns()
    await #expect(throws: Failure.self) { try await turns.take { throw Failure() } }
    #expect(await turns.take { 7 } == 7)
  }
}
