import Testing
import ZeroMQ

extension RealSockets {
  @Suite struct SocketTests {
    let context: ZeroMQContext
    let executor: PollingExecutor

    init() throws {
      context = try ZeroMQContext()
      executor = try PollingExecutor()
    }

    @Test func requestGoesRoundOverTwoExecutors() async throws {
      let other = try PollingExecutor(name: "other")
      let server = try Peer(executor, context, .router)
      let endpoint = try await server.bind()
      let running = Task { try await server.echo() }
      let client = try Peer(other, context, .dealer)
      try await client.connect(endpoint)
      for round in 0..<500 {
        let frames: [[UInt8]] = [Array("call \(round)".utf8), [], [0, 255]]
        #expect(try await client.send(frames))
        #expect(try await client.receive()?.map(\.bytes) == frames)
      }
      running.cancel()
      #expect(try await running.value == .cancelled)
    }

    @Test func routerToUnknownPeerSaysSo() async throws {
      let server = try Peer(executor, context, .router)
      try await server.bind()
      #expect(try await server.sendNow([[1]], to: Array("nobody".utf8)) == .hostUnreachable)
    }

    @Test func oversizeIsRefusedBeforeSendingAndTheConnectionLives() async throws {
      let server = try Peer(executor, context, .router) { $0.maxMessageSize = 1000 }
      let endpoint = try await server.bind()
      let client = try Peer(executor, context, .dealer) { $0.peerMaxMessageSize = 1000 }
      try await client.connect(endpoint)
      #expect(try await client.send([[1]]))
      let big = [UInt8](repeating: 7, count: 1001)
      #expect(try await client.sendNow([[1], big]) == .tooLarge(frame: 1, bytes: 1001, limit: 1000))
      #expect(try await client.sendNow([Array(big.dropLast())]) == .sent)
      #expect(try await server.receive()?.last?.bytes == [1])
      #expect(try await server.receive()?.last?.bytes.count == 1000)
    }

    @Test func peerThatSendsMoreThanAllowedIsDisconnected() async throws {
      let server = try Peer(executor, context, .router) {
        $0.maxMessageSize = 1000
        $0.isMonitored = true
      }
      let endpoint = try await server.bind()
      let client = try Peer(executor, context, .dealer)
      try await client.connect(endpoint)
      #expect(try await client.send([[UInt8](repeating: 7, count: 1001)]))
      #expect(try await server.events { $0.kind == .disconnected }.count == 1)
      #expect(try await server.receive(within: .zero) == nil)
    }

    @Test func clientThatGotTooMuchComesBackByReconnecting() async throws {
      let server = try Peer(executor, context, .router) { $0.isMonitored = true }
      let endpoint = try await server.bind()
      let client = try Peer(executor, context, .dealer) {
        $0.maxMessageSize = 1000
        $0.peerMaxMessageSize = 10_000
        $0.isMonitored = true
      }
      try await client.connect(endpoint)
      #expect(try await client.send([[1]]))
      let peer = try #require(try await server.receive()?.first?.bytes)
      #expect(try await server.send([[UInt8](repeating: 1, count: 2000)], to: peer))
      #expect(try await client.events { $0.kind == .disconnected }.count == 1)
      // libzmq does not try again by itself; and what is sent before the old connection is quite gone may be lost.
      try await client.reconnect(endpoint)
      var heard: [UInt8]?
      for _ in 0..<100 where heard == nil {
        #expect(try await client.send([[2]]))
        heard = try await server.receive(within: .milliseconds(100))?.last?.bytes
      }
      #expect(heard == [2])
      // Reconnecting a living connection ends it: one is left, not two. The client's own thread has a part in ending it.
      try await client.reconnect(endpoint)
      var ended = 0
      for _ in 0..<100 where ended < 2 {
        _ = try await client.receive(within: .milliseconds(100))
        ended += try await server.events(within: .zero) { $0.kind == .disconnected }.count
      }
      #expect(ended == 2)
    }

    @Test func messageOverTheReceiversBoundsIsDroppedWhole() async throws {
      let server = try Peer(executor, context, .router)
      let endpoint = try await server.bind()
      let client = try Peer(executor, context, .dealer) { $0.routingID = Array("me".utf8) }
      try await client.connect(endpoint)
      #expect(try await client.send(Array(repeating: [1], count: 20)))
      #expect(try await client.send([[2]]))
      let limits = ReceiveLimits(frames: 10, bytes: 100)
      await #expect(
        throws: ZeroMQError.messageOverBounds(frames: 21, bytes: 22, limits: limits, route: [Array("me".utf8)])
      ) {
        try await server.receive(limits: limits)
      }
      #expect(try await server.receive(limits: limits)?.map(\.bytes) == [Array("me".utf8), [2]])
    }

