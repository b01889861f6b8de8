import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Articles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the articles behind a figure, newest first.",
    discussion: "The same filters as in 'stats' list exactly what it counts.")

  @OptionGroup var filters: FilterOptions

  @Option(help: "Only articles that treat the topic at this level: main or mention.")
  var level: LevelArgument?

  @Option(help: ArgumentHelp("At most this many, 1 to \(ArticlesQuery.maximumLimit).", valueName: "number"))
  var limit: Int = 50

  @Option(help: ArgumentHelp("Go on where a page ended: its \"next\".", valueName: "cursor"))
  var after: String?

  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  func validate() throws {
    guard (1...ArticlesQuery.maximumLimit).contains(limit) else {
      throw ValidationError("--limit: expected 1 to \(ArticlesQuery.maximumLimit), got \(limit)")
    }
  }

  func run() async throws {
    let query = ArticlesQuery(filter: try filters.filter(level: level?.level), limit: limit, after: after)
    let style = try output.style()
    let client = try await services.resolved().queryClient()
    if query.filter.topic != nil {
      let known = try await reachable { () async throws(ClientError) in try await client.topics() }
      try FilterOptions.check(query.filter, in: known.topics.map(\.topic))
    }
    let listing = try await reachable { () async throws(ClientError) in try await client.articles(query) }
    ArticleReport(listing).print(style)
  }
}

/// `main` or `mention`.
struct LevelArgument: ExpressibleByArgument {
  let level: TopicLevel

  init?(argument: String) {
    guard let level = TopicLevel(rawValue: argument) else { return nil }
    self.level = level
  }

  static var allValueStrings: [String] { TopicLevel.allCases.map(\.rawValue) }
}
