/// How a socket behaves. Each default is set explicitly: libzmq's own are unsafe where noted.
public struct SocketOptions: Sendable {
  /// How long closing waits for undelivered messages. libzmq's default is forever. 0...1 day.
  public var linger: Duration = .seconds(1)
  /// The largest frame to take from a peer, in bytes; a peer that sends more is disconnected. libzmq: no limit.
  public var maxMessageSize: Int = 16 << 20
  /// The largest frame that the peer takes; longer ones are refused before sending. Nil: as `maxMessageSize`.
  public var peerMaxMessageSize: Int?
  /// After how long without traffic the kernel asks whether the other end of a tcp connection is still there. 1 s...1 day, taken in
  /// whole seconds. libzmq: the system's choice, mostly two hours.
  public var keepaliveInterval: Duration = .seconds(2)
  /// How long a question, or bytes that were sent, may stay unanswered before a tcp connection counts as lost; a peer that takes
  /// nothing in for as long counts as lost too. 1 ms...1 day. libzmq: the system's choice, some fifteen minutes.
  public var lossTimeout: Duration = .seconds(6)
  /// How long a peer may take for its handshake; some refusals show at the client only then. libzmq: 30 s.
  public var handshakeInterval: Duration = .milliseconds(2500)
  /// How long one tcp connection attempt may take.
  public var connectTimeout: Duration = .seconds(5)
  /// Messages queued for one peer before a send would block (PUB drops). 1...1,000,000.
  public var sendHighWaterMark: Int = 256
  /// ROUTER: bytes in frames of a kilobyte and more that may wait for one peer before a send to it would block; a message for a peer that
  /// nothing waits for may be larger. Nil: messages are counted only.
  public var unreadLimit: Int?
  /// Messages taken from one peer and not yet received. 1...1,000,000.
  public var receiveHighWaterMark: Int = 256
  /// Bytes that the kernel holds for one tcp connection before its sender waits, about. Nil: the system's choice, which may be 32 MB.
  public var kernelReceiveBuffer: Int?
  /// A socket that connects and is monitored: send only over finished connections, as ``Socket/monitorEvents(max:)`` has told of them,
  /// so that nothing waits for a peer that never comes. What was sent before a loss is known may still go out over the next connection.
  public var immediate: Bool = true
  /// The name under which a ROUTER knows this socket, 1...255 bytes, not beginning with zero. Nil: the ROUTER's choice.
  public var routingID: [UInt8]?
  /// Encryption. Nil: plain. A server asks the authentication handler about each peer, and lets nobody in while no handler is there.
  public var curve: CurveRole?
  /// A CURVE server's allow-list: messages of clients whose keys were removed are dropped and their connections cut. See
  /// ``Socket/endRemovedSessions()``. Nil: a session that was let in goes on.
  public var allowedKeys: AllowedKeys?
  /// Record connection events, to be read with ``Socket/monitorEvents(max:)``.
  public var isMonitored: Bool = false
  /// Cuts off plain tcp peers that would fill the memory. Nil: nobody is cut off.
  public var floodWatch: FloodWatch?
  /// The widest mode of an ipc socket's folder: 0o700, or 0o750 where a group of its own may connect.
  public var ipcFolderMode: UInt32 = 0o700
  /// What to tell the user whose network address lacks keys.
  public var curveAdvice: String = "make keys, or use ipc:// or a loopback address"

  public init() {}

  /// The largest frame that may be sent.
  var sendLimit: Int { peerMaxMessageSize ?? maxMessageSize }
}
