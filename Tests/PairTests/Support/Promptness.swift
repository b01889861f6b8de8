/// Bounds in real time, which hold on a machine that has time.
enum Promptness {
  /// Whether something is done within a bound. Other work on the machine makes it slow, never fast: so the fastest of a few tries
  /// counts, and a service that is too slow by itself fails all of them.
  static func isShown(
    within bound: Duration, tries: Int = 4, _ attempt: () async throws -> Void
  ) async rethrows -> Bool {
    for _ in 0..<tries {
      let begin = ContinuousClock.now
      try await attempt()
      if begin.duration(to: .now) < bound { return true }
    }
    return false
  }
}
