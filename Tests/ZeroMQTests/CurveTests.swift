import TestSupport
import Testing
import ZeroMQ

extension RealSockets {
  /// A CURVE server with an allow-list, and clients of all sorts.
  @Suite struct CurveTests {
    let context: ZeroMQContext
    let executor: PollingExecutor
    let folder: TemporaryFolder
    let serverKeys: CurveKeyPair
    let clientKeys: CurveKeyPair

    init() throws {
      context = try ZeroMQContext()
      executor = try PollingExecutor()
      folder = try TemporaryFolder.made()
      serverKeys = try CurveKeyPair.generate()
      clientKeys = try CurveKeyPair.generate()
    }

    private func allow(_ key: CurvePublicKey, as name: String) throws {
      try KeyFile.write(key, to: folder.file("\(name).pub"))
    }

    private func client(_ keys: CurveKeyPair, of server: CurvePublicKey, handshake: Duration? = nil) throws -> Peer {
      try Peer(executor, context, .dealer) {
        $0.curve = .client(serverKey: server, keyPair: keys)
        $0.isMonitored = true
        if let handshake { $0.handshakeInterval = handshake }
      }
    }

    private func server() throws -> Peer {
      try Peer(executor, context, .router) {
        $0.curve = .server(secretKey: serverKeys.secretKey)
        $0.isMonitored = true
      }
    }

    /// Runs the body beside an authenticator; gives what it reported.
    private func withAuthenticator(_ body: (AllowedKeys, Reports) async throws -> Void) async throws {
      let reports = try Reports(executor)
      let allowed = try AllowedKeys(folder: folder.path)
      let authenticator = try Authenticator(
        context, executor: executor, allowed: allowed, refreshInterval: .milliseconds(20)
      ) { reports.add($0) }
      let running = Task { try await authenticator.run() }
      defer { running.cancel() }
      try await body(allowed, reports)
    }

    @Test func allowedClientGetsInUnderItsKey() async throws {
      try allow(clientKeys.publicKey, as: "desk")
      try await withAuthenticator { _, reports in
        let server = try server()
        let endpoint = try await server.bind()
        let client = try client(clientKeys, of: serverKeys.publicKey)
        try await client.connect(endpoint)
        #expect(try await client.send([[1], [2]]))
        let frames = try await server.receive()
        #expect(frames?.map(\.userID) == Array(repeating: clientKeys.publicKey.z85, count: 3))
        #expect(frames?.dropFirst().map(\.bytes) == [[1], [2]])
        let admitted = Authenticator.Event.admitted(clientKeys.publicKey, name: "desk", address: "127.0.0.1")
        #expect(await reports.next { $0 == admitted })
      }
    }

    @Test func unknownClientIsRefusedAndBothSidesSaySo() async throws {
      try allow(clientKeys.publicKey, as: "desk")
      try await withAuthenticator { _, reports in
        let server = try server()
        let endpoint = try await server.bind()
        let stranger = try CurveKeyPair.generate()
        let client = try client(stranger, of: serverKeys.publicKey)
        try await client.connect(endpoint)
        let events = try await client.events(within: .seconds(3), where: \.isHandshakeFailure)
        #expect(events.first?.kind == .handshakeFailedAuthentication(status: 400))
        #expect(try await client.sendNow([[1]]) == .wouldBlock)
        #expect(await reports.next { if case .denied(stranger.publicKey, _, _) = $0 { true } else { false } })
        #expect(try await server.receive(within: .zero) == nil)
      }
    }

    @Test func wrongServerKeyShowsWithinThreeSeconds() async throws {
      try allow(clientKeys.publicKey, as: "desk")
      try await withAuthenticator { _, _ in
        let server = try server()
        let endpoint = try await server.bind()
        let client = try client(clientKeys, of: CurveKeyPair.generate().publicKey)
        try await client.connect(endpoint)
        let events = try await client.events(within: .seconds(3), where: \.isHandshakeFailure)
        #expect(!events.isEmpty)
        #expect(events.first?.endpoint == endpoint.description)
        #expect(try await !server.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
      }
    }

