import Locking

/// Batches for which the disk had no room, in the order in which they were held. The first tries again and again; the others, and whatever
/// comes meanwhile, wait until one has found room: a full disk is not told to have room again for each small batch that fits.
final class HeldBatches: Sendable {
  /// Between two attempts.
  static let pause = Duration.seconds(1)

  /// A batch that is held.
  struct Place: Hashable {
    fileprivate let number: Int
  }

  private struct State {
    /// By number: how often room had been found when it tried last.
    var held: [Int: Int] = [:]
    var next = 0
    var findings = 0
  }

  private let state = Guarded(State())

  /// Whether a batch is to try; it has no place where it was not held yet.
  func mayTry(_ place: Place?) -> Bool {
    state.withLock { state in
      guard let place else { return state.held.isEmpty }
      return state.held.keys.min() == place.number || state.held[place.number] != state.findings
    }
  }

  /// Holds a batch that found no room, or was not to try.
  func wait(_ place: Place?) -> Place {
    state.withLock { state in
      let place = place ?? Place(number: state.next)
      state.next = max(state.next, place.number + 1)
      state.held[place.number] = state.findings
      return place
    }
  }

  /// One was stored.
  func foundRoom() {
    state.withLock { $0.findings += 1 }
  }

  /// It is not held any more, if it was.
  func leave(_ place: Place?) {
    guard let place else { return }
    state.withLock { $0.held[place.number] = nil }
  }
}
