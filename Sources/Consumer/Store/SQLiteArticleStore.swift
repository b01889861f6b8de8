import DurableSQLite
import GRDB
import Logging
import NewsModels

/// The article store in an SQLite database: what an acknowledgement rests on.
public final class SQLiteArticleStore: ArticleStore {
  public let identity: StoreID
  public let timeZone: String
  /// What the store should hold and does not, found at this opening; its numbers count stored articles.
  public let damage: DatabaseDamage?

  private let damages: [LedgerDamage]
  let calendar: StoreCalendar
  let catalogue: TopicCatalogue
  let writes: GroupCommit<StoreAccount>
  let stories = StoryMemory()
  private var database: DurableDatabase { writes.database }
  /// Where bodies of large transactions stand.
  var texts: TextSegments { writes.database.texts }

  /// The zone of a store that is made without one being named.
  public static let defaultTimeZone = "Asia/Ho_Chi_Minh"

  /// Opens or makes the store in `folder`.
  /// - Parameters:
  ///   - timeZone: IANA name; nil takes the store's own, or the default for a new one.
  ///   - catalogue: the current topics, for the order and names of answers.
  ///   - recentKeys: keys of articles that wait in memory before they are entered.
  ///   - segmentThreshold: bytes of bodies in a transaction from which on they stand in a segment.
  ///   - logger: told where the disk is full, and where it has room again.
  /// - Throws: `.badTimeZone` for an unknown zone, and for another than the store was made with; `.misplaced` where the file is not a
  ///   store that this program can open.
  public init(
    folder: DataFolder, timeZone: String?, catalogue: TopicCatalogue, recentKeys: Int = RecentKeys.defaultLimit,
    segmentThreshold: Int = TextSegments.defaultThreshold, logger: Logger? = nil
  ) async throws(StoreError) {
    if let timeZone, StoreCalendar(identifier: timeZone) == nil {
      throw .badTimeZone("expected the name of a time zone such as \(Self.defaultTimeZone), got '\(timeZone)'")
    }
    do {
      let options = DurableDatabase.Options(segmentThreshold: segmentThreshold)
      let database = try DurableDatabase(folder: folder, schema: StoreSchema.current, options: options) {
        // What a start reads, here and in `ConsumerService`: a store in which that is damaged is set aside by its opening, instead of
        // ending each start.
        _ = try StoreAccount($0, position: 0)
        _ = try Self.hasOlder($0)
        try OutletTable($0).readKeys()
        _ = try Self.counted(except: catalogue.version, $0)
      }
      let account = try await database.read { [position = database.position] db in
        try StoreAccount(db, position: position, recentKeys: recentKeys)
      }
      writes = GroupCommit(database: database, state: account, logger: logger) { db, account in
        try account.write(db)
      }
      // Writes next to nothing, and without it there is no start on a full disk.
      let zone = try await writes.perform(freesRoom: true) { db, _ in try Self.zone(db, asked: timeZone) }
      try await Self.sketchOlder(writes)
      try await Self.renewKeys(writes)
      guard let identity = StoreID(database.identity), let calendar = StoreCalendar(identifier: zone) else {
        throw DurableSQLiteError.corrupt(path: database.path, reason: "identity or time zone '\(zone)' cannot be read")
      }
      self.identity = identity
      self.calendar = calendar
      self.timeZone = zone
      self.catalogue = catalogue
      damage = database.damage
      damages = try await database.damages().map {
        LedgerDamage(
          first: $0.lost?.lowerBound ?? 1, last: $0.lost?.upperBound ?? 0, transactions: $0.transactions,
          reason: $0.reason)
      }
    } catch let error as DurableSQLiteError where error.concernsPlace {
      throw .misplaced(error.description)
    } catch DurableSQLiteError.diskFull(let path) {
      // Of what the start writes into the opened database.
      throw StoreError(DurableSQLiteError.noRoomToOpen(path: path))
    } catch {
      throw StoreError(error)
    }
    if let timeZone, timeZone != self.timeZone {
      await writes.close()
      throw .badTimeZone(
        "the store cuts days in \(self.timeZone), fixed when it was made, but \(timeZone) was asked for; leave --time-zone out, or name another folder with --data"
      )
    }
  }

  public nonisolated(nonsending) func storeInOrder(
    _ batch: StoreBatch, then: @escaping @Sendable ([StoreReceipt]) -> Void
  ) async throws(StoreError) -> [StoreReceipt] {
    if batch.entries.isEmpty { return [] }
    do {
      // Not on the writing queue, where all wait for each other.
      let storyTexts = batch.entries.map(\.storyText)
      return try await writes.perform(
        weight: 4 * batch.entries.count, textBytes: batch.textBytes, isFollowed: batch.isFollowed()
      ) { [texts, calendar, stories] db, account in
        try stories.bringUp(to: account, db)
        var transaction = try StoreTransaction(db, texts: texts, calendar: calendar, stories: stories)
        return try transaction.store(batch, storyTexts, &account)
      } then: {
        then($0)
      }
    } catch {
      throw StoreError(error)
    }
  }

