import DurableSQLite
import GRDB
import Locking
import NewsModels
import Stories

/// The recent stories in memory, beside the rows that they are made from.
///
/// Only the writing connection uses it. What a transaction adds is in it at once, and what it changes with the next request. Both are
/// counted here and in the account, which a transaction that fails puts back: the memory is ahead of the rows then, and is made anew from
/// them.
final class StoryMemory: Sendable {
  private let recent = Guarded(Recent())

  private struct Recent: Sendable {
    var window = StoryWindow()
    var numbers = RecentNumbers()
    /// What is found by other fingerprints from the next request on, by number.
    var changes: [Int64: TextFingerprint] = [:]
    /// As of which `StoreAccount.storySteps` it is; nil before it is made.
    var steps: Int?
  }

  /// Makes the memory agree with what is stored and what the transaction under way has added.
  func bringUp(to account: StoreAccount, _ db: Database) throws {
    let agrees = recent.withLock { recent in
      guard recent.steps == account.storySteps else { return false }
      if !recent.changes.isEmpty { recent.window.change(recent.changes) }
      recent.changes = [:]
      return true
    }
    if agrees { return }
    var made = StoryWindow()
    let blocks = try RawStatement(db, "SELECT last, bytes FROM fingerprint WHERE last > ? ORDER BY last")
    defer { blocks.reset() }
    try blocks.bind(1, account.lastArticle - Int64(StoryWindow.capacity))
    while try blocks.step() { made.add(block: blocks.bytes(1), last: blocks.integer(0)) }
    made.add(block: account.fingerprints, last: account.lastArticle)
    made.pass(account.lastArticle)
    recent.withLock { [made] in $0 = Recent(window: made, steps: account.storySteps) }
  }

  /// The articles whose stories a text may belong to, oldest first.
  func candidates(for fingerprint: TextFingerprint) -> [Int64] {
    recent.withLock { $0.window.candidates(for: fingerprint) }
  }

  /// What a text is compared with first; nil where it is not known any more.
  func sketch(of article: Int64) -> NumberSketch? { recent.withLock { $0.numbers.sketch(of: article) } }

  /// What it is compared with next; nil where it is not known any more.
  func numbers(of article: Int64) -> TextRuns.Numbers? { recent.withLock { $0.numbers.numbers(of: article) } }

  /// Tells of the next article, which begins a story.
  func add(_ number: Int64, _ text: StoryText, _ account: inout StoreAccount) {
    step(&account) {
      $0.window.add(number, text.fingerprint)
      $0.numbers.add(number, text.numbers)
    }
  }

  /// Has an article found by another fingerprint from the next request on.
  func change(_ number: Int64, _ fingerprint: TextFingerprint, _ account: inout StoreAccount) {
    step(&account) { $0.changes[number] = fingerprint }
  }

  /// Tells that an article's text is another one now: where it is compared, it is read anew.
  func forget(_ number: Int64) { recent.withLock { $0.numbers.remove(number) } }

  /// Tells of the next article, which is a copy.
  func pass(_ number: Int64, _ account: inout StoreAccount) { step(&account) { $0.window.pass(number) } }

  private func step(_ account: inout StoreAccount, _ change: (inout Recent) -> Void) {
    account.storySteps += 1
    recent.withLock {
      change(&$0)
      $0.steps? += 1
    }
  }

  /// Sketches the recent articles of a store that has no sketches, and all bodies in its rows: it is older than segments.
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
