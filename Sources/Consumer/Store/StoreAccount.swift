import DurableSQLite
import Foundation
import GRDB
import NewsModels
import Stories

/// The store's counters: kept in memory and, in the transaction of each fact, in the rows.
struct StoreAccount: Sendable {
  var stored = 0
  var withTopic = 0
  /// Rows of `quarantine`.
  var quarantined = 0
  var quarantineBytes = 0
  /// When the last batch arrived that was stored, by the clock of then, UTC, seconds since 1970.
  var arrived: Int64 = 0
  /// The greatest number of a row of `article` that was ever given.
  var lastArticle: Int64
  var producers: [ProducerID: Producer] = [:]
  var names: StoreNames
  /// Of the last rows of `article`.
  var articleKeys: RecentKeys
  /// Whether `succession` has rows: only then it is asked for each article.
  var hasSuccession: Bool
  /// Of the transaction under way.
  var changes = CountChanges()
  /// Articles by version of the topics file, of the transaction under way.
  var versions: [Int64: Int] = [:]
  /// Of the articles of the transaction under way, up to the last one: their fingerprints, zeros for copies.
  var fingerprints: [UInt8] = []
  /// How often `StoryMemory` was told of something in this life: where it was told more often, that was in a transaction that failed.
  var storySteps = 0

  /// What one producer delivered.
  struct Producer: Sendable {
    var number: Int64
    var acknowledged = SequenceRanges()
    var stored = 0
    var known = 0
    var quarantined = 0
    var redelivered = 0
    /// Answered as quarantined, and stored since by a person's retry: in `stored`, not in `quarantined` any more.
    var released = 0
    /// Given up by a person: not in `quarantined` any more.
    var dropped = 0
    var isChanged = false
  }

  /// - Parameters:
  ///   - position: the greatest number of an article that database or mark know of; none at or below it is given again.
  ///   - recentKeys: keys of rows that wait in memory before they are entered.
  init(_ db: Database, position: Int64, recentKeys: Int = RecentKeys.defaultLimit) throws {
    lastArticle = position
    names = StoreNames()
    hasSuccession = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM succession)") ?? false
    var entered: Int64 = 0
    for row in try Row.fetchAll(db, sql: "SELECT * FROM account") {
      stored = row["stored"]
      withTopic = row["with_topic"]
      quarantined = row["quarantined"]
      arrived = row["arrived"]
      quarantineBytes = row["quarantine_bytes"]
      entered = row["articles_entered"]
    }
    articleKeys = try RecentKeys(db, table: "article", entered: entered, limit: recentKeys)
    for row in try Row.fetchAll(db, sql: "SELECT * FROM producer") {
      let name: String = row["name"]
      let acknowledged: String = row["acknowledged"]
      guard let id = ProducerID(name), let acknowledged = SequenceRanges(acknowledged) else {
        throw DurableSQLiteError.corrupt(path: "store.sqlite", reason: "a row of 'producer' cannot be read")
      }
      producers[id] = Producer(
        number: row["number"], acknowledged: acknowledged, stored: row["stored"], known: row["known"],
        quarantined: row["quarantined"], redelivered: row["redelivered"], released: row["released"],
        dropped: row["dropped"])
    }
  }

  /// Writes what changed; answers the position for the mark.
  mutating func write(_ db: Database) throws -> Int64 {
    try articleKeys.enterIfMany(db)
    try db.cachedStatement(
      sql: """
        UPDATE account SET stored = ?, with_topic = ?, quarantined = ?, arrived = ?, quarantine_bytes = ?,
          articles_entered = ?
        """
    ).execute(arguments: [stored, withTopic, quarantined, arrived, quarantineBytes, articleKeys.entered])
    for (id, producer) in producers where producer.isChanged {
      try db.cachedStatement(
        sql: """
          INSERT INTO producer (number, name, acknowledged, stored, known, quarantined, redelivered, released, dropped)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET
            acknowledged = excluded.acknowledged, stored = excluded.stored, known = excluded.known,
            quarantined = excluded.quarantined, redelivered = excluded.redelivered, released = excluded.released,
            dropped = excluded.dropped
          """
      ).execute(
        arguments: [
          producer.number, id.rawValue, producer.acknowledged.description, producer.stored, producer.known,
          producer.quarantined, producer.redelivered, producer.released, producer.dropped,
        ])
      producers[id]?.isChanged = false
    }
    for (number, articles) in versions {
      try db.cachedStatement(sql: "UPDATE version SET articles = articles + ? WHERE number = ?")
        .execute(arguments: [articles, number])
    }
    versions.removeAll(keepingCapacity: true)
    try writeFingerprints(db)
    try changes.write(db)
    return lastArticle
  }

  /// Puts another fingerprint in the place of an article's, where the window of stories still reaches back to it; answers whether it does.
  mutating func change(_ fingerprint: TextFingerprint, of number: Int64, _ db: Database) throws -> Bool {
    let size = TextFingerprint.size
    func place(_ bytes: [UInt8], last: Int64) -> Range<Int>? {
      let end = bytes.count - Int(last - number) * size
      return end >= size ? end - size..<end : nil
    }
    if let place = place(fingerprints, last: lastArticle) {
      fingerprints.replaceSubrange(place, with: fingerprint.bytes)
      return true
    }
    let block = try Row.fetchOne(
      db, sql: "SELECT last, bytes FROM fingerprint WHERE last >= ? ORDER BY last LIMIT 1", arguments: [number])
    guard let block else { return false }
    var bytes = Array(block[1] as Data)
    guard let place = place(bytes, last: block[0]) else { return false }
    bytes.replaceSubrange(place, with: fingerprint.bytes)
    try db.execute(sql: "UPDATE fingerprint SET bytes = ? WHERE last = ?", arguments: [Data(bytes), block[0] as Int64])
    return true
  }

  /// Keeps what the window of stories is made from when the store is opened, and no more.
  private mutating func writeFingerprints(_ db: Database) throws {
    if fingerprints.isEmpty { return }
    let insert = try RawStatement(db, "INSERT INTO fingerprint VALUES (?, ?)")
    try insert.bind(1, lastArticle)
    try insert.bind(2, fingerprints)
    try insert.run()
    let delete = try RawStatement(db, "DELETE FROM fingerprint WHERE last <= ?")
    try delete.bind(1, lastArticle - Int64(StoryWindow.capacity))
    try delete.run()
    fingerprints.removeAll(keepingCapacity: true)
  }

  func ledger(store: StoreID) -> StoreLedger {
    StoreLedger(
      store: store, stored: stored, withTopic: withTopic, quarantined: quarantined,
      producers: producers.sorted { $0.value.number < $1.value.number }.map { id, producer in
        StoreLedger.Producer(
          producer: id, stored: producer.stored, known: producer.known, quarantined: producer.quarantined,
          redelivered: producer.redelivered, released: producer.released, dropped: producer.dropped,
          acknowledged: producer.acknowledged)
      })
  }
}
