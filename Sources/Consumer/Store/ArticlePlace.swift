import Foundation
import GRDB
import NewsModels

/// Where a stored article is counted and listed.
struct ArticlePlace {
  var number: Int64
  var id: [UInt8]
  var cell: CountChanges.Cell
  var version: Int64
  /// What brought it, and what brought it again since.
  var delivery: StoreTransaction.Delivery
  var lastDelivery: StoreTransaction.Delivery
  var arrived: Int64
  var story: Int64?
  var segment: Int64?
  var topics: [(topic: Int64, level: TopicLevel)]

  init?(_ number: Int64, _ db: Database) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT day, outlet, language, version, producer, sequence, arrived, story, body_segment,
          ifnull(affirmed, sequence), id FROM article WHERE number = ?
        """, arguments: [number])
    guard let row else { return nil }
    self.number = number
    id = Array(row[10] as Data)
    cell = CountChanges.Cell(outlet: row[1], language: row[2], day: row[0])
    version = row[3]
    delivery = StoreTransaction.Delivery(producer: row[4], sequence: row[5])
    lastDelivery = StoreTransaction.Delivery(producer: row[4], sequence: row[9])
    arrived = row[6]
    story = row[7]
    segment = row[8]
    // As they were counted, whatever the article's own list says.
    let levels = try Row.fetchAll(
      db,
      sql: """
        SELECT topic, levels FROM topic CROSS JOIN topic_listing
        WHERE topic_listing.topic = topic.number AND day = ? AND topic_listing.number = ?
        """, arguments: [cell.day, number])
    topics = levels.map { ($0[0], ($0[1] as Int64) == TopicLevel.main.bit ? .main : .mention) }
  }

  func unlist(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM listing WHERE day = ? AND number = ?", arguments: [cell.day, number])
    for (topic, _) in topics {
      try db.execute(
        sql: "DELETE FROM topic_listing WHERE topic = ? AND day = ? AND number = ?",
        arguments: [topic, cell.day, number])
    }
  }

  func setCopy(_ isCopy: Bool, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE listing SET is_copy = ? WHERE day = ? AND number = ?", arguments: [isCopy, cell.day, number])
    for (topic, _) in topics {
      try db.execute(
        sql: "UPDATE topic_listing SET is_copy = ? WHERE topic = ? AND day = ? AND number = ?",
        arguments: [isCopy, topic, cell.day, number])
    }
  }
}
