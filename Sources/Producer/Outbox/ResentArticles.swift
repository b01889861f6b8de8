import DurableSQLite
import GRDB
import NewsModels

/// The sequences under which articles were sent last, where those are not their numbers: what is sent again is not lost under the sequence
/// that it had before, whatever became of that.
struct ResentArticles {
  static let schema = """
    ALTER TABLE article ADD COLUMN sequence INTEGER;
    ALTER TABLE account ADD COLUMN resent TEXT NOT NULL DEFAULT '';
    """

  private let select: RawStatement
  private let update: RawStatement

  init(_ db: Database) throws {
    select = try RawStatement(db, "SELECT ifnull(sequence, number) FROM article WHERE number = ?")
    update = try RawStatement(db, "UPDATE article SET sequence = ?2 WHERE number = ?1")
  }

  /// Notes that an article is sent under the next sequence, or another one in its place.
  func leave(_ article: Int64, _ account: inout OutboxAccount) throws {
    try select.bind(1, article)
    defer { select.reset() }
    if try select.step() { account.resent.insert(SequenceNumber(select.integer(0))) }
  }

  /// Notes under which sequence an article was sent again.
  func note(_ article: Int64, _ sequence: Int64) throws {
    try update.bind(1, article)
    try update.bind(2, sequence)
    try update.run()
  }
}
