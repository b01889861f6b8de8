/// What became of a message that was handed to a socket. Only `sent` means that libzmq took it; none means delivered.
public enum SendResult: Sendable, Hashable {
  /// Queued for the peer.
  case sent
  /// No peer, or its queue is full: wait until the socket is writable. Nothing was queued.
  ///
  /// A monitored socket without a connection is writable all the same: see ``Socket/hasConnection``.
  ///
  /// A ROUTER counts as writable when any of its peers has room, so waiting for that after one peer's refusal would
  /// spin: wait a moment, or for that peer's next message.
  case wouldBlock
  /// A ROUTER knows no peer of that routing id: it left, or was never there.
  case hostUnreachable
  /// One frame is larger than the peer takes (libzmq would drop it without an error). Nothing was queued.
  case tooLarge(frame: Int, bytes: Int, limit: Int)
}
