import Locking

/// How much memory a service's own work takes, told by the bytes it works on: so that nobody else is blamed for it.
///
/// What ended a moment ago counts too, for as long as the allocator may take to give it back. From any thread.
public final class WorkMemory: Sendable {
  /// A page takes some twenty times its bytes while it is read, and its articles a few times more until they are committed.
  static let factor = 24
  /// How long ended work counts, at least; at most twice as long.
  private static let afterglow = Duration.seconds(1)

  private struct State {
    var bytes = 0
    /// The most there was since `begin`, and in the time before it.
    var (peak, formerPeak) = (0, 0)
    var begin = ContinuousClock.now

    mutating func turn(at now: ContinuousClock.Instant) {
      let time = begin.duration(to: now)
      guard time >= WorkMemory.afterglow else { return }
      (peak, formerPeak, begin) = (bytes, time < WorkMemory.afterglow * 2 ? peak : bytes, now)
    }
  }

  private let state = Guarded(State())

  public init() {}

  /// Bytes of memory that work explains at the moment.
  public var bytes: Int { bytes(at: .now) }

  func bytes(at now: ContinuousClock.Instant) -> Int {
    state.withLock { state in
      state.turn(at: now)
      return Self.factor * max(state.peak, state.formerPeak)
    }
  }

  /// Counts `bytes` while `work` is done on them.
  public func counted<Value>(_ bytes: Int, _ work: () throws -> Value) rethrows -> Value {
    add(bytes, at: .now)
    defer { add(-bytes, at: .now) }
    return try work()
  }

  func add(_ bytes: Int, at now: ContinuousClock.Instant) {
    state.withLock { state in
      state.turn(at: now)
      state.bytes += bytes
      state.peak = max(state.peak, state.bytes)
    }
  }
}
