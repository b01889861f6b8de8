import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Sources: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show when each outlet was last received and which fell silent; join or name outlets.",
    discussion: """
      Spellings that are sure to name one outlet are one source by themselves (sections behind a dash, case, diacritics; a host with its \
      bare name under .com, .net and Vietnam's domains: vnexpress.net, VnExpress). Hosts under other domains are sources of their own: \
      people.cn, people.com. The best written name is shown, whichever came first: VnExpress, not vnexpress.net or VNEXPRESS. Another of \
      them is shown for good by 'newsctl sources name'. What else is one, a person says: \
      'newsctl sources join qdnd.vn --as "Quân đội nhân dân"'. Counts of what is stored follow at once, and what comes later is counted so \
      too. 'join', 'part' and 'name' print what they did; with --format json they answer with all outlets too.
      """,
    subcommands: [List.self, Join.self, Part.self, Name.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the outlets, when each was last received, and which fell silent.",
      discussion: """
        An outlet fell silent when nothing of it was published for at least 3 days and for more than twice its longest pause in the 90 \
        days before (with at least 10 days with articles among them), as of the newest day of the store.
        """)

    @Flag(help: "Only outlets that fell silent.")
    var silent = false

    @OptionGroup var options: SourceOptions

    func run() async throws { try await options.ask(SourcesQuery(silent: silent)) }
  }

  struct Join: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Count outlets as one source with another.")

    @Argument(help: ArgumentHelp("Outlets, each in any of its spellings, met already or not.", valueName: "spelling"))
    var spellings: [String]

    @Option(name: .customLong("as"), help: ArgumentHelp("The outlet that they are counted with.", valueName: "name"))
    var name: String

    @OptionGroup var options: SourceOptions

    func run() async throws { try await options.ask(SourcesQuery(action: .join, names: spellings, as: name)) }
  }

  struct Part: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make joined outlets sources of their own again; with a source, all that were joined with it.",
      discussion: """
        Takes back what 'join' did. Spellings that are one outlet by themselves cannot be parted: exit status 1 then, with the reason.
        """)

    @Argument(help: ArgumentHelp("Outlets, each in any of its spellings.", valueName: "spelling"))
    var spellings: [String]

    @OptionGroup var options: SourceOptions

    func run() async throws { try await options.ask(SourcesQuery(action: .part, names: spellings)) }
  }
}

extension Sources {
  struct Name: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show an outlet by another of its spellings, whatever comes.",
      discussion: "newsctl sources name vtv --as VTV")

    @Argument(help: ArgumentHelp("The outlet, in any of its spellings.", valueName: "spelling"))
    var spelling: String

    @Option(
      name: .customLong("as"),
      help: ArgumentHelp("How it is shown: differs in case, accents, spaces or a section only.", valueName: "name"))
    var name: String

    @OptionGroup var options: SourceOptions

    func run() async throws { try await options.ask(SourcesQuery(action: .name, names: [spelling], as: name)) }
  }
}

/// What the commands on sources share.
struct SourceOptions: ParsableArguments {
  @OptionGroup var output: OutputOptions

  @OptionGroup var services: ServiceOptions

  /// Makes a change where one is asked for, and prints what was done, or for programs how all outlets stand then.
  /// - Throws: `ExitStatus.someFailed` too, where outlets could not be parted.
  func ask(_ query: SourcesQuery) async throws {
    let style = try output.style()
    let addresses = try services.resolved()
    let client = try await addresses.queryClient()
    var answer = try await reachable { () async throws(ClientError) in try await client.sources(query) }
    try await answer.gaps.takePending(of: addresses, client)
    let changes = SourceChangeReport(answer)
    if let changes, style.format == .table { changes.print() } else { SourceReport(answer).print(style) }
    changes?.tellFailures()
    if changes?.hasFailures == true { throw ExitStatus.someFailed.exitCode }
  }
}
