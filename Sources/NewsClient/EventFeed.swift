import NewsModels
import ZeroMQ

/// Listens to a consumer's live feed, as to a doorbell: what it tells is fetched by query, so nothing is missed that the feed loses.
public actor EventFeed {
  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let address: Endpoint
  /// When to connect anew, where libzmq has given up.
  private var nextConnection: ContinuousClock.Instant?

  /// After a refusal that libzmq takes for final: who is refused must not keep the service busy with refusing him.
  private static let pauseAfterRefusal = Duration.seconds(1)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects in the background; a consumer that is not there yet is tried again and again.
  /// - Parameters:
  ///   - endpoint: as `ipc:///…/events` or `tcp://127.0.0.1:5604`.
  ///   - curve: as whom to connect; nil for a plain connection.
  public init(endpoint: String, curve: CurveRole? = nil) throws(ClientError) {
    do {
      address = try Endpoint(endpoint)
      executor = try PollingExecutor(name: "feed")
      var options = SocketOptions()
      options.maxMessageSize = WireLimits.payloadBytes
      options.linger = .zero
      options.lossTimeout = .seconds(30)
      options.isMonitored = true
      options.curve = curve
      socket = try Socket(try ZeroMQContext(), .sub, options: options)
      try socket.subscribe()
      try socket.connect(address)
    } catch {
      throw .badEndpoint(reason: error.description)
    }
  }

  /// Waits for an event behind `sequence`, in the order of storing, or for anything that may have cost some: a new connection.
  /// Takes all that is there.
  /// - Returns: false where the bound passed.
  public func wait(behind sequence: Int64, atMost bound: Duration) async -> Bool {
    let deadline = ContinuousClock.now + bound
    while true {
      if take(behind: sequence) || noticeConnection() { return true }
      let instant = nextConnection.map { min($0, deadline) } ?? deadline
      switch await executor.wait(for: [socket.pollItem(), socket.monitorItem()], until: instant) {
      case .ready, .rung: break
      case .deadlineReached: if ContinuousClock.now >= deadline { return false }
      case .cancelled, .stopped, .closed: return false
      }
    }
  }

  /// Hands on each event until `stop`. What is no event of this protocol is passed over.
  public func run(onArticle: @Sendable (ArticleEvent) -> Void) async throws(ZeroMQError) {
    while true {
      while let message = try next() {
        guard let message, message.kind == .article, let event = try? message.decode(ArticleEvent.self) else {
          continue
        }
        onArticle(event)
      }
      _ = noticeConnection()
      switch await executor.wait(for: [socket.pollItem(), socket.monitorItem()], until: nextConnection) {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: return
      }
    }
  }

  public nonisolated func stop() { executor.stop() }

  /// Nil where nothing is there; nothing in it where what came is not understood.
  private func next() throws(ZeroMQError) -> WireMessage?? {
    do {
      guard let frames = try socket.receive() else { return nil }
      return .some(try? WireMessage(answer: frames.map(\.bytes)))
    } catch {
      guard case .messageOverBounds = error else { throw error }
      return .some(nil)
    }
  }

  private func take(behind sequence: Int64) -> Bool {
    var isNew = false
    while let message = try? next() {
      // What is not understood is no reason to miss an article.
      let event = try? message?.decode(ArticleEvent.self)
      if event?.article.sequence.map({ $0 > sequence }) ?? true { isNew = true }
    }
    return isNew
  }

  /// Whether there is a new connection. libzmq gives up for good after some refusals: then it is asked to try again, after a while.
  private func noticeConnection() -> Bool {
    let events = (try? socket.monitorEvents()) ?? []
    if events.contains(where: { $0.isHandshakeFailure && $0.endsRetrying }) {
      nextConnection = nextConnection ?? .now + Self.pauseAfterRefusal
    }
    if let instant = nextConnection, instant <= .now {
      nextConnection = nil
      try? socket.reconnect(address)
    }
    return events.contains { $0.kind == .handshakeSucceeded }
  }
}
