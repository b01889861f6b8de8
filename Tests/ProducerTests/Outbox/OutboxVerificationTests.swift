import DurableSQLite
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Producer

/// Whether `verify` finds each figure that is not that of its rows.
@Suite struct OutboxVerificationTests {
  private typealias O = OutboxSamples

  @Test func whatIsPutAsideAndNotCountedIsFound() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    _ = try await outbox.commit([O.quarantined(1), O.quarantined(2)])
    // One that was given up stays counted.
    #expect(try await outbox.dropQuarantined(O.documentID(1)))
    #expect(try await outbox.verify() == [])
    try await outbox.writes.perform { _, account in
      account.documents.received -= 2
      account.documents.quarantined -= 2
    }
    #expect(try await outbox.verify() == ["documents put aside or given up: 0 kept, 2 counted"])
    await outbox.close()
  }

  /// Of small numbers two hexadecimal digits are enough.
  @Test func documentsOfAnArticleAreCountedWhateverItsNumber() async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 10_000_000)
    _ = try await outbox.commit([O.document(1, Array(1...0x1234))])
    _ = try await outbox.commit([O.document(2, [0xFF, 0x100, 0x1234]), O.document(3, [0x1234])])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  /// Changes nothing: shows that what is found is not of the way in which the figures are changed.
  private static let noDamage = "SELECT 1"

  @Test(arguments: [
    noDamage, "UPDATE account SET waiting_bytes = 1", "DELETE FROM waiting WHERE sequence = 2",
    "UPDATE receiver SET pending_bytes = 3", "UPDATE receiver SET accepted = accepted + 1",
    "UPDATE account SET quarantine_bytes = 1", "DELETE FROM article_key", "DELETE FROM document_key",
    "UPDATE waiting SET body_size = body_size + 1", "UPDATE text_segment SET texts = texts + 1",
    "UPDATE waiting SET body_segment = NULL", "UPDATE former SET article = 9", "INSERT INTO resent VALUES (1, 2)",
    // An article's; one that is noted as left; never given.
    "INSERT INTO unattributed VALUES (3, 3)", "INSERT INTO unattributed VALUES (4, 4)",
    "INSERT INTO unattributed VALUES (6, 7)", "INSERT INTO resent VALUES (6, 7)",
    "INSERT INTO given_up SELECT id FROM quarantine",
    // Acknowledged; waiting; never given.
    "UPDATE receiver SET left_behind = '1' WHERE number = 1", "UPDATE receiver SET left_behind = '2'",
    "UPDATE receiver SET left_behind = '9'",
  ])
  func figuresThatDoNotMatchTheRowsAreFound(_ damage: String) async throws {
    let folder = TemporaryFolder()
    let outbox = try await SQLiteOutbox(
      folder: try DataFolder(folder.path), limit: 100_000, recentKeys: 1, segmentThreshold: 1)
    _ = try await outbox.add(group: try #require(GroupName("archive")), beginning: .now, limit: nil)
    _ = try await outbox.commit([O.document(1, [1, 2, 3]), O.quarantined(4), O.document(5, [5])])
    _ = try await outbox.commit([O.document(5, [6], again: true)])
    let article = try await outbox.load(group: .default, after: .zero, maximumArticles: 1, maximumBytes: 1_000).articles
    try await outbox.record(article.map { O.receipt($0) }, group: .default)
    #expect(try await outbox.verify() == [])
    await outbox.close()

    let database = try DurableDatabase(folder: try DataFolder(folder.path), schema: OutboxSchema.current)
    let writes = GroupCommit(database: database, state: 0) { _, _ in 5 }
    try await writes.perform { db, _ in try db.execute(sql: damage) }
    await writes.close()
    let damaged = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(try await (damaged.verify() == []) == (damage == Self.noDamage))
    await damaged.close()
  }
}