    @Test func plainClientAtACurvePortShowsOnBothSides() async throws {
      try await withAuthenticator { _, _ in
        let server = try server()
        let endpoint = try await server.bind()
        let client = try Peer(executor, context, .dealer) { $0.isMonitored = true }
        try await client.connect(endpoint)
        #expect(try await !client.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
        #expect(try await !server.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
      }
    }

    @Test func curveClientAtAPlainPortShows() async throws {
      let server = try Peer(executor, context, .router)
      let endpoint = try await server.bind()
      let client = try client(clientKeys, of: serverKeys.publicKey)
      try await client.connect(endpoint)
      #expect(try await !client.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
    }

    @Test func withoutAHandlerNobodyGetsIn() async throws {
      let server = try server()
      let endpoint = try await server.bind()
      let client = try client(clientKeys, of: serverKeys.publicKey, handshake: .seconds(1))
      try await client.connect(endpoint)
      // The server says so at once; the client may hear it only from its handshake's time limit.
      #expect(try await !server.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
      #expect(try await !client.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
      #expect(try await server.receive(within: .zero) == nil)
    }

    @Test func keyAddedAndRemovedCountsAtOnce() async throws {
      try await withAuthenticator { allowed, reports in
        let server = try server()
        let endpoint = try await server.bind()
        try allow(clientKeys.publicKey, as: "late")
        let client = try client(clientKeys, of: serverKeys.publicKey)
        try await client.connect(endpoint)
        #expect(try await client.send([[1]]))
        let userID = try await server.receive()?.first?.userID
        #expect(userID == clientKeys.publicKey.z85)
        #expect(allowed.allows(userID: userID ?? ""))
        folder.remove("late.pub")
        let key = clientKeys.publicKey
        #expect(
          await reports.next { if case .changed(let change) = $0 { change.removed[key] == "late" } else { false } })
        // The session goes on, as libzmq has it: its frames are told apart by their User-Id.
        #expect(try await client.send([[2]]))
        let after = try await server.receive()?.first?.userID
        #expect(after.map(allowed.allows(userID:)) == false)
        let second = try self.client(clientKeys, of: serverKeys.publicKey)
        try await second.connect(endpoint)
        #expect(try await !second.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
      }
    }

    @Test func clientAllowedLaterGetsInAfterReconnecting() async throws {
      try await withAuthenticator { _, _ in
        let server = try server()
        let endpoint = try await server.bind()
        let client = try client(clientKeys, of: serverKeys.publicKey)
        try await client.connect(endpoint)
        let refusal = try await client.events(within: .seconds(3), where: \.isHandshakeFailure).first
        #expect(refusal?.endsRetrying == true)
        try allow(clientKeys.publicKey, as: "late")
        try await client.reconnect(endpoint)
        #expect(try await client.send([[1]]))
        #expect(try await server.receive()?.last?.bytes == [1])
      }
    }

    @Test func rotationServesBothServerKeysOnOneSocket() async throws {
      try allow(clientKeys.publicKey, as: "desk")
      try await withAuthenticator { _, _ in
        let next = try CurveKeyPair.generate()
        let server = try server()
        let endpoints = [
          try await server.bind(), try await server.bind(secretKey: next.secretKey), try await server.bind(),
        ]
        let keys = [serverKeys, next, serverKeys]
        for (number, (endpoint, keys)) in zip(endpoints, keys).enumerated() {
          let client = try client(clientKeys, of: keys.publicKey)
          try await client.connect(endpoint)
          #expect(try await client.send([[UInt8(number)]]))
          #expect(try await server.receive()?.last?.bytes == [UInt8(number)])
        }
        // Each port has one key only.
        let confused = try client(clientKeys, of: serverKeys.publicKey)
        try await confused.connect(endpoints[1])
        #expect(try await !confused.events(within: .seconds(3), where: \.isHandshakeFailure).isEmpty)
      }
    }

    @Test func secondHandlerInOneContextIsRefused() async throws {
      let allowed = try AllowedKeys(folder: folder.path)
      let first = try Authenticator(context, executor: executor, allowed: allowed) { _ in }
      #expect(throws: ZeroMQError.addressInUse(try Endpoint("inproc://zeromq.zap.01"))) {
        try Authenticator(context, executor: executor, allowed: allowed) { _ in }
      }
      withExtendedLifetime(first) {}
    }
  }
}
