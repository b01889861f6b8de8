/// A value that one task waits for and any thread gives.
///
/// A continuation would do, but Swift resumes one on its pool, whose thread then wakes that of the task's actor: one thread woken in vain
/// for each commit. Here the giver's thread takes the task on, and only its own executor is told.
public actor Handover<Value: Sendable> {
  private nonisolated let executor = GiversExecutor<Value>()

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  public init() {}

  /// Once, from any thread. Nothing of the waiting task but its way to its own executor happens here.
  public nonisolated func give(_ value: Value) { executor.give(value) }

  /// Returns when the value is given. For one task, once.
  public func value() -> Value { executor.value }
}

/// Keeps the job of a task that came before the value.
private final class GiversExecutor<Value: Sendable>: SerialExecutor {
  private struct State {
    var value: Value?
    var job: UnownedJob?
  }

  private let state = Guarded(State())

  var value: Value {
    // A key path would be made anew at each call: this class is generic.
    guard let value = state.withLock({ $0.value }) else { preconditionFailure("a job runs after the value was given") }
    return value
  }

  func give(_ value: Value) {
    let job = state.withLock { state in
      precondition(state.value == nil, "a value is given once")
      state.value = value
      return state.job
    }
    job?.runSynchronously(on: asUnownedSerialExecutor())
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isGiven = state.withLock { state in
      precondition(state.job == nil, "one task waits")
      if state.value == nil { state.job = job }
      return state.value != nil
    }
    if isGiven { job.runSynchronously(on: asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}
