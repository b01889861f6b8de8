import Synchronization

/// Wakes a wait from any thread: rung before the wait, it ends the wait at once; rung twice, it still rings once.
public final class Doorbell: Sendable {
  private let isRung = Atomic(false)
  private let core: PollingCore

  init(core: PollingCore) { self.core = core }

  /// From any thread, cheap when nobody sleeps.
  public func ring() {
    if !isRung.exchange(true, ordering: .acquiringAndReleasing) { core.wake() }
  }

  var isRinging: Bool { isRung.load(ordering: .acquiring) }

  /// Takes the ring away; true if there was one.
  func answer() -> Bool { isRung.exchange(false, ordering: .acquiringAndReleasing) }
}
