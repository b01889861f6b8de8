import Locking
import Testing
import ZeroMQ

/// What an authenticator reported, to be waited for.
actor Reports {
  private let executor: PollingExecutor
  private let bell: Doorbell
  private let events = Guarded<[Authenticator.Event]>([])
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor) throws {
    self.executor = executor
    bell = executor.makeDoorbell()
  }

  nonisolated func add(_ event: Authenticator.Event) {
    events.withLock { $0.append(event) }
    bell.ring()
  }

  /// Whether such an event comes within ten seconds.
  func next(where wanted: @Sendable (Authenticator.Event) -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      if events.withLock({ $0.contains(where: wanted) }) { return true }
      guard case .rung = await executor.wait(for: [], until: deadline, doorbell: bell) else { return false }
    }
  }
}
