import DurableSQLite
import GRDB

extension StoreVerification {
  /// Where what was answered as quarantined is remembered otherwise than it is counted, or than it lies in the quarantine.
  func wrongAsides() throws -> [String] {
    var lines = try Row.fetchAll(
      db,
      sql: """
        SELECT name, quarantined + dropped + released - aside_before,
          (SELECT count(*) FROM aside WHERE aside.producer = producer.number)
        FROM producer
        """
    ).compactMap { row -> String? in
      let (kept, counted): (Int, Int) = (row[1], row[2])
      return kept == counted
        ? nil : "deliveries put aside from producer \(row[0] as String): \(kept) kept, \(counted) counted"
    }
    let unknown = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM quarantine q WHERE NOT EXISTS (
          SELECT 1 FROM aside a WHERE a.producer = q.producer AND a.sequence = q.sequence AND a.id IN (q.id, x'')
        )
        """)
    if let unknown, unknown > 0 {
      lines.append("articles in the quarantine whose deliveries are not known to be aside: \(unknown)")
    }
    return lines
  }
}
