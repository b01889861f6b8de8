import NewsModels

/// Why the outbox did not do what it was asked to.
public enum OutboxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The articles that wait, with those of this call, would exceed the limit. Nothing was taken; push again later.
  /// `group` is the one that holds it back: with most waiting, or beyond a limit of its own.
  case full(limit: Int, waiting: Int, group: GroupName)
  case unknownGroup(GroupName)
  case groupExists(GroupName)
  /// Without any group, what is accepted would go nowhere.
  case lastGroup(GroupName)
  case tooManyGroups(limit: Int)
  /// The group is bound to another store.
  case boundToOtherStore(GroupName, bound: StoreID, came: StoreID)
  /// No room on the disk. Nothing was taken; what waits is still delivered, and intake goes on by itself once there is room.
  case diskFull(String)
  /// Others verify or copy the outbox, and this was not begun.
  case occupied(String)
  /// Disk or database failed: nothing of the call can be relied on, and the process must end.
  case storage(String)
  case closed

  /// Whether the process must end; otherwise the error is the matter of who asked.
  var endsProducer: Bool {
    switch self {
    case .storage, .closed: true
    case .full, .unknownGroup, .groupExists, .lastGroup, .tooManyGroups, .boundToOtherStore, .diskFull, .occupied: false
    }
  }

  /// Whether the producer could not do it, however it had been asked.
  var isOfProducer: Bool {
    switch self {
    case .diskFull, .occupied, .storage, .closed: true
    case .full, .unknownGroup, .groupExists, .lastGroup, .tooManyGroups, .boundToOtherStore: false
    }
  }

  public var description: String {
    switch self {
    case .full(let limit, let waiting, let group):
      "the outbox is full: \(waiting) bytes wait for group \(group) and \(limit) are allowed; start a consumer of "
        + "\(group), raise the limit, or give the group up with 'newsctl groups drop \(group)'"
    case .groupExists(let group):
      "a group \(group) exists already; 'newsctl groups list' shows it"
    case .lastGroup(let group):
      "\(group) is the last group, and without one nothing that is accepted would be delivered; add another first"
    case .tooManyGroups(let limit):
      "expected at most \(limit) groups; drop one that is not needed"
    case .unknownGroup(let group):
      "no group is named \(group); 'newsctl groups list' shows those that exist"
    case .boundToOtherStore(let group, let bound, let came):
      "group \(group) is bound to store \(bound), but store \(came) asks; use another group, or 'newsctl groups rebind'"
    case .diskFull(let reason):
      "the outbox takes nothing in: \(reason)"
    case .occupied(let reason): reason
    case .storage(let reason):
      "the outbox cannot be written: \(reason)"
    case .closed:
      "the outbox is closed"
    }
  }
}
