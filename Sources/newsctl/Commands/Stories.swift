import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Stories: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the stories with the most copies, and the outlets that carried them.",
    discussion: """
      A story is an article and the later ones that are copies or near copies of its text, whatever their headline and credit: of \
      the runs of three words of both texts four of five are the same, or the shorter text stands nearly whole in the other. The \
      filters are of the first article. Looked for among the last 65,536 articles when an article is stored.

      'newsctl stats --collapse' counts each story once, 'newsctl articles --collapse' lists what that counts.
      """)

  @OptionGroup var filters: FilterOptions

  @Option(help: "Only stories whose first article treats the topic at this level: main or mention.")
  var level: LevelArgument?

  @Option(help: ArgumentHelp("At most this many, 1 to \(StoriesQuery.maximumLimit).", valueName: "number"))
  var limit: Int = 20

  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  func validate() throws {
    try FilterOptions.check(limit: limit, most: StoriesQuery.maximumLimit)
  }

  func run() async throws {
    let query = StoriesQuery(filter: try filters.filter(level: level?.level), limit: limit)
    let style = try output.style()
    let client = try await services.resolved().queryClient()
    let listing = try await reachable { () async throws(ClientError) in try await client.stories(query) }
    StoryReport(listing).print(style)
    listing.unknown?.tell()
  }
}
