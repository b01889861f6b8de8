/// Lets one after the other go on, in the order in which they came, without holding a thread while they wait.
public actor Turns {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  public init() {}

  /// Runs `body` when all that came before have ended.
  public func take<Value: Sendable>(_ body: @Sendable () async throws -> Value) async rethrows -> Value {
    if isTaken {
      await withCheckedContinuation { waiting.append($0) }
    }
    isTaken = true
    defer { leave() }
    return try await body()
  }

  private func leave() {
    // It stays taken for the next, or somebody who comes meanwhile would go first.
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
