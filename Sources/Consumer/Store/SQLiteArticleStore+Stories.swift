import DurableSQLite
import GRDB
import NewsModels
import Stories

extension SQLiteArticleStore {
  /// Whether there are articles that an older version stored, without fingerprints.
  static func hasOlder(_ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM article) AND NOT EXISTS (SELECT 1 FROM fingerprint)") ?? false
  }

  /// Lets new articles join the stories of what an older version stored: those articles have no fingerprints yet.
  static func sketchOlder(_ writes: GroupCommit<StoreAccount>) async throws(DurableSQLiteError) {
    guard try await writes.database.read({ db in try hasOlder(db) }) else { return }
    do throws(DurableSQLiteError) {
      try await writes.perform { db, account in try StoryMemory.sketchOlder(account, db) }
    } catch {
      // Questions are answered on a full disk too; the articles stay stories of their own.
      guard case .diskFull = error else { throw error }
    }
  }
}

extension StoreBatch.Entry {
  /// What its story is found by; nil where its text is not readable.
  var storyText: StoryText? {
    guard case .classified(let article, _) = content else { return nil }
    return StoryText(title: article.title, body: article.body)
  }
}
