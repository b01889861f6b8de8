import Foundation
import GRDB
import TestSupport
import Testing

@testable import DurableSQLite

/// Bytes of a database file change or go while nobody looks: what is read afterwards is what was written, or an error.
@Suite struct SealedPagesTests {
  private static let schema = Schema(
    name: "notes", applicationID: 0x4E54_5431,
    migrations: [
      Schema.Migration(
        """
        CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
        CREATE TABLE place (key INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
        """)
    ])

  private func open(_ folder: TemporaryFolder) throws -> GroupCommit<Int64> {
    let database = try DurableDatabase(
      folder: try DataFolder(folder.path), schema: Self.schema, options: .init(reserve: 0))
    return GroupCommit(database: database, state: database.position) { _, last in last }
  }

  private func add(_ range: ClosedRange<Int64>, to writes: GroupCommit<Int64>) async throws {
    for number in range {
      try await writes.perform { db, last in
        last = number
        try db.execute(sql: "INSERT INTO note VALUES (?, ?)", arguments: [number, Self.text(number)])
        // Keys in no order, as those of hashes are.
        try db.execute(sql: "INSERT INTO place VALUES (?, ?)", arguments: [(number * 7_919) % 10_007, number])
      }
    }
  }

  /// Short ones and some that take pages of their own.
  private static func text(_ number: Int64) -> String {
    String(repeating: "\(number) ", count: number % 10 == 0 ? 3_000 : 20)
  }

  /// The numbers of the notes that are found by their key with the text that was written.
  private func found(_ range: ClosedRange<Int64>, _ writes: GroupCommit<Int64>) async throws -> Set<Int64> {
    try await writes.database.read { db in
      var found: Set<Int64> = []
      for number in range {
        let place = try Int64.fetchOne(
          db, sql: "SELECT number FROM place WHERE key = ?", arguments: [(number * 7_919) % 10_007])
        let text = try String.fetchOne(db, sql: "SELECT text FROM note WHERE number = ?", arguments: [place])
        if place == number, text == Self.text(number) { found.insert(number) }
      }
      return found
    }
  }

  /// A closed database with so many notes; the file's bytes.
  private func written(_ folder: TemporaryFolder, _ range: ClosedRange<Int64>) async throws -> [UInt8] {
    let writes = try open(folder)
    try await add(range, to: writes)
    await writes.close()
    return [UInt8](try Data(contentsOf: URL(filePath: folder.path + "/notes.sqlite")))
  }

  /// Opens what is left of the file and reads everything: each note is there, or an error or the damage says why not.
  private func expectNothingSilent(_ folder: TemporaryFolder, _ bytes: [UInt8], _ comment: Comment) async throws {
    let path = folder.path + "/notes.sqlite"
    let mark = try Data(contentsOf: URL(filePath: folder.path + "/notes.mark"))
    try Data(bytes).write(to: URL(filePath: path))
    let writes = try open(folder)
    // Read at every start, which damage must not keep from happening.
    _ = try await writes.database.damages()
    if writes.database.damage == nil {
      do {
        let count = try await writes.database.read { db in try Int64.fetchOne(db, sql: "SELECT count(*) FROM note") }
        #expect(count == 90, comment)
        #expect(try await found(1...90, writes) == Set(1...90), comment)
      } catch let error as DurableSQLiteError {
        guard case .corrupt = error else { throw error }
      }
    }
    await writes.close()
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file != "lock" {
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(file)")
    }
    try mark.write(to: URL(filePath: folder.path + "/notes.mark"))
  }

  @Test func changedBytesAreNeverSilent() async throws {
    let folder = TemporaryFolder()
    let whole = try await written(folder, 1...90)
    let seed = SeededGenerator.seedOfThisRun
    var generator = SeededGenerator(seed: seed)
    for attempt in 0..<150 {
      var bytes = whole
      // In each page once, wherever that is, and in the header's bytes more often.
      let page = attempt % (whole.count / 4_096)
      let index =
        attempt % 5 == 0
        ? Int.random(in: 0..<100, using: &generator) : page * 4_096 + Int.random(in: 0..<4_096, using: &generator)
      bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      try await expectNothingSilent(folder, bytes, "byte \(index), seed \(seed)")
    }
  }

