import Locking
import Logging

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

  /// Writes a line where one may be written now; how many were left out before it is told as `suppressed`.
  public func log(_ level: Logger.Level, _ message: Logger.Message, metadata: Logger.Metadata, to logger: Logger) {
    guard let suppressed = take() else { return }
    logger.log(level: level, message, metadata: metadata.merging(["suppressed": "\(suppressed)"]) { $1 })
  }

  /// Nil where nothing may be written now; else how many lines were left out since the last one.
  private func take() -> Int? {
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
