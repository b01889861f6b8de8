import Locking
import Logging

/// Keeps the lines of a log.
public struct KeptLines: LogHandler {
  public struct Line: Sendable, CustomStringConvertible {
    public var message: String
    public var metadata: [String: String]

    public var description: String { "\(message) \(metadata)" }
  }

  private let lines: Guarded<[Line]>
  public var metadata: Logger.Metadata = [:]
  public var logLevel: Logger.Level

  /// A logger whose lines, from `level` on, are added to `lines`.
  public static func logger(_ lines: Guarded<[Line]>, _ level: Logger.Level) -> Logger {
    Logger(label: "test") { _ in KeptLines(lines: lines, logLevel: level) }
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    let line = Line(message: event.message.description, metadata: (event.metadata ?? [:]).mapValues(\.description))
    lines.withLock { $0.append(line) }
  }
}
