import CSQLite
import TestSupport
import Testing

@testable import DurableSQLite

/// Each in a process of its own: SQLite is told before its first use, or not at all.
@Suite struct SQLiteMemoryTests {
  @Test func noAccountIsKeptOfWhatADatabaseTakes() async {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let writer = try NoteWriter(folder: folder.path, synchronous: "FULL")
      for _ in 0..<10 { _ = try await writer.write() }
      #expect(sqlite3_memory_used() == 0)
      #expect(sqlite3_memory_highwater(0) == 0)
    }
  }

  /// What the test above looks at is not always 0.
  @Test func anAccountIsKeptWhereNobodyAsksForNone() async {
    await #expect(processExitsWith: .success) {
      let taken = sqlite3_malloc(1_000)
      #expect(sqlite3_memory_used() >= 1_000)
      sqlite3_free(taken)
    }
  }
}
