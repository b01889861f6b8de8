import CZeroMQ

/// What a socket is, or should be, ready for.
public struct PollEvents: OptionSet, Sendable, Hashable {
  public let rawValue: Int16
  public init(rawValue: Int16) { self.rawValue = rawValue }

  /// A message, or the next monitor event, can be received.
  public static let readable = PollEvents(rawValue: Int16(ZMQ_POLLIN))
  /// A message can be sent to some peer.
  public static let writable = PollEvents(rawValue: Int16(ZMQ_POLLOUT))
}

/// Something to wait for; made by ``Socket/pollItem(_:)`` and ``Socket/monitorItem()``.
public struct PollItem {
  enum Target {
    case socket(SocketHandle)
    case monitor(SocketHandle)
  }

  let target: Target
  let interest: PollEvents

  var handle: SocketHandle {
    switch target {
    case .socket(let handle), .monitor(let handle): handle
    }
  }

  /// Nil for the monitor of a socket that is not monitored.
  var raw: UnsafeMutableRawPointer? {
    switch target {
    case .socket(let handle): handle.raw
    case .monitor(let handle): handle.monitor
    }
  }
}

/// Why a wait ended.
public enum WaitOutcome: Sendable, Hashable {
  /// What each item is ready for, in the order of the items; at least one is not empty.
  case ready([PollEvents])
  /// The doorbell was rung.
  case rung
  /// The instant came first.
  case deadlineReached
  /// The task was cancelled.
  case cancelled
  /// The executor was told to stop: finish up.
  case stopped
  /// A socket was closed or its context shut down: finish up.
  case closed
}
