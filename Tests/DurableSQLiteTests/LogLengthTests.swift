import Foundation
import GRDB
import Locking
import TestSupport
import Testing

@testable import DurableSQLite

@Suite struct LogLengthTests {
  /// Bytes of one of the files of the notes.
  private static func size(of name: String, _ folder: TemporaryFolder) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder.path)/notes.sqlite\(name)")
    return attributes?[.size] as? Int ?? -1
  }

  @Test func aLongLogIsCopiedIntoTheDatabase() async throws {
    let folder = TemporaryFolder()
    // A log of 64 pages; the notes fill it many times over.
    let writer = try NoteWriter(folder: folder.path, synchronous: "FULL")
    for _ in 0..<1_200 { _ = try await writer.write() }
    // With what one transaction may add to a log that is not long yet.
    #expect(Self.size(of: "-wal", folder) < (64 + 32) * 4_120)
    #expect(Self.size(of: "", folder) > 300_000)
  }

  @Test func callersAreAnsweredBeforeTheLogIsCopied() async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: NoteWriter.schema,
      options: DurableDatabase.Options(checkpointPages: 1, reserve: 0))
    let writes = GroupCommit(database: database, state: Int64(0)) { _, last in last }
    try await writes.perform { _, _ in }
    let before = Self.size(of: "", folder)
    let atCommit = Guarded(0)
    try await writes.perform { db, _ in
      try db.execute(
        sql: "INSERT INTO note (number, text) VALUES (1, ?)", arguments: [String(repeating: "text ", count: 20_000)])
      // When COMMIT has returned, before anybody is answered.
      db.afterNextTransaction { _ in atCommit.withLock { $0 = Self.size(of: "", folder) } }
    }
    #expect(atCommit.withLock { $0 } == before)
    // Its turn on the writing queue comes after the copying.
    try await writes.perform { _, _ in }
    #expect(Self.size(of: "", folder) > before + 90_000)
  }

  /// A database whose log would not be copied for long, and writes to it.
  private static func writes(_ folder: TemporaryFolder) throws -> GroupCommit<Int64> {
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: NoteWriter.schema,
      options: DurableDatabase.Options(checkpointPages: 100_000, reserve: 0))
    return GroupCommit(database: database, state: Int64(0)) { _, last in last }
  }

  private static func insert(_ number: Int, weight: Int, into writes: GroupCommit<Int64>) async throws {
    try await writes.perform(weight: weight) { db, _ in
      try db.execute(
        sql: "INSERT INTO note (number, text) VALUES (?, ?)",
        arguments: [number, String(repeating: "text ", count: 2_000)])
    }
  }

  @Test func aShortLogIsCopiedWhereThereIsTime() async throws {
    let folder = TemporaryFolder()
    let writes = try Self.writes(folder)
    let before = Self.size(of: "", folder)
    for number in 1...200 { try await Self.insert(number, weight: 1, into: writes) }
    try await writes.perform { _, _ in }
    // Of 200 times 10,000 bytes all but what the last pages of the log hold.
    #expect(Self.size(of: "", folder) > before + 700_000)
    // It began anew each time, or it would hold more than 600 pages.
    #expect(Self.size(of: "-wal", folder) < (LogLength.shortest + 32) * 4_120)
    await writes.close()
  }

  /// Readers that take turns leave no moment in which nobody reads.
  @Test(.timeLimit(.minutes(10))) func theLogBeginsAnewThoughSomebodyAlwaysReads() async throws {
    let folder = TemporaryFolder()
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: NoteWriter.schema,
      options: DurableDatabase.Options(checkpointPages: 64, reserve: 0))
    let writes = GroupCommit(database: database, state: Int64(0)) { _, last in last }
    let isOver = Guarded(false)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var readings = 0
          while !isOver.withLock({ $0 }) {
            _ = try await database.read { db in
              try Int.fetchOne(
                db,
                sql: """
                  WITH RECURSIVE counted (number) AS (SELECT count(*) FROM note UNION ALL
                    SELECT number + 1 FROM counted LIMIT 20000) SELECT max(number) FROM counted
                  """)
            }
            readings += 1
          }
          return readings
        }
      }
      // Of 1,500 times four pages and more.
      for number in 1...1_500 { try await Self.insert(number, weight: 64, into: writes) }
      isOver.withLock { $0 = true }
      for try await readings in group { #expect(readings > 0) }
    }
    #expect(Self.size(of: "-wal", folder) < 16 * 64 * 4_120)
    await writes.close()
  }

  @Test func readersAreNotHeldForALongReading() async {
    let places = ReadingPlaces(short: 1)
    #expect(await places.enter(.long))
    #expect(!places.hold(for: .seconds(60)) { _ in })
    places.leave(.long)
    let release = Guarded<(@Sendable () -> Void)?>(nil)
    #expect(places.hold(for: .seconds(60)) { end in release.withLock { $0 = end } })
    async let question = places.enter(.short)
    #expect(!places.hold(for: .seconds(60)) { _ in })
    release.withLock { $0 }?()
    #expect(await question)
  }

  @Test func aHeavyLoadIsNotHeldUpByAShortLog() async throws {
    let folder = TemporaryFolder()
    let writes = try Self.writes(folder)
    let before = Self.size(of: "", folder)
    for number in 1...200 { try await Self.insert(number, weight: 64, into: writes) }
    #expect(Self.size(of: "", folder) == before)
    await writes.close()
  }
}
