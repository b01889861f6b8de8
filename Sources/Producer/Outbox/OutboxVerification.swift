import DurableSQLite
import GRDB
import NewsModels

/// Recounts every figure of the outbox from its rows.
struct OutboxVerification {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Each difference in a line for a person; empty where all agree.
  func differences() throws -> [String] {
    let account = try OutboxAccount(db, position: 0)
    var lines: [String] = []
    func compare(_ what: String, kept: Int, counted: Int) {
      if kept != counted { lines.append("\(what): \(kept) kept, \(counted) counted") }
    }
    var (bytes, lastWaiting) = (0, Int64(0))
    var pending = Array(repeating: (articles: 0, bytes: 0), count: account.receivers.count)
    let rows = try RawStatement(
      db, "SELECT sequence, length(header) + ifnull(body_size, length(body)) FROM waiting ORDER BY sequence")
    defer { rows.reset() }
    while try rows.step() {
      let (sequence, size) = (SequenceNumber(rows.integer(0)), Int(rows.integer(1)))
      bytes += size
      lastWaiting = sequence.rawValue
      for (index, receiver) in account.receivers.enumerated() where !receiver.hasDealtWith(sequence) {
        pending[index].articles += 1
        pending[index].bytes += size
      }
    }
    compare("bytes that wait", kept: account.waitingBytes, counted: bytes)
    for (receiver, pending) in zip(account.receivers, pending) {
      compare("articles pending for group \(receiver.name)", kept: receiver.pending, counted: pending.articles)
      compare("bytes pending for group \(receiver.name)", kept: receiver.pendingBytes, counted: pending.bytes)
      compare(
        "articles left behind by group \(receiver.name) that it has, waits for, or was never given", kept: 0,
        counted: try wronglyLeftBehind(by: receiver))
    }
    compare(
      "bytes put aside", kept: account.quarantineBytes,
      counted: try count("SELECT ifnull(sum(length(bytes)), 0) FROM quarantine"))
    compare(
      "documents known", kept: try count("SELECT count(*) FROM document_key") + account.documentKeys.count,
      counted: try count("SELECT count(*) FROM document"))
    compare(
      "ids of articles",
      kept: try count("SELECT count(*) FROM article_key") + account.articleKeys.count - account.superseded,
      counted: try count("SELECT count(*) FROM article"))
    compare(
      "articles that have the place of others, and are not there", kept: 0,
      counted: try count("SELECT count(*) FROM former WHERE article NOT IN (SELECT number FROM article)"))
    compare("articles whose documents are counted otherwise", kept: 0, counted: try SharedArticles.differences(db))
    compare(
      "articles whose last sequence counts as one that they had before", kept: 0,
      counted: try ResentArticles.articles(in: "resent", db))
    compare(
      "articles whose last sequence counts as no article's", kept: 0,
      counted: try ResentArticles.articles(in: "unattributed", db))
    compare(
      "ranges of sequences sent again that reach into others, or beyond the last one given", kept: 0,
      counted: try ResentArticles.impossibleRanges(db))
    compare(
      "documents put aside that were given up", kept: 0,
      counted: try count("SELECT count(*) FROM quarantine WHERE id IN (SELECT id FROM given_up)"))
    // Those that were given up before version 11 stay counted, too, and have no row.
    let aside = try count("SELECT count(*) FROM quarantine") + account.givenUp
    if account.documents.quarantined < aside {
      compare("documents put aside or given up", kept: account.documents.quarantined, counted: aside)
    }
    if !account.documents.isBalanced { lines.append("documents: received is not the sum of what became of them") }
    let position = try count("SELECT ifnull(max(position), 0) FROM durable")
    if lastWaiting > Int64(position) {
      lines.append("the last sequence given: \(position) kept, \(lastWaiting) counted")
    }
    return lines + (try TextSegments.differences(db, table: "waiting", column: "body_segment"))
  }

  private func wronglyLeftBehind(by receiver: OutboxAccount.Receiver) throws -> Int {
    if receiver.leftBehind.isEmpty { return 0 }
    var possible = receiver.leftBehind
    for range in receiver.acknowledged.ranges + (try SQLiteOutbox.held(db).ranges) { possible.remove(range) }
    let position = Int64(try count("SELECT ifnull(max(position), 0) FROM durable"))
    if position < .max { possible.remove((position + 1)...(.max)) }
    return Int(receiver.leftBehind.count) - Int(possible.count)
  }

  private func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
}
