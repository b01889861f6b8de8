import Delivery
import Logging
import NewsModels
import ZeroMQ

/// A full disk ends nothing: what was not recorded is only sent again after a crash before, and the store knows it then. A group gets
/// nothing until it is recorded which store it belongs to.
extension DeliveryLoop {
  /// Between two attempts.
  private static let pauseOnFullDisk = Duration.seconds(1)

  func bind(_ group: GroupName, to store: StoreID) async {
    // A person may have dropped the group since, or bound it to another store.
    guard sender.status.contains(where: { $0.name == group && $0.store == store }) else { return }
    do {
      try await outbox.bind(group: group, to: store)
      happened(sender.bound(group, to: store, at: now))
    } catch {
      guard case .diskFull = error else { return failed(error) }
      unbound[group] = store
      putOff()
    }
  }

  /// Leaves what could not be recorded until there may be room. The outbox tells of it.
  func putOff() {
    nextAttempt = .now + Self.pauseOnFullDisk
    doorbell.ring()
  }

  /// Records what was put off, once its time has come.
  func tryAgainIfDue() async {
    guard let instant = nextAttempt, instant <= .now else { return }
    nextAttempt = nil
    let bindings = unbound
    unbound = [:]
    for (group, store) in bindings { await bind(group, to: store) }
    for group in unrecorded.keys { record(group) }
  }
}