  public func revision() async -> Int64 { database.revision }

  public func writtenStatistics(_ query: StatisticsQuery) async throws(StoreError) -> WrittenStatistics {
    try await read { [catalogue] db in try StatisticsReader(db, catalogue: catalogue, query: query).answer() }
  }

  public func articles(_ query: ArticlesQuery) async throws(StoreError) -> ArticleListing {
    try await read { [catalogue] db in try ListingReader(db, catalogue: catalogue).articles(query) }
  }

  public func stories(_ query: StoriesQuery) async throws(StoreError) -> StoryListing {
    try await read { [catalogue] db in try ListingReader(db, catalogue: catalogue).stories(query) }
  }

  public func article(prefix: String) async throws(StoreError) -> StoredArticle? {
    // Taken before the snapshot is: what is entered meanwhile is found there.
    let recent = writes.state.articleKeys
    return try await read { [texts] db in
      let numbers = try ArticleRow.numbers(prefix: prefix, db, recent: recent)
      guard let number = numbers.first, numbers.count == 1 else { return nil }
      let row = try ArticleRow(db, number: number, bodyFrom: texts)
      guard row.isIntact else {
        throw StoreError.unable(
          "article \(row.id) is damaged: its text is not the one that was stored; restore a backup")
      }
      return StoredArticle(
        id: row.id, article: row.article, classification: row.classification, arrived: row.arrived,
        story: try StoryReader(db).place(of: number, story: row.story))
    }
  }

  public func hasSeveral(prefix: String) async throws(StoreError) -> Bool {
    // As above.
    let recent = writes.state.articleKeys
    return try await read { db in try ArticleRow.numbers(prefix: prefix, db, recent: recent).count > 1 }
  }

  public func stored(_ ids: [ArticleID]) async throws(StoreError) -> Set<ArticleID> {
    // As above.
    let recent = writes.state.articleKeys
    return try await read { db in
      let index = try HashIndex(db, table: "article")
      return try ids.reduce(into: []) { stored, id in
        if try index.number(of: id.digest.bytes, recent: recent) != nil { stored.insert(id) }
      }
    }
  }

  public func isStalled() async -> Bool { writes.stall != nil || writes.move != nil }

  public func trouble() async -> String? {
    // The stall first: a disk that hangs would keep whoever asks it where the files are waiting too.
    writes.stall?.description ?? writes.move?.description
      ?? writes.refusal.map { StoreError.diskFull($0.description).description }
  }

  public func warnings() async -> [String] {
    damage.map { ["the article store lost what it had written: \($0) (said until the next start)"] } ?? []
  }

  public func ledger() async throws(StoreError) -> StoreLedger {
    var ledger = writes.state.ledger(store: identity)
    ledger.damages = damages
    return ledger
  }

  public func verify() async throws(StoreError) -> [String] {
    try await read(isLong: true) { [texts] db in try StoreVerification(db, texts: texts).differences() }
  }

  public func damages() async throws(StoreError) -> [String] {
    do {
      return try await database.damages().map(\.description)
    } catch {
      throw StoreError(error)
    }
  }

  public func close() async { await writes.close() }

  /// The store's zone; fixes it in a new store.
  private static func zone(_ db: Database, asked: String?) throws -> String {
    if let zone = try String.fetchOne(db, sql: "SELECT time_zone FROM account") { return zone }
    let zone = asked ?? defaultTimeZone
    try db.execute(sql: "UPDATE account SET time_zone = ?", arguments: [zone])
    return zone
  }

  func read<Value: Sendable>(
    isLong: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError>
    do {
      result = try await database.read(isLong: isLong) { db in
        do {
          return .success(try body(db))
        } catch let error as StoreError {
          return .failure(error)
        }
      }
    } catch {
      // One bad page ends one question; the rest is served.
      if case .corrupt = error { throw StoreError.unable(error.description) }
      throw StoreError(error)
    }
    return try result.get()
  }
}

extension StoreError {
  init(_ error: any Error) {
    switch error {
    case let error as StoreError: self = error
    case DurableSQLiteError.closed: self = .closed
    case DurableSQLiteError.diskFull: self = .diskFull("\(error)")
    case DurableSQLiteError.occupied: self = .unable("\(error)")
    default: self = .storage("\(error)")
    }
  }
}
