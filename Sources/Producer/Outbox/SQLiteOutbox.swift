import DurableSQLite
import Foundation
import GRDB
import Locking
import Logging
import NewsModels

/// The outbox in an SQLite database: what `accepted` rests on.
public final class SQLiteOutbox: Outbox {
  public let producer: ProducerID
  public let epoch: Epoch
  /// What the outbox should hold and does not, found at this opening; its numbers are sequences.
  public let damage: DatabaseDamage?

  private let damages: [LedgerDamage]
  private let limit: Int
  let quarantineLimit: Int
  let writes: GroupCommit<OutboxAccount>
  /// The last article that each group was handed by `load`, for what is kept in memory.
  private let handedOn = Guarded<[GroupName: SequenceNumber]>([:])
  private var database: DurableDatabase { writes.database }
  /// Where bodies of large transactions stand.
  var texts: TextSegments { writes.database.texts }

  /// Bytes of bodies that are freed at once, and that stay on the disk when nothing waits.
  private static let segmentSize = 16 << 20

  /// Fewer receipts than these wait a moment for the next documents, and share their transaction: at a newsroom's pace each would take
  /// one of its own, and a sync with it. Nobody hears of them meanwhile but `status`; where they are lost the articles go out again.
  private static let fewReceipts = 16

  /// Bytes of documents that may be put aside unless told otherwise.
  public static let defaultQuarantineLimit = 1 << 30

  /// Opens or makes the outbox in `folder`.
  /// - Parameters:
  ///   - limit: bytes of articles that may wait; `commit` throws `.full` beyond it.
  ///   - quarantineLimit: bytes of documents that may be put aside.
  ///   - recentKeys: keys of documents, and of articles, that wait in memory before they are entered.
  ///   - segmentThreshold: bytes of bodies in a transaction from which on they stand in a segment.
  ///   - logger: told where the disk is full, and where it has room again.
  public init(
    folder: DataFolder, limit: Int, quarantineLimit: Int = defaultQuarantineLimit,
    recentKeys: Int = RecentKeys.defaultLimit, segmentThreshold: Int = TextSegments.defaultThreshold,
    logger: Logger? = nil
  ) async throws(DurableSQLiteError) {
    // What waits is read once, in order: pages are not come back to.
    let options = DurableDatabase.Options(
      readerCacheKiB: 256, segmentSize: Self.segmentSize, segmentThreshold: segmentThreshold)
    let database = try DurableDatabase(folder: folder, schema: OutboxSchema.current, options: options) {
      _ = try OutboxAccount($0, position: 0)
    }
    guard let producer = ProducerID(database.identity) else {
      throw .corrupt(path: database.path, reason: "the identity is not of 32 hexadecimal digits")
    }
    let account = try await database.read { [position = database.position] db in
      try OutboxAccount(db, position: position, recentKeys: recentKeys)
    }
    self.limit = limit
    self.quarantineLimit = quarantineLimit
    self.producer = producer
    epoch = Epoch(database.epoch)
    damage = database.damage
    damages = try await database.damages().map {
      LedgerDamage(
        first: $0.lost?.lowerBound ?? 1, last: $0.lost?.upperBound ?? 0, transactions: $0.transactions,
        reason: $0.reason)
    }
    writes = GroupCommit(database: database, state: account, logger: logger) { [handedOn] db, account in
      handedOn.withLock { account.forgetFresh(handedOn: $0) }
      return try account.write(db)
    }
  }

  public nonisolated(nonsending) func commit(
    _ documents: [ReadDocument], then: @escaping @Sendable () -> Void
  ) async throws(OutboxError) -> [DocumentAnswer] {
    if documents.isEmpty { return [] }
    let (weight, bytes) = documents.reduce(into: (0, 0)) { sum, document in
      sum.0 += 1
      guard case .articles(let articles) = document.outcome else { return }
      sum.0 += articles.count
      sum.1 += articles.reduce(0) { $0 + $1.article.size }
    }
    return try await perform(weight: weight, textBytes: bytes) { [limit, quarantineLimit, texts] db, account in
      let transaction = try OutboxTransaction(
        db, texts: texts, quarantineLimit: quarantineLimit, now: WallClock.milliseconds)
      // Known articles take no room: they are told apart only where it matters. A call that is larger than the limit itself is
      // taken when nothing waits, or it never would be.
      if account.fullGroup(adding: bytes, limit: limit) != nil,
        let full = account.fullGroup(adding: try transaction.newBytes(documents, account), limit: limit)
      {
        return .failure(full)
      }
      return .success(try documents.map { try transaction.take($0, &account) })
    } then: {
      if case .success = $0 { then() }
    }
  }

