import Foundation
import GRDB
import TestSupport
import Testing

@testable import DurableSQLite

@Suite struct TextSegmentsTests {
  private let folder = TemporaryFolder()

  private func open(threshold: Int = 1, size: Int = 1 << 30) throws -> SegmentedNotes {
    try SegmentedNotes(
      folder: folder.path,
      options: DurableDatabase.Options(reserve: 0, segmentSize: size, segmentThreshold: threshold))
  }

  /// Names of segments, oldest first, and behind them of what was set aside.
  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".texts-") }
      .sorted { ($0.count, $0) < ($1.count, $1) }
  }

  /// What they hold.
  private func contents() throws -> [String] {
    try files().map { try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8) }
  }

  @Test func onlyTransactionsWithManyBytesWriteToASegment() async throws {
    let notes = try open(threshold: 10)
    try await notes.add(["123456789"])
    #expect(try files() == [])
    try await notes.add(["one", "", "two", "three"])
    #expect(try contents() == ["onetwothree"])
    #expect(try await notes.texts() == ["123456789", "one", "", "two", "three"])
    #expect(try await notes.places() == [nil, "0 3", nil, "3 3", "6 5"])
    await notes.close()
  }

  /// Shorter and longer than what is gathered before it is written.
  @Test func whatTheTransactionUnderWayAddedCanBeReadInIt() async throws {
    let notes = try open()
    let texts = ["short", long("x", 300_000), "between", long("y", 100_000), "end"]
    func long(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    #expect(try await notes.add(texts, readingBack: true) == texts)
    #expect(try await notes.texts() == texts)
    #expect(try contents() == [texts.joined()])
    await notes.close()
  }

  @Test func whatWasUndoneIsOverwritten() async throws {
    let notes = try open()
    try await notes.add(["one"])
    let full = DurableSQLiteError.diskFull(path: "for the test")
    await #expect(throws: DurableSQLiteError.diskFull(path: notes.writes.database.path)) {
      try await notes.add(["undone, and long", "too"], thenThrow: full)
    }
    try await notes.add(["two"])
    #expect(try await notes.texts() == ["one", "two"])
    #expect(try await notes.places() == ["0 3", "3 3"])
    #expect(try contents() == ["onetwo"])
    await notes.close()
  }

  @Test func aSegmentThatIsLongEnoughIsFollowedByAnotherAndGoesWithItsLastText() async throws {
    let notes = try open(size: 6)
    for text in ["one", "two", "three", "four"] { try await notes.add([text]) }
    #expect(try contents() == ["onetwo", "threefour"])
    try await notes.remove(["one"])
    #expect(try contents() == ["onetwo", "threefour"])
    try await notes.remove(["two", "three", "four"])
    // That is where the next text would have gone, were it not full.
    #expect(try contents() == ["threefour"])
    try await notes.add(["five"])
    #expect(try contents() == ["five"])
    #expect(try await notes.texts() == ["five"])
    #expect(try await notes.differences() == [])
    await notes.close()
  }

  @Test func nothingIsRemovedWhileItIsHeld() async throws {
    let notes = try open(size: 1)
    try await notes.add(["one"])
    try await notes.add(["two"])
    let segments = notes.writes.database.texts
    let first = try #require(await notes.segmentPlaces().first ?? nil)
    let (held, goOn) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
    // Beside Swift's pool: of its threads there may be two, and the tests need them.
    async let holding: Void = withCheckedContinuation { ended in
      DispatchQueue(label: "holding").async {
        segments.holding {
          held.continuation.finish()
          goOn.wait()
        }
        ended.resume()
      }
    }
    defer { goOn.signal() }
    for await _ in held.stream {}
    try await notes.remove(["one"])
    #expect(try contents() == ["one", "two"])
    #expect(try segments.read(first) == Array("one".utf8))
    goOn.signal()
    await holding
    #expect(try contents() == ["two"])
    #expect(try segments.read(first) == nil)
    await notes.close()
  }

  @Test func aLongReadingFindsTheTextsOfItsSnapshotAndAShortOneKeepsNone() async throws {
    let notes = try open(size: 1)
    for text in ["one", "two", "three"] { try await notes.add([text]) }
    let database = notes.writes.database
    func texts(isLong: Bool, removing note: String) async throws -> [String?] {
      let (begun, goOn) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
      async let reading = database.read(isLong: isLong) { db in
        _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM note")
        begun.continuation.finish()
        goOn.wait()
        return try SegmentedNotes.rows(db, database.texts).map(\.text)
      }
      defer { goOn.signal() }
      for await _ in begun.stream {}
      try await notes.remove([note])
      goOn.signal()
      return try await reading
    }
    #expect(try await texts(isLong: true, removing: "one") == ["one", "two", "three"])
    #expect(try contents() == ["two", "three"])
    #expect(try await texts(isLong: false, removing: "two") == [nil, "three"])
    await notes.close()
  }

  @Test func eachLifeWritesToSegmentsOfItsOwnAndRemovesWhatNoRowKnows() async throws {
    for life in 1...3 {
      let notes = try open()
      try await notes.add(["life \(life)"])
      await notes.close()
      // As a process leaves it that dies before the commit.
      try Data("lost".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/notes.texts-\(life)"))
    }
    let notes = try open()
    // Not before the opening itself is committed.
    #expect(try Set(contents()) == ["life 1", "life 2", "life 3", "lost"])
    try await notes.add(["life 4"])
    #expect(try contents() == ["life 1", "life 2", "life 3", "life 4"])
    #expect(try await notes.texts() == ["life 1", "life 2", "life 3", "life 4"])
    #expect(notes.writes.database.damage == nil)
    await notes.close()
  }

  @Test func segmentsOfADatabaseThatIsLostAreKeptBesideIt() async throws {
    var notes = try open()
    try await notes.add(["one"])
    await notes.close()
    try Data("no database".utf8).write(to: URL(fileURLWithPath: folder.path + "/notes.sqlite"))
    notes = try open()
    #expect(notes.writes.database.damage?.lost == 1...1)
    let kept = try #require(files().first)
    #expect(try contents() == ["one"] && kept.contains(".damaged-"))
    try await notes.add(["two"])
    #expect(try await notes.texts() == ["two"])
    await notes.close()
    notes = try open()
    try await notes.add(["three"])
    #expect(try contents() == ["two", "three", "one"])
    #expect(try files().last == kept)
    await notes.close()
  }

  @Test func aSegmentThatIsShorterThanItWasIsToldOnce() async throws {
    var notes = try open()
    try await notes.add(["one", "two"])
    await notes.close()
    let name = try #require(files().first)
    try Data("onet".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
    notes = try open()
    let damage = try #require(notes.writes.database.damage)
    #expect(damage.lost == nil)
    #expect(
      "\(damage)" == "damaged: '\(name)' ends at byte 4, where texts up to byte 6 were: what stood there is lost")
    #expect(try await notes.texts() == ["one", nil])
    #expect(try await notes.writes.database.damages() == [damage])
    await notes.close()
    notes = try open()
    #expect(notes.writes.database.damage == nil)
    #expect(try await notes.writes.database.damages() == [damage])
    await notes.close()
  }

  @Test(
    arguments: [
      (0, -1, 3), (0, 0, -3), (0, 0, Int64.max), (0, Int64.max, Int64.max), (1, 0, 3), (0, 1, 3), (0, 3, 1),
    ] as [(Int64, Int64, Int64)])
  func aPlaceWhereNothingIsHoldsNoText(offset: Int64, start: Int64, size: Int64) async throws {
    let notes = try open()
    try await notes.add(["one"])
    var place = try #require(await notes.segmentPlaces().first ?? nil)
    #expect(try notes.writes.database.texts.read(place) == Array("one".utf8))
    place = SegmentPlace(segment: place.segment + offset, start: start, size: size)
    #expect(try notes.writes.database.texts.read(place) == nil)
    #expect(try notes.writes.database.texts.readInTransaction(place) == nil)
    await notes.close()
  }

  /// What is emptied while the disk is full makes room at once, also where it would be written to next.
  @Test func aFullDiskGetsBackWhatNoRowRefersTo() async throws {
    let notes = try open()
    try await notes.add(["one"])
    try await notes.remove(["one"])
    #expect(try contents() == ["one"])
    await #expect(throws: DurableSQLiteError.diskFull(path: notes.writes.database.path)) {
      try await notes.add(["two"], thenThrow: .diskFull(path: "for the test"))
    }
    #expect(try contents() == [""])
    try await notes.add(["three"])
    #expect(try contents() == ["three"])
    #expect(try await notes.texts() == ["three"])
    #expect(try await notes.differences() == [])
    await notes.close()
    #expect(try open().writes.database.damage == nil)
  }
}

