import Foundation
import GRDB
import TestSupport
import Testing

@testable import DurableSQLite

@Suite struct DurableDatabaseTests {
  private static let schema = Schema(
    name: "notes", applicationID: 0x4E54_5431,
    migrations: [
      Schema.Migration("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"),
      Schema.Migration("ALTER TABLE note ADD COLUMN length INTEGER; UPDATE note SET length = length(text)"),
    ])

  /// Notes numbered in the order in which they come; the state is the last number.
  private func open(
    _ folder: TemporaryFolder, schema: Schema = schema, options: DurableDatabase.Options = .init()
  ) throws -> GroupCommit<Int64> {
    let database = try DurableDatabase(folder: try DataFolder(folder.path), schema: schema, options: options)
    return GroupCommit(database: database, state: database.position) { _, last in last }
  }

  private func add(_ text: String, to writes: GroupCommit<Int64>) async throws {
    try await writes.perform { db, last in
      last += 1
      try db.execute(sql: "INSERT INTO note (number, text) VALUES (?, ?)", arguments: [last, text])
    }
  }

  private func notes(_ writes: GroupCommit<Int64>) async throws -> [String] {
    try await writes.database.read { try String.fetchAll($0, sql: "SELECT text FROM note ORDER BY number") }
  }

  @Test func theConnectionThatWritesSyncsEachCommit() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder)
    let found = try await writes.database.pool.writeWithoutTransaction { db in
      [
        try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
        String(try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1),
      ]
    }
    #expect(found == ["wal", "2"])
    await writes.close()
  }

  /// Debian's SQLite writes pages of deleted rows once more, with zeros, unless told otherwise.
  @Test func whatIsDeletedIsNotOverwritten() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder)
    let isSecure = try await writes.database.pool.writeWithoutTransaction { db in
      try Int.fetchOne(db, sql: "PRAGMA secure_delete")
    }
    #expect(isSecure == 0)
    await writes.close()
  }

  @Test(.timeLimit(.minutes(10))) func longReadingsWaitForEachOtherAndKeepNoQuestionWaiting() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder, options: DurableDatabase.Options(readers: 1))
    let database = writes.database
    let goOn = DispatchSemaphore(value: 0)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      func letAllGoOn() { for _ in 0..<ReadingPlaces.longReadingsWaiting + 1 { goOn.signal() } }
      // Or a test that fails would wait for its readings without end.
      defer { letAllGoOn() }
      for _ in 0..<ReadingPlaces.longReadingsWaiting + 2 {
        group.addTask {
          do throws(DurableSQLiteError) {
            try await database.read(isLong: true) { _ in goOn.wait() }
            return true
          } catch {
            #expect(error == .occupied(path: database.path))
            return false
          }
        }
      }
      // One is under way, the others wait for it, and there is no place left to wait for one of them.
      #expect(try await group.next() == false)
      #expect(try await notes(writes) == [])
      letAllGoOn()
      for try await hasRead in group { #expect(hasRead) }
    }
    await writes.close()
  }

  /// A folder that somebody made, and a database of an earlier version in it.
  @Test func othersReadNothingInAFolderThatTheyMayEnter() async throws {
    let folder = try TemporaryFolder.made()
    chmod(folder.path, 0o755)
    func modes() throws -> [String: Int] {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return try Dictionary(
        uniqueKeysWithValues: names.map {
          let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\($0)")[.posixPermissions] as? Int
          return ($0, mode ?? 0)
        })
    }
    var writes = try open(folder)
    try await add("one", to: writes)
    let new = try modes()
    #expect(new.count > 4 && new.values.allSatisfy { $0 == 0o600 }, "\(new)")
    await writes.close()
    chmod(writes.database.path, 0o644)
    chmod(writes.database.path + "-wal", 0o644)
    writes = try open(folder)
    try await add("two", to: writes)
    let closed = try modes()
    #expect(closed.values.allSatisfy { $0 == 0o600 }, "\(closed)")
    await writes.close()
  }

  @Test func twoThatBeginFromCopiesOfOneFolderAreToldApart() async throws {
    let folder = TemporaryFolder()
    let copied = TemporaryFolder()
    await (try open(folder)).close()
    let copy = copied.path + "/copy"
    try FileManager.default.copyItem(atPath: folder.path, toPath: copy)
    let original = try open(folder)
    let other = try GroupCommit(
      database: DurableDatabase(folder: DataFolder(copy), schema: Self.schema), state: Int64(0)
    ) { _, last in last }
    #expect(original.database.identity == other.database.identity)
    #expect(original.database.epoch != other.database.epoch)
    await original.close()
    await other.close()
  }

  @Test func identityStaysAndEpochGrows() async throws {
    let folder = TemporaryFolder()
    var lives: [(identity: String, epoch: Int64)] = []
    for _ in 0..<3 {
      let writes = try open(folder)
      #expect(writes.database.damage == nil)
      lives.append((writes.database.identity, writes.database.epoch))
      await writes.close()
    }
    #expect(Set(lives.map(\.identity)).count == 1)
    #expect(lives.map(\.epoch) == lives.map(\.epoch).sorted() && Set(lives.map(\.epoch)).count == 3)
    #expect(lives[0].identity.count == 32)
  }

  @Test func secondOpenerOfTheFolderIsRefused() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder)
    let error = #expect(throws: DurableSQLiteError.self) { try DataFolder(folder.path) }
    #expect(error == .inUse(folder: folder.path, process: "process \(ProcessInfo.processInfo.processIdentifier)"))
    await writes.close()
  }

  @Test func throwingBodyTakesNothingIn() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder)
    try await add("one", to: writes)
    await #expect(throws: DurableSQLiteError.self) {
      try await writes.perform { db, last in
        last += 1
        try db.execute(sql: "INSERT INTO note (number, text) VALUES (?, 'two')", arguments: [last])
        try db.execute(sql: "INSERT INTO note (number, text) VALUES (?, 'two')", arguments: [last])
      }
    }
    #expect(try await notes(writes) == ["one"])
    #expect(writes.state == 1)
    await writes.close()
  }

  @Test func writesThatArriveTogetherShareTransactions() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<200 { group.addTask { try await add("\(number)", to: writes) } }
      try await group.waitForAll()
    }
    #expect(Set(try await notes(writes)) == Set((0..<200).map(String.init)))
    let revision = try await writes.database.read { try Int.fetchOne($0, sql: "SELECT revision FROM durable") ?? 0 }
    #expect(revision < 200, "each write had a transaction of its own")
    await writes.close()
  }

  @Test func fileThatWasEmptiedIsReported() async throws {
    let folder = TemporaryFolder()
    var writes = try open(folder)
    for text in ["one", "two", "three"] { try await add(text, to: writes) }
    let identity = writes.database.identity
    await writes.close()
    try Data().write(to: URL(filePath: folder.path + "/notes.sqlite"))
    writes = try open(folder)
    #expect(writes.database.damage?.lost == 1...3)
    #expect(writes.database.identity == identity)
    #expect(writes.state == 3)
    #expect(try await writes.database.damages().map(\.lost) == [1...3])
    await writes.close()
    writes = try open(folder)
    #expect(writes.database.damage == nil)
    #expect(try await writes.database.damages().map(\.lost) == [1...3])
    await writes.close()
  }

  @Test func olderCopyPutInItsPlaceIsReported() async throws {
    let folder = TemporaryFolder()
    var writes = try open(folder)
    try await add("one", to: writes)
    await writes.close()
    let path = folder.path + "/notes.sqlite"
    try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
    writes = try open(folder)
    for text in ["two", "three"] { try await add(text, to: writes) }
    let epoch = writes.database.epoch
    await writes.close()
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
    writes = try open(folder)
    #expect(writes.database.damage?.lost == 2...3)
    #expect(writes.database.epoch > epoch)
    #expect(try await notes(writes) == ["one"])
    try await add("four", to: writes)
    #expect(writes.state == 4)
    await writes.close()
  }

  @Test func logThatWasCutShortIsReported() async throws {
    let folder = TemporaryFolder()
    let copy = TemporaryFolder()
    let writes = try open(folder)
    for text in ["one", "two", "three", "four"] { try await add(text, to: writes) }
    // As a kill leaves it: the log not yet copied into the database.
    try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
    await writes.close()
    let log = try FileHandle(forUpdating: URL(filePath: copy.path + "/notes.sqlite-wal"))
    try log.truncate(atOffset: try log.seekToEnd() - 4_096)
    try log.close()
    let later = try open(copy)
    #expect(later.database.damage?.lost == 4...4)
    #expect(try await notes(later) == ["one", "two", "three"])
    await later.close()
  }

  @Test func databaseThatStoppedBeingOneIsSetAside() async throws {
    let folder = TemporaryFolder()
    var writes = try open(folder)
    try await add("one", to: writes)
    await writes.close()
    let path = folder.path + "/notes.sqlite"
    try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: path))
    writes = try open(folder)
    #expect(writes.database.damage?.lost == 1...1)
    #expect(try await notes(writes) == [])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.contains { $0.hasPrefix("notes.sqlite.damaged-") })
    await writes.close()
  }

  /// As openings leave it that end between the moving and the new database's first commit.
  @Test func databaseThatIsSetAsideTwiceInOneLifeTakesAnotherName() async throws {
    let folder = TemporaryFolder()
    var writes = try open(folder)
    try await add("one", to: writes)
    let epoch = writes.database.epoch
    writes.database.suspect(.corrupt(path: "", reason: "for the test"))
    await writes.close()
    let path = folder.path + "/notes.sqlite"
    let taken = ["\(path).damaged-\(epoch)", "\(path).damaged-\(epoch).2-wal"]
    for name in taken { try Data(name.utf8).write(to: URL(filePath: name)) }
    writes = try open(folder)
    #expect(writes.database.damage?.lost == 1...1)
    await writes.close()
    for name in taken { #expect(try String(contentsOfFile: name, encoding: .utf8) == name) }
    let moved = try DatabaseQueue(path: "\(path).damaged-\(epoch).3")
    #expect(try await moved.read { try String.fetchAll($0, sql: "SELECT text FROM note") } == ["one"])
  }

  @Test func tornMarkLeavesTheOneBefore() throws {
    let mark = DatabaseMark(identity: String(repeating: "a", count: 32), epoch: 3, revision: 9, position: 7)
    #expect(DatabaseMark(slot: mark.slot[...]) == mark)
    var torn = mark.slot
    torn[60] ^= 1
    #expect(DatabaseMark(slot: torn[...]) == nil)
    let folder = try TemporaryFolder.made()
    let path = folder.path + "/mark"
    let file = try MarkFile(path: path)
    #expect(file.found == nil)
    for revision in 1...5 as ClosedRange<Int64> {
      try file.write(DatabaseMark(identity: mark.identity, epoch: 1, revision: revision, position: 2 * revision))
      #expect(try MarkFile(path: path).found?.revision == revision)
    }
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[DatabaseMark.slotSize * 0 + 60] ^= 1
    try bytes.write(to: URL(filePath: path))
    #expect(try MarkFile(path: path).found?.revision == 4)
  }

  @Test func databaseOfEachOlderVersionIsBroughtUpToDate() async throws {
    for version in 0...Self.schema.version {
      let folder = TemporaryFolder()
      var writes = try open(folder, schema: Self.schema.upTo(version: version))
      if version >= 1 { try await add("one", to: writes) }
      await writes.close()
      writes = try open(folder)
      try await add("two", to: writes)
      #expect(try await notes(writes) == (version >= 1 ? ["one", "two"] : ["two"]))
      // What the second version adds, it makes for the notes of the first.
      let lengths = try await writes.database.read {
        try Optional<Int>.fetchAll($0, sql: "SELECT length FROM note ORDER BY number")
      }
      let expected: [[Int?]] = [[nil], [3, nil], [nil, nil]]
      #expect(lengths == expected[version])
      await writes.close()
    }
  }

  @Test func databaseOfALaterVersionIsRefused() async throws {
    let folder = TemporaryFolder()
    await (try open(folder)).close()
    let path = folder.path + "/notes.sqlite"
    #expect(throws: DurableSQLiteError.newerVersion(path: path, version: "schema 2")) {
      try open(folder, schema: Self.schema.upTo(version: 1))
    }
  }

  @Test func strangersFilesAreRefusedUnchanged() async throws {
    let folder = try TemporaryFolder.made()
    let path = folder.path + "/notes.sqlite"
    try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: path))
    #expect(throws: DurableSQLiteError.notADatabase(path: path)) { try open(folder) }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(repeating: 0x41, count: 8_192))

    let other = TemporaryFolder()
    let otherPath = other.path + "/notes.sqlite"
    try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
    try await DatabaseQueue(path: otherPath).write { db in
      try db.execute(sql: "PRAGMA application_id = 7; CREATE TABLE t (a)")
    }
    #expect(throws: DurableSQLiteError.foreignDatabase(path: otherPath)) { try open(other) }
  }

  @Test func pathThatIsNoFolderIsRefused() throws {
    let folder = try TemporaryFolder.made()
    try Data().write(to: URL(filePath: folder.path + "/file"))
    #expect(throws: DurableSQLiteError.notAFolder(path: folder.path + "/file")) {
      try DataFolder(folder.path + "/file")
    }
    #expect(throws: DurableSQLiteError.self) { try DataFolder(folder.path + "/file/below") }
    // Nobody, not even the superuser, makes folders here.
    #expect(throws: DurableSQLiteError.self) { try DataFolder("/proc/news-topics/data") }
  }

  @Test func fullDiskRefusesIntakeAndLetsWhatFreesRoomGoOn() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder, options: DurableDatabase.Options(reserve: 1 << 20))
    try await add("one", to: writes)
    // SQLite answers a database at its greatest size as a full disk.
    let pages = try await writes.database.pool.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)") ?? 0
    }
    #expect(pages > 0)
    #expect(writes.refusal == nil)
    let long = String(repeating: "x", count: 100_000)
    await #expect(throws: DurableSQLiteError.diskFull(path: writes.database.path)) { try await add(long, to: writes) }
    #expect(try await notes(writes) == ["one"])
    let refused = RefusedWrite(path: writes.database.path, takesRoom: true)
    #expect(writes.refusal == refused)
    try await writes.perform(freesRoom: true) { db, _ in try db.execute(sql: "DELETE FROM note") }
    #expect(try await notes(writes) == [])
    #expect(writes.refusal == refused, "whether there is room again was not tried")
    try await add("short", to: writes)
    #expect(try await notes(writes) == ["short"])
    #expect(writes.refusal == nil)
    await writes.close()
  }

  @Test func aDiskWithoutRoomForWhatFreesRoomIsToldOfUntilThatIsWritten() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder, options: DurableDatabase.Options(reserve: 1 << 20))
    try await add("one", to: writes)
    try await FullDisk.begin(writes, at: "DELETE ON note")
    @Sendable func free() async throws {
      try await writes.perform(freesRoom: true) { db, _ in try db.execute(sql: "DELETE FROM note") }
    }
    await #expect(throws: DurableSQLiteError.diskFull(path: writes.database.path)) { try await free() }
    #expect(writes.refusal == RefusedWrite(path: writes.database.path, takesRoom: false))
    try await writes.perform(freesRoom: true) { db, _ in try db.execute(sql: "DROP TRIGGER full_disk") }
    #expect(writes.refusal == nil)
    await writes.close()
  }

  @Test func closedDatabaseRefuses() async throws {
    let folder = TemporaryFolder()
    let writes = try open(folder)
    await writes.close()
    await #expect(throws: DurableSQLiteError.closed) { try await add("one", to: writes) }
    await #expect(throws: DurableSQLiteError.closed) { try await notes(writes) }
  }
}