  public func known(_ documents: [DocumentID]) async throws(OutboxError) -> Set<DocumentID> {
    // Taken before the snapshot is: what is entered meanwhile is found there.
    let recent = writes.state.documentKeys
    return try await read { db in
      let hashes = try HashIndex(db, table: "document")
      return try documents.reduce(into: []) { known, document in
        if try hashes.number(of: document.digest.bytes, recent: recent) != nil { known.insert(document) }
      }
    }
  }

  public nonisolated(nonsending) func load(
    group: GroupName, after: SequenceNumber, maximumArticles: Int, maximumBytes: Int
  ) async throws(OutboxError) -> LoadedArticles {
    let before = writes.state
    guard let receiver = before.receivers.first(where: { $0.name == group }) else { throw .unknownGroup(group) }
    if let page = before.fresh.page(
      for: receiver, after: after, maximumArticles: max(1, maximumArticles), maximumBytes: maximumBytes)
    {
      note(page, handedOnTo: group)
      return LoadedArticles(articles: page.articles, reachedEnd: page.isLast)
    }
    // Checked there too: hashing a page of texts would hold up the caller, whose thread answers consumers.
    let read = await reading { [position = database.position, texts] db in
      var page = try WaitingPage(
        db, texts: texts, for: receiver, after: after, maximumArticles: max(1, maximumArticles),
        maximumBytes: maximumBytes)
      page.articles = page.articles.map { $0.sequence.rawValue <= position ? $0.checked() : $0 }
      return page
    }
    let page = try read.get()
    note(page, handedOnTo: group)
    // All that was committed before the reading is in the page's snapshot; what came meanwhile may not be.
    let seen = max(before.lastSequence, page.articles.last?.sequence.rawValue ?? 0)
    return LoadedArticles(
      articles: page.articles, reachedEnd: page.isLast && seen >= writes.state.lastSequence)
  }

  private func note(_ page: WaitingPage, handedOnTo group: GroupName) {
    guard let last = page.articles.last?.sequence else { return }
    handedOn.withLock { $0[group] = max(last, $0[group] ?? last) }
  }

  public nonisolated(nonsending) func record(
    _ receipts: [ConsumerFrame.Receipt], group: GroupName
  ) async throws(OutboxError) {
    if receipts.isEmpty { return }
    try await perform(weight: receipts.count, freesRoom: true, isFollowed: receipts.count < Self.fewReceipts) {
      [self] db, account -> Result<Void, OutboxError> in
      guard let index = account.receivers.firstIndex(where: { $0.name == group }) else {
        return .failure(.unknownGroup(group))
      }
      let (settled, freed) = account.record(receipts, receiver: index)
      let isAlone = account.receivers.count == 1
      if !isAlone {
        for range in settled { account.receivers[index].pendingBytes -= try Self.size(of: range, db) }
      }
      for range in freed { account.waitingBytes -= try free(range, db) }
      if isAlone { account.receivers[index].pendingBytes = account.waitingBytes }
      return .success(())
    }
  }

  public func hurry() { writes.endPatience() }

  public func bind(group: GroupName, to store: StoreID) async throws(OutboxError) {
    // Without it nothing goes out, and nothing that waits frees its room.
    try await perform(freesRoom: true) { _, account -> Result<Void, OutboxError> in
      guard let index = account.receivers.firstIndex(where: { $0.name == group }) else {
        return .failure(.unknownGroup(group))
      }
      if let bound = account.receivers[index].store, bound != store {
        return .failure(.boundToOtherStore(group, bound: bound, came: store))
      }
      account.receivers[index].store = store
      account.receivers[index].isChanged = true
      return .success(())
    }
  }

