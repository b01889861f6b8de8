import TestSupport
import Testing

@testable import ZeroMQ

extension RealSockets {
  @Suite struct LentBytesTests {
    @Test func whatTheSenderChangesAfterwardsIsNotSent() async throws {
      let (context, executor) = (try ZeroMQContext(), try PollingExecutor())
      let server = try Peer(executor, context, .router)
      let endpoint = try await server.bind()
      let client = try Peer(executor, context, .dealer)
      try await client.connect(endpoint)
      for size in [LentBytes.least - 1, LentBytes.least, 300_000] {
        for round in 0..<20 {
          func content() -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ round) } }
          // Nobody else holds it, so that without the loan it would be changed where it stands.
          var frame = content()
          #expect(try await client.send([frame, frame]))
          for index in frame.indices { frame[index] = 0 }
          #expect(try await server.receive()?.dropFirst().map(\.bytes) == [content(), content()])
        }
      }
    }

    /// In a process of its own, whose memory nobody else takes.
    @Test(.enabled(if: Sanitizer.isOff, "a sanitizer keeps for a while what was let go"))
    func whatWasSentIsLetGo() async {
      await #expect(processExitsWith: .success) {
        let (context, executor) = (try ZeroMQContext(), try PollingExecutor())
        let server = try Peer(executor, context, .router)
        let endpoint = try await server.bind()
        let client = try Peer(executor, context, .dealer)
        try await client.connect(endpoint)
        let gauge = try MemoryGauge()
        let before = gauge.privateBytes
        for number in 0..<500 {
          #expect(try await client.send([[UInt8](repeating: UInt8(number % 256), count: 512_000)]))
          #expect(try await server.receive()?.last?.bytes.count == 512_000)
        }
        #expect(gauge.privateBytes - before < 64 << 20, "256 MB were sent")
      }
    }

    @Test(.enabled(if: Sanitizer.isOff, "a sanitizer keeps for a while what was let go"))
    func whatCannotBeSentIsLetGo() async {
      await #expect(processExitsWith: .success) {
        let (context, executor) = (try ZeroMQContext(), try PollingExecutor())
        let server = try Peer(executor, context, .pull) { $0.receiveHighWaterMark = 4 }
        try await server.bind("inproc://full")
        let client = try Peer(executor, context, .push) { $0.sendHighWaterMark = 4 }
        try await client.connect(Endpoint("inproc://full"))
        let gauge = try MemoryGauge()
        let before = gauge.privateBytes
        var refused = 0
        for number in 0..<500 {
          let frame = [UInt8](repeating: UInt8(number % 256), count: 512_000)
          if try await client.sendNow([frame]) == .wouldBlock { refused += 1 }
        }
        #expect(refused > 480)
        #expect(gauge.privateBytes - before < 64 << 20, "256 MB were to be sent")
      }
    }

    /// Of messages that a peer does not read, no more wait for it than its share, whatever others do; reading makes room again.
    @Test func whoDoesNotReadHoldsNoMoreThanTheLimit() async throws {
      let (context, executor) = (try ZeroMQContext(), try PollingExecutor())
      let server = try Peer(executor, context, .router) { $0.unreadLimit = 4 << 20 }
      let endpoint = try await server.bind()
      let idle = try Peer(executor, context, .dealer) { $0.receiveHighWaterMark = 1 }
      let busy = try Peer(executor, context, .dealer)
      var routes: [[UInt8]] = []
      for client in [idle, busy] {
        try await client.connect(endpoint)
        #expect(try await client.send([[1]]))
        routes.append(try #require(try await server.receive()?.first?.bytes))
      }
      let answer = [UInt8](repeating: 7, count: 1 << 20)
      var taken = 0
      for _ in 0..<1_000 where try await server.sendNow([answer], to: routes[0]) == .sent { taken += 1 }
      // Beside the four that wait, libzmq and the kernel hold some that were written.
      #expect((4..<50).contains(taken), "\(taken) of 1 MiB each were taken for a peer that reads none")
      for _ in 0..<50 {
        #expect(try await server.sendNow([answer], to: routes[1]) == .sent)
        #expect(try await busy.receive()?.last?.bytes.count == answer.count)
      }
      for _ in 0..<taken { #expect(try await idle.receive()?.last?.bytes.count == answer.count) }
      #expect(try await server.sendNow([answer], to: routes[0]) == .sent)
    }
  }
}
