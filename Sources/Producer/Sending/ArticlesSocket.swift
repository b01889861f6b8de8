import NewsModels
import Serving
import ZeroMQ

/// The socket at which consumers are served. It listens before the outbox is open: where it cannot, no data was touched yet.
struct ArticlesSocket: ~Copyable {
  let socket: Socket
  /// Where it listens, with the ports that wildcards got.
  let bound: Listener.Bound

  init(_ context: ZeroMQContext, _ listener: Listener) throws(ZeroMQError) {
    var options = listener.options
    // Consumers send acknowledgements only; what goes out is bounded by their own limit.
    options.maxMessageSize = 1 << 20
    options.peerMaxMessageSize = WireLimits.payloadBytes
    let socket = try Socket(context, .router, options: options)
    bound = try listener.bind(socket)
    self.socket = socket
  }
}
