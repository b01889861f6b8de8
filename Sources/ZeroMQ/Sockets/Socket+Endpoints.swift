import CZeroMQ
import Glibc

extension Socket {
  /// Listens at an endpoint and answers where: the port that a wildcard got.
  ///
  /// For ipc the folder is made (mode 0700) or checked, a lock beside the socket is taken and kept until the socket is
  /// closed, and a socket file left behind is removed.
  /// - Parameter secretKey: for this endpoint instead of the one in ``SocketOptions/curve``: while clients move from one
  ///   server key to the next, a socket can listen under both.
  /// - Throws: ``ZeroMQError/addressInUse(_:)``, ``ZeroMQError/endpointLocked(_:lockFile:)``,
  ///   ``ZeroMQError/fileRefused(path:reason:)``, ``ZeroMQError/curveRequired(_:advice:)`` or a system error.
  @discardableResult
  public func bind(_ endpoint: Endpoint, secretKey: CurveSecretKey? = nil) throws(ZeroMQError) -> Endpoint {
    try checkExposure(endpoint)
    guard let secretKey else { return try listen(endpoint) }
    guard case .server(let ownKey) = options.curve else {
      throw .invalidOption(name: "secretKey", value: "a key", expected: "none on a socket that is no CURVE server")
    }
    // A listener keeps the key that was set when it began.
    try handle.set(ZMQ_CURVE_SECRETKEY, secretKey.bytes, "secretKey")
    let result = Result { () throws(ZeroMQError) in try listen(endpoint) }
    try handle.set(ZMQ_CURVE_SECRETKEY, ownKey.bytes, "secretKey")
    return try result.get()
  }

  private func listen(_ endpoint: Endpoint) throws(ZeroMQError) -> Endpoint {
    let endpoint = endpoint.forListening
    let lock = try EndpointLock(endpoint, folderMode: options.ipcFolderMode)
    try prepareAddressFamily(endpoint)
    guard zmq_bind(handle.raw, endpoint.description) == 0 else {
      throw switch zmq_errno() {
      case EADDRINUSE: .addressInUse(endpoint)
      case ENODEV, EADDRNOTAVAIL:
        .invalidEndpoint(
          endpoint.description,
          reason: "expected an address or interface of this machine to listen at, such as 127.0.0.1, or * for all")
      default: .last("listening at", endpoint.description)
      }
    }
    handle.onlyConnects = false
    try lock?.restrictSocketFile(folderMode: options.ipcFolderMode)
    handle.locks[endpoint] = lock
    let bound = endpoint.isWildcardPort ? try lastEndpoint() : endpoint
    if let port = bound.port {
      handle.boundPorts.insert(port)
      if let watch = options.floodWatch { handle.watch(port, by: watch.ledger) }
    }
    return bound
  }

  /// Connects in the background; a peer that is not there yet is tried again and again.
  public func connect(_ endpoint: Endpoint) throws(ZeroMQError) {
    guard !endpoint.isWildcardPort else {
      throw .invalidEndpoint(endpoint.description, reason: "a port is needed to connect to")
    }
    try checkExposure(endpoint)
    try prepareAddressFamily(endpoint)
    guard zmq_connect(handle.raw, endpoint.description) == 0 else {
      throw .last("connecting to", endpoint.description)
    }
    handle.connectedEndpoints.insert(endpoint)
    handle.onlyConnects = handle.locks.isEmpty && handle.boundPorts.isEmpty
  }

  /// Cuts the open tcp connections of clients whose keys are not in ``SocketOptions/allowedKeys`` any more. Call it when
  /// ``Authenticator/Event/changed(_:)`` tells of removed keys.
  ///
  /// libzmq itself lets a session go on whose key was removed. A client that has not sent anything yet is cut off with
  /// its first message; a PUB cannot tell its subscribers apart: use ``endAllSessions()``.
  public func endRemovedSessions() {
    if let allowed = options.allowedKeys { handle.cutSessions(notIn: allowed) }
  }

  /// Cuts all tcp connections that came in; clients that still may connect again by themselves.
  public func endAllSessions() {
    for connection in TCPConnection.accepted(at: handle.boundPorts) { connection.cut() }
  }

  /// Connects anew, whether the old connection lives or not; what was queued for it is lost, and so may be what is sent
  /// in the first moments after.
  ///
  /// libzmq tries again by itself after a connection is lost, but gives up for good when the peer refused it or broke
  /// the protocol (see ``MonitorEvent/endsRetrying``), or sent a frame beyond `maxMessageSize`. So reconnect after such
  /// an event, with a pause, and when nothing has come from a peer for too long.
  public func reconnect(_ endpoint: Endpoint) throws(ZeroMQError) {
    // ENOENT: libzmq has forgotten the connection already.
    if zmq_disconnect(handle.raw, endpoint.description) != 0, zmq_errno() != ENOENT {
      throw .last("disconnecting from", endpoint.description)
    }
    forget(endpoint)
    try connect(endpoint)
  }

  /// libzmq tells of no end of a connection that was ended here. It may write the endpoint otherwise than we do.
  private func forget(_ endpoint: Endpoint) {
    handle.connectedEndpoints.remove(endpoint)
    handle.openConnections.remove(endpoint.description)
    if handle.connectedEndpoints.isEmpty { handle.openConnections = [] }
  }

  private func checkExposure(_ endpoint: Endpoint) throws(ZeroMQError) {
    guard options.curve == nil else { return }
    try endpoint.requireLocal(advice: options.curveAdvice)
  }

  private func prepareAddressFamily(_ endpoint: Endpoint) throws(ZeroMQError) {
    if endpoint.isIPv6Address { try handle.set(ZMQ_IPV6, 1) }
  }

  private func lastEndpoint() throws(ZeroMQError) -> Endpoint {
    var buffer = [CChar](repeating: 0, count: 512)
    var size = buffer.count
    guard zmq_getsockopt(handle.raw, ZMQ_LAST_ENDPOINT, &buffer, &size) == 0 else {
      throw .last("asking for", "the bound endpoint")
    }
    let text = buffer.prefix(while: { $0 != 0 }).map { UInt8(bitPattern: $0) }
    return try Endpoint(String(decoding: text, as: UTF8.self))
  }
}
