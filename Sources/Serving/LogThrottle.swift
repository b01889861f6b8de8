import Locking

/// Bounds how often strangers make a service write to its log: ten lines in ten seconds.
public final class LogThrottle: Sendable {
  private struct Window {
    var begin = ContinuousClock.now
    var lines = 0
    var suppressed = 0
  }

  private static let lines = 10
  private static let length = Duration.seconds(10)
  private let window = Guarded(Window())

  public init() {}

  /// Nil where nothing may be written now; else how many lines were left out since the last one.
  public func take() -> Int? {
    window.withLock { window in
      if window.begin.duration(to: .now) >= Self.length {
        window.begin = .now
        window.lines = 0
      }
      guard window.lines < Self.lines else {
        window.suppressed += 1
        return nil
      }
      window.lines += 1
      defer { window.suppressed = 0 }
      return window.suppressed
    }
  }
}
