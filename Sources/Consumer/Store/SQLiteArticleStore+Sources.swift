import DurableSQLite
import GRDB
import NewsModels

extension SQLiteArticleStore {
  /// Sources that one access to the database looks at.
  private static let sourcesPerPage = 500

  /// How the outlets stand, after the change where one is asked for.
  public func sources(_ query: SourcesQuery) async throws(StoreError) -> SourcesAnswer {
    try await change(query)
    let (basis, groups) = try await read { [catalogue] db in
      let basis = try StatisticsReader(db, catalogue: catalogue, query: StatisticsQuery()).answer().head
      return (basis, try SourceReader(db).groups())
    }
    var sources: [SourceAccount] = []
    for start in stride(from: 0, to: groups.count, by: Self.sourcesPerPage) {
      let page = groups[start..<min(groups.count, start + Self.sourcesPerPage)]
      sources += try await read { db in try SourceReader(db).accounts(page) }
    }
    let wanted = sources.filter { !query.silent || $0.isSilent }
    return SourcesAnswer(
      asOf: Timestamp(secondsSince1970: basis.asOf), timeZone: timeZone, method: SilenceRule.method,
      sources: wanted.sorted { one, other in
        switch (one.source, other.source) {
        case (let name?, let otherName?): name < otherName
        case (let name, _): name != nil
        }
      }, gaps: basis.gaps)
  }

  /// Lets outlets be found by the names that they are shown with, also those that an older version made.
  static func renewKeys(_ writes: GroupCommit<StoreAccount>) async throws(DurableSQLiteError) {
    do throws(DurableSQLiteError) {
      try await writes.perform { db, _ in try OutletTable(db).renewKeys() }
    } catch {
      // Questions are answered on a full disk too.
      guard case .diskFull = error else { throw error }
    }
  }

  /// Joins or parts outlets. Counts are kept by outlet and summed by source when asked, so they follow at once and exactly.
  private func change(_ query: SourcesQuery) async throws(StoreError) {
    if query.action == .list { return }
    let names = query.names + (query.as.map { [$0] } ?? [])
    guard (1...SourcesQuery.maximumNames).contains(query.names.count) else {
      throw .badQuery("expected 1 to \(SourcesQuery.maximumNames) outlets, got \(query.names.count)")
    }
    let longest = PushRequest.Document.longestSource
    guard names.allSatisfy({ (1...longest).contains($0.utf8.count) }) else {
      throw .badQuery("expected outlets' names of 1 to \(longest) bytes")
    }
    guard (query.action == .join) == (query.as != nil) else {
      throw .badQuery("'join' needs 'as', the outlet that the others are counted with; 'part' has none")
    }
    let refusal: String?
    do {
      refusal = try await writes.perform { db, _ in
        guard let name = query.as else { return try OutletTable(db).part(query.names) }
        return try OutletTable(db).join(query.names, as: name)
      }
    } catch {
      throw StoreError(error)
    }
    if let refusal { throw .badQuery(refusal) }
  }
}

/// The table of which outlets are one source, as a person extends it.
struct OutletTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Counts the outlets with that of `name` from now on; outlets that no article has named yet are remembered. Answers why not where
  /// one of them is the source that `name` is counted as: whoever asks means it the other way round.
  func join(_ names: [String], as name: String) throws -> String? {
    if let counted = try sourceCounted(with: name) {
      for other in names where try StoreNames.outlet(named: other, db) == counted {
        return "\(name.printable) is counted as \(other.printable); to count it the other way round, "
          + "make it a source of its own first: newsctl sources part '\(name.printable)'"
      }
    }
    let outlet = try StoreNames.outletToExtend(named: name, db)
    let source =
      try Int64.fetchOne(db, sql: "SELECT ifnull(joined, number) FROM outlet WHERE number = ?", arguments: [outlet])
      ?? outlet
    for name in names {
      let joining = try StoreNames.outletToExtend(named: name, db)
      if joining == source { continue }
      // Those that were joined with it come along: a source is never joined itself.
      try db.execute(
        sql: "UPDATE outlet SET joined = ? WHERE number = ? OR joined = ?", arguments: [source, joining, joining])
    }
    return nil
  }

  /// The source that an outlet was joined with; nil where it is one itself, or unknown.
  private func sourceCounted(with name: String) throws -> Int64? {
    guard let outlet = try StoreNames.outlet(named: name, db) else { return nil }
    return try Int64.fetchOne(db, sql: "SELECT joined FROM outlet WHERE number = ?", arguments: [outlet])
  }

  /// Gives outlets that an older version made the keys that their names have now, or asking for such a name would find another or none;
  /// where another has the key, both are one source from now on.
  func renewKeys() throws {
    for row in try Row.fetchAll(db, sql: "SELECT number, key, name, joined FROM outlet WHERE name IS NOT NULL") {
      let (number, key, name): (Int64, String, String) = (row[0], row[1], row[2])
      let renewed = OutletName.key(name)
      // One that gave its key up before is left as a person has it since.
      if key == renewed || key.contains(Self.given) { continue }
      let other = try Row.fetchOne(
        db, sql: "SELECT ifnull(joined, number) FROM outlet WHERE key = ?", arguments: [renewed])
      guard let source: Int64 = other?[0] else {
        try db.execute(sql: "UPDATE outlet SET key = ? WHERE number = ?", arguments: [renewed, number])
        continue
      }
      try db.execute(
        sql: "UPDATE outlet SET key = ? WHERE number = ?", arguments: ["\(renewed)\(Self.given)\(number)", number])
      if source == number || row["joined"] != nil as Int64? { continue }
      try db.execute(
        sql: "UPDATE outlet SET joined = ? WHERE number = ? OR joined = ?", arguments: [source, number, number])
    }
  }

  /// Stands in a key that no spelling has.
  private static let given: Character = "\u{1F}"

  /// Makes outlets sources of their own again, with a source all that were joined with it; answers why not where one is unknown.
  func part(_ names: [String]) throws -> String? {
    var outlets: [Int64] = []
    for name in names {
      guard let outlet = try StoreNames.outlet(named: name, db) else {
        return "no source is named '\(name.printable)'; 'newsctl sources' lists them"
      }
      outlets.append(outlet)
    }
    for outlet in outlets {
      try db.execute(sql: "UPDATE outlet SET joined = NULL WHERE number = ?1 OR joined = ?1", arguments: [outlet])
    }
    return nil
  }
}
