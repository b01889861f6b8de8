/// What became of a message that was handed to a socket. Only `sent` means that libzmq took it; none means delivered.
public enum SendResult: Sendable, Hashable {
  /// Queued for the peer.
  case sent
  /// No peer, or its queue is full: wait until the socket is writable. Nothing was queued.
  case wouldBlock
  /// A ROUTER knows no peer of that routing id: it left, or was never there.
  case hostUnreachable
  /// One frame is larger than the peer takes (libzmq would drop it without an error). Nothing was queued.
  case tooLarge(frame: Int, bytes: Int, limit: Int)
}
