import DurableSQLite
import GRDB
import NewsModels

extension SQLiteOutbox {
  public func add(
    group: GroupName, beginning: GroupBeginning, limit: Int?
  ) async throws(OutboxError) -> OutboxGroup {
    try await perform { db, account -> Result<OutboxGroup, OutboxError> in
      guard account.index(of: group) == nil else { return .failure(.groupExists(group)) }
      guard account.receivers.count < OutboxAccount.groupLimit else {
        return .failure(.tooManyGroups(limit: OutboxAccount.groupLimit))
      }
      let number = (account.receivers.map(\.number).max() ?? 0) + 1
      let receiver = try Self.receiver(
        number: number, group, store: nil, beginning: beginning, limit: limit, db, account)
      try Self.insert(receiver, db)
      account.receivers.append(receiver)
      // A group that begins with what is held gets what has a row, and no more.
      account.fresh = FreshArticles()
      return .success(receiver.group)
    }
  }

  public func drop(group: GroupName, at now: Int64) async throws(OutboxError) -> ProducerLedger.DroppedGroup {
    try await perform(freesRoom: true) { [self] db, account -> Result<ProducerLedger.DroppedGroup, OutboxError> in
      guard let index = account.index(of: group) else { return .failure(.unknownGroup(group)) }
      guard account.receivers.count > 1 else { return .failure(.lastGroup(group)) }
      let receiver = account.receivers.remove(at: index)
      let dropped = ProducerLedger.DroppedGroup(
        group: group, store: receiver.store, articles: receiver.pending,
        first: try Self.firstPending(of: receiver, db) ?? SequenceNumber(account.lastSequence),
        last: SequenceNumber(account.lastSequence), at: now)
      try db.execute(sql: "DELETE FROM receiver WHERE number = ?", arguments: [receiver.number])
      try Self.keep(dropped, db)
      account.droppedGroups.append(dropped)
      for range in try Self.unneeded(db, account) { account.waitingBytes -= try free(range, db) }
      try ResentArticles.forgetUnneeded(&account, db)
      return .success(dropped)
    }
  }

  public func rebind(group: GroupName, to store: StoreID?) async throws(OutboxError) -> OutboxGroup {
    // What waits for a store that is gone frees its room only when the group has another.
    try await perform(freesRoom: true) { db, account -> Result<OutboxGroup, OutboxError> in
      guard let index = account.index(of: group) else { return .failure(.unknownGroup(group)) }
      let before = account.receivers[index]
      // Another store has dealt with nothing yet: its account begins with what the outbox still holds.
      var receiver = try Self.receiver(
        number: before.number, group, store: store, beginning: .held, limit: before.limit, db, account)
      receiver.leftBehind = try Self.leftBehind(by: before, db)
      try db.execute(sql: "DELETE FROM receiver WHERE number = ?", arguments: [before.number])
      try Self.insert(receiver, db)
      account.receivers[index] = receiver
      account.fresh = FreshArticles()
      try ResentArticles.forgetUnneeded(&account, db)
      return .success(receiver.group)
    }
  }

  public func forgetLeftBehind(by group: GroupName) async throws(OutboxError) -> SequenceRanges {
    try await perform { db, account -> Result<SequenceRanges, OutboxError> in
      guard let index = account.index(of: group) else { return .failure(.unknownGroup(group)) }
      let left = account.receivers[index].leftBehind
      account.receivers[index].leftBehind = SequenceRanges()
      account.receivers[index].isLeftBehindChanged = true
      try ResentArticles.forgetUnneeded(&account, db)
      return .success(left)
    }
  }

  private static func receiver(
    number: Int64, _ group: GroupName, store: StoreID?, beginning: GroupBeginning, limit: Int?, _ db: Database,
    _ account: OutboxAccount
  ) throws -> OutboxAccount.Receiver {
    var receiver = OutboxAccount.Receiver(
      number: number, name: group, store: store, start: SequenceNumber(account.lastSequence),
      acknowledged: SequenceRanges(), limit: limit)
    guard beginning == .held, let first = try Int64.fetchOne(db, sql: "SELECT min(sequence) FROM waiting") else {
      return receiver
    }
    receiver.start = SequenceNumber(first - 1)
    receiver.accepted = try Int.fetchOne(db, sql: "SELECT count(*) FROM waiting") ?? 0
    receiver.pendingBytes = account.waitingBytes
    return receiver
  }

  private static func insert(_ receiver: OutboxAccount.Receiver, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO receiver (number, name, store, start, acknowledged, accepted, stored, known, quarantined, dropped,
          pending_bytes, bytes_limit, left_behind) VALUES (?, ?, ?, ?, '', ?, 0, 0, 0, 0, ?, ?, ?)
        """,
      arguments: [
        receiver.number, receiver.name.rawValue, receiver.store?.rawValue, receiver.start.rawValue, receiver.accepted,
        receiver.pendingBytes, receiver.limit, receiver.leftBehind.description,
      ])
  }

  /// What a group's store, and those before it, have dealt with and the next one is not given: all but what is held, and what was sent
  /// again since.
  private static func leftBehind(by receiver: OutboxAccount.Receiver, _ db: Database) throws -> SequenceRanges {
    var left = receiver.leftBehind
    for range in receiver.acknowledged.ranges { left.insert(range) }
    for range in try held(db).ranges { left.remove(range) }
    try ResentArticles.takeOut(of: &left, db)
    return left
  }

  /// The sequences that are in the outbox.
  static func held(_ db: Database) throws -> SequenceRanges {
    var held = SequenceRanges()
    let rows = try Int64.fetchCursor(db, sql: "SELECT sequence FROM waiting ORDER BY sequence")
    while let sequence = try rows.next() { held.insert(SequenceNumber(sequence)) }
    return held
  }

  private static func keep(_ dropped: ProducerLedger.DroppedGroup, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO dropped_group (name, store, articles, first, last, at) VALUES (?, ?, ?, ?, ?, ?)",
      arguments: [
        dropped.group.rawValue, dropped.store?.rawValue, dropped.articles, dropped.first.rawValue,
        dropped.last.rawValue, dropped.at,
      ])
  }

  /// The first article that a group has not dealt with. What it has is passed over by whole ranges: other groups may wait for all of it.
  static func firstPending(of receiver: OutboxAccount.Receiver, _ db: Database) throws -> SequenceNumber? {
    let row = try RawStatement(db, "SELECT sequence FROM waiting WHERE sequence >= ? ORDER BY sequence LIMIT 1")
    var next = receiver.firstPending
    while true {
      try row.bind(1, next.rawValue)
      defer { row.reset() }
      guard try row.step() else { return nil }
      let sequence = SequenceNumber(row.integer(0))
      next = receiver.firstPending(from: sequence)
      if next == sequence { return sequence }
    }
  }

  /// What no group waits for, as ranges.
  private static func unneeded(_ db: Database, _ account: OutboxAccount) throws -> [ClosedRange<Int64>] {
    var ranges = SequenceRanges()
    let rows = try Int64.fetchCursor(db, sql: "SELECT sequence FROM waiting ORDER BY sequence")
    while let sequence = try rows.next().map({ SequenceNumber($0) }) {
      if account.receivers.allSatisfy({ $0.hasDealtWith(sequence) }) { ranges.insert(sequence) }
    }
    return ranges.ranges
  }
}
