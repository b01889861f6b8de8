import ArgumentParser
import Foundation
import Logging

/// How the log on standard error is written.
public enum LogFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  case text
  case json

  /// Sets up logging for the whole process; call once, first.
  public func bootstrap(level: Logger.Level) {
    switch self {
    case .text:
      LoggingSystem.bootstrap { label in
        var handler = StreamLogHandler.standardError(label: label)
        handler.logLevel = level
        return handler
      }
    case .json:
      LoggingSystem.bootstrap { label in JSONLogHandler(label: label, logLevel: level) }
    }
  }
}

/// One JSON object a line on standard error.
struct JSONLogHandler: LogHandler {
  var label: String
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(label: String, logLevel: Logger.Level) {
    self.label = label
    self.logLevel = logLevel
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var entry = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
    entry["time"] = Date().formatted(.iso8601)
    entry["level"] = event.level.rawValue
    entry["label"] = label
    entry["message"] = "\(event.message)"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry) else { return }
    ConsoleOutput.printError(String(decoding: line, as: UTF8.self))
  }
}
