import DurableSQLite
import Foundation
import GRDB
import NewsModels

/// Articles that could not be processed are kept whole, with the delivery that brought them, until a person or another delivery decides.
extension StoreTransaction {
  /// Puts an article aside; one that is there already stays as it is.
  func quarantine(
    _ encoded: EncodedArticle, reason: String, _ entry: StoreBatch.Entry, _ hash: [UInt8], arrived: Int64,
    _ producer: Int64, _ account: inout StoreAccount
  ) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO aside VALUES (?, ?, ?)",
      arguments: [producer, entry.sequence.rawValue, Data(hash)])
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO quarantine (id, producer, sequence, arrived, reason, header, body)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        Data(hash), producer, entry.sequence.rawValue, arrived, reason, Data(encoded.header), Data(encoded.body),
      ])
    guard db.changesCount > 0 else { return }
    account.quarantined += 1
    account.quarantineBytes += encoded.size
  }

  /// An article that was put aside and could be processed now is not aside any more.
  func leaveQuarantine(_ hash: [UInt8], _ account: inout StoreAccount) throws {
    let size = try Int.fetchOne(
      db, sql: "SELECT length(header) + length(body) FROM quarantine WHERE id = ?", arguments: [Data(hash)])
    guard let size else { return }
    try db.execute(sql: "DELETE FROM quarantine WHERE id = ?", arguments: [Data(hash)])
    account.quarantined -= 1
    account.quarantineBytes -= size
  }

  /// Stores an article out of the quarantine, under the sequence that it came with.
  /// - Returns: nil where it is not there.
  mutating func release(
    _ id: ArticleID, _ article: Article, _ classification: Classification, _ predecessors: Predecessors, arrived: Int64,
    _ account: inout StoreAccount
  ) throws -> StoreReceipt? {
    let hash = id.digest.bytes
    guard let place = try quarantinePlace(of: hash),
      let name = account.producers.first(where: { $0.value.number == place.producer })?.key,
      case .free(let key) = try articles.place(of: hash, recent: account.articleKeys)
    else { return nil }
    let entry = StoreBatch.Entry(
      sequence: SequenceNumber(place.sequence), id: id, content: .classified(article, classification),
      predecessors: predecessors)
    for former in predecessors.all {
      guard let aside = try quarantinePlace(of: former.id.digest.bytes), place.replaces(aside, former) else { continue }
      _ = try drop(former.id, &account)
    }
    let inserted = try add(article, classification, entry, nil, key: key, arrived: arrived, place, &account)
    try leaveQuarantine(hash, &account)
    account.producers[name]?.quarantined -= 1
    account.producers[name]?.stored += 1
    account.producers[name]?.released += 1
    account.producers[name]?.isChanged = true
    account.arrived = arrived
    return Self.receipt(entry, .stored, inserted)
  }

  /// Gives an article in the quarantine up; answers whether it was there.
  func drop(_ id: ArticleID, _ account: inout StoreAccount) throws -> Bool {
    let hash = id.digest.bytes
    guard let place = try quarantinePlace(of: hash) else { return false }
    try leaveQuarantine(hash, &account)
    if let name = account.producers.first(where: { $0.value.number == place.producer })?.key {
      account.producers[name]?.quarantined -= 1
      account.producers[name]?.dropped += 1
      account.producers[name]?.isChanged = true
    }
    return true
  }

  /// The same while the account of the batch's producer is being changed.
  func giveUpQuarantined(
    _ former: Predecessors.Former, by delivery: Delivery, _ producer: inout StoreAccount.Producer,
    _ account: inout StoreAccount
  ) throws {
    let hash = former.id.digest.bytes
    guard account.quarantined > 0, let place = try quarantinePlace(of: hash), delivery.replaces(place, former) else {
      return
    }
    guard place.producer == producer.number else {
      _ = try drop(former.id, &account)
      return
    }
    try leaveQuarantine(hash, &account)
    producer.quarantined -= 1
    producer.dropped += 1
  }

  /// Whether an article was answered as quarantined when this delivery came. Asked for each article that comes once more.
  func wasPutAside(_ hash: [UInt8], by delivery: Delivery) throws -> Bool {
    let aside = try RawStatement(
      db, "SELECT 1 FROM aside WHERE producer = ? AND sequence = ? AND id IN (?, x'')")
    defer { aside.reset() }
    try aside.bind(1, delivery.producer)
    try aside.bind(2, delivery.sequence)
    try aside.bind(3, hash)
    return try aside.step()
  }

  func quarantinePlace(of hash: [UInt8]) throws -> Delivery? {
    try Row.fetchOne(
      db, sql: "SELECT producer, sequence FROM quarantine WHERE id = ?", arguments: [Data(hash)]
    ).map { Delivery(producer: $0[0], sequence: $0[1]) }
  }
}
