import Logging

/// Tells of each error of a log at the moment at which it is written.
public struct HeardLog: LogHandler {
  private let hear: @Sendable (String) -> Void
  public var metadata: Logger.Metadata = [:]
  public var logLevel = Logger.Level.error

  /// A logger that calls `hear` with each message.
  public static func logger(_ hear: @escaping @Sendable (String) -> Void) -> Logger {
    Logger(label: "test") { _ in HeardLog(hear: hear) }
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) { hear(event.message.description) }
}
