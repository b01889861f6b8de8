import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Producer

/// Files of older versions, as those versions made them.
@Suite struct OlderOutboxTests {
  private typealias O = OutboxSamples

  @Test(arguments: 1..<OutboxSchema.current.version)
  func anOutboxOfAnOlderVersionGoesOnWithWhatWaited(version: Int) async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: OutboxSchema.current.upTo(version: version))
    let writes = GroupCommit(database: database, state: 0) { _, _ in 1 }
    let article = O.article(1)
    let (id, document) = (article.id.digest.bytes, O.documentID(1).digest.bytes)
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          INSERT INTO document (number, id, articles) VALUES (1, ?, x'0000000000000001');
          INSERT INTO document_key VALUES (?, 1);
          INSERT INTO waiting (sequence, id, header, body) VALUES (1, ?, ?, ?);
          INSERT INTO article (number, id) VALUES (1, ?);
          INSERT INTO article_key VALUES (?, 1);
          UPDATE receiver SET accepted = 1;
          UPDATE account SET received = 1, read = 1, documents = 1, accepted = 1, waiting_bytes = ?;
          """,
        arguments: [
          Data(document), HashIndex.key(of: document), Data(id), Data(article.article.header),
          Data(article.article.body), Data(id), HashIndex.key(of: id),
          article.article.size,
        ])
      if version >= 2 {
        try db.execute(sql: "UPDATE receiver SET pending_bytes = ?", arguments: [article.article.size])
      }
      if version >= 3 { try db.execute(sql: "UPDATE account SET documents_entered = 1, articles_entered = 1") }
    }
    await writes.close()

    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(try await outbox.verify() == [])
    let ledger = try await outbox.ledger()
    #expect(ledger.groups.map(\.pendingBytes) == [article.article.size])
    #expect(ledger.groups.map(\.limit) == [nil])
    #expect(ledger.droppedGroups == [])
    #expect(try await outbox.commit([O.document(2, [1, 2])]).map(\.duplicates) == [[article.id]])
    let waiting = try await outbox.load(group: .default, after: .zero, maximumArticles: 9, maximumBytes: 1 << 20)
    #expect(waiting.articles.map(\.id) == [article.id, O.article(2).id])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }

  /// - Parameter made: the version, and the number of its only article: the sixth and seventh had counted documents of some under another
  ///   number.
  @Test(arguments: [(version: 2, number: 1)] + (2..<OutboxSchema.current.version).map { ($0, 0x415) })
  func anOutboxOfAnOlderVersionKnowsWhatItKnew(made: (version: Int, number: Int64)) async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: OutboxSchema.current.upTo(version: made.version))
    let writes = GroupCommit(database: database, state: 0) { _, _ in made.number }
    let (document, article) = (O.documentID(1).digest.bytes, O.article(1).id.digest.bytes)
    let (other, list) = (O.documentID(7).digest.bytes, withUnsafeBytes(of: made.number.bigEndian) { Data($0) })
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          INSERT INTO document (number, id, articles) VALUES (1, ?, ?);
          INSERT INTO document_key VALUES (?, 1);
          INSERT INTO document (number, id, articles) VALUES (2, ?, ?);
          INSERT INTO document_key VALUES (?, 2);
          INSERT INTO article (number, id) VALUES (?, ?);
          INSERT INTO article_key VALUES (?, ?);
          UPDATE account SET received = 2, read = 2, accepted = 1, documents = 2;
          UPDATE receiver SET accepted = 1, stored = 1;
          """,
        arguments: [
          Data(document), list, HashIndex.key(of: document), Data(other), list + list, HashIndex.key(of: other),
          made.number, Data(article), HashIndex.key(of: article), made.number,
        ])
      if made.version >= 3 {
        try db.execute(
          sql: "UPDATE account SET documents_entered = 2, articles_entered = ?", arguments: [made.number])
      }
      if made.version >= 6 {
        let counted = made.version < 8 ? 0x4015 : made.number
        try db.execute(sql: "INSERT INTO shared VALUES (?, 2)", arguments: [counted])
      }
    }
    await writes.close()

    let outbox = try await SQLiteOutbox(folder: try DataFolder(folder.path), limit: 100_000)
    #expect(try await outbox.commit([O.document(1, [1])]).map(\.duplicates) == [[O.article(1).id]])
    #expect(try await outbox.commit([O.document(2, [1, 2])]).map(\.accepted) == [[O.article(2).id]])
    #expect(try await outbox.known([1, 2, 3].map(O.documentID)) == Set([1, 2].map(O.documentID)))
    #expect(try await outbox.verify() == [])
    // It knows, too, how many documents gave an article.
    _ = try await outbox.commit([O.document(1, [3], again: true), O.document(2, [2], again: true)])
    #expect(try await outbox.commit([O.document(4, [1])]).map(\.duplicates) == [[O.article(1).id]])
    _ = try await outbox.commit([O.document(4, [4], again: true), O.document(7, [5], again: true)])
    #expect(try await outbox.commit([O.document(5, [1])]).map(\.accepted) == [[O.article(1).id]])
    #expect(try await outbox.verify() == [])
    await outbox.close()
  }
}