  @Test func shortenedFilesAreNeverSilent() async throws {
    let folder = TemporaryFolder()
    let whole = try await written(folder, 1...90)
    let seed = SeededGenerator.seedOfThisRun
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let length = Int.random(in: 1..<whole.count, using: &generator)
      try await expectNothingSilent(folder, Array(whole[..<length]), "\(length) bytes, seed \(seed)")
    }
  }

  /// The first bytes of a page may be zeros: those of a long row's last page are, and a page of zeros counts as never written.
  @Test func aFileThatEndsWithTheFirstBytesOfAPageIsFound() async throws {
    let folder = TemporaryFolder()
    let whole = try await written(folder, 1...90)
    let pages = whole.count / 4_096
    #expect(whole[((pages - 1) * 4_096)...].prefix(4).allSatisfy { $0 == 0 }, "the last page ends no long row any more")
    for page in 1..<pages {
      for rest in 1...4 {
        let length = page * 4_096 + rest
        try await expectNothingSilent(folder, Array(whole[..<length]), "\(length) of \(whole.count) bytes")
      }
    }
  }

  /// The log holds only what came last; the file below it was shortened before, in the midst of a page.
  @Test func aShortenedFileBelowAWholeLogIsFound() async throws {
    let folder = TemporaryFolder()
    let copy = TemporaryFolder()
    _ = try await written(folder, 1...90)
    let writes = try open(folder)
    try await add(91...95, to: writes)
    try FileManager.default.copyItem(atPath: folder.path, toPath: copy.path)
    await writes.close()
    let path = copy.path + "/notes.sqlite"
    let size = try Data(contentsOf: URL(filePath: path)).count
    for length in stride(from: size - 100, to: 2 * 4_096, by: -1_500) {
      let file = try FileHandle(forUpdating: URL(filePath: path))
      try file.truncate(atOffset: UInt64(length))
      try file.close()
      let trial = TemporaryFolder()
      try FileManager.default.copyItem(atPath: copy.path, toPath: trial.path)
      let later = try open(trial)
      if later.database.damage == nil {
        await #expect(throws: DurableSQLiteError.self, "\(length) of \(size) bytes") {
          try await found(1...95, later)
        }
      }
      await later.close()
    }
  }

  @Test func aPageInAnothersPlaceIsFound() async throws {
    let folder = TemporaryFolder()
    let whole = try await written(folder, 1...90)
    for page in 2..<whole.count / 4_096 - 1 {
      var bytes = whole
      bytes.replaceSubrange(
        page * 4_096..<(page + 1) * 4_096, with: whole[(page + 1) * 4_096..<(page + 2) * 4_096])
      try await expectNothingSilent(folder, bytes, "page \(page)")
    }
  }

  @Test func aCopyIsSealedToo() async throws {
    let folder = TemporaryFolder()
    let target = TemporaryFolder()
    try FileManager.default.createDirectory(atPath: target.path, withIntermediateDirectories: true)
    var writes = try open(folder)
    // More than SQLite keeps in memory while it copies: it writes the first page last.
    try await writes.perform { db, last in
      last = 4_000
      for number in 1...4_000 as ClosedRange<Int64> {
        try db.execute(
          sql: "INSERT INTO note VALUES (?, ?)", arguments: [number, String(repeating: "\(number % 10)", count: 3_000)])
      }
    }
    #expect(try await writes.database.backup(to: target.path) > 8 << 20)
    await writes.close()
    writes = try open(target)
    #expect(writes.database.damage == nil)
    #expect(
      try await writes.database.read { try Int.fetchOne($0, sql: "SELECT sum(length(text)) FROM note") } == 12_000_000)
    await writes.close()
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: target.path + "/notes.sqlite")))
    bytes[bytes.count / 2] ^= 1
    try Data(bytes).write(to: URL(filePath: target.path + "/notes.sqlite"))
    let changed = try open(target)
    await #expect(throws: DurableSQLiteError.self) {
      try await changed.database.read { try Int.fetchOne($0, sql: "SELECT sum(length(text)) FROM note") }
    }
    await changed.close()
  }

  @Test func aDatabaseWithoutChecksumsGoesOn() async throws {
    let folder = try TemporaryFolder.made()
    let path = folder.path + "/notes.sqlite"
    // As it was made before there were any.
    let old = try DatabasePool(path: path)
    try Self.schema.migrator.migrate(old)
    try old.close()
    #expect(try Data(contentsOf: URL(filePath: path))[20] == 0)
    var writes = try open(folder)
    try await add(1...90, to: writes)
    await writes.close()
    writes = try open(folder)
    #expect(writes.database.damage == nil)
    #expect(try await found(1...90, writes) == Set(1...90))
    await writes.close()
  }
}