  public func groups() async throws(OutboxError) -> [OutboxGroup] {
    writes.state.receivers.map {
      OutboxGroup(name: $0.name, store: $0.store, start: $0.start, acknowledged: $0.acknowledged)
    }
  }

  public func lastSequence() -> SequenceNumber { SequenceNumber(writes.state.lastSequence) }

  public func isStalled() async -> Bool { writes.stall != nil || writes.move != nil }

  public func trouble() async -> String? {
    // The stall first: a disk that hangs would keep whoever asks it where the files are waiting too.
    writes.stall?.description ?? writes.move?.description
      ?? writes.refusal.map { OutboxError.diskFull($0.description).description }
  }

  public func warnings() async -> [String] {
    let loss = damage.map { "the outbox lost what it had written: \($0) (said until the next start)" }
    return [loss, quarantineWarning].compactMap(\.self)
  }

  public func ledger() async throws(OutboxError) -> ProducerLedger {
    var ledger = writes.state.ledger(producer: producer, epoch: epoch)
    ledger.damages = damages
    return ledger
  }

  public func close() async { await writes.close() }

  /// The bytes of articles in the rows of `range`, and how many of their bodies stand in each segment.
  private static func contents(
    of range: ClosedRange<Int64>, _ db: Database
  ) throws -> (bytes: Int, bodies: [Int64: Int]) {
    let rows = try RawStatement(
      db,
      """
      SELECT length(header) + ifnull(body_size, length(body)), body_segment FROM waiting WHERE sequence BETWEEN ? AND ?
      """)
    defer { rows.reset() }
    try rows.bind(1, range.lowerBound)
    try rows.bind(2, range.upperBound)
    var contents = (bytes: 0, bodies: [Int64: Int]())
    while try rows.step() {
      contents.bytes += Int(rows.integer(0))
      if !rows.isNull(1) { contents.bodies[rows.integer(1), default: 0] += 1 }
    }
    return contents
  }

  /// The bytes of articles in the rows of `range`.
  static func size(of range: ClosedRange<Int64>, _ db: Database) throws -> Int { try contents(of: range, db).bytes }

  /// Deletes the rows of `range`; answers the bytes of articles that they held.
  func free(_ range: ClosedRange<Int64>, _ db: Database) throws -> Int {
    let contents = try Self.contents(of: range, db)
    let delete = try RawStatement(db, "DELETE FROM waiting WHERE sequence BETWEEN ? AND ?")
    try delete.bind(1, range.lowerBound)
    try delete.bind(2, range.upperBound)
    try delete.run()
    for (segment, bodies) in contents.bodies { texts.forget(bodies, in: segment) }
    return contents.bytes
  }

  nonisolated(nonsending) func perform<Value: Sendable>(
    weight: Int = 1, textBytes: Int = 0, freesRoom: Bool = false, isFollowed: Bool = false,
    _ body: @escaping @Sendable (Database, inout OutboxAccount) throws -> Result<Value, OutboxError>,
    then: @escaping @Sendable (Result<Value, OutboxError>) -> Void = { _ in }
  ) async throws(OutboxError) -> Value {
    let result: Result<Value, OutboxError>
    do {
      result = try await writes.perform(
        weight: weight, textBytes: textBytes, freesRoom: freesRoom, isFollowed: isFollowed, body, then: then)
    } catch {
      throw OutboxError(error)
    }
    return try result.get()
  }

  func read<Value: Sendable>(
    isLong: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(OutboxError) -> Value {
    try await reading(isLong: isLong, body).get()
  }

  /// As `read`, for callers without a thread of their own: through them an error would be thrown on this function's thread instead of
  /// their caller's (Swift 6.3).
  private func reading<Value: Sendable>(
    isLong: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
  ) async -> Result<Value, OutboxError> {
    do {
      return .success(try await database.read(isLong: isLong, body))
    } catch {
      database.suspect(error)
      return .failure(OutboxError(error))
    }
  }
}

extension OutboxError {
  init(_ error: DurableSQLiteError) {
    switch error {
    case .closed: self = .closed
    case .diskFull: self = .diskFull(error.description)
    case .occupied: self = .occupied(error.description)
    default: self = .storage(error.description)
    }
  }
}
