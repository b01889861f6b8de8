import ZeroMQ

/// The other end of a service's or a client's socket, on a thread of its own.
public actor SocketPeer {
  private nonisolated let executor: PollingExecutor
  private let socket: Socket

  /// How long a message, or room for one, is waited for: only a failure waits in vain.
  private static let patience = Duration.seconds(60)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  public struct NothingCame: Error {}

  public init(_ type: SocketType) throws {
    var options = SocketOptions()
    options.isMonitored = true
    executor = try PollingExecutor(name: "peer")
    socket = try Socket(try ZeroMQContext(), type, options: options)
  }

  public func bind(_ endpoint: String) throws { try socket.bind(Endpoint(endpoint)) }

  public func connect(_ endpoint: String) throws { try socket.connect(Endpoint(endpoint)) }

  /// A ROUTER's first frame says to whom.
  public func send(_ frames: [[UInt8]]) async throws {
    let deadline = ContinuousClock.now + Self.patience
    while try socket.send(frames) != .sent {
      guard ContinuousClock.now < deadline else { throw NothingCame() }
      _ = try socket.monitorEvents()
      let room = socket.hasConnection ? [socket.pollItem(.writable)] : []
      _ = await executor.wait(for: room + [socket.monitorItem()], until: deadline)
    }
  }

  public func receive() async throws -> [[UInt8]] {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      if let frames = try socket.receive() { return frames.map(\.bytes) }
      guard case .ready = await executor.wait(for: [socket.pollItem()], until: deadline) else { throw NothingCame() }
    }
  }
}
