import NewsModels
import ZeroMQ

/// Somebody who listens to a consumer's live feed.
actor Subscriber {
  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ endpoint: String, curve: CurveRole?) throws {
    executor = try PollingExecutor(name: "subscriber")
    var options = SocketOptions()
    options.curve = curve
    options.isMonitored = true
    socket = try Socket(try ZeroMQContext(), .sub, options: options)
    try socket.subscribe()
    try socket.connect(Endpoint(endpoint))
  }

  /// Waits for a connection event; false where none such comes in time.
  func sees(within bound: Duration = .seconds(10), _ wanted: @Sendable (MonitorEvent) -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + bound
    while true {
      if try socket.monitorEvents().contains(where: wanted) { return true }
      guard case .ready = await executor.wait(for: [socket.monitorItem()], until: deadline) else { return false }
    }
  }

  /// The next article of the feed; nil where none comes in time.
  func next(within bound: Duration = .seconds(10)) async throws -> ArticleID? {
    let deadline = ContinuousClock.now + bound
    while true {
      if let frames = try socket.receive() {
        return try WireMessage(frames: frames.map(\.bytes)).decode(ArticleEvent.self).article.id
      }
      guard case .ready = await executor.wait(for: [socket.pollItem()], until: deadline) else { return nil }
    }
  }
}
