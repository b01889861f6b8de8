import CZeroMQ
import Glibc

/// Cuts off plain tcp peers that fill the memory: with a message without an end.
///
/// libzmq holds a message's frames until the last has come, and no option of it bounds their number: a stranger fills
/// the memory at a gigabyte a second. The watch looks at the process's memory often enough to see that coming, and cuts
/// the connection to which most bytes have come since its last whole message; the others go on. Not needed where
/// strangers cannot come in: ipc in a private folder, CURVE with an allow-list.
///
/// Give it to ``SocketOptions/floodWatch`` and run it in a task.
public actor FloodWatch {
  /// A connection that was cut.
  public struct Cut: Sendable, Hashable {
    /// The local port that it came to.
    public let port: UInt16
    /// Bytes received that belong to no message received, roughly.
    public let pendingBytes: Int
    /// The process's private memory before the cut, in bytes.
    public let memory: Int
  }

  private let executor: PollingExecutor
  private let memoryLimit: Int
  private let messageBound: Int
  private let ownMemory: @Sendable () -> Int
  private let report: @Sendable (Cut) -> Void
  nonisolated let ledger = ConnectionLedger()
  private var lastRebase = ContinuousClock.now
  private var lastCut: ContinuousClock.Instant?
  private var lastTrim = ContinuousClock.now - .seconds(1)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connections with less than this pending are never cut: heartbeats add up, and a busy owner lets bytes wait.
  static let minPendingBytes = 1 << 20

  /// - Parameters:
  ///   - executor: one of its own: on a busy one it would look too late.
  ///   - memoryLimit: private memory of the process, in bytes, above which connections are cut. Well above the process's
  ///     own need; a flood of empty frames exceeds it by tens of MB.
  ///   - messageBound: bytes that an honest peer may have pending at most: its messages that wait for the owner, and the one that
  ///     is on its way. Such a peer is cut only where memory is full of what neither pending bytes nor the owner's work explain: tiny
  ///     frames, each of which costs libzmq a hundred bytes.
  ///   - ownMemory: bytes that the owner's own work takes at the moment, about. Called on the executor's thread.
  ///   - report: called on the executor's thread; must not block.
  public init(
    executor: PollingExecutor, memoryLimit: Int, messageBound: Int = 16 << 20,
    ownMemory: @escaping @Sendable () -> Int = { 0 }, report: @escaping @Sendable (Cut) -> Void
  ) {
    self.executor = executor
    self.memoryLimit = memoryLimit
    self.messageBound = max(Self.minPendingBytes, messageBound)
    self.ownMemory = ownMemory
    self.report = report
  }

  /// Watches until the task is cancelled or the executor stops.
  public func run() async throws(ZeroMQError) {
    let gauge = try MemoryGauge()
    while true {
      let pause = look(gauge.privateBytes)
      guard case .deadlineReached = await executor.wait(for: [], until: .now + pause) else { return }
    }
  }

  /// Acts on the memory of this moment; answers when to look again.
  private func look(_ memory: Int) -> Duration {
    let now = ContinuousClock.now
    // What the process itself has let go may be all that is too much. Asked for in time, since it takes tens of milliseconds
    // while a flood holds the allocator.
    if memory > memoryLimit / 3 * 2, lastTrim.duration(to: now) > .milliseconds(500) {
      malloc_trim(0)
      lastTrim = now
      return .milliseconds(1)
    }
    if memory <= memoryLimit {
      if lastRebase.duration(to: now) > .seconds(1) {
        ledger.rebase(keeping: Self.minPendingBytes)
        lastRebase = now
      }
      // Before a flood of 3 GB/s could fill the room that is left.
      return min(max(.milliseconds(5), .nanoseconds((memoryLimit - memory) / 3)), .milliseconds(100))
    }
    let pending = ledger.pending()
    let explained = pending.reduce(ownMemory()) { $0 + $1.pendingBytes }
    let isExplained = memory - explained <= memoryLimit
    let allowance = isExplained ? messageBound : Self.minPendingBytes
    if let worst = pending.max(by: { $0.pendingBytes < $1.pendingBytes }), worst.pendingBytes >= allowance {
      worst.cut()
      lastCut = now
      report(Cut(port: worst.port, pendingBytes: worst.pendingBytes, memory: memory))
      return .milliseconds(5)
    }
    if let cut = lastCut, cut.duration(to: now) < .seconds(2) {
      // libzmq has freed the frames; the allocator must still give them back.
      malloc_trim(0)
      return .milliseconds(20)
    }
    // A flood of empty frames, which takes a gigabyte a second, is known by few bytes a moment later.
    return .milliseconds(5)
  }
}
