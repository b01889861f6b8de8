import Locking
import TestSupport
import Testing
import ZeroMQ

extension RealSockets {
  @Suite struct FloodTests {
    @Test(arguments: [0, 1, 100, 60_000])
    func endlessMessageIsCutOffAndOthersAreServed(_ frameSize: Int) async throws {
      let context = try ZeroMQContext()
      let executor = try PollingExecutor()
      let cuts = try Cuts(executor)
      let room = 60 << 20
      let start = try ProcessFiles.privateMemory()
      let watch = try FloodWatch(executor: PollingExecutor(name: "watch"), memoryLimit: start + room) { cuts.add($0) }
      let watching = Task { try await watch.run() }
      let server = try Peer(executor, context, .router) { $0.floodWatch = watch }
      let endpoint = try await server.bind()
      let echo = Task { try await server.echo() }
      let client = try Peer(executor, context, .dealer)
      try await client.connect(endpoint)

      let flooder = Flooder(endpoint, frameSize: frameSize)
      flooder.begin()
      #expect(await cuts.wait(for: 3, within: .seconds(300)))
      flooder.end()
      #expect(flooder.connections >= 3)
      #expect(cuts.all.allSatisfy { $0.port == endpoint.port && $0.pendingBytes >= 1 << 20 })
      #expect(cuts.all.map(\.memory).max().map { $0 - start < 250 << 20 } == true)

      // The client that was there before is the same connection, and is heard within two seconds.
      #expect(try await client.send([[9]], within: .seconds(2)))
      #expect(try await client.receive(within: .seconds(2))?.map(\.bytes) == [[9]])
      echo.cancel()
      watching.cancel()
      _ = try await (echo.value, watching.value)
    }

    /// A whole message that waits is cut off only where what is in memory beside it is not the owner's own work.
    @Test(arguments: [true, false])
    func aMessageThatWaitsWhileTheOwnerTakesMuchMemoryIsNoFlood(isOwners: Bool) async throws {
      let context = try ZeroMQContext()
      let executor = try PollingExecutor()
      let (cuts, looks) = (try Cuts(executor), Guarded(0))
      // Always over its limit.
      let watch = try FloodWatch(
        executor: PollingExecutor(name: "watch"), memoryLimit: 0,
        ownMemory: {
          looks.withLock { $0 += 1 }
          return isOwners ? 1 << 40 : 0
        }, report: { cuts.add($0) })
      let watching = Task { try await watch.run() }
      let server = try Peer(executor, context, .router) {
        $0.floodWatch = watch
        $0.receiveHighWaterMark = 1
      }
      let endpoint = try await server.bind()
      let client = try Peer(executor, context, .dealer)
      try await client.connect(endpoint)
      let message = [[UInt8](repeating: 1, count: 5 << 20)]
      try #require(try await client.send(message))
      if isOwners {
        // Taken only after it was looked at often since it has come.
        guard case .ready = await server.waitReadable(until: .now + .seconds(10)) else {
          Issue.record("nothing came")
          return
        }
        let before = looks.withLock { $0 }
        try await waitUntil { looks.withLock { $0 } > before + 20 }
        #expect(try await server.receive()?.map(\.bytes).last == message[0])
        #expect(cuts.all.isEmpty)
      } else {
        #expect(await cuts.wait(for: 1, within: .seconds(10)))
      }
      watching.cancel()
      try await watching.value
    }

    @Test func honestTrafficIsNeverCut() async throws {
      let context = try ZeroMQContext()
      let executor = try PollingExecutor()
      let cuts = try Cuts(executor)
      // Always over its limit: only the account decides.
      let watch = try FloodWatch(executor: PollingExecutor(name: "watch"), memoryLimit: 0) { cuts.add($0) }
      let watching = Task { try await watch.run() }
      let server = try Peer(executor, context, .router) { $0.floodWatch = watch }
      let endpoint = try await server.bind()
      let echo = Task { try await server.echo() }
      let client = try Peer(executor, context, .dealer) { $0.isMonitored = true }
      try await client.connect(endpoint)
      let message = [[UInt8](repeating: 1, count: 50_000), [], [UInt8](repeating: 2, count: 200)]
      for _ in 0..<2000 {
        try #require(try await client.send(message))
        try #require(try await client.receive()?.map(\.bytes) == message)
      }
      #expect(cuts.all.isEmpty)
      #expect(try await client.events(within: .zero) { $0.kind == .disconnected }.isEmpty)
      echo.cancel()
      watching.cancel()
      _ = try await (echo.value, watching.value)
    }
  }
}

/// Cuts as they are reported.
private actor Cuts {
  private let executor: PollingExecutor
  private let bell: Doorbell
  private let reported = Guarded<[FloodWatch.Cut]>([])
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ executor: PollingExecutor) throws {
    self.executor = executor
    bell = executor.makeDoorbell()
  }

  nonisolated var all: [FloodWatch.Cut] { reported.withLock { $0 } }

  nonisolated func add(_ cut: FloodWatch.Cut) {
    reported.withLock { $0.append(cut) }
    bell.ring()
  }

  func wait(for count: Int, within bound: Duration) async -> Bool {
    let deadline = ContinuousClock.now + bound
    // Counted under the lock: the sanitizer does not see that a copy's reader lets go of it before the writer goes on in place.
    while reported.withLock({ $0.count }) < count {
      guard await executor.wait(for: [], until: deadline, doorbell: bell) == .rung else { return false }
    }
    return true
  }
}
