import Testing
import ZeroMQ

/// An actor with a socket on a polling executor, as a service has it.
actor Echo {
  let executor: PollingExecutor
  let socket: Socket
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor, _ context: ZeroMQContext) throws {
    self.executor = executor
    socket = try Socket(context, .router)
  }

  func bind(_ endpoint: Endpoint) throws -> Endpoint { try socket.bind(endpoint) }

  /// Answers each message with its own frames until the wait ends otherwise than ready.
  func run() async throws -> WaitOutcome {
    while true {
      while let message = try socket.receive() { _ = try socket.send(message.map(\.bytes)) }
      let outcome = await executor.wait(for: [socket.pollItem()])
      guard case .ready = outcome else { return outcome }
    }
  }
}

actor Caller {
  let executor: PollingExecutor
  let socket: Socket
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor, _ context: ZeroMQContext, _ endpoint: Endpoint) throws {
    self.executor = executor
    socket = try Socket(context, .dealer)
    try socket.connect(endpoint)
  }

  /// Sends one message and waits for the next that comes.
  func call(_ frames: [[UInt8]], within bound: Duration = .seconds(10)) async throws -> [[UInt8]]? {
    let deadline = ContinuousClock.now + bound
    while try socket.send(frames) == .wouldBlock {
      guard case .ready = await executor.wait(for: [socket.pollItem(.writable)], until: deadline) else { return nil }
    }
    while true {
      if let answer = try socket.receive() { return answer.map(\.bytes) }
      guard case .ready = await executor.wait(for: [socket.pollItem()], until: deadline) else { return nil }
    }
  }
}

@Test func requestGoesRoundOverTwoExecutors() async throws {
  let context = try ZeroMQContext()
  let executors = [try PollingExecutor(name: "echo"), try PollingExecutor(name: "caller")]
  let echo = try Echo(executors[0], context)
  let endpoint = try await echo.bind(Endpoint("tcp://127.0.0.1:*"))
  let running = Task { try await echo.run() }
  let caller = try Caller(executors[1], context, endpoint)
  for round in 0..<1000 {
    let frames: [[UInt8]] = [Array("call \(round)".utf8), []]
    #expect(try await caller.call(frames) == frames)
  }
  running.cancel()
  #expect(try await running.value == .cancelled)
  for executor in executors {
    executor.stop()
    await executor.waitUntilStopped()
  }
}
