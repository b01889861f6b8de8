import DurableSQLite
import GRDB
import NewsModels

/// The outbox's counters and groups: kept in memory and, in the transaction of each fact, in the rows of `account` and `receiver`.
struct OutboxAccount: Sendable {
  var documents = ProducerLedger.Documents(received: 0, read: 0, duplicate: 0, skipped: 0, quarantined: 0)
  /// Articles accepted ever; one that was sent again counts again.
  var accepted = 0
  var duplicates = 0
  /// Articles that were known once, and whose places in their documents others have taken: their keys are left.
  var superseded = 0
  /// Sequences whose articles were sent again since under others, or others in their places: the greatest of them.
  var resent: SequenceRanges
  /// Sequences under which versions before sent something again, and did not note what: the greatest of them.
  var unattributed: SequenceRanges
  /// Of the rows of `waiting`.
  var waitingBytes = 0
  /// Of the rows of `quarantine`.
  var quarantineBytes = 0
  /// Rows of `given_up`.
  var givenUp: Int
  /// Bytes of the last document, in this life, for which the quarantine had no room; nil once one of them had some.
  var refusedSize: Int?
  /// The greatest sequence that was ever given.
  var lastSequence: Int64
  /// The greatest number of a row of `document`.
  var lastDocument: Int64 = 0
  var receivers: [Receiver] = []
  var droppedGroups: [ProducerLedger.DroppedGroup] = []
  /// Of the last rows of `document` and `article`.
  var documentKeys: RecentKeys
  var articleKeys: RecentKeys
  var fresh = FreshArticles()

  /// A group and what it has dealt with.
  struct Receiver: Sendable {
    var number: Int64
    var name: GroupName
    var store: StoreID?
    var start: SequenceNumber
    var acknowledged: SequenceRanges
    var accepted = 0
    var stored = 0
    var known = 0
    var quarantined = 0
    var dropped = 0
    /// Of the articles that it has not dealt with.
    var pendingBytes = 0
    /// How many bytes may be pending for it; nil for no limit but the outbox's.
    var limit: Int?
    /// What stores that it had before acknowledged and the one of now is not given, until it is sent again or a person gives it up.
    var leftBehind = SequenceRanges()
    var isChanged = false
    var isLeftBehindChanged = false

    /// Accepted, and not dealt with.
    var pending: Int { accepted - stored - known - quarantined - dropped }

    /// The first sequence that it has not dealt with. Where a copy was restored it may be one that was never given.
    var firstPending: SequenceNumber { firstPending(from: SequenceNumber(start.rawValue + 1)) }

    /// The first one from `sequence` on, which must lie beyond `start`.
    func firstPending(from sequence: SequenceNumber) -> SequenceNumber {
      var first = sequence.rawValue
      for range in acknowledged.ranges where range.upperBound >= first {
        if range.lowerBound > first { break }
        first = range.upperBound + 1
      }
      return SequenceNumber(first)
    }

    func hasDealtWith(_ sequence: SequenceNumber) -> Bool {
      sequence <= start || acknowledged.contains(sequence)
    }
  }

