import DurableSQLite
import GRDB
import NewsModels

/// A page of the rows of `waiting` that a group has not dealt with.
struct WaitingPage: Sendable {
  var articles: [DeliverableArticle] = []
  /// Whether the rows ended before a bound was reached.
  var isLast = true

  /// Nothing yet.
  init() {}

  /// - Parameter texts: of the database.
  init(
    _ db: Database, texts: TextSegments, for receiver: OutboxAccount.Receiver, after: SequenceNumber,
    maximumArticles: Int, maximumBytes: Int
  ) throws {
    var bytes = 0
    let rows = try RawStatement(
      db,
      """
      SELECT sequence, id, header, body, body_segment, body_start, body_size FROM waiting
      WHERE sequence > ? ORDER BY sequence
      """)
    defer { rows.reset() }
    try rows.bind(1, max(after, receiver.start).rawValue)
    while try rows.step() {
      let sequence = SequenceNumber(rows.integer(0))
      if receiver.acknowledged.contains(sequence) { continue }
      guard let id = Digest(bytes: rows.bytes(1)) else {
        throw DurableSQLiteError.corrupt(
          path: "outbox.sqlite", reason: "the id of article \(sequence) is not of 32 bytes")
      }
      let body = try rows.text(3, texts.read)
      let article = EncodedArticle(header: rows.bytes(2), body: body ?? [])
      bytes += article.size
      if articles.count >= maximumArticles || (!articles.isEmpty && bytes > maximumBytes) {
        isLast = false
        return
      }
      let deliverable = DeliverableArticle(sequence: sequence, id: ArticleID(id), article: article)
      articles.append(body == nil ? deliverable.damaged : deliverable)
    }
  }
}
