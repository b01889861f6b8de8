import NewsModels

extension OutboxAccount {
  /// Groups at once.
  static let groupLimit = 64

  /// Which group keeps `bytes` more from being taken; nil where there is room. What is larger than a limit itself is taken when
  /// nothing waits, or it never would be.
  func fullGroup(adding bytes: Int, limit: Int) -> OutboxError? {
    guard bytes > 0 else { return nil }
    for receiver in receivers {
      guard let own = receiver.limit, receiver.pendingBytes > 0, receiver.pendingBytes + bytes > own else { continue }
      return .full(limit: own, waiting: receiver.pendingBytes, group: receiver.name)
    }
    guard waitingBytes > 0, waitingBytes + bytes > limit else { return nil }
    let behind = receivers.max { $0.pendingBytes < $1.pendingBytes }
    return .full(limit: limit, waiting: waitingBytes, group: behind?.name ?? .default)
  }

  func index(of group: GroupName) -> Int? { receivers.firstIndex { $0.name == group } }
}

extension OutboxAccount.Receiver {
  /// Nothing up to this sequence was given to any store of the group.
  var reach: Int64 { min(start.rawValue, leftBehind.lowestRange.map { $0.lowerBound - 1 } ?? .max) }

  var group: OutboxGroup { OutboxGroup(name: name, store: store, start: start, acknowledged: acknowledged) }
}
