import ArgumentParser

/// The exit statuses of every executable, after BSD's `sysexits.h`.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  /// Some items failed; for `status`, something is unwell or was lost; for `topics check`, mistakes were found.
  case someFailed = 1
  /// Bad usage, or an unknown topic.
  case usage = 64
  /// A service cannot be reached.
  case unavailable = 69
  /// A failure of our own, or of the disk under the data.
  case `internal` = 70
  /// The outbox was full for as long as `--busy-timeout` allows.
  case busy = 75
  /// Bad configuration.
  case configuration = 78

  public var exitCode: ExitCode { ExitCode(rawValue) }
}
