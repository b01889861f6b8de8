import Foundation
import GRDB
import TestSupport
import Testing

@testable import DurableSQLite

/// A disk that is full when a database is opened on it.
@Suite(.enabled(if: UnsyncedWritesTool.compiler != nil, "needs a C compiler for Tests/Support/UnsyncedWrites"))
struct FullDiskTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let options = DurableDatabase.Options(reserve: 1 << 20)

  /// How the life before ended.
  enum End: String {
    /// The log is empty.
    case inOrder
    /// The log is not copied yet.
    case killed
    /// The database contradicted itself: another has to be made.
    case suspected
  }

  /// - Parameter isQuota: the disk has room, and its owner may not have more of it.
  @Test(arguments: [End.inOrder, .killed, .suspected], [false, true])
  func aDatabaseIsOpenedInTheRoomOfItsReserve(after end: End, isQuota: Bool) async throws {
    let folder = TemporaryFolder()
    let disk = try UnsyncedWrites(in: folder)
    let life = try SegmentedNotes(folder: folder.path + "/life", options: Self.options)
    try await life.add(["one"])
    if end == .suspected { life.writes.database.suspect(.corrupt(path: "", reason: "for the test")) }
    if end == .inOrder { await life.close() }
    try FileManager.default.removeItem(atPath: disk.data)
    try FileManager.default.copyItem(atPath: folder.path + "/life", toPath: disk.data)
    if end != .inOrder { await life.close() }
    let room = folder.path + "/room"
    try Data(String(Self.size(of: disk.data)).utf8).write(to: URL(filePath: room))

    let (program, arguments) = Process.testProgram(running: "writesOnAFullDisk")
    var environment = ["FULL_DISK_TEST": "1"]
    if isQuota { environment["UNSYNCED_WRITES_QUOTA"] = "1" }
    let process = disk.process(program, arguments, environment: environment, meets: .room(file: room))
    let output = String(decoding: try process.output(withErrors: true), as: UTF8.self)
    let told = output.split(separator: "\n").filter { $0.hasPrefix("told: ") }.map { $0.dropFirst(6) }
    let old = end == .suspected ? [] : ["one"]
    #expect(told == ["opened, \(old)", "no room", "freed, []"], "\(output.suffix(2_000))")

    let later = try SegmentedNotes(folder: disk.data, options: Self.options)
    try await later.add(["two"])
    #expect(try await later.texts() == ["two"])
    #expect(later.writes.database.damage == nil)
    #expect(FileManager.default.fileExists(atPath: disk.data + "/notes.reserve"))
    await later.close()
  }

  @Test(.enabled(if: environment["FULL_DISK_TEST"] != nil, "runs in the process that another test starts"))
  func writesOnAFullDisk() async throws {
    let folder = try #require(Self.environment["UNSYNCED_WRITES_FOLDER"])
    func tell(_ line: String) throws { try FileHandle.standardOutput.write(contentsOf: Data("told: \(line)\n".utf8)) }
    let notes = try SegmentedNotes(folder: folder, options: Self.options)
    try tell("opened, \(try await notes.texts().compactMap { $0 })")
    await #expect(throws: DurableSQLiteError.diskFull(path: notes.writes.database.path)) { try await notes.add(["no"]) }
    try tell("no room")
    try await notes.writes.perform(freesRoom: true) { db, _ in try db.execute(sql: "DELETE FROM note") }
    try tell("freed, \(try await notes.texts().compactMap { $0 })")
    // As a service ends that is killed: nothing is tidied up.
    kill(getpid(), SIGKILL)
  }

  private static func size(of folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, name in
      sum + (try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.size] as? Int ?? 0)
    }
  }

  /// Where the log's index has no room, SQLite does not say that the disk is full.
  @Test func theLogsIndexFindsTheDiskFullToo() {
    let error = DatabaseError(resultCode: .SQLITE_IOERR_SHMSIZE)
    #expect(DurableSQLiteError(error, path: "a") == .diskFull(path: "a"))
    #expect(
      DurableSQLiteError(DatabaseError(resultCode: .SQLITE_IOERR_WRITE), path: "a")
        == .failed(path: "a", reason: "disk I/O error, SQLite code 778"))
  }
}