/// Notes whose texts may stand in segments.
struct SegmentedNotes {
  static let schema = Schema(
    name: "notes", applicationID: 0x4E54_5431,
    migrations: [
      Schema.Migration(
        TextSegments.schema + """

          CREATE TABLE note (
            number INTEGER PRIMARY KEY, text TEXT NOT NULL, segment INTEGER, start INTEGER, size INTEGER
          ) STRICT;
          """)
    ])

  struct Row: Sendable {
    var number: Int64
    /// Nil where it is lost.
    var text: String?
    /// Nil where the row holds the text.
    var place: SegmentPlace?
  }

  let writes: GroupCommit<Int64>

  init(folder: String, options: DurableDatabase.Options) throws {
    let database = try DurableDatabase(
      folder: try DataFolder(folder),
      schema: Self.schema,
      options: options)
    writes = GroupCommit(database: database, state: database.position) { _, last in last }
  }

  /// Adds notes in one transaction; answers what it reads of them before the commit, where that is asked for.
  @discardableResult
  func add(
    _ notes: [String], readingBack: Bool = false, thenThrow error: DurableSQLiteError? = nil
  ) async throws -> [String] {
    let segments = writes.database.texts
    return try await writes.perform(textBytes: notes.reduce(0) { $0 + $1.utf8.count }) { db, last in
      var back: [String] = []
      for note in notes {
        last += 1
        let place = try Self.insert(last, note, db, segments)
        guard readingBack, let place, let text = try segments.readInTransaction(place) else { continue }
        back.append(String(decoding: text, as: UTF8.self))
      }
      if let error { throw error }
      return back
    }
  }

