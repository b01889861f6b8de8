import CZeroMQ

/// A ZeroMQ socket with one owner, closed when the owner lets go.
///
/// No call blocks: what cannot be done now says so, and ``PollingExecutor/wait(for:until:doorbell:)`` waits for it. A
/// socket is not `Sendable`: it belongs to one actor, or moves as a whole.
public struct Socket: ~Copyable {
  let handle: SocketHandle
  /// As given at the start; later changes have no effect.
  public let options: SocketOptions
  public let type: SocketType

  /// Opens a socket and sets every option.
  /// - Throws: ``ZeroMQError/contextShutDown``, ``ZeroMQError/invalidOption(name:value:expected:)``, or
  ///   ``ZeroMQError/system(operation:subject:code:text:)`` where sockets or file descriptors ran out.
  public init(_ context: ZeroMQContext, _ type: SocketType, options: SocketOptions = SocketOptions())
    throws(ZeroMQError)
  {
    let handle = try SocketHandle(context: context, type: type)
    try handle.apply(options, type: type)
    if options.isMonitored { try handle.startMonitor() }
    self.handle = handle
    self.options = options
    self.type = type
  }

  deinit { handle.close() }

  /// Something to wait for on this socket.
  public func pollItem(_ interest: PollEvents = .readable) -> PollItem {
    PollItem(target: .socket(handle), interest: interest)
  }

  /// SUB: take messages whose first frame begins with `prefix`; an empty one takes all.
  public func subscribe(_ prefix: [UInt8] = []) throws(ZeroMQError) {
    try handle.set(ZMQ_SUBSCRIBE, prefix, "subscribe")
  }
}
