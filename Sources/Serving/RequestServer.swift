import Logging
import NewsModels
import ZeroMQ

/// Answers requests that come over a ROUTER socket: many at once, within bounds, each with exactly one answer.
///
/// Understands DEALER clients, and REQ clients, whose messages begin with an empty frame. What it cannot understand it
/// answers with `error`; nothing that a client sends ends it.
public actor RequestServer {
  /// Bounds of what is being worked on.
  public struct Limits: Sendable {
    /// Requests at once; 64 unless told otherwise.
    public var requests: Int
    /// Bytes of all these requests together; further ones wait in their senders. One larger request is taken alone.
    public var bytes: Int
    /// Bytes of one frame.
    public var frameBytes: Int

    public init(requests: Int = 64, bytes: Int = 64 << 20, frameBytes: Int = 1 << 20) {
      self.requests = requests
      self.bytes = bytes
      self.frameBytes = frameBytes
    }
  }

  /// As long as clients wait for the answer to a push.
  private static let lossTimeout = Duration.seconds(60)

  /// Bytes of answers that may wait for one client to read them.
  private static let unreadLimit = 16 << 20

  /// Answers one request. Throws only where the service must end: nobody is answered then.
  ///
  /// Begins on the server's thread, so that what takes little time wakes no other; what takes long must go elsewhere.
  /// It gets the server's executor, so that it can wait there.
  public typealias Handler =
    nonisolated(nonsending) @Sendable (WireMessage, PollingExecutor) async throws -> WireMessage

  private nonisolated let executor: PollingExecutor
  private let socket: Socket
  private let doorbell: Doorbell
  private let limits: Limits
  private let handler: Handler
  private let handshakes: HandshakeLog
  private var requestsUnderWay = 0
  private var bytesUnderWay = 0
  private var isStopping = false
  private var fatalError: (any Error)?

  /// Where the socket listens, with the ports that wildcards got.
  public nonisolated let bound: Listener.Bound

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Binds the socket; `run` serves it.
  /// - Parameter name: of the socket, as people know it: `intake`.
  public init(
    context: ZeroMQContext, listener: Listener, limits: Limits = Limits(), name: String, logger: Logger,
    handler: @escaping Handler
  ) throws(ZeroMQError) {
    var options = listener.options
    options.maxMessageSize = limits.frameBytes
    options.peerMaxMessageSize = WireLimits.payloadBytes
    options.lossTimeout = Self.lossTimeout
    options.unreadLimit = Self.unreadLimit
    executor = try PollingExecutor(name: name)
    doorbell = executor.makeDoorbell()
    socket = try Socket(context, .router, options: options)
    bound = try listener.bind(socket)
    self.limits = limits
    self.handler = handler
    handshakes = HandshakeLog(logger, socket: name)
  }

  /// Serves until `stop`, and then until the requests under way are answered.
  /// - Throws: what the handler threw.
  public func run() async throws {
    while true {
      if let fatalError { throw fatalError }
      if isStopping && requestsUnderWay == 0 { return }
      let hasRoom = !isStopping && requestsUnderWay < limits.requests && bytesUnderWay < limits.bytes
      if socket.options.isMonitored { handshakes.note(try socket.monitorEvents()) }
      if hasRoom, try takeRequest() { continue }
      var items = hasRoom ? [socket.pollItem()] : []
      if socket.options.isMonitored { items.append(socket.monitorItem()) }
      let outcome = await executor.wait(for: items, until: nil, doorbell: doorbell)
      switch outcome {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: isStopping = true
      }
      // A cancelled task would not wait any more: what is under way is left to its own end.
      if case .cancelled = outcome { return }
    }
  }

  /// Takes no more requests; `run` returns when those under way are answered.
  public func stop() {
    isStopping = true
    doorbell.ring()
  }

  /// Ends the sessions of clients whose keys were removed.
  public func keysRemoved() { socket.endRemovedSessions() }

  /// Takes one request; answers whether there was one.
  private func takeRequest() throws(ZeroMQError) -> Bool {
    let frames: [Frame]?
    do {
      frames = try socket.receive(limits: ReceiveLimits(frames: WireLimits.frames + 2, bytes: WireLimits.messageBytes))
    } catch {
      guard case .messageOverBounds(_, _, _, let route) = error else { throw error }
      if !route.isEmpty {
        reply(WireMessage(.error, WireFailure(request: nil, reason: error.description)), to: route)
      }
      return true
    }
    guard var parts = frames?.map(\.bytes) else { return false }
    guard !parts.isEmpty else { return true }
    var route = [parts.removeFirst()]
    if parts.first?.isEmpty == true { route.append(parts.removeFirst()) }
    do {
      let message = try WireMessage(frames: parts)
      serve(message, size: parts.reduce(0) { $0 + $1.count }, route: route)
    } catch {
      reply(WireMessage(.error, WireFailure(request: nil, reason: error.description)), to: route)
    }
    return true
  }

  private func serve(_ message: WireMessage, size: Int, route: [[UInt8]]) {
    requestsUnderWay += 1
    bytesUnderWay += size
    let handler = handler
    Task {
      do {
        let answer = try await handler(message, executor)
        reply(answer, to: route)
      } catch {
        fatalError = error
      }
      requestsUnderWay -= 1
      bytesUnderWay -= size
      doorbell.ring()
    }
  }

  /// A client that has gone, or does not read its answers, loses them: it asks again.
  private func reply(_ message: WireMessage, to route: [[UInt8]]) {
    guard case .tooLarge(_, let bytes, let limit)? = try? socket.send(route.dropFirst() + message.frames, to: route[0])
    else { return }
    let failure = WireFailure(
      request: (try? message.decode(PlainRequest.self))?.request,
      reason: "the answer is too large: a frame may have \(limit) bytes, this one has \(bytes); ask for less")
    _ = try? socket.send(route.dropFirst() + WireMessage(.error, failure).frames, to: route[0])
  }
}
