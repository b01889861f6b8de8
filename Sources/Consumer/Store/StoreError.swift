/// Why the article store did not do what it was asked to.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No room on the disk. Nothing was stored; queries are answered, and storing goes on by itself once there is room.
  case diskFull(String)
  /// The time zone is unknown, or another than the store was made with.
  case badTimeZone(String)
  /// The place that was named cannot hold the store, and nothing of it was touched: another place helps.
  case misplaced(String)
  /// Disk or database failed: nothing of the call can be relied on, and the process must end.
  case storage(String)
  /// The question cannot be answered: what was expected, what came.
  case badQuery(String)
  /// The question cannot be answered, however it is asked: what it needs is damaged, or others verify or copy the store.
  case unable(String)
  case closed

  public var description: String {
    switch self {
    case .storage(let reason): "the article store cannot be read or written: \(reason)"
    case .diskFull(let reason): "the article store takes nothing in: \(reason)"
    case .misplaced(let reason), .badTimeZone(let reason), .badQuery(let reason), .unable(let reason): reason
    case .closed: "the article store is closed"
    }
  }
}
