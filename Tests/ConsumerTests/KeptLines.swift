import Locking
import Logging

/// Keeps the lines of a log.
struct KeptLines: LogHandler {
  struct Line {
    var message: String
    var metadata: [String: String]
  }

  let lines: Guarded<[Line]>
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level

  static func logger(_ lines: Guarded<[Line]>, _ level: Logger.Level) -> Logger {
    Logger(label: "test") { _ in KeptLines(lines: lines, logLevel: level) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = Line(
      message: event.message.description, metadata: (event.metadata ?? [:]).mapValues(\.description))
    lines.withLock { $0.append(line) }
  }
}
