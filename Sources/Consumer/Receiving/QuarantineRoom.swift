import Locking

/// What batches on their way to the store will take of the quarantine's room, so that those that come at once do not take it twice.
final class QuarantineRoom: Sendable {
  private struct State {
    var promised = 0
    var refused: (size: Int, at: ContinuousClock.Instant)?
  }

  /// A producer sends what failed again after two minutes at the latest: one that has not by then waits with it no more.
  private static let memory = Duration.seconds(300)

  private let state = Guarded(State())

  /// Sets bytes aside for an article; answers all that are.
  func promise(_ bytes: Int) -> Int {
    state.withLock { state in
      state.promised += bytes
      return state.promised
    }
  }

  /// There is room for an article: for one for which there was none there is, too, where that was no larger.
  func admitted(_ bytes: Int) {
    state.withLock { state in
      if let refused = state.refused, refused.size <= bytes { state.refused = nil }
    }
  }

  /// What was promised is in the store's own figure by now, or will not come.
  func giveBack(_ bytes: Int) { state.withLock { $0.promised -= bytes } }

  /// There is no room for an article, to which so much was promised.
  func refused(_ bytes: Int, at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.promised -= bytes
      state.refused = (bytes, now)
    }
  }

  /// Bytes of the last article for which there was no room; nil where there was some for all, and where none has come for long.
  func refusedSize(at now: ContinuousClock.Instant = .now) -> Int? {
    state.withLock { state in
      state.refused.flatMap { $0.at + Self.memory > now ? $0.size : nil }
    }
  }
}
