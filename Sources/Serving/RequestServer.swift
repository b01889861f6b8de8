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

  /// Messages taken before those that are being answered, and whoever wants the server to end, get a turn.
  private static let messagesPerTurn = 64

  /// Bytes of answers that may wait for one client to read them; further ones are held.
  private static let unreadLimit = 16 << 20

  /// When clients are looked at again whose answers are held: nothing tells of their room.
  private static let heldPause = Duration.milliseconds(5)

  /// Answers one request. Throws only where the service must end: nobody is answered then.
  ///
  /// Begins on the server's thread, so that what takes little time wakes no other; what takes long must go elsewhere.
  /// It gets the server's executor, so that it can wait there.
  public typealias Handler =
    nonisolated(nonsending) @Sendable (WireMessage, PollingExecutor) async throws -> WireMessage

  private nonisolated let executor: PollingExecutor
  private let name: String
  private let socket: Socket
  private let doorbell: Doorbell
  private let limits: Limits
  private let handshakes: HandshakeLog
  private let logger: Logger
  private let throttle = LogThrottle()
  private var held = HeldAnswers()
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
    context: ZeroMQContext, listener: Listener, limits: Limits = Limits(), name: String, logger: Logger
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
    handshakes = HandshakeLog(logger, socket: name)
    self.logger = logger
    self.name = name
  }

  /// Serves until `stop`, and then until the requests under way are answered.
  /// - Throws: what the handler threw.
  public func run(_ handler: @escaping Handler) async throws {
    var taken = 0
    while true {
      if let fatalError { throw fatalError }
      sendHeld()
      if isStopping && requestsUnderWay == 0 { return }
      let hasRoom =
        !isStopping && requestsUnderWay + heldRequests < limits.requests && bytesUnderWay < limits.bytes
      if socket.options.isMonitored { handshakes.note(try socket.monitorEvents()) }
      if hasRoom, taken < Self.messagesPerTurn, try takeRequest(handler) {
        taken += 1
        continue
      }
      taken = 0
      var items = hasRoom ? [socket.pollItem()] : []
      if socket.options.isMonitored { items.append(socket.monitorItem()) }
      let again = held.isEmpty ? nil : ContinuousClock.now + Self.heldPause
      let outcome = await executor.wait(for: items, until: again, doorbell: doorbell)
      switch outcome {
      case .ready, .rung, .deadlineReached: break
      case .cancelled, .stopped, .closed: isStopping = true
      }
      // A cancelled task would not wait any more: what is under way is left to its own end.
      if case .cancelled = outcome { return }
    }
  }

  /// Of the requests at once, how many may be answers that are held: the others are for clients that read theirs.
  private var heldRequests: Int { min(held.count, limits.requests / 2) }

  /// Takes no more requests; `run` returns when those under way are answered.
  public func stop() {
    isStopping = true
    doorbell.ring()
  }

  /// Ends the sessions of clients whose keys were removed.
  public func keysRemoved() { socket.endRemovedSessions() }

  /// Takes one request; answers whether there was one.
  private func takeRequest(_ handler: @escaping Handler) throws(ZeroMQError) -> Bool {
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
      serve(message, size: parts.reduce(0) { $0 + $1.count }, route: route, handler)
    } catch {
      reply(WireMessage(.error, WireFailure(request: nil, reason: error.description)), to: route)
    }
    return true
  }

  private func serve(_ message: WireMessage, size: Int, route: [[UInt8]], _ handler: @escaping Handler) {
    requestsUnderWay += 1
    bytesUnderWay += size
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

  /// A client that has gone, or does not read its answers for long, loses them: it asks again.
  private func reply(_ message: WireMessage, to route: [[UInt8]]) {
    let answer = HeldAnswers.Answer(message: message, route: route)
    if !held.holds(for: route[0]) {
      guard case .wouldBlock? = send(answer) else { return }
    }
    if !held.hold(answer, at: .now) { tellOfLost(1) }
  }

  private func sendHeld() {
    guard !held.isEmpty else { return }
    let lost = held.release(at: .now) { send($0) }
    if lost > 0 { tellOfLost(lost) }
  }

  /// Sends an answer, or the word that it is too large; nil where the socket refuses both.
  private func send(_ answer: HeldAnswers.Answer) -> SendResult? {
    let (message, route) = (answer.message, answer.route)
    let result = try? socket.send(route.dropFirst() + message.frames, to: route[0])
    guard case .tooLarge(_, let bytes, let limit)? = result else { return result }
    let failure = WireFailure(
      request: (try? message.decode(PlainRequest.self))?.request,
      reason: "the answer is too large: a frame may have \(limit) bytes, this one has \(bytes); ask for less")
    return try? socket.send(route.dropFirst() + WireMessage(.error, failure).frames, to: route[0])
  }

  private func tellOfLost(_ count: Int) {
    throttle.log(
      .warning, "a client does not read its answers: some were dropped",
      metadata: ["socket": "\(name)", "answers": "\(count)"], to: logger)
  }
}
