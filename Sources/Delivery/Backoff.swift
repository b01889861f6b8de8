/// How long to wait before a further try: doubles from `first` to `longest`, with up to a quarter of jitter taken off.
struct Backoff: Hashable, Sendable {
  var first: Duration
  var longest: Duration

  /// `attempt` counts from 1. The jitter keeps articles that failed together from coming back together.
  func delay(attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
    var delay = first
    for _ in 1..<max(1, min(attempt, 32)) where delay < longest { delay *= 2 }
    delay = min(delay, longest)
    return delay - delay * Int.random(in: 0...25, using: &generator) / 100
  }
}