  func remove(_ notes: [String]) async throws {
    let all = try await rows()
    let gone = all.filter { notes.contains($0.text ?? "") }
    let segments = writes.database.texts
    try await writes.perform { db, _ in
      for row in gone {
        try db.execute(sql: "DELETE FROM note WHERE number = ?", arguments: [row.number])
        if let place = row.place { segments.forget(1, in: place.segment) }
      }
    }
  }

  /// In their order; nil for a text that is lost.
  func texts() async throws -> [String?] { try await rows().map(\.text) }

  /// Start and size; nil for a text in its row.
  func places() async throws -> [String?] {
    try await segmentPlaces().map { $0.map { "\($0.start) \($0.size)" } }
  }

  func segmentPlaces() async throws -> [SegmentPlace?] { try await rows().map(\.place) }

  func differences() async throws -> [String] {
    try await writes.database.read { try TextSegments.differences($0, table: "note", column: "segment") }
  }

  func close() async { await writes.close() }

  private func rows() async throws -> [Row] {
    let segments = writes.database.texts
    return try await writes.database.read { try Self.rows($0, segments) }
  }

  /// Answers where the text stands; nil in its row.
  @discardableResult
  static func insert(
    _ number: Int64, _ text: String, _ db: Database, _ segments: TextSegments
  ) throws -> SegmentPlace? {
    let place = try segments.add(text)
    let insert = try RawStatement(db, "INSERT INTO note VALUES (?, ?, ?, ?, ?)")
    try insert.bind(1, number)
    try insert.bind(3, place)
    try insert.run(2, place == nil ? text : "")
    return place
  }

  static func rows(_ db: Database, _ segments: TextSegments) throws -> [Row] {
    let rows = try RawStatement(db, "SELECT text, segment, start, size, number FROM note ORDER BY number")
    defer { rows.reset() }
    var found: [Row] = []
    while try rows.step() {
      let place =
        rows.isNull(1) ? nil : SegmentPlace(segment: rows.integer(1), start: rows.integer(2), size: rows.integer(3))
      let text = try rows.text(0, segments.read).map { String(decoding: $0, as: UTF8.self) }
      found.append(Row(number: rows.integer(4), text: text, place: place))
    }
    return found
  }
}
