import Foundation
import GRDB
import TestSupport
import Testing

@testable import DurableSQLite

/// A database whose writes are gathered holds what one holds whose writes are not, and others who read it see the same.
@Suite struct GatheredWritesTests {
  /// A database with its writing connection and one that only reads.
  private struct Opened {
    let path: String
    let writer: DatabaseQueue
    let reader: DatabaseQueue

    init(_ path: String, gathers: Bool) throws {
      try SealedFileSystem.use()
      self.path = path
      var configuration = Configuration()
      configuration.prepareDatabase { db in
        SealedFileSystem.reserveRoom(db.sqliteConnection)
        // So few pages fit in memory that transactions are written before they end, and read again from the log.
        try db.execute(
          sql: """
            PRAGMA cache_size = 12; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 60;
            """)
      }
      writer = try DatabaseQueue(path: path, configuration: configuration)
      try writer.writeWithoutTransaction { db in
        try db.execute(sql: "CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        if gathers { SealedFileSystem.gatherWrites(db.sqliteConnection) }
      }
      var readOnly = Configuration()
      readOnly.readonly = true
      reader = try DatabaseQueue(path: path, configuration: readOnly)
    }

    func rows() throws -> [String] {
      try reader.read { try String.fetchAll($0, sql: "SELECT number || text FROM note ORDER BY number") }
    }

    /// Once all is copied into it.
    func file() throws -> Data {
      try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      return try Data(contentsOf: URL(filePath: path))
    }
  }

  private struct Refusal: Error {}

  /// One transaction of some rows, some of them longer than a page; the last may be undone.
  private func change(_ database: Opened, _ random: SeededGenerator) throws {
    var random = random
    let undoes = Int.random(in: 0..<4, using: &random) == 0
    do {
      try database.writer.write { db in
        for _ in 0..<Int.random(in: 1...60, using: &random) {
          let number = Int.random(in: 0..<200, using: &random)
          let text = String(repeating: "\(number) ", count: Int.random(in: 1...2_000, using: &random))
          try db.execute(sql: "INSERT OR REPLACE INTO note VALUES (?, ?)", arguments: [number, text])
          try db.execute(
            sql: "DELETE FROM note WHERE number = ?", arguments: [Int.random(in: 0..<200, using: &random)])
        }
        if undoes { throw Refusal() }
      }
    } catch is Refusal {}
  }

  @Test func whatIsCopiedInPartIsReadWhole() throws {
    let folder = try TemporaryFolder.made()
    let database = try Opened(folder.path + "/partly.sqlite", gathers: true)
    try database.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
    let texts = (0..<200).map { String(repeating: "\($0) ", count: 1_000) }
    try database.writer.write { db in
      for (number, text) in texts.enumerated() {
        try db.execute(sql: "INSERT INTO note VALUES (?, ?)", arguments: [number, text])
      }
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    let pin = try DatabaseQueue(path: database.path, configuration: configuration)
    // Keeps what is committed from now on from being copied.
    try pin.inDatabase { db in
      try db.execute(sql: "BEGIN")
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM note") == 200)
    }
    try database.writer.writeWithoutTransaction { db in
      try db.execute(sql: "UPDATE note SET text = 'last' WHERE number = 199")
      _ = try db.checkpoint(.passive)
    }
    let expected = Set(texts.dropLast().enumerated().map { "\($0)\($1)" } + ["199last"])
    #expect(try Set(database.rows()) == expected)
    try pin.inDatabase { try $0.execute(sql: "COMMIT") }
  }

  @Test(arguments: 1..<7 as Range<UInt64>)
  func filesAndAnswersAreThoseOfSingleWrites(seed: UInt64) throws {
    let folder = try TemporaryFolder.made()
    let gathered = try Opened(folder.path + "/gathered.sqlite", gathers: true)
    let single = try Opened(folder.path + "/single.sqlite", gathers: false)
    for step in 0..<30 {
      for database in [gathered, single] { try change(database, SeededGenerator(seed: 100 * seed + UInt64(step))) }
      #expect(try gathered.rows() == single.rows())
      if step % 10 == 9 { #expect(try gathered.file() == single.file()) }
    }
    #expect(try gathered.reader.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
  }
}
