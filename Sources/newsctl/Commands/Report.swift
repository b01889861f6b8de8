import ArgumentParser
import Foundation
import Launching
import NewsClient
import NewsModels

struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a report as one HTML file, with charts, tables and gaps, that can be sent to somebody.",
    discussion: """
      The file asks for nothing from outside, has no scripts, and prints well. With --period, or --since and --until, it compares with \
      the range before.

        newsctl report --html gaza.html --topic gaza --period last-month
      """)

  @Option(help: ArgumentHelp("Where to write it; '-' for standard output.", valueName: "file"))
  var html: String

  @Option(help: ArgumentHelp("The report's headline.", valueName: "text"))
  var title: String = "News topics"

  @OptionGroup var filters: FilterOptions

  @OptionGroup var services: ServiceOptions

  func run() async throws {
    let filter = try filters.filter()
    let addresses = try services.resolved()
    let client = try await addresses.queryClient()
    let known = try await reachable { () async throws(ClientError) in try await client.topics() }
    let title = title
    var content = try await reachable { () async throws(ClientError) in
      try await ReportContent(title: title, topics: known.topics, filter: filter, client)
    }
    try await content.totals.gaps.takePending(of: addresses, client)
    content.totals.unknown?.tell()
    let page = Array(ReportPage(content).html.utf8)
    if html == "-" {
      ConsoleOutput.write(page)
      return
    }
    try writeFile(html, page)
    ConsoleOutput.print("\(html.printable): \(counted(content.totals.articles, "article"))")
  }
}

extension ReportContent {
  /// Asks all that a report holds.
  init(
    title: String, topics: [TopicsAnswer.Topic], filter: ArticleFilter, _ client: QueryClient
  ) async throws(ClientError) {
    let isRange = filter.period != nil || (filter.since != nil && filter.until != nil)
    let compare: StatisticsQuery.Comparison? = isRange ? .previous : nil
    self.title = title
    self.topics = topics
    totals = try await client.statistics(StatisticsQuery(filter: filter, compare: compare))
    // The days of a period's name are those of the first answer, also across midnight.
    var filter = totals.query.filter
    filter.period = nil
    overTime = try await Self.overTime(filter, client)
    withInput = try await client.daysWithInput(overTime)
    bySource = try await client.statistics(StatisticsQuery(filter: filter, by: [.source], compare: compare))
    bursts = try await client.bursts(BurstsQuery(filter: filter, limit: 25))
    silent = try await client.sources(SourcesQuery(silent: true))
    silent.sources = silent.silent(beside: filter)
    var latest = filter
    latest.topical = true
    self.latest = try await client.articles(ArticlesQuery(filter: latest, limit: 25))
  }

  /// By month first, which says how long the charts are; then as fine as fits.
  private static func overTime(_ filter: ArticleFilter, _ client: QueryClient) async throws(ClientError)
    -> StatisticsAnswer
  {
    let months = try await client.statistics(StatisticsQuery(filter: filter, by: [.month]))
    let key = months.days.map(StatisticsQuery.Key.fitting) ?? .day
    return key == .month ? months : try await client.statistics(StatisticsQuery(filter: filter, by: [key]))
  }
}
