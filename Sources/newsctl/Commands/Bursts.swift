import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Bursts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List days on which a topic stood out from its past, with the sources and phrases that drive them.",
    discussion: """
      A day is measured by the same weekday of the eight weeks before: their median is what is expected, their median absolute \
      deviation (times 1.4826; at least the square root of one more than what is expected) the spread. It bursts from 3.5 \
      spreads above, with at least 5 articles, where at least 4 of those weeks had input. Where other articles of the day are more than \
      usual too, the expectation grows with them. Undated articles are in no burst.

      'newsctl articles --topic ID --since DAY --until DAY' lists a burst's articles.
      """)

  @OptionGroup var filters: FilterOptions

  @Option(help: "Only articles that treat the topic at this level: main or mention.")
  var level: LevelArgument?

  @Option(help: ArgumentHelp("At most this many, the newest; 1 to \(BurstsQuery.maximumLimit).", valueName: "number"))
  var limit: Int = 50

  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  func validate() throws {
    try FilterOptions.check(limit: limit, most: BurstsQuery.maximumLimit)
  }

  func run() async throws {
    let query = BurstsQuery(filter: try filters.filter(level: level?.level), limit: limit)
    let style = try output.style()
    let addresses = try services.resolved()
    let client = try await addresses.queryClient()
    let known = try await reachable { () async throws(ClientError) in try await client.topics() }
    var answer = try await reachable { () async throws(ClientError) in try await client.bursts(query) }
    try await answer.gaps.takePending(of: addresses, client)
    let names = Dictionary(known.topics.map { ($0.topic, $0.name) }, uniquingKeysWith: { first, _ in first })
    BurstReport(answer, names: names).print(style)
    answer.unknown?.tell()
  }
}
