import CZeroMQ
import Glibc
import Locking

/// What the thread of a ``PollingExecutor`` works on; outlives the executor until the thread has ended.
final class PollingCore: Sendable {
  /// A parked wait.
  struct Wait {
    let id: UInt64
    let items: [PollItem]
    let deadline: ContinuousClock.Instant?
    let doorbell: Doorbell?
    let place: ParkingPlace
    /// The task's, from when it stands in its place.
    var job: UnownedJob?
    /// From when it is over until its task has taken it.
    var outcome: WaitOutcome?
  }

  private struct Inbox {
    var jobs: [UnownedJob] = []
    var cancelled: [UInt64] = []
    /// The thread is in, or about to enter, a poll that only the eventfd can end.
    var isSleeping = false
    var isStopping = false
    var isRunning = false
    var thread: pthread_t?
    var endWaiters: [CheckedContinuation<Void, Never>] = []

    /// True once for each sleep: who gets it writes to the eventfd.
    mutating func takeSleep() -> Bool {
      defer { isSleeping = false }
      return isSleeping
    }
  }

  let owner = Guarded<UnownedSerialExecutor?>(nil)
  private let name: String
  private let eventDescriptor: Int32
  private let inbox = Guarded(Inbox())
  /// Touched by the executor's thread only.
  private nonisolated(unsafe) var waits: [UInt64: Wait] = [:]
  private nonisolated(unsafe) var lastWaitID: UInt64 = 0

  init(name: String) throws(ZeroMQError) {
    self.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
    eventDescriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard eventDescriptor >= 0 else { throw .of(code: errno, "opening an eventfd") }
  }

  deinit { Glibc.close(eventDescriptor) }

  var isOnThread: Bool {
    inbox.withLock { inbox in
      guard let thread = inbox.thread else { return false }
      return pthread_equal(thread, pthread_self()) != 0
    }
  }
}

// MARK: - From any thread

extension PollingCore {
  func enqueue(_ job: UnownedJob) {
    let (wakes, starts) = inbox.withLock { inbox in
      inbox.jobs.append(job)
      let starts = !inbox.isRunning
      if starts { inbox.isRunning = true }
      return (inbox.takeSleep(), starts)
    }
    if wakes { signal() }
    // A job that comes after the end gets a thread of its own; where none can be had, the caller's serves.
    if starts, spawn() != 0 { run() }
  }

  func cancel(_ id: UInt64) {
    let wakes = inbox.withLock { inbox in
      guard inbox.isRunning else { return false }
      inbox.cancelled.append(id)
      return inbox.takeSleep()
    }
    if wakes { signal() }
  }

  func wake() {
    if inbox.withLock({ $0.takeSleep() }) { signal() }
  }

  func stop() {
    let wakes = inbox.withLock { inbox in
      inbox.isStopping = true
      return inbox.takeSleep()
    }
    if wakes { signal() }
  }

  func ended() async {
    await withCheckedContinuation { continuation in
      let isRunning = inbox.withLock { inbox in
        if inbox.isRunning { inbox.endWaiters.append(continuation) }
        return inbox.isRunning
      }
      if !isRunning { continuation.resume() }
    }
  }

  func start() throws(ZeroMQError) {
    inbox.withLock { $0.isRunning = true }
    let code = spawn()
    if code != 0 {
      inbox.withLock { $0.isRunning = false }
      throw .of(code: code, "starting a thread")
    }
  }

  private func signal() {
    var one: UInt64 = 1
    // A full counter (EAGAIN) wakes as well.
    while write(eventDescriptor, &one, 8) < 0, errno == EINTR {}
  }

  private func spawn() -> Int32 {
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let argument = Unmanaged.passRetained(self)
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<PollingCore>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument.toOpaque())
    if code != 0 { argument.release() }
    return code
  }
}

// MARK: - On the executor's thread

extension PollingCore {
  func nextWaitID() -> UInt64 {
    lastWaitID &+= 1
    return lastWaitID
  }

  /// Takes a wait whose task goes to its place at once; answers the outcome of one that is over already.
  func park(_ wait: Wait) -> WaitOutcome? {
    precondition(isOnThread, "a wait is parked on the executor's thread only")
    if Task.isCancelled { return .cancelled }
    if inbox.withLock({ $0.isStopping }) { return .stopped }
    var parked: [PollItem] = []
    for item in wait.items where item.raw != nil && item.handle.park() { parked.append(item) }
    guard parked.count == wait.items.count else {
      for item in parked { item.handle.unpark() }
      return .closed
    }
    waits[wait.id] = wait
    return nil
  }

  /// The task whose wait was parked last stands in its place: from numbering a wait to this, nothing else runs on the thread.
  func keep(_ job: UnownedJob) {
    precondition(isOnThread && waits[lastWaitID]?.job == nil, "a task goes to its place right after its wait is parked")
    waits[lastWaitID]?.job = job
  }

