import Locking
import Logging
import NewsModels
import Serving
import ZeroMQ

/// Publishes the live feed: articles that treat a topic, as they are stored.
///
/// PUB drops what a subscriber does not take in time. That is why events are numbered: who sees a gap asks the query socket. An XPUB does
/// the same and tells of subscriptions, so that nothing is written where nobody listens.
actor EventPublisher {
  /// What was stored and is not published yet.
  private struct Stored {
    var events: [ArticleEvent] = []
    /// Of the last event, published or not.
    var number = 0
  }

  /// Events that may wait to be published; further ones are lost, as those are that a subscriber does not take.
  private static let greatestWait = 10_000

  /// Topics that may be subscribed to at once, and bytes of each: libzmq keeps some six kilobytes for a topic of two hundred bytes.
  /// Subscribers of this program name none. The handshake with keys needs some hundred bytes more than a topic would.
  private static let topicLimit = 1_000
  private static let topicBytes = 1_024

  /// Messages of subscribers that are read before events are published.
  private static let messagesPerTurn = 2_000

  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let handshakes: HandshakeLog
  private let logger: Logger
  private let throttle = LogThrottle()
  private let doorbell: Doorbell
  private let stored = Guarded(Stored())
  /// Topics that somebody listens to.
  private var subscriptions = 0

  /// Where the socket listens, with the ports that wildcards got.
  nonisolated let bound: Listener.Bound

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(context: ZeroMQContext, listener: Listener, logger: Logger) throws(ZeroMQError) {
    var options = listener.options
    options.sendHighWaterMark = Self.greatestWait
    options.peerMaxMessageSize = options.maxMessageSize
    options.maxMessageSize = Self.topicBytes
    executor = try PollingExecutor(name: "events")
    doorbell = executor.makeDoorbell()
    socket = try Socket(context, .xpub, options: options)
    bound = try listener.bind(socket)
    handshakes = HandshakeLog(logger, socket: "events")
    self.logger = logger
  }

  /// Publishes, and looks after the connections, until `stop`.
  func run() async throws(ZeroMQError) {
    while true {
      if socket.options.isMonitored { handshakes.note(try socket.monitorEvents()) }
      publish()
      let items = [socket.pollItem()] + (socket.options.isMonitored ? [socket.monitorItem()] : [])
      switch await executor.wait(for: items, doorbell: doorbell) {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: return publish()
      }
    }
  }

  nonisolated func stop() { executor.stop() }

  /// Ends all sessions, since a publisher cannot tell its subscribers apart: those that still may come back by themselves.
  func keysRemoved() { socket.endAllSessions() }

  /// Hands over what was stored; nobody waits until it is published.
  nonisolated func publish(_ items: [ArticleListing.Item]) {
    stored.withLock { stored in
      for item in items {
        stored.number += 1
        if stored.events.count < Self.greatestWait {
          stored.events.append(ArticleEvent(number: stored.number, article: item))
        }
      }
    }
    doorbell.ring()
  }

  private func publish() {
    let events = stored.withLock { stored in
      defer { stored.events = [] }
      return stored.events
    }
    // After the events are taken: who subscribed before they were stored gets them.
    noteSubscriptions()
    guard subscriptions > 0 else { return }
    for event in events {
      // A failure here loses an event, which its number shows; the article is stored.
      _ = try? socket.send(WireMessage(.article, event).frames)
    }
  }

  /// libzmq tells of the first subscription to a topic and of the end of the last: a byte, and the topic. Anything else that a subscriber
  /// sends is nothing.
  private func noteSubscriptions() {
    for _ in 0..<Self.messagesPerTurn {
      guard let frames = try? socket.receive() else { break }
      guard let message = frames.first?.bytes, frames.count == 1 else { continue }
      switch message.first {
      case 1: subscriptions += 1
      case 0: subscriptions = max(0, subscriptions - 1)
      default: break
      }
    }
    if subscriptions > Self.topicLimit { endSubscriptions() }
  }

  /// Nobody can tell whose they are: subscribers that name few topics come back by themselves.
  private func endSubscriptions() {
    socket.endAllSessions()
    throttle.log(
      .warning, "subscribers named more than \(Self.topicLimit) topics: all connections of the live feed were ended",
      metadata: ["socket": "events"], to: logger)
  }
}
