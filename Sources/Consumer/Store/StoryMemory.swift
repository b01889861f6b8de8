import DurableSQLite
import GRDB
import NewsModels
import Stories
import Synchronization

/// The recent stories in memory, beside the rows that they are made from.
///
/// Only the writing connection uses it. What a transaction adds is in it at once: where that transaction fails, the memory is ahead of the
/// rows, and is made anew from them.
final class StoryMemory: Sendable {
  private let window = Mutex(StoryWindow())

  /// Makes the memory agree with what is stored and what the transaction under way has added.
  func bringUp(to account: StoreAccount, _ db: Database) throws {
    guard window.withLock({ $0.last }) != account.lastArticle else { return }
    var made = StoryWindow()
    let blocks = try RawStatement(db, "SELECT last, bytes FROM fingerprint WHERE last > ? ORDER BY last")
    defer { blocks.reset() }
    try blocks.bind(1, account.lastArticle - Int64(StoryWindow.capacity))
    while try blocks.step() { made.add(block: blocks.bytes(1), last: blocks.integer(0)) }
    made.add(block: account.fingerprints, last: account.lastArticle)
    made.pass(account.lastArticle)
    window.withLock { [made] in $0 = made }
  }

  /// The articles whose stories a text may belong to, oldest first.
  func candidates(for fingerprint: TextFingerprint) -> [Int64] {
    window.withLock { $0.candidates(for: fingerprint) }
  }

  func add(_ number: Int64, _ fingerprint: TextFingerprint, isCopy: Bool) {
    window.withLock { isCopy ? $0.pass(number) : $0.add(number, fingerprint) }
  }

  /// Sketches the recent articles of a store that has no sketches.
  static func sketchOlder(_ account: StoreAccount, _ db: Database) throws {
    let articles = try RawStatement(db, "SELECT number, title, body FROM article WHERE number > ? ORDER BY number")
    defer { articles.reset() }
    try articles.bind(1, account.lastArticle - Int64(StoryWindow.capacity))
    let insert = try RawStatement(db, "INSERT INTO fingerprint VALUES (?, ?)")
    // Of equal ones the first is whom others will be copies of.
    var known: Set<TextFingerprint> = []
    while try articles.step() {
      let fingerprint = TextFingerprint(title: articles.text(1) ?? "", body: articles.text(2) ?? "")
      guard known.insert(fingerprint).inserted else { continue }
      try insert.bind(1, articles.integer(0))
      try insert.bind(2, fingerprint.bytes)
      try insert.run()
    }
  }
}
