import DurableSQLite
import Foundation
import GRDB
import NewsModels

/// An article that was read again by a better parser takes the place of the one that its document gave before.
///
/// Where it is new it takes its row, too, so that it keeps its number and, where it is still the same text, its story; the older id is
/// remembered in `superseded`, with the delivery that brought it.
///
/// Deliveries come in any order: after a consumer or a producer was lost, what was sent first may come last. Of all that a producer says of
/// an id, the word with the greatest sequence counts, whatever came when.
extension StoreTransaction {
  /// What brought an article: the number of the producer's row, and its sequence.
  struct Delivery: Equatable {
    var producer: Int64
    var sequence: Int64

    /// Whether its word counts against that of `other`: between two producers there is no order.
    func isAfter(_ other: Delivery) -> Bool { producer != other.producer || sequence > other.sequence }

    /// Whether what this delivery brings takes the place of what `other` did.
    func replaces(_ other: Delivery, _ former: Predecessors.Former) -> Bool {
      isAfter(other) && (former.isNew || producer == other.producer)
    }
  }

  /// A row that is to be written anew.
  struct Place {
    var number: Int64
    /// As the row has it.
    var story: Int64?
  }

  /// What was answered when a sequence brought an article that is superseded since; nil where it was none.
  func supersededOutcome(
    _ hash: [UInt8], of delivery: Delivery, _ account: StoreAccount
  ) throws -> ConsumerFrame.Receipt.Outcome? {
    let deliveries = try Row.fetchAll(
      db, sql: "SELECT producer, sequence FROM superseded WHERE id = ?", arguments: [Data(hash)]
    ).map { Delivery(producer: $0[0], sequence: $0[1]) }
    if deliveries.contains(delivery) { return .stored }
    return try !deliveries.isEmpty || isSuperseded(hash, since: delivery, account) ? .known : nil
  }

  /// Whether an article was superseded by what its producer sent after this delivery.
  func isSuperseded(_ hash: [UInt8], since delivery: Delivery, _ account: StoreAccount) throws -> Bool {
    guard account.hasSuccession else { return false }
    return try Bool.fetchOne(
      db, sql: "SELECT sequence > ? FROM succession WHERE id = ? AND producer = ?",
      arguments: [delivery.sequence, Data(hash), delivery.producer]) ?? false
  }

  /// Notes that a delivery brought a stored article again: what was sent before it does not supersede it.
  func affirm(_ number: Int64, by delivery: Delivery) throws {
    try db.cachedStatement(
      sql: """
        UPDATE article SET affirmed = ?3 WHERE number = ?1 AND producer = ?2 AND ifnull(affirmed, sequence) < ?3
        """
    ).execute(arguments: [number, delivery.producer, delivery.sequence])
  }

  /// Takes an article out of everything but its row and its story; nil where it is not stored, or was sent again since.
  func vacate(_ former: Predecessors.Former, by delivery: Delivery, _ account: inout StoreAccount) throws -> Place? {
    let id = former.id
    try db.cachedStatement(
      sql: """
        INSERT INTO succession VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET sequence = max(sequence, excluded.sequence)
        """
    ).execute(arguments: [Data(id.digest.bytes), delivery.producer, delivery.sequence])
    account.hasSuccession = true
    guard let (key, number, row) = try stands(former, before: delivery, account) else { return nil }
    try account.articleKeys.enter(key: key, db)
    try db.execute(
      sql: "INSERT INTO superseded (id, producer, sequence) VALUES (?, ?, ?)",
      arguments: [Data(id.digest.bytes), row.delivery.producer, row.delivery.sequence])
    try unlist(row, &account)
    account.stored -= 1
    account.versions[row.version, default: 0] -= 1
    if let segment = row.segment { texts.forget(1, in: segment) }
    stories.forget(number)
    return Place(number: number, story: row.story)
  }

  /// Takes an article out of the lists and the counts.
  func unlist(_ row: ArticlePlace, _ account: inout StoreAccount) throws {
    try row.unlist(db)
    account.changes.remove(row.cell, topics: row.topics, isCopy: row.story != nil)
    if !row.topics.isEmpty { account.withTopic -= 1 }
  }

  /// Enters the key of an id that has taken an older row.
  func enter(key: Int64, number: Int64, _ account: inout StoreAccount) throws {
    // Keys of rows behind this one are read from them at the next opening, and counted with them.
    if number > account.articleKeys.entered {
      account.articleKeys.add(key: key, number: number)
    } else {
      try articles.add(key: key, number: number)
    }
  }

  /// The row of one that an article takes the place of; any others go.
  func takePlace(
    of predecessors: Predecessors, by delivery: Delivery, _ account: inout StoreAccount
  ) throws -> Place? {
    let formers = predecessors.all
    let taken =
      formers.count < 2 ? formers.first : try formers.first { try stands($0, before: delivery, account) != nil }
    // Before: a row that is vacated is counted nowhere, and yet it could be made the first of a story that goes.
    for former in formers where former.id != taken?.id { try remove(former, by: delivery, &account) }
    guard let taken else { return nil }
    return try vacate(taken, by: delivery, &account)
  }

  /// Where an article stands that gives way to a delivery; nil where it is not stored, or was sent again since.
  private func stands(
    _ former: Predecessors.Former, before delivery: Delivery, _ account: StoreAccount
  ) throws -> (key: Int64, number: Int64, row: ArticlePlace)? {
    guard let (key, number) = try articles.entry(of: former.id.digest.bytes, recent: account.articleKeys),
      let row = try ArticlePlace(number, db), delivery.replaces(row.lastDelivery, former)
    else { return nil }
    return (key, number, row)
  }

  /// Takes an article out for good: the one that has its place is stored already.
  func remove(_ former: Predecessors.Former, by delivery: Delivery, _ account: inout StoreAccount) throws {
    guard let place = try vacate(former, by: delivery, &account) else { return }
    try leaveStory(place, &account)
    try db.execute(sql: "DELETE FROM article WHERE number = ?", arguments: [place.number])
  }
}
