import Locking

/// Runs actors on one thread that also waits for their sockets.
///
/// ```swift
/// actor Intake {
///   let executor: PollingExecutor
///   let socket: Socket
///   nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
///
///   func run() async throws {
///     while true {
///       while let message = try socket.receive() { handle(message) }
///       guard case .ready = await executor.wait(for: [socket.pollItem()]) else { return }
///     }
///   }
/// }
/// ```
///
/// Jobs and sockets take turns: after each batch of jobs the sockets are looked at. Nothing on the thread may block.
/// Several actors may share an executor; calls among them do not change threads.
public final class PollingExecutor: SerialExecutor {
  let core: PollingCore
  private let place: ParkingPlace

  /// Starts the thread.
  /// - Parameter name: the thread's name in debuggers, cut to 15 bytes.
  public init(name: String = "zeromq") throws(ZeroMQError) {
    core = try PollingCore(name: name)
    place = ParkingPlace(core)
    core.owner.withLock { $0 = UnownedSerialExecutor(ordinary: self) }
    try core.start()
  }

  deinit { core.stop() }

  public func enqueue(_ job: consuming ExecutorJob) { core.enqueue(UnownedJob(job)) }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  public func checkIsolated() {
    precondition(core.isOnThread, "an actor's state was used off the thread of its executor")
  }

  public func isIsolatingCurrentContext() -> Bool? { core.isOnThread }

  /// Makes a bell that ends a wait of this executor.
  public func makeDoorbell() -> Doorbell { Doorbell(core: core) }

  /// Waits until a socket is ready, the doorbell rings, the instant comes, the task is cancelled or the executor stops.
  ///
  /// Call it on an actor of this executor, after a receive gave nil (or a send `wouldBlock`); other jobs of the actor run
  /// meanwhile. Readiness lasts until the message is taken, so none is lost between two waits. With no items it waits
  /// for the bell and the instant only.
  public func wait(
    for items: [PollItem], until deadline: ContinuousClock.Instant? = nil, doorbell: Doorbell? = nil,
    isolation: isolated (any Actor)? = #isolation
  ) async -> WaitOutcome {
    precondition(core.isOnThread, "wait is for actors that run on this executor")
    let id = core.nextWaitID()
    return await withTaskCancellationHandler {
      // Isolated as the caller is, so that what follows happens on the thread.
      _ = isolation
      let wait = PollingCore.Wait(id: id, items: items, deadline: deadline, doorbell: doorbell, place: place)
      if let outcome = core.park(wait) { return outcome }
      return await place.outcome(of: id)
    } onCancel: { [core] in
      core.cancel(id)
    }
  }

  /// Ends all waits with `stopped`, now and later. Jobs that remain, and late ones, are still run; the thread ends when
  /// there is none. From any thread.
  public func stop() { core.stop() }

  /// Returns when the thread has ended; call ``stop()`` first.
  public func waitUntilStopped() async { await core.ended() }
}
