import Glibc
import TestSupport
import Testing
import ZeroMQ

extension RealSockets {
  /// Raw TCP peers that do not follow the protocol, or too well.
  @Suite(.timeLimit(.minutes(10))) struct StrangerTests {
    let context: ZeroMQContext
    let executor: PollingExecutor

    init() throws {
      context = try ZeroMQContext()
      executor = try PollingExecutor()
    }

    private func monitoredServer() throws -> Peer {
      try Peer(executor, context, .router) {
        $0.isMonitored = true
        $0.handshakeInterval = .milliseconds(500)
      }
    }

    /// A real client still gets its answer.
    private func checkService(_ server: Peer, _ endpoint: Endpoint) async throws {
      let client = try Peer(executor, context, .dealer)
      try await client.connect(endpoint)
      #expect(try await client.send([[42]]))
      while let frames = try await server.receive() {
        if frames.last?.bytes == [42] { return }
      }
      Issue.record("the server does not hear its client")
    }

    /// Returns when the server has closed all connections that it accepted: libzmq tells of an end shortly before it closes.
    private func waitUntilAllAreClosed(_ endpoint: Endpoint) async throws {
      try await waitUntil { try ProcessFiles.acceptedConnections(endpoint).isEmpty }
    }

    @Test func thousandConnectionsComeAndGoWithoutALeak() async throws {
      let server = try monitoredServer()
      let endpoint = try await server.bind()
      for _ in 0..<20 {
        for number in 0..<50 {
          let stranger = try RawConnection(endpoint)
          // Some say nothing, some half a greeting, some finish the handshake.
          if number % 3 == 1 { stranger.write(Array(RawConnection.plainHandshake.prefix(12))) }
          if number % 3 == 2 { stranger.write(RawConnection.plainHandshake) }
        }
        #expect(try await server.events(50) { $0.kind == .disconnected }.count == 50)
      }
      try await waitUntilAllAreClosed(endpoint)
      try await checkService(server, endpoint)
    }

    @Test func halfOpenConnectionsAreClosedByTheServer() async throws {
      let server = try monitoredServer()
      let endpoint = try await server.bind()
      let strangers = try (0..<1000).map { number in
        let stranger = try RawConnection(endpoint)
        stranger.write(Array(RawConnection.plainHandshake.prefix(number % 64)))
        return stranger
      }
      try await checkService(server, endpoint)
      // The client's leaving is one of the events.
      #expect(try await server.events(1001, within: .seconds(30)) { $0.kind == .disconnected }.count == 1001)
      #expect(strangers.allSatisfy { $0.drainsToEnd(within: .seconds(5)) })
      try await waitUntilAllAreClosed(endpoint)
    }

    /// Some of it is cut off, some may still become a message.
    @Test(arguments: 0..<40) func garbageKeepsNobodyWaitingAndLeavesNothing(_ seed: Int) async throws {
      let server = try monitoredServer()
      let endpoint = try await server.bind()
      var generator = SeededGenerator(seed: UInt64(seed))
      do {
        let stranger = try RawConnection(endpoint)
        if seed % 2 == 0 { stranger.write(RawConnection.plainHandshake) }
        for _ in 0..<50 {
          let bytes = (0..<Int.random(in: 1...400, using: &generator)).map { _ in
            UInt8.random(in: 0...255, using: &generator)
          }
          if !stranger.write(bytes) { break }
        }
        try await checkService(server, endpoint)
      }
      // The stranger's, wherever it stood, and the client's.
      #expect(try await server.events(2) { $0.kind == .disconnected }.count == 2)
      try await waitUntilAllAreClosed(endpoint)
    }

    @Test func aPeerThatGoesWhileItsMessagesWaitForRoomEndsNothing() async throws {
      let server = try Peer(executor, context, .router) {
        $0.isMonitored = true
        $0.receiveHighWaterMark = 1
      }
      let endpoint = try await server.bind()
      do {
        let stranger = try RawConnection(endpoint)
        try #require(stranger.shakeHands())
        for number in 0..<100 { stranger.write([0, 1, UInt8(number)]) }
        guard case .ready = await server.waitReadable(until: .now + .seconds(10)) else {
          Issue.record("nothing came")
          return
        }
      }
      // Longer than libzmq would wait before it asks for a sign of life; the same thread serves these.
      let (one, other) = (try Peer(executor, context, .dealer), try Peer(executor, context, .dealer))
      try await other.connect(try await one.bind())
      let begin = ContinuousClock.now
      while begin.duration(to: .now) < .seconds(3) {
        #expect(try await other.send([[42]]))
        #expect(try await one.receive()?.map(\.bytes) == [[42]])
      }
      // With room again, the rest is taken in one by one, and the end is found behind it.
      let deadline = ContinuousClock.now + .seconds(10)
      var hasGone = false
      while !hasGone, .now < deadline {
        while try await server.receiveNow() != nil {}
        hasGone = try await !server.events(within: .milliseconds(20)) { $0.kind == .disconnected }.isEmpty
      }
      #expect(hasGone)
      try await checkService(server, endpoint)
    }

    @Test func theKernelLooksAfterConnections() async throws {
      let server = try Peer(executor, context, .router) {
        $0.keepaliveInterval = .seconds(7)
        $0.lossTimeout = .milliseconds(12_345)
      }
      let endpoint = try await server.bind()
      try await checkService(server, endpoint)
      // The client's connection is not to end while it is looked at.
      try await waitUntilAllAreClosed(endpoint)
      let stranger = try RawConnection(endpoint)
      #expect(stranger.shakeHands() && stranger.write([0, 1, 1]))
      #expect(try await server.receive() != nil)
      let accepted = try ProcessFiles.acceptedConnections(endpoint)
      #expect(!accepted.isEmpty)
      for descriptor in accepted {
        #expect(ProcessFiles.option(descriptor, SOL_SOCKET, SO_KEEPALIVE) == 1)
        #expect(ProcessFiles.option(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE) == 7)
        #expect(ProcessFiles.option(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT) == 12_345)
      }
      withExtendedLifetime(stranger) {}
    }

    @Test func garbageAtACurvePortGetsNowhere() async throws {
      let keys = try CurveKeyPair.generate()
      let server = try Peer(executor, context, .router) {
        $0.curve = .server(secretKey: keys.secretKey)
        $0.isMonitored = true
        $0.handshakeInterval = .milliseconds(500)
      }
      let endpoint = try await server.bind()
      let stranger = try RawConnection(endpoint)
      stranger.write(RawConnection.plainHandshake)
      // An endless message to a peer that has not shown a key.
      for _ in 0..<100 { stranger.write([0x01, 200] + [UInt8](repeating: 7, count: 200)) }
      #expect(stranger.drainsToEnd(within: .seconds(5)))
      #expect(try await !server.events(where: \.isHandshakeFailure).isEmpty)
      #expect(try await server.receive(within: .zero) == nil)
    }
  }
}
