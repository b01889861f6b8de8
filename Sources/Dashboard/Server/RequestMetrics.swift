#if Dashboard
import Locking
import Rendering

/// Counts the requests that this process answered, and how long that took.
final class RequestMetrics: Sendable {
  struct Key: Hashable {
    var route: String
    var status: Int
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var durations: [String: Histogram] = [:]
  }

  private let state = Guarded(State())

  /// - Parameter route: as the router knows it, never as it was asked: the number of series stays bounded.
  func answered(route: String, status: Int, after duration: Duration) {
    state.withLock { state in
      state.requests[Key(route: route, status: status), default: 0] += 1
      state.durations[route, default: Histogram(Histogram.answerBounds)].observe(duration.seconds)
    }
  }

  func snapshot() -> (requests: [Key: Int], durations: [String: Histogram]) {
    state.withLock { ($0.requests, $0.durations) }
  }
}

extension Duration {
  var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

#endif
