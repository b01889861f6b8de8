import ZeroMQ

/// An actor on a thread of its own, as a link and a server are.
actor PollingCaller {
  nonisolated let executor: PollingExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init() throws { executor = try PollingExecutor(name: "caller") }

  /// Runs `body` on the thread.
  func call<Value: Sendable>(_ body: nonisolated(nonsending) (PollingExecutor) async throws -> Value) async rethrows
    -> Value
  {
    try await body(executor)
  }
}
