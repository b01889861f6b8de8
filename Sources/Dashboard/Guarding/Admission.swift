#if Dashboard
import Locking

/// Counts what is under way, and refuses what is too much.
final class Admission: Sendable {
  private let limit: Int
  private let count = Guarded(0)

  init(limit: Int) { self.limit = limit }

  var underWay: Int { count.withLock { $0 } }

  /// Runs `body` where there is room; nil where there is none.
  func admit<Value>(_ body: () async throws -> Value) async rethrows -> Value? {
    guard enter() else { return nil }
    defer { leave() }
    return try await body()
  }

  func enter() -> Bool {
    count.withLock { count in
      guard count < limit else { return false }
      count += 1
      return true
    }
  }

  func leave() { count.withLock { $0 -= 1 } }
}

#endif
