/// Where a task stands while it waits: its job is kept, and run by the executor's thread when the wait is over.
///
/// A continuation would do, but Swift resumes one on its pool, whose thread then has to wake this one again: two threads woken in vain
/// for each message that comes alone.
actor ParkingPlace {
  private nonisolated let executor: ParkingExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ core: PollingCore) { executor = ParkingExecutor(core) }

  /// Returns when the wait that was parked last is over. Call it right after `PollingCore.park`, on the executor's thread.
  func outcome(of id: UInt64) -> WaitOutcome { executor.core.outcome(of: id) }
}

private final class ParkingExecutor: SerialExecutor {
  let core: PollingCore

  init(_ core: PollingCore) { self.core = core }

  func enqueue(_ job: consuming ExecutorJob) { core.keep(UnownedJob(job)) }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}
