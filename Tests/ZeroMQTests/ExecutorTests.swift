import Dispatch
import Glibc
import Synchronization
import TestSupport
import Testing
import ZeroMQ

extension RealSockets {
  @Suite(.timeLimit(.minutes(10))) struct ExecutorTests {
    let executor: PollingExecutor

    init() throws { executor = try PollingExecutor() }

    @Test func hundredThousandCallsFromOutsideAllArrive() async throws {
      let counter = Counter(executor)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask { for _ in 0..<12_500 { await counter.increment() } }
        }
      }
      #expect(await counter.count == 100_000)
      #expect(await counter.threads.count == 1)
    }

    @Test func eachRingOfTheBellIsHeard() async throws {
      // Two actors ring in turn: one ring lost, and both wait until the deadline.
      let other = try PollingExecutor()
      let (ping, pong) = (BellPlayer(executor), BellPlayer(other))
      let deadline = ContinuousClock.now + .seconds(60)
      async let first = ping.play(against: pong, rounds: 20_000, begins: true, until: deadline)
      async let second = pong.play(against: ping, rounds: 20_000, begins: false, until: deadline)
      let rounds = await (first, second)
      #expect(rounds == (20_000, 20_000))
    }

    @Test func aWaitEndsOnTheExecutorsThreadWithoutAnother() async throws {
      let player = BellPlayer(executor)
      let pool = CountingPool()
      let task = Task(executorPreference: pool) {
        // Where a wait went on elsewhere first, it would be here.
        let before = pool.jobs
        await player.ringItself(1_000)
        return pool.jobs - before
      }
      // Only the way back from the actor.
      #expect(await task.value == 1)
    }

    @Test func bellRungBeforeTheWaitEndsItAtOnce() async throws {
      let player = BellPlayer(executor)
      player.bell.ring()
      player.bell.ring()
      #expect(await player.wait(until: .now + .seconds(20)) == .rung)
      #expect(await player.wait(until: .now) == .deadlineReached)
    }

    @Test func ringersOnManyThreadsWakeTheActorForTheLastValue() async throws {
      let player = BellPlayer(executor)
      let done = Task { await player.waitForTotal(100_000, until: .now + .seconds(60)) }
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { for _ in 0..<25_000 { player.add() } }
        }
      }
      #expect(await done.value)
    }

    @Test func cancelledTaskLeavesItsWait() async throws {
      let player = BellPlayer(executor)
      for number in 0..<500 {
        let task = Task { await player.wait(until: .now + .seconds(60)) }
        // Every other one is parked when the cancellation comes.
        if number % 2 == 0 { try await waitUntil { await player.waits > number } }
        task.cancel()
        try #require(await task.value == .cancelled)
      }
    }

    @Test func stopEndsWaitsNowAndLaterAndTheThread() async throws {
      let player = BellPlayer(executor)
      let waits = (0..<50).map { _ in Task { await player.wait(until: .now + .seconds(30)) } }
      executor.stop()
      for wait in waits { #expect(await wait.value == .stopped) }
      #expect(await player.wait(until: .now + .seconds(30)) == .stopped)
      await executor.waitUntilStopped()
      // An actor that is called later still answers.
      let counter = Counter(executor)
      for _ in 0..<1000 { await counter.increment() }
      #expect(await counter.count == 1000)
      await executor.waitUntilStopped()
    }

    /// In a process of its own, where nobody else opens anything.
    @Test func executorsComeAndGoAndLeaveNoDescriptorsOrThreads() async {
      await #expect(processExitsWith: .success) {
        func comeAndGo(_ times: Int) async throws {
          for _ in 0..<times {
            let executor = try PollingExecutor(name: "comes-and-goes")
            let counter = Counter(executor)
            await counter.increment()
            executor.stop()
            await executor.waitUntilStopped()
          }
        }
        try await comeAndGo(1)
        let before = try ProcessFiles.descriptors()
        try await comeAndGo(200)
        // A leak shows as 200; on a busy machine the threads of the last rounds may be about to return.
        let descriptors = try ProcessFiles.descriptors()
        let threads = try ProcessFiles.threads(named: "comes-and-goes")
        #expect(descriptors - before < 20 && threads < 20, "\(before) → \(descriptors) descriptors, \(threads) threads")
      }
    }

    @Test func waitingCostsNoTime() async throws {
      let context = try ZeroMQContext()
      let peer = try Peer(executor, context, .pull)
      try await peer.bind("inproc://idle")
      let clock = Counter(executor)
      let before = await clock.threadTime()
      #expect(await peer.waitReadable(until: .now + .milliseconds(200)) == .deadlineReached)
      #expect(await clock.threadTime() - before < .milliseconds(50))
    }

    @Test func socketClosedDuringItsWaitEndsTheWait() async throws {
      let context = try ZeroMQContext()
      let holder = try Holder(executor, context)
      let wait = Task { await holder.wait() }
      try await holder.waitStarted()
      await holder.drop()
      #expect(await wait.value == .closed)
      #expect(context.openSockets == 0)
    }

    @Test func signalsDoNotDisturb() async throws {
      let storm = try SignalStorm()
      let context = try ZeroMQContext()
      let other = try PollingExecutor()
      let server = try Peer(executor, context, .router)
      let endpoint = try await server.bind()
      let echo = Task { try await server.echo() }
      let client = try Peer(other, context, .dealer)
      try await client.connect(endpoint)
      let threads = [await Counter(executor).thread(), await Counter(other).thread()]
      storm.begin(on: threads)
      for round in 0..<2000 {
        let frame = Array("\(round)".utf8)
        try #require(try await client.send([frame]))
        try #require(try await client.receive()?.first?.bytes == frame)
      }
      #expect(storm.end() > 100)
      echo.cancel()
      #expect(try await echo.value == .cancelled)
    }
  }
}

