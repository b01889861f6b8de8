import Foundation
import GRDB

/// One opening of a database: who it is, and what is missing.
struct Life {
  var mark: DatabaseMark
  var damage: DatabaseDamage?
  /// Whether the database is the one that its mark tells of, and misses nothing.
  var goesOn: Bool

  /// What a copy leaves out at its first opening beside what its mark says: two openings meet in one of a million million.
  private static let positionsSkippedAtMost: Int64 = 1 << 40

  /// Compares database and mark, and enters the new epoch and what is missing, inside the caller's transaction.
  static func begin(_ db: Database, mark: DatabaseMark?, setAside: String?) throws -> Life {
    let row = try Row.fetchOne(db, sql: "SELECT identity, epoch, revision, position FROM durable")
    let held = row.map { DatabaseMark(identity: $0[0], epoch: $0[1], revision: $0[2], position: $0[3]) }
    let damage = damage(held: held, mark: mark, setAside: setAside)
    var generator = SystemRandomNumberGenerator()
    let isCopy = held.map { $0.revision == mark?.revision && $0.position < mark?.position ?? 0 } ?? false
    // An emptied database goes on under its name, so that both sides know it, with numbers that were not used before.
    let next = DatabaseMark(
      identity: held?.identity ?? mark?.identity ?? randomIdentity(using: &generator),
      // The clock keeps two lives that begin from copies of one folder apart: in microseconds, since both may start within a second.
      epoch: max(held?.epoch ?? 0, mark?.epoch ?? 0, Int64(Date().timeIntervalSince1970 * 1_000_000)) + 1,
      revision: max(held?.revision ?? 0, mark?.revision ?? 0) + 1,
      // One copy may be put back more than once, and each time others are given before the next.
      position: max(held?.position ?? 0, mark?.position ?? 0)
        + (isCopy ? Int64.random(in: 0..<positionsSkippedAtMost, using: &generator) : 0))
    try db.execute(
      sql: """
        INSERT INTO durable (one, identity, epoch, revision, position) VALUES (1, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET epoch = excluded.epoch, revision = excluded.revision, position = excluded.position
        """, arguments: [next.identity, next.epoch, next.revision, next.position])
    var life = Life(mark: next, goesOn: held != nil && held?.identity == mark?.identity && damage == nil)
    if let damage { try life.enter(damage, db) }
    return life
  }

  /// Keeps what is missing in the database; of several the first counts as this opening's.
  mutating func enter(_ found: DatabaseDamage, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO damage (first, last, transactions, epoch, reason) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        found.lost?.lowerBound ?? 1, found.lost?.upperBound ?? 0, found.transactions, mark.epoch, found.reason,
      ])
    if damage == nil { damage = found }
  }

  /// What the mark tells of and the database does not hold.
  static func damage(held: DatabaseMark?, mark: DatabaseMark?, setAside: String?) -> DatabaseDamage? {
    guard let mark else { return nil }
    guard let held else {
      return DatabaseDamage(
        lost: range(after: 0, through: mark.position), transactions: mark.revision,
        reason: setAside ?? "the database was empty or missing")
    }
    if held.identity != mark.identity {
      return DatabaseDamage(
        lost: range(after: 0, through: mark.position), transactions: mark.revision,
        reason: "another database (\(held.identity)) stood in place of \(mark.identity)")
    }
    guard held.revision < mark.revision else { return nil }
    return DatabaseDamage(
      lost: range(after: held.position, through: mark.position), transactions: mark.revision - held.revision,
      reason: "the database was an older one, or its log was cut short")
  }

  private static func range(after first: Int64, through last: Int64) -> ClosedRange<Int64>? {
    last > first ? first + 1...last : nil
  }

  private static func randomIdentity(using generator: inout some RandomNumberGenerator) -> String {
    let digits = Array("0123456789abcdef")
    return String((0..<32).map { _ in digits[Int.random(in: 0..<16, using: &generator)] })
  }
}
