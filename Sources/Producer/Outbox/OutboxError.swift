import NewsModels

/// Why the outbox did not do what it was asked to.
public enum OutboxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The articles that wait, with those of this call, would exceed the limit. Nothing was taken; push again later.
  case full(limit: Int, waiting: Int)
  case unknownGroup(GroupName)
  /// The group is bound to another store.
  case boundToOtherStore(GroupName, bound: StoreID, came: StoreID)
  /// No room on the disk. Nothing was taken; what waits is still delivered, and intake goes on by itself once there is room.
  case diskFull(String)
  /// Disk or database failed: nothing of the call can be relied on, and the process must end.
  case storage(String)
  case closed

  public var description: String {
    switch self {
    case .full(let limit, let waiting):
      "the outbox is full: \(waiting) bytes wait and \(limit) are allowed; start a consumer, or raise --outbox-limit"
    case .unknownGroup(let group):
      "no group is named \(group); 'newsctl groups list' shows those that exist"
    case .boundToOtherStore(let group, let bound, let came):
      "group \(group) is bound to store \(bound), but store \(came) asks; use another group, or 'newsctl groups rebind'"
    case .diskFull(let reason):
      "the outbox takes nothing in: \(reason)"
    case .storage(let reason):
      "the outbox cannot be written: \(reason)"
    case .closed:
      "the outbox is closed"
    }
  }
}
