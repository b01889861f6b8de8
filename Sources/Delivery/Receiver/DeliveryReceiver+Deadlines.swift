import NewsModels

extension DeliveryReceiver {
  /// When to call `deadlineReached` at the latest; nil where nothing waits for time.
  public var nextDeadline: MonotonicInstant? {
    switch phase {
    case .idle, .stopped: nil
    case .greeting(let instant): instant
    case .refused(let instant): instant
    case .running: min(lastHeard + configuration.silenceTimeout, lastSent + configuration.heartbeatInterval)
    case .draining(let until):
      min(until, lastHeard + configuration.silenceTimeout, lastSent + configuration.heartbeatInterval)
    }
  }

  mutating func passDeadlines() {
    switch phase {
    case .idle, .stopped: break
    case .greeting(let next):
      if let next, next <= now { greet() }
    case .refused(let until):
      if until <= now { greet() }
    case .running, .draining:
      if lastHeard + configuration.silenceTimeout <= now {
        endSession(.silent)
      } else if lastSent + configuration.heartbeatInterval <= now, let source {
        send(.heartbeat(source))
      }
    }
  }

  /// True in a session: articles may come.
  public var isConnected: Bool { isInSession }

  /// Articles handed over and not answered.
  public var underWay: Int { processing.count }
}
