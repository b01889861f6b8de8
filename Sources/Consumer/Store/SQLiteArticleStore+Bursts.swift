import NewsModels

extension SQLiteArticleStore {
  /// Days on which a topic stood out from its past. Read in pages: each burst's sources and phrases by itself.
  public func bursts(_ query: BurstsQuery) async throws(StoreError) -> BurstsAnswer {
    guard (1...BurstsQuery.maximumLimit).contains(query.limit) else {
      throw .badQuery("expected a limit of 1 to \(BurstsQuery.maximumLimit), got \(query.limit)")
    }
    let (basis, found) = try await read { [catalogue] db in
      let basis = try StatisticsReader(db, catalogue: catalogue, query: StatisticsQuery(filter: query.filter)).answer()
        .head
      return (basis, try BurstReader(db, catalogue: catalogue, filter: query.filter).found())
    }
    var bursts: [Burst] = []
    for found in found.prefix(query.limit) {
      let burst = try await read { [catalogue] db in
        try BurstReader(db, catalogue: catalogue, filter: query.filter).burst(found)
      }
      if let burst { bursts.append(burst) }
    }
    return BurstsAnswer(
      query: query, asOf: Timestamp(secondsSince1970: basis.asOf), timeZone: timeZone,
      topicsVersions: basis.topicsVersions, method: BurstRule.method, bursts: bursts,
      hasMore: found.count > query.limit, gaps: basis.gaps, unknown: basis.unknown)
  }
}
