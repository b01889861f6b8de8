import Dispatch
import Glibc
import Locking
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(10))) struct HandoverTests {
  /// An actor on a thread of its own.
  private actor Waiter {
    private nonisolated let executor: PollingExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init() throws { executor = try PollingExecutor(name: "waiter") }

    /// What was handed over, and whether the thread is still the actor's.
    func wait(_ begin: (Handover<Int>) -> Void) async -> (value: Int, isOwnThread: Bool) {
      let own = pthread_self()
      let handover = Handover<Int>()
      begin(handover)
      return (await handover.value(), pthread_equal(own, pthread_self()) != 0)
    }

    /// Runs `body` on the thread.
    func call<Value: Sendable>(_ body: nonisolated(nonsending) () async -> Value) async -> Value { await body() }
  }

  /// A serial queue has threads beside Swift's pool.
  private let giver = DispatchQueue(label: "giver")

  /// Given before the wait, or about when it begins.
  @Test func whatIsGivenArrivesOnTheWaitersThread() async throws {
    let waiter = try Waiter()
    for number in 0..<2_000 {
      let (value, isOwnThread) = await waiter.wait { handover in
        if number % 2 == 0 { return handover.give(number) }
        giver.async { handover.give(number) }
      }
      #expect(value == number && isOwnThread)
    }
  }

  @Test func aWaiterWithoutAThreadOfItsOwnGetsItToo() async {
    let values = await withTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask {
          let handover = Handover<Int>()
          giver.async { handover.give(number) }
          return await handover.value()
        }
      }
      return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(values == Set(0..<200))
  }

  /// With a continuation it would: all of the pool's threads are busy, and the waiter goes on all the same.
  @Test func noThreadOfThePoolIsNeeded() async throws {
    let waiter = try Waiter()
    let isOver = DispatchSemaphore(value: 0)
    let others = Guarded((ended: 0, cameLast: false))
    // Where the property is broken, the test ends all the same.
    let end = DispatchTime.now() + 10
    let tasks = 4 * max(16, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let (value, state) = await waiter.call {
      for _ in 0..<tasks {
        Task.detached {
          _ = isOver.wait(timeout: end)
          others.withLock { $0.ended += 1 }
        }
      }
      Task.detached { others.withLock { $0.cameLast = true } }
      let (value, _) = await waiter.wait { handover in giver.async { handover.give(7) } }
      // Here: the test itself goes on in the pool.
      defer { for _ in 0..<tasks { isOver.signal() } }
      return (value, others.withLock { $0 })
    }
    #expect(value == 7)
    #expect(state.ended == 0 && !state.cameLast)
  }
}
