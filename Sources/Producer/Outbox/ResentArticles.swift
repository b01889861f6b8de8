import DurableSQLite
import GRDB
import NewsModels

/// The sequences under which articles were sent before they were sent again: what is sent again is not lost under the sequence that it had
/// before, whatever became of that.
///
/// They are kept in rows of their own, as ranges, so that one more costs a row and not a list of all. They are needed for as long as some
/// group was given them: any store may be put back to a copy of any age.
struct ResentArticles {
  /// Of version 9: the sequence under which an article was sent last, where that is not its number.
  static let schema = """
    ALTER TABLE article ADD COLUMN sequence INTEGER;
    ALTER TABLE account ADD COLUMN resent TEXT NOT NULL DEFAULT '';
    """

  /// Takes what version 9 had in one text over into `resent`.
  ///
  /// `unattributed` is what was sent again before version 9, which did not note what it was: sequences that were given, and are no
  /// article's. What the outbox lost is neither. What a start from a backup left out is among them: no group was given it, so none misses
  /// it.
  static let ranges = """
    CREATE TABLE resent (
      first INTEGER PRIMARY KEY CHECK (first > 0),
      last INTEGER NOT NULL CHECK (last >= first)
    ) STRICT;
    CREATE TABLE unattributed (
      first INTEGER PRIMARY KEY CHECK (first > 0),
      last INTEGER NOT NULL CHECK (last >= first)
    ) STRICT;
    INSERT INTO resent
      SELECT CAST(part.value AS INTEGER), CAST(substr(part.value, instr(part.value, '-') + 1) AS INTEGER)
      FROM account, json_each('["' || replace(account.resent, ',', '","') || '"]') part
      WHERE account.resent <> '';
    INSERT INTO unattributed
      SELECT told + 1, next - 1 FROM (
        SELECT max(last) OVER (ORDER BY first) AS told,
          lead(first, 1, (SELECT ifnull(max(position), 0) + 1 FROM durable)) OVER (ORDER BY first) AS next
        FROM (
          SELECT 0 AS first, 0 AS last
          UNION ALL SELECT number, number FROM article
          UNION ALL SELECT sequence, sequence FROM article WHERE sequence IS NOT NULL
          UNION ALL SELECT first, last FROM resent
          UNION ALL SELECT first, last FROM damage WHERE first <= last
        )
      )
      WHERE next > told + 1;
    ALTER TABLE account DROP COLUMN resent;
    """

  private let select: RawStatement
  private let update: RawStatement
  private let neighbours: RawStatement
  private let delete: RawStatement
  private let write: RawStatement

  init(_ db: Database) throws {
    select = try RawStatement(db, "SELECT ifnull(sequence, number) FROM article WHERE number = ?")
    update = try RawStatement(db, "UPDATE article SET sequence = ?2 WHERE number = ?1")
    neighbours = try RawStatement(
      db, "SELECT first, last FROM resent WHERE first <= ? ORDER BY first DESC LIMIT 2")
    delete = try RawStatement(db, "DELETE FROM resent WHERE first = ?")
    write = try RawStatement(db, "INSERT OR REPLACE INTO resent VALUES (?, ?)")
  }

  /// Notes that an article is sent under the next sequence, or another one in its place.
  func leave(_ article: Int64, _ account: inout OutboxAccount) throws {
    guard let sequence = try lastSequence(of: article) else { return }
    account.noteResent(try enter(sequence))
    account.takeBack(sequence)
  }

  private func lastSequence(of article: Int64) throws -> Int64? {
    try select.bind(1, article)
    defer { select.reset() }
    return try select.step() ? select.integer(0) : nil
  }

  /// Adds a sequence; answers the range that it is in then.
  private func enter(_ sequence: Int64) throws -> ClosedRange<Int64> {
    var range = sequence...sequence
    for row in try rows(around: sequence) {
      range = min(range.lowerBound, row.lowerBound)...max(range.upperBound, row.upperBound)
    }
    // The one behind it is a part of it now; the one before is written over.
    try delete.bind(1, sequence + 1)
    try delete.run()
    try write.bind(1, range.lowerBound)
    try write.bind(2, range.upperBound)
    try write.run()
    return range
  }

  /// The rows that a sequence is in, or that it joins: the one that begins behind it, and the one that ends before it.
  private func rows(around sequence: Int64) throws -> [ClosedRange<Int64>] {
    try neighbours.bind(1, sequence + 1)
    defer { neighbours.reset() }
    var rows: [ClosedRange<Int64>] = []
    while try neighbours.step(), neighbours.integer(1) >= sequence - 1 {
      rows.append(neighbours.integer(0)...neighbours.integer(1))
    }
    return rows
  }

  /// Notes under which sequence an article was sent again.
  func note(_ article: Int64, _ sequence: Int64) throws {
    try update.bind(1, article)
    try update.bind(2, sequence)
    try update.run()
  }

  /// The greatest ranges of a table, at most as many as an account holds.
  static func greatest(of table: String, _ db: Database) throws -> SequenceRanges {
    var ranges = SequenceRanges()
    let rows = try RawStatement(db, "SELECT first, last FROM \(table) ORDER BY first DESC LIMIT ?")
    defer { rows.reset() }
    try rows.bind(1, Int64(OutboxAccount.mostResentRanges))
    while try rows.step() { ranges.insert(rows.integer(0)...rows.integer(1)) }
    return ranges
  }

  /// What no article was sent under last: all rows of both tables.
  static func takeOut(of sequences: inout SequenceRanges, _ db: Database) throws {
    let rows = try RawStatement(db, "SELECT first, last FROM resent UNION ALL SELECT first, last FROM unattributed")
    defer { rows.reset() }
    while try rows.step() { sequences.remove(rows.integer(0)...rows.integer(1)) }
  }

  /// Forgets what no group was given that is there now: none can miss it, and none that is added will be given it.
  static func forgetUnneeded(_ account: inout OutboxAccount, _ db: Database) throws {
    guard let start = account.receivers.map(\.reach).min() else { return }
    for table in ["resent", "unattributed"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE last <= ?", arguments: [start])
    }
    account.forgetResent(through: start)
  }

  /// Articles whose last sequence is in a table's ranges: counts as one of before, or as nobody's.
  static func articles(in table: String, _ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM article WHERE ifnull(sequence, number) <= (
          SELECT last FROM \(table) WHERE first <= ifnull(article.sequence, article.number) ORDER BY first DESC LIMIT 1
        )
        """) ?? 0
  }

  /// Ranges of both tables that reach into one before, or beyond the last sequence that was given. That each is above 0, and ends where it
  /// begins or behind, the tables see to.
  static func impossibleRanges(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM (
          SELECT first, last, max(last) OVER (ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
          FROM (SELECT first, last FROM resent UNION ALL SELECT first, last FROM unattributed)
        )
        WHERE first <= reached OR last > (SELECT ifnull(max(position), 0) FROM durable)
        """) ?? 0
  }
}
