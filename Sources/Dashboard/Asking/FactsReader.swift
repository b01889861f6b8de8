#if Dashboard
import NewsClient
import NewsModels
import Rendering

/// Asks for what a page shows: all questions of a page at a time.
struct FactsReader: Sendable {
  /// Articles in a page of a list, and at the end of the overview.
  static let listed = 50
  static let latest = 8

  let upstream: Upstream

  func overview(_ filter: ArticleFilter) async throws(ClientError) -> OverviewFacts {
    let client = try await upstream.consumer()
    var isComparable = filter.period != nil
    // The calendar has a first day, before which there is nothing to compare with.
    if let since = filter.since, let until = filter.until, since <= until {
      isComparable = (since...until).previous != nil
    }
    let compare: StatisticsQuery.Comparison? = isComparable ? .previous : nil
    async let standing = upstream.standing()
    async let totals = client.statistics(StatisticsQuery(filter: filter, compare: compare))
    async let sources = client.statistics(StatisticsQuery(filter: filter, by: [.source], compare: compare))
    async let languages = client.statistics(StatisticsQuery(filter: filter, by: [.language]))
    async let timeline = Self.timeline(filter, client)
    async let bursts = Self.bursts(filter, client)
    async let latest = client.articles(ArticlesQuery(filter: filter, limit: Self.latest))
    do {
      var facts = OverviewFacts(
        totals: try await totals, timeline: try await timeline.answer,
        withInput: try await timeline.withInput, sources: try await sources,
        languages: try await languages,
        offeredLanguages: try await Self.offeredLanguages(filter, narrowed: try await languages, client),
        bursts: try await bursts.bursts, hasMoreBursts: try await bursts.hasMore, latest: try await latest,
        standing: await standing)
      facts.standing.complete(&facts.totals.gaps)
      return facts
    } catch {
      throw error as? ClientError ?? .refused(reason: "\(error)")
    }
  }

  /// The languages under a filter, whichever of them it names.
  /// - Parameter narrowed: by language, under the filter as it is.
  static func offeredLanguages(
    _ filter: ArticleFilter, narrowed: StatisticsAnswer, _ client: QueryClient
  ) async throws(ClientError) -> StatisticsAnswer {
    guard filter.language != nil else { return narrowed }
    var filter = filter
    filter.language = nil
    return try await client.statistics(StatisticsQuery(filter: filter, by: [.language]))
  }

  /// With the days, weeks or months for which anything was pushed.
  private static func timeline(
    _ filter: ArticleFilter, _ client: QueryClient
  ) async throws -> (answer: StatisticsAnswer, withInput: Set<CalendarDay>) {
    let answer = try await rows(filter, client)
    return (answer, try await client.daysWithInput(answer))
  }

  /// By month first, which says how long the time line is; then as fine as fits.
  private static func rows(_ filter: ArticleFilter, _ client: QueryClient) async throws -> StatisticsAnswer {
    let months = try await client.statistics(StatisticsQuery(filter: filter, by: [.month]))
    guard let key = TimelineScale.key(for: months), key != .month else { return months }
    return try await client.statistics(StatisticsQuery(filter: filter, by: [key]))
  }

  private static func bursts(
    _ filter: ArticleFilter, _ client: QueryClient
  ) async throws -> (bursts: [Burst], hasMore: Bool) {
    guard filter.undated != true else { return ([], false) }
    let answer = try await client.bursts(BurstsQuery(filter: filter, limit: 60))
    return (answer.bursts, answer.hasMore)
  }
}

#endif
