import Foundation
import GRDB
import TestSupport
import Testing

@testable import DurableSQLite

@Suite(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/UnsyncedWrites"))
struct UnsyncedWritesTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test(arguments: [("none", "old", false), ("all", "new", false), ("none", "new", true)])
  func writeVanishesUnlessItWasSynced(choice: String, left: String, isSynced: Bool) throws {
    let folder = TemporaryFolder()
    let disk = try UnsyncedWrites(in: folder)
    let (source, target) = (folder.path + "/source", disk.data + "/file")
    try Data("new".utf8).write(to: URL(filePath: source))
    try Data("old and longer".utf8).write(to: URL(filePath: target))
    try disk.run("/bin/dd", ["if=\(source)", "of=\(target)"] + (isSynced ? ["conv=fsync"] : []))
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "new")
    try disk.restore(choice)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == (left == "old" ? "old and longer" : "new"))
  }

  @Test func namesComeBackUnlessTheirFolderWasSynced() throws {
    let disk = try UnsyncedWrites(in: TemporaryFolder())
    for name in ["deleted", "moved", "replaced"] {
      try Data(name.utf8).write(to: URL(filePath: disk.data + "/" + name))
    }
    try disk.run("/bin/rm", [disk.data + "/deleted"])
    try disk.run("/bin/mv", ["-f", disk.data + "/moved", disk.data + "/replaced"])
    try disk.run("/bin/dd", ["if=/dev/null", "of=" + disk.data + "/made"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.data).sorted() == ["made", "replaced"])
    try disk.restore("none")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: disk.data).sorted() == ["deleted", "moved", "replaced"])
    for name in ["deleted", "moved", "replaced"] {
      #expect(try String(contentsOfFile: disk.data + "/" + name, encoding: .utf8) == name)
    }
    try disk.run("/bin/rm", [disk.data + "/deleted"])
    try disk.run("/bin/sync", [disk.data])
    try disk.restore("none")
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.data).sorted() == ["moved", "replaced"])
  }

  @Test(arguments: ["none", "all", "1", "2", "3", "4"])
  func answeredCommitOutlivesAPowerCut(choice: String) async throws {
    let disk = try UnsyncedWrites(in: TemporaryFolder())
    for answers in [40, 300] {
      let answered = try killWriter(on: disk, after: answers, synchronous: "FULL")
      try disk.restore(choice)
      let database = try DurableDatabase(folder: try DataFolder(disk.data), schema: NoteWriter.schema)
      #expect(database.damage == nil)
      let notes = try await database.read { try Int64.fetchAll($0, sql: "SELECT number FROM note ORDER BY number") }
      #expect(Set(answered).subtracting(notes) == [], "answered, but not there")
      #expect(notes == Array(1...max(1, notes.last ?? 0)))
      let texts = try await database.read { [segments = database.texts] in
        try SegmentedNotes.rows($0, segments).map(\.text)
      }
      #expect(texts == notes.map { NoteWriter.text($0) })
      #expect(try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM text_segment") ?? 0 } > 1)
      #expect(try await database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
      try database.close()
    }
  }

  /// What the test above would not find if the tool did not work.
  @Test func commitsThatAreNotSyncedAreLostAndMissed() async throws {
    let disk = try UnsyncedWrites(in: TemporaryFolder())
    // Long enough for a synced mark.
    let answered = try killWriter(on: disk, after: 600, synchronous: "OFF")
    try disk.restore("none")
    let database = try DurableDatabase(folder: try DataFolder(disk.data), schema: NoteWriter.schema)
    let notes = try await database.read { try Int64.fetchAll($0, sql: "SELECT number FROM note") }
    #expect(!Set(answered).isSubset(of: notes))
    #expect(database.damage?.lost != nil)
    try database.close()
  }

  /// SQLite itself would go on: the commit is synced in the log, and the next copy of the log may go well. But what a disk has refused
  /// to sync once may be gone from its cache, and a later sync says that all is well.
  ///
  /// And a commit whose sync failed may be whole in the log all the same: the next life finds it, with its texts. One whose mark failed is
  /// on disk, and answered.
  @Test(arguments: [("notes.sqlite", 12), ("notes.sqlite-wal", 30), ("notes.sqlite-wal", 31), ("notes.mark", 2)])
  func nothingIsWrittenAfterASyncFailed(file: String, number: Int) async throws {
    let disk = try UnsyncedWrites(in: TemporaryFolder())
    // One that no opening reaches.
    let (program, arguments) = Process.testProgram(running: "writesPastAnError")
    let process = disk.process(
      program, arguments, environment: ["UNSYNCED_WRITES_TEST": "FULL"], meets: .failSyncOf(file, number))
    let output = String(decoding: try process.output(withErrors: true), as: UTF8.self)
    let told = output.split(separator: "\n").filter { $0.hasPrefix("answered ") || $0 == "refused" }
    let answered = told.compactMap { Int64($0.dropFirst(9)) }
    #expect(answered == Array(1...max(1, Int64(answered.count))))
    #expect(told.suffix(3) == ["refused", "refused", "refused"], "\(output.suffix(1_000))")
    #expect(told.count == answered.count + 3, "it wrote on after the error")
    let database = try DurableDatabase(folder: try DataFolder(disk.data), schema: NoteWriter.schema)
    #expect(database.damage == nil)
    let notes = try await database.read { try Int64.fetchAll($0, sql: "SELECT number FROM note ORDER BY number") }
    #expect(notes == answered || (file.hasSuffix("-wal") && notes.dropLast() == answered[...]))
    let texts = try await database.read { [segments = database.texts] in
      try SegmentedNotes.rows($0, segments).map(\.text)
    }
    #expect(texts == notes.map { NoteWriter.text($0) })
    try database.close()
  }

  @Test(
    .enabled(if: environment["UNSYNCED_WRITES_TEST"] != nil, "runs in the process that another test starts"))
  func writesPastAnError() async throws {
    let folder = try #require(Self.environment["UNSYNCED_WRITES_FOLDER"])
    let writer = try NoteWriter(folder: folder, synchronous: "FULL")
    var refusals = 0
    for _ in 0..<3_000 where refusals < 3 {
      var line = "refused"
      do { line = "answered \(try await writer.write())" } catch { refusals += 1 }
      try FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
    }
    // As a service ends: nothing is tidied up.
    kill(getpid(), SIGKILL)
  }

  /// Starts this test program again with `writesUntilKilled` only, kills it after some answers, and returns the answers.
  private func killWriter(on disk: UnsyncedWrites, after answers: Int, synchronous: String) throws -> [Int64] {
    let (program, arguments) = Process.testProgram(running: "writesUntilKilled")
    let process = disk.process(program, arguments, environment: ["UNSYNCED_WRITES_TEST": synchronous])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    var output = Data()
    var answered: [Int64] = []
    while true {
      let part = pipe.fileHandleForReading.availableData
      if part.isEmpty { break }
      output += part
      answered = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().compactMap { $0.hasPrefix("answered ") ? Int64($0.dropFirst(9)) : nil }
      if answered.count >= answers, process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
    process.waitUntilExit()
    try #require(answered.count >= answers, "\(String(decoding: output.suffix(2_000), as: UTF8.self))")
    return answered
  }

  @Test(
    .enabled(if: environment["UNSYNCED_WRITES_TEST"] != nil, "runs in the process that other tests start and kill"))
  func writesUntilKilled() async throws {
    let folder = try #require(Self.environment["UNSYNCED_WRITES_FOLDER"])
    let writer = try NoteWriter(folder: folder, synchronous: Self.environment["UNSYNCED_WRITES_TEST"] ?? "FULL")
    for _ in 0..<100_000 {
      let number = try await writer.write()
      try FileHandle.standardOutput.write(contentsOf: Data("answered \(number)\n".utf8))
    }
  }
}

/// Numbers notes from 1. The texts of the odd ones are long, and stand in segments.
struct NoteWriter {
  static let schema = SegmentedNotes.schema

  private let writes: GroupCommit<Int64>

  init(folder: String, synchronous: String) throws {
    // A small log is copied into the database often, and a kill meets that too.
    let database = try DurableDatabase(
      folder: try DataFolder(folder), schema: Self.schema,
      options: DurableDatabase.Options(checkpointPages: 64, reserve: 0, segmentSize: 5_000, segmentThreshold: 650))
    writes = GroupCommit(database: database, state: database.position) { _, last in last }
    try database.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(synchronous)") }
  }

  func write() async throws -> Int64 {
    // Nobody else writes.
    let text = Self.text(writes.state + 1)
    return try await writes.perform(textBytes: text.utf8.count) { [segments = writes.database.texts] db, last in
      last += 1
      try SegmentedNotes.insert(last, text, db, segments)
      return last
    }
  }

  static func text(_ number: Int64) -> String {
    String(repeating: "text \(number) ", count: number.isMultiple(of: 2) ? 50 : 100)
  }
}
