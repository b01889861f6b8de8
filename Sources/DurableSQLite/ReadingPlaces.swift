import Dispatch
import Locking

/// Who reads at the same time: as many questions as there are connections for them, and beside them one long reading, such as a recount or
/// a copy, which would keep the questions waiting otherwise.
///
/// All can be kept out for a moment. Readers that follow each other without pause leave none in which nobody reads, and without one
/// SQLite's log does not begin anew.
final class ReadingPlaces: Sendable {
  enum Length: Sendable { case short, long }

  /// How many long readings may wait for the one that is under way.
  static let longReadingsWaiting = 4

  private struct Queue: Sendable {
    var free: Int
    var waiting: [CheckedContinuation<Bool, Never>] = []

    /// Lets in as many as there are places for; answers how many.
    mutating func admit() -> Int {
      let count = min(free, waiting.count)
      for reader in waiting.prefix(count) { reader.resume(returning: true) }
      waiting.removeFirst(count)
      free -= count
      return count
    }
  }

  private struct State: Sendable {
    var short: Queue
    var long = Queue(free: 1)
    /// How many have a place.
    var reading = 0
    /// Grows with each hold.
    var holds = 0
    var isHeld = false
    /// What is done as soon as nobody reads.
    var whenEmpty: (@Sendable () -> Void)?

    mutating func goOn() {
      if !isHeld { reading += short.admit() + long.admit() }
      if reading == 0, let whenEmpty {
        self.whenEmpty = nil
        whenEmpty()
      }
    }
  }

  private let state: Guarded<State>

  /// - Parameter short: how many may read at once that are not long; at least 1.
  init(short: Int) { state = Guarded(State(short: Queue(free: short))) }

  /// Waits for a place, which `leave` gives back. False where too many long readings wait already.
  func enter(_ length: Length) async -> Bool {
    await withCheckedContinuation { reader in
      state.withLock { state in
        switch length {
        case .short: state.short.waiting.append(reader)
        case .long:
          guard state.long.free > 0 || state.long.waiting.count < Self.longReadingsWaiting else {
            return reader.resume(returning: false)
          }
          state.long.waiting.append(reader)
        }
        state.goOn()
      }
    }
  }

  func leave(_ length: Length) {
    state.withLock { state in
      state.reading -= 1
      switch length {
      case .short: state.short.free += 1
      case .long: state.long.free += 1
      }
      state.goOn()
    }
  }

  /// Lets nobody in until `body`, which begins when all have left, calls what it is given; no longer than `bound`, whatever happens.
  /// - Parameter body: must not read, and is to return at once.
  /// - Returns: false where nothing is done: a long reading is under way, which is not waited for, or they are held already.
  func hold(for bound: DispatchTimeInterval, _ body: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void)
    -> Bool
  {
    let release: (@Sendable () -> Void)? = state.withLock { state in
      guard !state.isHeld, state.long.free > 0 else { return nil }
      state.isHeld = true
      state.holds += 1
      let release: @Sendable () -> Void = { [number = state.holds] in self.release(number) }
      state.whenEmpty = { body(release) }
      state.goOn()
      return release
    }
    guard let release else { return false }
    DispatchQueue.global().asyncAfter(deadline: .now() + bound, execute: release)
    return true
  }

  private func release(_ number: Int) {
    state.withLock { state in
      guard state.isHeld, state.holds == number else { return }
      state.isHeld = false
      state.whenEmpty = nil
      state.goOn()
    }
  }
}