/// Counts calls, and the threads that they came on.
private actor Counter {
  private let executor: PollingExecutor
  private(set) var count = 0
  private(set) var threads: Set<String> = []
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor) { self.executor = executor }

  func increment() {
    count += 1
    threads.insert(Self.currentThread())
    assertIsolated()
  }

  /// Asked of the kernel: the C library declares `pthread_self` constant, so that a compiler may ask before the task changes threads.
  private static func currentThread() -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/thread-self", &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The executor's thread, open to the signal that threads of a pool block.
  func thread() -> UInt {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGUSR1)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    return UInt(pthread_self())
  }

  /// CPU time of the executor's thread so far.
  func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

/// Runs what has no executor of its own, and counts it.
private final class CountingPool: TaskExecutor {
  private let count = Atomic(0)
  private let queue = DispatchQueue(label: "counting pool")

  var jobs: Int { count.load(ordering: .sequentiallyConsistent) }

  func enqueue(_ job: consuming ExecutorJob) {
    count.wrappingAdd(1, ordering: .sequentiallyConsistent)
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Waits for its bell.
private actor BellPlayer {
  private let executor: PollingExecutor
  nonisolated let bell: Doorbell
  private let total = Atomic(0)
  private let turns = Atomic(0)
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor) {
    self.executor = executor
    bell = executor.makeDoorbell()
  }

  /// How many waits have begun; seen from outside, the last of them is parked.
  private(set) var waits = 0

  func wait(until deadline: ContinuousClock.Instant) async -> WaitOutcome {
    waits += 1
    return await executor.wait(for: [], until: deadline, doorbell: bell)
  }

  nonisolated func add() {
    total.wrappingAdd(1, ordering: .relaxed)
    bell.ring()
  }

  func waitForTotal(_ wanted: Int, until deadline: ContinuousClock.Instant) async -> Bool {
    while total.load(ordering: .relaxed) < wanted {
      guard await wait(until: deadline) == .rung else { return false }
    }
    return true
  }

  func ringItself(_ count: Int) async {
    for _ in 0..<count {
      bell.ring()
      _ = await wait(until: .now + .seconds(60))
    }
  }

  /// Answers how many turns came.
  func play(
    against other: BellPlayer, rounds: Int, begins: Bool, until deadline: ContinuousClock.Instant
  ) async -> Int {
    if begins { other.pass() }
    for round in 1...rounds {
      while turns.load(ordering: .relaxed) < round {
        guard await wait(until: deadline) == .rung else { return round - 1 }
      }
      other.pass()
    }
    return rounds
  }

  private nonisolated func pass() {
    turns.wrappingAdd(1, ordering: .relaxed)
    bell.ring()
  }
}

/// Closes its socket while it waits for it.
private actor Holder {
  private let executor: PollingExecutor
  private var socket: Socket?
  private var isWaiting = false
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor, _ context: ZeroMQContext) throws {
    self.executor = executor
    socket = try Socket(context, .pull)
  }

  func wait() async -> WaitOutcome? {
    guard let item = socket?.pollItem() else { return nil }
    isWaiting = true
    return await executor.wait(for: [item], until: .now + .seconds(60))
  }

  func waitStarted() async throws { try await waitUntil { isWaiting } }

  func drop() { socket = nil }
}
