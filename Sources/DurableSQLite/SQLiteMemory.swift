import CSQLite

/// SQLite's account of its memory, which nobody here asks for: each allocation and each release waits for one lock of the process to be
/// written down, some fifty times for an article.
enum SQLiteMemory {
  /// Has none kept. To be called before anything else of SQLite; later it changes nothing, and costs no more than before.
  static func leaveUncounted() { _ = outcome }

  private static let outcome = csqlite_leave_memory_uncounted()
}
