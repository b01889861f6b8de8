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
