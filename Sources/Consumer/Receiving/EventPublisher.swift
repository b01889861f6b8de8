import NewsModels
import ZeroMQ

/// Publishes the live feed: articles that treat a topic, as they are stored.
///
/// PUB drops what a subscriber does not take in time. That is why events are numbered: who sees a gap asks the query socket.
actor EventPublisher {
  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private var number = 0

  /// Where the socket listens, with the port that a wildcard got.
  nonisolated let endpoint: Endpoint

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(
    context: ZeroMQContext, endpoint: Endpoint, options: SocketOptions = SocketOptions()
  ) throws(ZeroMQError) {
    var options = options
    options.sendHighWaterMark = 10_000
    executor = try PollingExecutor(name: "events")
    socket = try Socket(context, .pub, options: options)
    self.endpoint = try socket.bind(endpoint)
  }

  func publish(_ items: [ArticleListing.Item]) {
    for item in items {
      number += 1
      let event = WireMessage(.article, ArticleEvent(number: number, article: item))
      // A failure here loses an event, which its number shows; the article is stored.
      _ = try? socket.send(event.frames)
    }
  }
}
