import DurableSQLite
import Foundation
import GRDB
import NewsModels
import TestSupport
import Testing

@testable import Consumer

/// Files of older versions, as those versions made them.
@Suite struct OlderStoreTests {
  private typealias S = StoreSamples

  @Test func aStoreOfTheFirstVersionGoesOnWithWhatItHeld() async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: StoreSchema.current.upTo(version: 1))
    let writes = GroupCommit(database: database, state: 0) { _, _ in 0 }
    let (id, producer) = (S.article(1).id.digest.bytes, S.producer.rawValue)
    try await writes.perform { db, _ in
      try db.execute(
        sql: """
          INSERT INTO producer VALUES (1, ?, '1', 0, 0, 1, 0);
          INSERT INTO quarantine VALUES (1, ?, 1, 1, 5, 'why', x'0102', x'03');
          UPDATE account SET quarantined = 1;
          """, arguments: [producer, Data(id)])
    }
    await writes.close()
    let store = try await S.open(folder)
    #expect(try await store.quarantineBytes() == 3)
    #expect(try await store.verify() == [])
    #expect(try await store.dropQuarantined(S.article(1).id))
    #expect(try await store.ledger().producers.map(\.dropped) == [1])
    #expect(try await store.store(S.batch([S.entry(2, S.article(2))])).map(\.outcome) == [.stored])
    #expect(try await store.verify() == [])
    await store.close()
  }

  /// What a version adds, its migration makes for what is stored already.
  @Test(arguments: 2..<StoreSchema.current.version)
  func aStoreOfAnOlderVersionGoesOnWithWhatItHeld(version: Int) async throws {
    var generator = SeededGenerator(seed: 7)
    let (folder, copy) = (TemporaryFolder(), TemporaryFolder())
    let store = try await S.open(folder, recentKeys: 1)
    let entries = (1...200).map { S.randomEntry($0, using: &generator) }
    _ = try await store.store(S.batch(entries))
    // Nothing took another's place before.
    if version >= 7 {
      var next = S.entry(201, S.article(3, source: "BBC"), [("gaza", .main)])
      let former: ArticleID = try #require(try await store.stored(entries.map(\.id)).first)
      next.predecessors.supersedes = former
      _ = try await store.store(S.batch([next]))
    }
    // Each article was a story of its own before the fourth.
    let filters = version < 4 ? [ArticleFilter()] : [ArticleFilter(), ArticleFilter(collapse: true)]
    let queries = filters.map { StatisticsQuery(filter: $0, by: [.month, .source]) }
    var answers: [StatisticsAnswer] = []
    for query in queries { answers.append(try await store.statistics(query)) }
    #expect(answers.allSatisfy { !$0.together.isEmpty })
    let known = try await store.stored(entries.map(\.id))
    #expect(!known.isEmpty)
    await store.close()
    try await copyRows(of: folder, to: copy, StoreSchema.current.upTo(version: version))

    let migrated = try await S.open(copy)
    #expect(try await migrated.verify() == [])
    for (query, answer) in zip(queries, answers) { #expect(try await migrated.statistics(query) == answer) }
    #expect(try await migrated.stored(entries.map(\.id)) == known)
    let later = S.entry(300, S.article(2, source: "AFP"), [("gaza", .main), ("north-korea", .main)])
    #expect(try await migrated.store(S.batch([later])).map(\.outcome) == [.stored])
    #expect(try await migrated.verify() == [])
    await migrated.close()
  }

  /// It had kept no id of what was aside: of one that is in the quarantine it is known, and for any other the sequence has to do.
  @Test func whatTheTenthVersionPutAsideIsAnsweredSo() async throws {
    let (folder, copy) = (TemporaryFolder(), TemporaryFolder())
    let store = try await S.open(folder)
    _ = try await store.store(S.batch([S.quarantined(1, S.article(1)), S.quarantined(2, S.article(2))]))
    #expect(try await store.dropQuarantined(S.article(1).id))
    await store.close()
    try await copyRows(of: folder, to: copy, StoreSchema.current.upTo(version: 10))

    let migrated = try await S.open(copy)
    #expect(try await migrated.verify() == [])
    let again = [S.entry(1, S.article(1)), S.quarantined(2, S.article(2)), S.entry(2, S.article(3))]
    #expect(try await migrated.store(S.batch(again)).map(\.outcome) == [.quarantined, .quarantined, .stored])
    #expect(try await migrated.quarantined(after: 0, limit: 9).map(\.id) == [S.article(2).id])
    #expect(try await migrated.verify() == [])
    await migrated.close()
  }

  /// The rows of a store of today, in a new file with the tables and columns of another version.
  private func copyRows(of folder: TemporaryFolder, to copy: TemporaryFolder, _ schema: Schema) async throws {
    let database = try DurableDatabase(folder: try DataFolder(copy.path), schema: schema)
    let writes = GroupCommit(database: database, state: Int64(0)) { db, _ in
      try Int64.fetchOne(db, sql: "SELECT max(number) FROM article") ?? 0
    }
    try await writes.perform { [path = folder.path] db, _ in
      try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
      let today = try DatabaseQueue(path: path + "/store.sqlite")
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_schema
          WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT IN ('grdb_migrations', 'durable', 'damage')
          """)
      // What a later version dropped has no rows today.
      for table in tables where try today.read({ try $0.tableExists(table) }) {
        let names = try db.columns(in: table).map(\.name)
        let columns = names.joined(separator: ", ")
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        try db.execute(sql: "DELETE FROM \(table)")
        for row in try today.read({ try Row.fetchAll($0, sql: "SELECT \(columns) FROM \(table)") }) {
          try db.execute(
            sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))", arguments: StatementArguments(row.map { $0.1 }))
        }
      }
    }
    await writes.close()
  }
}
