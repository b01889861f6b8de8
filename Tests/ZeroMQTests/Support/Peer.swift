import Testing
import ZeroMQ

/// A socket on an executor, as a service has it.
actor Peer {
  let executor: PollingExecutor
  let socket: Socket
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(
    _ executor: PollingExecutor, _ context: ZeroMQContext, _ type: SocketType,
    _ configure: @Sendable (inout SocketOptions) -> Void = { _ in }
  ) throws {
    var options = SocketOptions()
    configure(&options)
    self.executor = executor
    socket = try Socket(context, type, options: options)
  }

  @discardableResult
  func bind(_ endpoint: String = "tcp://127.0.0.1:*", secretKey: CurveSecretKey? = nil) throws -> Endpoint {
    try socket.bind(Endpoint(endpoint), secretKey: secretKey)
  }

  func connect(_ endpoint: Endpoint) throws { try socket.connect(endpoint) }

  func reconnect(_ endpoint: Endpoint) throws { try socket.reconnect(endpoint) }

  func sendNow(_ frames: [[UInt8]], to peer: [UInt8]? = nil) throws -> SendResult {
    try socket.send(frames, to: peer)
  }

  /// Waits for room; false where none comes in time.
  func send(_ frames: [[UInt8]], to peer: [UInt8]? = nil, within bound: Duration = .seconds(10)) async throws -> Bool {
    let deadline = ContinuousClock.now + bound
    while true {
      switch try socket.send(frames, to: peer) {
      case .sent: return true
      case .wouldBlock where !socket.hasConnection:
        guard try await !events(within: ContinuousClock.now.duration(to: deadline), where: { _ in true }).isEmpty else {
          return false
        }
      case .wouldBlock:
        let outcome = await executor.wait(for: [socket.pollItem(.writable)], until: deadline)
        guard case .ready = outcome else { return false }
      case let other:
        Issue.record("sending gave \(other)")
        return false
      }
    }
  }

  func receive(within bound: Duration = .seconds(10), limits: ReceiveLimits = ReceiveLimits()) async throws -> [Frame]?
  {
    let deadline = ContinuousClock.now + bound
    while true {
      if let frames = try socket.receive(limits: limits) { return frames }
      guard case .ready = await executor.wait(for: [socket.pollItem()], until: deadline) else { return nil }
    }
  }

  func receiveNow() throws -> [Frame]? { try socket.receive() }

  func waitReadable(until deadline: ContinuousClock.Instant? = nil) async -> WaitOutcome {
    await executor.wait(for: [socket.pollItem()], until: deadline)
  }

  /// Answers each message with its own frames until the wait ends otherwise than ready.
  func echo() async throws -> WaitOutcome {
    while true {
      while let message = try socket.receive() { _ = try socket.send(message.map(\.bytes)) }
      let outcome = await executor.wait(for: [socket.pollItem()])
      guard case .ready = outcome else { return outcome }
    }
  }

  /// Reads connection events until `count` of them satisfy the condition; those that do.
  func events(
    _ count: Int = 1, within bound: Duration = .seconds(10), where wanted: (MonitorEvent) -> Bool
  ) async throws -> [MonitorEvent] {
    let deadline = ContinuousClock.now + bound
    var found: [MonitorEvent] = []
    while true {
      let events = try socket.monitorEvents()
      found += events.filter(wanted)
      if found.count >= count { return found }
      if !events.isEmpty { continue }
      guard case .ready = await executor.wait(for: [socket.monitorItem()], until: deadline) else { return found }
    }
  }
}
