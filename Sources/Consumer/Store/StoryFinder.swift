import DurableSQLite
import GRDB
import NewsModels
import Stories

/// Finds the stories of articles inside a transaction, and writes which article belongs where.
struct StoryFinder {
  private let memory: StoryMemory
  private let text: RawStatement
  private let insertCopy: RawStatement
  private let insertStory: RawStatement

  init(_ db: Database, memory: StoryMemory) throws {
    self.memory = memory
    text = try RawStatement(db, "SELECT title, body, outlet, day FROM article WHERE number = ?")
    insertCopy = try RawStatement(db, "INSERT INTO copy VALUES (?, ?)")
    insertStory = try RawStatement(
      db,
      """
      INSERT INTO story SELECT number, day, 2 FROM article WHERE number = ?
      ON CONFLICT DO UPDATE SET articles = articles + 1
      """)
  }

  /// The number of the article that began the story; nil where this one begins it.
  func story(
    of article: Article, _ fingerprint: TextFingerprint, _ cell: CountChanges.Cell
  ) throws -> Int64? {
    let candidates = memory.candidates(for: fingerprint)
    if candidates.isEmpty { return nil }
    let runs = TextRuns(title: article.title, body: article.body)
    for candidate in candidates {
      try text.bind(1, candidate)
      defer { text.reset() }
      guard try text.step() else { continue }
      let shared = runs.compared(with: TextRuns(title: text.text(0) ?? "", body: text.text(1) ?? ""))
      let origin = Self.origin(outlet: text.integer(2), day: text.integer(3))
      if NearCopy.joins(shared, origin, Self.origin(outlet: cell.outlet, day: cell.day)) { return candidate }
    }
    return nil
  }

  private static func origin(outlet: Int64, day: Int64) -> NearCopy.Origin {
    NearCopy.Origin(outlet: outlet, day: day == StoreSchema.undated ? nil : day)
  }

  /// Writes what an article that was inserted is to its story, and remembers it.
  func add(
    _ number: Int64, _ fingerprint: TextFingerprint, story: Int64?, _ account: inout StoreAccount
  ) throws {
    if let story {
      try insertCopy.bind(1, story)
      try insertCopy.bind(2, number)
      try insertCopy.run()
      try insertStory.bind(1, story)
      try insertStory.run()
      account.fingerprints += [UInt8](repeating: 0, count: TextFingerprint.size)
    } else {
      account.fingerprints += fingerprint.bytes
    }
    memory.add(number, fingerprint, isCopy: story != nil)
  }
}
