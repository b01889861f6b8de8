import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count how much each topic is covered.",
    discussion: """
      share = articles of the topic ÷ all articles, with any topic or none, under the other filters. Each answer states its gaps: what is pending, \
      quarantined, or without a believable day, and days for which nothing was pushed. The same filters in 'newsctl articles' \
      list what a figure counts.

      Rows by day, week or month have all of them, of a range from its first to its last, also those without articles. Of several \
      sources or languages each has its own, from its first with articles to its last. An answer has 40,000 rows at most, 25,000 by \
      source: where those without articles have no room, they are left out, and that is said.

      How did coverage of Gaza change last month against the month before, by source?
        newsctl stats --topic gaza --period last-month --compare previous --by source
      """)

  @Option(
    help: ArgumentHelp(
      "Split by day, week, month, source, language or topic; several separated by commas.", valueName: "keys"))
  var by: String?

  @Option(
    help: ArgumentHelp(
      """
      'previous' puts the range before beside each figure: the calendar months before where the range consists of whole ones, \
      as many days otherwise. Needs --period, or --since and --until. Rows by day, week or month are not compared, only the totals.
      """, valueName: "previous"))
  var compare: ComparisonArgument?

  @Flag(help: "Show how many articles two topics share instead (table only; json has it as 'together').")
  var together = false

  @OptionGroup var filters: FilterOptions

  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  func run() async throws {
    let query = StatisticsQuery(filter: try filters.filter(), by: try keys(), compare: compare?.comparison)
    if compare != nil, query.filter.period == nil, query.filter.since == nil || query.filter.until == nil {
      throw CommandFailure(.usage, "--compare needs a range with both ends: --period, or --since and --until")
    }
    let style = try output.style()
    guard !together || style.format == .table || style.format == .json else {
      throw CommandFailure(.usage, "--together goes with a table; --format json has the pairs as 'together'")
    }
    guard !together || query.by.isEmpty else {
      throw CommandFailure(.usage, "--together counts pairs of topics as a whole; leave out --by")
    }
    let addresses = try services.resolved()
    let client = try await addresses.queryClient()
    var answer = try await reachable { () async throws(ClientError) in try await client.statistics(query) }
    try await answer.gaps.takePending(of: addresses, client)
    // They are of the whole store: who asks for one outlet asked for no other.
    let silent =
      query.by.contains(.source) && query.filter.source == nil && style.format == .table
      ? try await reachable { () async throws(ClientError) in try await client.sources(SourcesQuery(silent: true)) }
      : nil
    let asked = answer
    let withInput =
      style.format == .table
      ? try await reachable { () async throws(ClientError) in try await client.daysWithInput(asked) } : []
    StatisticsReport(
      answer, showsTogether: together, withInput: withInput, silent: silent?.silent(beside: answer.query.filter) ?? []
    ).print(style)
    answer.unknown?.tell()
    if answer.isSparse, let key = query.period {
      ConsoleOutput.printError(
        "newsctl: not all \(key.rawValue)s without articles are listed, since the answer would have more than "
          + "\(StatisticsQuery.mostRows(bySource: query.by.contains(.source))) rows: narrow the range, or name a topic or a source"
      )
    }
    if let note = uncomparedRows(query) { ConsoleOutput.printError("newsctl: \(note)") }
  }

  /// That rows have nothing beside them although it was asked for; nil where they have.
  private func uncomparedRows(_ query: StatisticsQuery) -> String? {
    guard compare != nil, let key = query.period else { return nil }
    return "--compare: rows by \(key.rawValue) have nothing before them to stand beside, only the totals have: leave "
      + "\(key.rawValue) out of --by, or ask for the range before with --since and --until"
  }

  private func keys() throws(CommandFailure) -> [StatisticsQuery.Key] {
    var keys: [StatisticsQuery.Key] = []
    for name in by?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
      guard let key = StatisticsQuery.Key(rawValue: String(name)) else {
        throw CommandFailure(
          .usage,
          "--by: expected \(StatisticsQuery.Key.allCases.map(\.rawValue).joined(separator: ", ")), got '\(String(name).printable)'"
        )
      }
      if !keys.contains(key) { keys.append(key) }
    }
    guard keys.count(where: \.isPeriod) <= 1 else {
      throw CommandFailure(.usage, "--by: expected one of day, week and month, got several")
    }
    return keys
  }
}

/// `previous`.
struct ComparisonArgument: ExpressibleByArgument {
  let comparison: StatisticsQuery.Comparison

  init?(argument: String) {
    guard let comparison = StatisticsQuery.Comparison(rawValue: argument) else { return nil }
    self.comparison = comparison
  }

  static var allValueStrings: [String] { StatisticsQuery.Comparison.allCases.map(\.rawValue) }
}

extension ServiceAddresses {
  /// The producer's account; nil where the producer cannot be asked.
  /// - Throws: what is wrong with its address or keys: that is no producer that is away.
  func producerLedger() async throws(CommandFailure) -> ProducerLedger? {
    do throws(CommandFailure) {
      let intake = try await intakeClient(timeout: min(timeout, .seconds(2)))
      return try? await intake.status().ledger
    } catch {
      guard error.status == .configuration || error.status == .usage else { return nil }
      throw error
    }
  }
}

extension StatisticsAnswer.Gaps {
  /// Adds what only the producer knows of the consumer's group.
  mutating func takePending(of addresses: ServiceAddresses, _ client: QueryClient) async throws(CommandFailure) {
    guard let ledger = try await addresses.producerLedger(), let consumer = try? await client.status() else { return }
    take(ledger, of: consumer)
  }
}
