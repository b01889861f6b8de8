import Logging
import NewsModels
import Serving
import ZeroMQ

/// Publishes the live feed: articles that treat a topic, as they are stored.
///
/// PUB drops what a subscriber does not take in time. That is why events are numbered: who sees a gap asks the query socket. An XPUB does
/// the same and tells of subscriptions, so that nothing is written where nobody listens.
actor EventPublisher {
  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let handshakes: HandshakeLog
  private var number = 0
  /// Topics that somebody listens to.
  private var subscriptions = 0

  /// Where the socket listens, with the ports that wildcards got.
  nonisolated let bound: Listener.Bound

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(context: ZeroMQContext, listener: Listener, logger: Logger) throws(ZeroMQError) {
    var options = listener.options
    options.sendHighWaterMark = 10_000
    executor = try PollingExecutor(name: "events")
    socket = try Socket(context, .xpub, options: options)
    bound = try listener.bind(socket)
    handshakes = HandshakeLog(logger, socket: "events")
  }

  /// Looks after the connections until `stop`.
  func run() async throws(ZeroMQError) {
    while true {
      if socket.options.isMonitored { handshakes.note(try socket.monitorEvents()) }
      noteSubscriptions()
      let items = [socket.pollItem()] + (socket.options.isMonitored ? [socket.monitorItem()] : [])
      switch await executor.wait(for: items) {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: return
      }
    }
  }

  nonisolated func stop() { executor.stop() }

  /// Ends all sessions, since a publisher cannot tell its subscribers apart: those that still may come back by themselves.
  func keysRemoved() { socket.endAllSessions() }

  func publish(_ items: [ArticleListing.Item]) {
    noteSubscriptions()
    guard subscriptions > 0 else {
      number += items.count
      return
    }
    for item in items {
      number += 1
      let event = WireMessage(.article, ArticleEvent(number: number, article: item))
      // A failure here loses an event, which its number shows; the article is stored.
      _ = try? socket.send(event.frames)
    }
  }

  /// libzmq tells of the first subscription to a topic and of the end of the last: a byte, and the topic. Anything else that a subscriber
  /// sends is nothing.
  private func noteSubscriptions() {
    while let frames = try? socket.receive() {
      guard let message = frames.first?.bytes, frames.count == 1 else { continue }
      switch message.first {
      case 1: subscriptions += 1
      case 0: subscriptions = max(0, subscriptions - 1)
      default: break
      }
    }
  }
}
