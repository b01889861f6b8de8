#if Dashboard
import Logging
import NewsModels
import ZeroMQ

/// Listens to the consumer's live feed.
actor EventListener {
  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let onArticle: @Sendable (ArticleEvent) -> Void

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects; a consumer that is away is connected to when it comes.
  init(
    _ service: DashboardConfiguration.Service, onArticle: @escaping @Sendable (ArticleEvent) -> Void
  ) throws(ZeroMQError) {
    self.onArticle = onArticle
    executor = try PollingExecutor(name: "events")
    var options = SocketOptions()
    options.maxMessageSize = WireLimits.headerBytes
    options.linger = .zero
    options.heartbeatTimeout = .seconds(30)
    options.curve = service.curve
    socket = try Socket(try ZeroMQContext(), .sub, options: options)
    try socket.subscribe()
    try socket.connect(service.endpoint)
  }

  /// Until `stop`. What is no event of this protocol is passed over.
  func run() async throws(ZeroMQError) {
    while true {
      while let frames = try socket.receive() {
        guard let message = try? WireMessage(frames: frames.map(\.bytes)), message.kind == .article,
          let event = try? message.decode(ArticleEvent.self)
        else { continue }
        onArticle(event)
      }
      switch await executor.wait(for: [socket.pollItem()]) {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: return
      }
    }
  }

  nonisolated func stop() { executor.stop() }
}

#endif
