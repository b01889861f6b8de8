/// Ends a command with a message for a person and an exit status.
public struct CommandFailure: Error, CustomStringConvertible {
  public let status: ExitStatus
  /// What was expected, what came, where, and what to do.
  public let message: String

  public init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  public var description: String { message }
}
