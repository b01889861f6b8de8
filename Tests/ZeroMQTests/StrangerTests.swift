import TestSupport
import Testing
import ZeroMQ

extension RealSockets {
  /// Raw TCP peers that do not follow the protocol, or too well.
  @Suite struct StrangerTests {
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
      #expect(try ProcessFiles.acceptedConnections(endpoint) == 0)
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
      #expect(try ProcessFiles.acceptedConnections(endpoint) == 0)
    }

    @Test(arguments: 0..<40) func garbageIsCutOff(_ seed: Int) async throws {
      let server = try monitoredServer()
      let endpoint = try await server.bind()
      var generator = SplitMix(seed: UInt64(seed))
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

/// Small seeded generator (splitmix64, Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