  /// Of a wait that is over: only then does its task's job run.
  func outcome(of id: UInt64) -> WaitOutcome { waits[id]?.outcome ?? .stopped }

  private func finish(_ wait: Wait, _ outcome: WaitOutcome) {
    for item in wait.items { item.handle.unpark() }
    waits[wait.id]?.outcome = outcome
    // Takes the outcome and goes on to its actor, which is a job for this thread.
    wait.job?.runSynchronously(on: wait.place.unownedExecutor)
    waits[wait.id] = nil
  }

  /// The thread's life: jobs, then sockets, then sleep.
  private func run() {
    pthread_setname_np(pthread_self(), name)
    inbox.withLock { $0.thread = pthread_self() }
    repeat {
      runJobs()
      settleWaits()
      poll()
    } while !endIfDone()
  }

  private func runJobs() {
    let (jobs, cancelled) = inbox.withLock { inbox in
      defer {
        inbox.jobs = []
        inbox.cancelled = []
      }
      return (inbox.jobs, inbox.cancelled)
    }
    if let owner = owner.withLock({ $0 }) {
      for job in jobs { job.runSynchronously(on: owner) }
    }
    for id in cancelled {
      if let wait = waits[id] { finish(wait, .cancelled) }
    }
  }

  /// Ends the waits that need no poll.
  private func settleWaits() {
    let isStopping = inbox.withLock { $0.isStopping }
    for wait in waits.values {
      if isStopping {
        finish(wait, .stopped)
      } else if wait.items.contains(where: \.handle.isClosing) {
        finish(wait, .closed)
      } else if wait.doorbell?.answer() == true {
        finish(wait, .rung)
      }
    }
  }

  /// Looks at the sockets, asleep where there is nothing else to do.
  private func poll() {
    var items = [zmq_pollitem_t(socket: nil, fd: eventDescriptor, events: Int16(ZMQ_POLLIN), revents: 0)]
    let order = Array(waits.values)
    for wait in order {
      for item in wait.items {
        items.append(zmq_pollitem_t(socket: item.raw, fd: 0, events: item.interest.rawValue, revents: 0))
      }
    }
    let sleeps = inbox.withLock { inbox in
      inbox.isSleeping = inbox.jobs.isEmpty && inbox.cancelled.isEmpty && !inbox.isStopping
      return inbox.isSleeping
    }
    // A bell that rang before `isSleeping` was set has not written to the eventfd.
    let hasRing = order.contains { $0.doorbell?.isRinging == true }
    let count = zmq_poll(&items, Int32(items.count), sleeps && !hasRing ? timeout(order) : 0)
    let code = count < 0 ? zmq_errno() : 0
    inbox.withLock { $0.isSleeping = false }
    if items[0].revents != 0 {
      var counter: UInt64 = 0
      _ = read(eventDescriptor, &counter, 8)
    }
    if count < 0 { return failed(order, code) }
    deliver(order, items)
  }

  private func deliver(_ order: [Wait], _ items: [zmq_pollitem_t]) {
    let now = ContinuousClock.now
    var index = 1
    for wait in order {
      let events = items[index..<(index + wait.items.count)].map { PollEvents(rawValue: $0.revents) }
      index += wait.items.count
      if events.contains(where: { !$0.isEmpty }) {
        finish(wait, .ready(events))
      } else if let deadline = wait.deadline, deadline <= now {
        finish(wait, .deadlineReached)
      }
    }
  }

  /// A poll fails as a whole: finds the waits whose sockets are gone, and ends all where none can be blamed.
  private func failed(_ order: [Wait], _ code: Int32) {
    if code == EINTR { return }
    let gone = order.filter { wait in
      wait.items.contains { item in
        var (events, size): (Int32, Int) = (0, MemoryLayout<Int32>.size)
        return zmq_getsockopt(item.raw, ZMQ_EVENTS, &events, &size) != 0 && zmq_errno() != EINTR
      }
    }
    for wait in gone.isEmpty ? order : gone { finish(wait, .closed) }
  }

  /// Milliseconds to the first deadline, -1 for none.
  private func timeout(_ order: [Wait]) -> Int {
    guard let first = order.compactMap(\.deadline).min() else { return -1 }
    return Int(min(max(0, ContinuousClock.now.duration(to: first).wholeMilliseconds), 3_600_000))
  }

  private func endIfDone() -> Bool {
    guard waits.isEmpty else { return false }
    let endWaiters: [CheckedContinuation<Void, Never>]? = inbox.withLock { inbox in
      guard inbox.isStopping, inbox.jobs.isEmpty else { return nil }
      inbox.isRunning = false
      inbox.thread = nil
      defer { inbox.endWaiters = [] }
      return inbox.endWaiters
    }
    guard let endWaiters else { return false }
    for waiter in endWaiters { waiter.resume() }
    return true
  }
}
