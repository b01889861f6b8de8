import Testing
import ZeroMQ

extension RealSockets {
  @Suite struct ContextTests {
    @Test func waitingActorsLearnOfTheShutdown() async throws {
      let context = try ZeroMQContext()
      let executor = try PollingExecutor()
      let peers = try (0..<3).map { _ in try Peer(executor, context, .pull) }
      async let outcomes = withTaskGroup(of: WaitOutcome.self) { group in
        for peer in peers { group.addTask { await peer.waitReadable(until: .now + .seconds(20)) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      // Whether the waits are parked by now or not, all must end.
      context.shutdown()
      #expect(await outcomes == [.closed, .closed, .closed])
      #expect(throws: ZeroMQError.contextShutDown) { _ = try Socket(context, .pull) }
      await #expect(throws: ZeroMQError.contextShutDown) { try await peers[0].sendNow([[1]]) }
    }

    @Test func pendingMessagesHoldTheEndNoLongerThanLinger() throws {
      let elapsed = try ContinuousClock().measure {
        var options = SocketOptions()
        options.immediate = false
        options.linger = .milliseconds(300)
        let socket = try Socket(try ZeroMQContext(), .dealer, options: options)
        try socket.connect(Endpoint("tcp://127.0.0.1:1"))
        for _ in 0..<100 { #expect(try socket.send([[UInt8](repeating: 1, count: 10_000)]) == .sent) }
      }
      #expect(elapsed < .seconds(5))
    }

    @Test func libraryHasWhatTheLayerNeeds() {
      #expect(ZeroMQContext.has("curve"))
      #expect(ZeroMQContext.has("ipc"))
      #expect(!ZeroMQContext.has("teleport"))
    }
  }
}
