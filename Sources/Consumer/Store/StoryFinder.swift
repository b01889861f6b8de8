import DurableSQLite
import GRDB
import NewsModels
import Stories

/// Finds the stories of articles inside a transaction, and writes which article belongs where.
struct StoryFinder {
  private let memory: StoryMemory
  private let texts: TextSegments
  private let text: RawStatement
  private let insertCopy: RawStatement
  private let insertStory: RawStatement

  /// - Parameter texts: of the database.
  init(_ db: Database, texts: TextSegments, memory: StoryMemory) throws {
    self.memory = memory
    self.texts = texts
    text = try RawStatement(
      db, "SELECT title, outlet, day, body, body_segment, body_start, body_size FROM article WHERE number = ?")
    insertCopy = try RawStatement(db, "INSERT INTO copy VALUES (?, ?)")
    insertStory = try RawStatement(
      db,
      """
      INSERT INTO story SELECT number, day, 2 FROM article WHERE number = ?
      ON CONFLICT DO UPDATE SET articles = articles + 1
      """)
  }

  /// The number of the article that began the story; nil where this one begins it.
  /// - Parameter text: of the article.
  func story(of article: Article, _ text: StoryText, _ cell: CountChanges.Cell) throws -> Int64? {
    let candidates = memory.candidates(for: text.fingerprint)
    if candidates.isEmpty { return nil }
    var compared = TextRuns.Compared(text.numbers) { TextRuns(title: article.title, body: article.body) }
    let origin = Self.origin(outlet: cell.outlet, day: cell.day)
    return try candidates.first { candidate in
      // From what takes least to what takes most: nearly all are told apart before a text is read.
      if let sketch = memory.sketch(of: candidate), !compared.mayJoin(sketch) { return false }
      if let numbers = memory.numbers(of: candidate), !compared.mayJoin(numbers) { return false }
      guard let earlier = try stored(candidate), compared.mayJoin(earlier.runs.numbers) else { return false }
      return NearCopy.joins(compared.compared(with: earlier.runs), earlier.origin, origin)
    }
  }

  /// Whether a text resembles that of a stored article as copies do, wherever and whenever either was printed; so it does where that one is
  /// lost.
  /// - Parameter text: of the article.
  func resembles(_ article: Article, _ text: StoryText, _ number: Int64) throws -> Bool {
    guard let other = try stored(number) else { return true }
    var compared = TextRuns.Compared(text.numbers) { TextRuns(title: article.title, body: article.body) }
    return compared.mayJoin(other.runs.numbers)
      && NearCopy.joins(compared.compared(with: other.runs), other.origin, other.origin)
  }

  /// What an article is compared by; nil where its text is lost.
  private func stored(_ number: Int64) throws -> (runs: TextRuns, origin: NearCopy.Origin)? {
    try read(number) { title, body in
      (TextRuns(title: title, body: body), Self.origin(outlet: text.integer(1), day: text.integer(2)))
    }
  }

  /// Reads headline and body; nil where the text is lost.
  private func read<Result>(
    _ number: Int64, _ take: (_ title: UnsafeBufferPointer<UInt8>, _ body: UnsafeBufferPointer<UInt8>) -> Result
  ) throws -> Result? {
    try text.bind(1, number)
    defer { text.reset() }
    // A text that the disk cannot read is compared with as little as one that is lost: the article that came is stored all the same.
    guard try text.step(), let body = try? text.text(3, texts.readInTransaction) else { return nil }
    return text.withText(0) { title in body.withUnsafeBufferPointer { take(title, $0) } }
  }

  private static func origin(outlet: Int64, day: Int64) -> NearCopy.Origin {
    NearCopy.Origin(outlet: outlet, day: day == StoreSchema.undated ? nil : day)
  }

  /// Tells that an article's text is another one now.
  func forget(_ number: Int64) { memory.forget(number) }

  /// Lets copies find an article that was a copy, or another text, before: from the next request on.
  /// - Parameter fingerprint: of its text; nil for that of the stored one.
  func makeFindable(
    _ number: Int64, by fingerprint: TextFingerprint?, _ account: inout StoreAccount, _ db: Database
  ) throws {
    let stored = { try read(number) { StoryText(title: $0, body: $1).fingerprint } }
    guard let fingerprint = try fingerprint ?? stored() else { return }
    if try account.change(fingerprint, of: number, db) { memory.change(number, fingerprint, &account) }
  }

  /// Writes what an article that was inserted is to its story, and remembers it.
  func add(_ number: Int64, _ text: StoryText, story: Int64?, _ account: inout StoreAccount) throws {
    if let story {
      try insertCopy.bind(1, story)
      try insertCopy.bind(2, number)
      try insertCopy.run()
      try insertStory.bind(1, story)
      try insertStory.run()
      account.fingerprints += [UInt8](repeating: 0, count: TextFingerprint.size)
      memory.pass(number, &account)
    } else {
      account.fingerprints += text.fingerprint.bytes
      memory.add(number, text, &account)
    }
  }
}