  /// - Parameters:
  ///   - position: the greatest sequence that database or mark know of; none at or below it is given again.
  ///   - recentKeys: keys of rows that wait in memory before they are entered.
  init(_ db: Database, position: Int64, recentKeys: Int = RecentKeys.defaultLimit) throws {
    lastSequence = position
    resent = try ResentArticles.greatest(of: "resent", db)
    unattributed = try ResentArticles.greatest(of: "unattributed", db)
    givenUp = try DocumentQuarantine.countGivenUp(db)
    var (enteredDocuments, enteredArticles) = (Int64(0), Int64(0))
    for row in try Row.fetchAll(db, sql: "SELECT * FROM account") {
      documents = ProducerLedger.Documents(
        received: row["received"], read: row["read"], duplicate: row["duplicate"], skipped: row["skipped"],
        quarantined: row["quarantined"])
      accepted = row["accepted"]
      duplicates = row["duplicate_articles"]
      superseded = row["superseded"]
      waitingBytes = row["waiting_bytes"]
      lastDocument = row["documents"]
      quarantineBytes = row["quarantine_bytes"]
      enteredDocuments = row["documents_entered"]
      enteredArticles = row["articles_entered"]
    }
    documentKeys = try RecentKeys(db, table: "document", entered: enteredDocuments, limit: recentKeys)
    articleKeys = try RecentKeys(db, table: "article", entered: enteredArticles, limit: recentKeys)
    receivers = try Row.fetchAll(db, sql: "SELECT * FROM receiver ORDER BY number").map { row in
      let name: String = row["name"]
      let (acknowledged, leftBehind): (String, String) = (row["acknowledged"], row["left_behind"])
      guard let name = GroupName(name), let acknowledged = SequenceRanges(acknowledged),
        let leftBehind = SequenceRanges(leftBehind)
      else {
        throw DurableSQLiteError.corrupt(path: "outbox.sqlite", reason: "a row of 'receiver' cannot be read")
      }
      let store: String? = row["store"]
      return Receiver(
        number: row["number"], name: name, store: store.flatMap { StoreID($0) },
        start: SequenceNumber(row["start"]), acknowledged: acknowledged, accepted: row["accepted"],
        stored: row["stored"], known: row["known"], quarantined: row["quarantined"], dropped: row["dropped"],
        pendingBytes: row["pending_bytes"], limit: row["bytes_limit"], leftBehind: leftBehind)
    }
    droppedGroups = try Row.fetchAll(db, sql: "SELECT * FROM dropped_group ORDER BY number").compactMap { row in
      let store: String? = row["store"]
      return GroupName(row["name"] as String).map {
        ProducerLedger.DroppedGroup(
          group: $0, store: store.flatMap { StoreID($0) }, articles: row["articles"],
          first: SequenceNumber(row["first"]), last: SequenceNumber(row["last"]), at: row["at"])
      }
    }
  }

  /// Writes what changed; answers the position for the mark.
  mutating func write(_ db: Database) throws -> Int64 {
    fresh.close()
    try documentKeys.enterIfMany(db)
    try articleKeys.enterIfMany(db)
    try db.cachedStatement(
      sql: """
        UPDATE account SET received = ?, read = ?, duplicate = ?, skipped = ?, quarantined = ?, accepted = ?,
          duplicate_articles = ?, waiting_bytes = ?, documents = ?, quarantine_bytes = ?, documents_entered = ?,
          articles_entered = ?, superseded = ?
        """
    ).execute(
      arguments: [
        documents.received, documents.read, documents.duplicate, documents.skipped, documents.quarantined, accepted,
        duplicates, waitingBytes, lastDocument, quarantineBytes, documentKeys.entered, articleKeys.entered,
        superseded,
      ])
    for index in receivers.indices where receivers[index].isChanged {
      let receiver = receivers[index]
      try db.cachedStatement(
        sql: """
          UPDATE receiver SET store = ?, acknowledged = ?, accepted = ?, stored = ?, known = ?, quarantined = ?,
            dropped = ?, pending_bytes = ? WHERE number = ?
          """
      ).execute(
        arguments: [
          receiver.store?.rawValue, receiver.acknowledged.description, receiver.accepted, receiver.stored,
          receiver.known, receiver.quarantined, receiver.dropped, receiver.pendingBytes, receiver.number,
        ])
      receivers[index].isChanged = false
    }
    // By itself: it may be long, and hardly ever changes.
    for index in receivers.indices where receivers[index].isLeftBehindChanged {
      try db.cachedStatement(sql: "UPDATE receiver SET left_behind = ? WHERE number = ?")
        .execute(arguments: [receivers[index].leftBehind.description, receivers[index].number])
      receivers[index].isLeftBehindChanged = false
    }
    return lastSequence
  }

  func ledger(producer: ProducerID, epoch: Epoch) -> ProducerLedger {
    // More than an outbox may hold is no limit; clients refuse numbers that nobody counted.
    let greatestLimit = ProducerConfiguration.Bounds.outboxLimitRange.upperBound
    return ProducerLedger(
      producer: producer, epoch: epoch, documents: documents, accepted: accepted, duplicates: duplicates,
      pendingBytes: waitingBytes,
      groups: receivers.map { receiver in
        ProducerLedger.Group(
          group: receiver.name, store: receiver.store, accepted: receiver.accepted,
          pending: receiver.pending, pendingBytes: receiver.pendingBytes,
          limit: receiver.limit.map { min($0, greatestLimit) }, stored: receiver.stored, known: receiver.known,
          quarantined: receiver.quarantined, dropped: receiver.dropped, acknowledged: receiver.acknowledged,
          leftBehind: receiver.leftBehind.isEmpty ? nil : receiver.leftBehind)
      }, droppedGroups: droppedGroups, resent: resent.isEmpty ? nil : resent,
      unattributed: unattributed.isEmpty ? nil : unattributed)
  }
}
