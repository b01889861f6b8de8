import Foundation
import GRDB
import Locking
import TestSupport
import Testing

@testable import DurableSQLite

@Suite struct GroupCommitTests {
  private static let schema = Schema(
    name: "notes", applicationID: 7, migrations: [Schema.Migration("CREATE TABLE note (text TEXT NOT NULL);")])

  private let folder = TemporaryFolder()

  private func open() throws -> GroupCommit<Int> {
    GroupCommit(database: try DurableDatabase(folder: try DataFolder(folder.path), schema: Self.schema), state: 0) {
      _, _ in 0
    }
  }

  /// Begins to write at once, so that what is called next comes later.
  private func add(_ text: String, isFollowed: Bool, to writes: GroupCommit<Int>) -> Task<Void, any Error> {
    Task.immediate {
      try await writes.perform(isFollowed: isFollowed) { db, _ in
        try db.execute(sql: "INSERT INTO note VALUES (?)", arguments: [text])
      }
    }
  }

  @Test func aWriteThatIsFollowedSharesTheNextOnesTransaction() async throws {
    let writes = try open()
    var transactions: [Int64] = []
    // Where the machine stands still between the writes, the first waits no longer.
    repeat {
      let before = writes.database.revision
      let tasks = [("one", true), ("two", true), ("three", false)].map { add($0.0, isFollowed: $0.1, to: writes) }
      for task in tasks { try await task.value }
      transactions.append(writes.database.revision - before)
    } while transactions.last != 1 && transactions.count < 4
    #expect(transactions.last == 1)
    let notes = try await writes.database.read { try String.fetchAll($0, sql: "SELECT text FROM note") }
    #expect(notes == transactions.flatMap { _ in ["one", "two", "three"] })
    await writes.close()
  }

  @Test func aWriteThatNothingFollowsIsWrittenAfterAll() async throws {
    let writes = try open()
    for number in 1...3 {
      try await add("\(number)", isFollowed: true, to: writes).value
      #expect(try await writes.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == number)
    }
    await writes.close()
  }

  @Test func whatIsCommittedIsAnsweredAlthoughTheMarkFindsNoRoom() async throws {
    let writes = try open()
    let runs = Guarded(0)
    try writes.database.writer.withLock { files in
      files = DurableDatabase.WriterFiles(
        mark: try MarkFile(path: "/dev/full"), reserve: files.reserve, revision: files.revision,
        position: files.position)
    }
    for text in ["one", "two"] {
      try await writes.perform { db, _ in
        runs.withLock { $0 += 1 }
        try db.execute(sql: "INSERT INTO note VALUES (?)", arguments: [text])
      }
    }
    #expect(runs.withLock { $0 } == 2)
    let notes = try await writes.database.read { try String.fetchAll($0, sql: "SELECT text FROM note") }
    #expect(notes == ["one", "two"])
    await writes.close()
    #expect(try open().database.damage == nil)
  }

  @Test func closingWritesWhatWaitsForOthers() async throws {
    let writes = try open()
    let waiting = add("one", isFollowed: true, to: writes)
    await writes.close()
    try await waiting.value
    let again = try open()
    #expect(try await again.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 1)
    await again.close()
  }
}
