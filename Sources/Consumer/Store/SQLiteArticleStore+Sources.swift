import DurableSQLite
import GRDB
import NewsModels

extension SQLiteArticleStore {
  /// Sources that one access to the database looks at.
  private static let sourcesPerPage = 500

  /// How the outlets stand, after the change where one is asked for.
  public func sources(_ query: SourcesQuery) async throws(StoreError) -> SourcesAnswer {
    let changes = try await change(query)
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
      }, gaps: basis.gaps, changes: changes)
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

  /// Joins, parts or names outlets. Counts are kept by outlet and summed by source when asked, so they follow at once and exactly.
  /// - Returns: nil where no change is asked for.
  private func change(_ query: SourcesQuery) async throws(StoreError) -> [SourceChange]? {
    if query.action == .list { return nil }
    let names = query.names + (query.as.map { [$0] } ?? [])
    guard (1...SourcesQuery.maximumNames).contains(query.names.count) else {
      throw .badQuery("expected 1 to \(SourcesQuery.maximumNames) outlets, got \(query.names.count)")
    }
    let longest = PushRequest.Document.longestSource
    guard names.allSatisfy({ (1...longest).contains($0.utf8.count) }) else {
      throw .badQuery("expected outlets' names of 1 to \(longest) bytes")
    }
    guard (query.action == .part) == (query.as == nil) else {
      throw .badQuery(
        "'join' needs 'as', the outlet that the others are counted with, and 'name' what one is shown as; 'part' has none"
      )
    }
    guard query.action != .name || query.names.count == 1 else {
      throw .badQuery("'name' takes one outlet, got \(query.names.count)")
    }
    let outcome: OutletTable.Outcome
    do {
      outcome = try await writes.perform { db, _ in
        guard let name = query.as else { return try OutletTable(db).part(query.names) }
        return query.action == .name
          ? try OutletTable(db).name(query.names[0], as: name) : try OutletTable(db).join(query.names, as: name)
      }
    } catch {
      throw StoreError(error)
    }
    switch outcome {
    case .changed(let changes): return changes
    case .refused(let reason): throw .badQuery(reason)
    }
  }
}