    @Test func fullQueueWouldBlockAndDrainsLater() async throws {
      let server = try Peer(executor, context, .pull) { $0.receiveHighWaterMark = 4 }
      try await server.bind("inproc://full")
      let client = try Peer(executor, context, .push) { $0.sendHighWaterMark = 4 }
      try await client.connect(Endpoint("inproc://full"))
      var sent = 0
      while try await client.sendNow([[UInt8(sent % 256)]]) == .sent, sent < 100 { sent += 1 }
      #expect((4...16).contains(sent))
      for number in 0..<sent { #expect(try await server.receive()?.first?.bytes == [UInt8(number)]) }
      #expect(try await client.send([[99]]))
      #expect(try await server.receive()?.first?.bytes == [99])
    }

    @Test func nothingIsQueuedForAPeerThatIsNotThere() async throws {
      let client = try Peer(executor, context, .dealer) { $0.isMonitored = true }
      try await client.connect(Endpoint("tcp://127.0.0.1:1"))
      #expect(try await client.sendNow([[1]]) == .wouldBlock)
      var server: Peer? = try Peer(executor, context, .router)
      let endpoint = try #require(try await server?.bind())
      let other = try Peer(executor, context, .dealer) { $0.isMonitored = true }
      try await other.connect(endpoint)
      #expect(try await other.sendNow([[1]]) == .wouldBlock)
      #expect(try await !other.events { $0.kind == .handshakeSucceeded }.isEmpty)
      #expect(try await other.sendNow([[2]]) == .sent)
      #expect(try await server?.receive()?.last?.bytes == [2])
      server = nil
      #expect(try await !other.events { $0.kind == .disconnected }.isEmpty)
      #expect(try await other.sendNow([[3]]) == .wouldBlock)
    }

    /// libzmq looks for what happened to connections after each hundredth frame, in the midst of a message.
    @Test func aConnectionLostWhileALongMessageIsReceivedEndsNothing() async throws {
      for _ in 0..<20 {
        let client = try Peer(executor, context, .dealer) { $0.isMonitored = true }
        var server: Peer? = try Peer(executor, context, .router)
        let endpoint = try #require(try await server?.bind())
        try await client.connect(endpoint)
        #expect(try await !client.events { $0.kind == .handshakeSucceeded }.isEmpty)
        #expect(try await client.sendNow([[1]]) == .sent)
        let peer = try #require(try await server?.receive()?.first?.bytes)
        let message = [[UInt8]](repeating: [7], count: 150)
        for _ in 0..<50 { #expect(try await server?.sendNow(message, to: peer) == .sent) }
        // All that came waits in the client's queue when it learns of the loss.
        #expect(try await client.receive()?.count == 150)
        server = nil
        #expect(try await !client.events { $0.kind == .disconnected }.isEmpty)
        while let frames = try await client.receiveNow() { #expect(frames.count == 150) }
      }
    }

    @Test func takenPortAndNetworkAddressAreRefused() async throws {
      let first = try Peer(executor, context, .router)
      let endpoint = try await first.bind()
      #expect(!endpoint.isWildcardPort)
      let second = try Peer(executor, context, .router) { $0.curveAdvice = "run: tool keys generate" }
      await #expect(throws: ZeroMQError.addressInUse(endpoint)) { try await second.bind(endpoint.description) }
      let network = try Endpoint("tcp://*:*")
      await #expect(throws: ZeroMQError.curveRequired(network, advice: "run: tool keys generate")) {
        try await second.bind("tcp://*:*")
      }
      await #expect(throws: ZeroMQError.self) { try await second.connect(Endpoint("tcp://192.0.2.1:5601")) }
    }

    @Test func publishedMessageReachesSubscribersOfItsPrefix() async throws {
      let publisher = try Peer(executor, context, .xpub)
      let endpoint = try await publisher.bind()
      let subscriber = try Subscriber(executor, context, endpoint, prefix: Array("b".utf8))
      #expect(try await publisher.receive()?.first?.bytes == [1] + Array("b".utf8))
      #expect(try await publisher.send([Array("a1".utf8)]))
      #expect(try await publisher.send([Array("b1".utf8)]))
      #expect(try await subscriber.receive() == Array("b1".utf8))
    }

    @Test(arguments: [-1, 0, Int(Int32.max) + 1]) func sizeOutOfRangeIsRefused(_ size: Int) {
      var options = SocketOptions()
      options.maxMessageSize = size
      #expect(throws: ZeroMQError.self) { _ = try Socket(context, .dealer, options: options) }
      #expect(context.openSockets == 0)
    }
  }
}

private actor Subscriber {
  let executor: PollingExecutor
  let socket: Socket
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor, _ context: ZeroMQContext, _ endpoint: Endpoint, prefix: [UInt8]) throws {
    self.executor = executor
    socket = try Socket(context, .sub)
    try socket.subscribe(prefix)
    try socket.connect(endpoint)
  }

  func receive() async throws -> [UInt8]? {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      if let frames = try socket.receive() { return frames.first?.bytes }
      guard case .ready = await executor.wait(for: [socket.pollItem()], until: deadline) else { return nil }
    }
  }
}
