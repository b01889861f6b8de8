import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Articles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the articles behind a figure, newest first.",
    discussion: """
      The same filters as in 'stats' list exactly what it counts. With --follow the articles that are there come oldest first, up to \
      --limit, then those that are stored meanwhile: in the order of storing, each once, also where the consumer or the connection \
      was away for a while.
      """)

  @OptionGroup var filters: FilterOptions

  @Option(help: "Only articles that treat the topic at this level: main or mention.")
  var level: LevelArgument?

  @Flag(help: "Only articles that treat some topic.")
  var anyTopic = false

  @Flag(help: "Only articles that treat none.")
  var noTopic = false

  @Option(help: ArgumentHelp("At most this many, 1 to \(ArticlesQuery.maximumLimit).", valueName: "number"))
  var limit: Int = 50

  @Flag(help: "Go on with articles as they are stored, and with bursts, until it is interrupted; table or jsonl.")
  var follow = false

  // One of an undated article begins with a minus sign.
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Go on where a page ended: its \"next\".", valueName: "cursor"))
  var after: String?

  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  func validate() throws {
    if anyTopic, noTopic { throw ValidationError("--any-topic and --no-topic: no article is both; leave one out") }
    if noTopic, filters.topic != nil || level != nil {
      throw ValidationError("--no-topic asks for articles that treat none: leave out --topic and --level")
    }
    try FilterOptions.check(limit: limit, most: ArticlesQuery.maximumLimit)
  }

  func run() async throws {
    var query = ArticlesQuery(filter: try filters.filter(level: level?.level), limit: limit, after: after)
    if anyTopic || noTopic { query.filter.topical = anyTopic }
    let style = try output.style()
    if follow, after != nil { throw CommandFailure(.usage, "--follow goes on by itself; leave out --after") }
    if follow, style.format == .json || style.format == .csv {
      throw CommandFailure(.usage, "--follow has no end: expected --format table or jsonl")
    }
    let addresses = try services.resolved()
    let client = try await addresses.queryClient()
    if follow {
      var follower = ArticleFollower(query, client: client, feed: try addresses.eventFeed(), style: style)
      try await follower.run()
      return
    }
    let listing = try await reachable { () async throws(ClientError) in try await client.articles(query) }
    ArticleReport(listing).print(style)
    listing.unknown?.tell()
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
