import ArgumentParser
import Launching
import NewsClient
import NewsModels

struct Groups: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List, add, give up, rebind or settle the groups of consumers that get the articles.",
    discussion: """
      Each group gets all articles, and keeps them in one store. 'default' exists from the start. A group whose consumer does \
      not come back holds articles in the outbox until its limit, or the outbox's, makes pushers wait: give it up then.
      """,
    subcommands: [List.self, Add.self, Drop.self, Rebind.self, Forget.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the groups, what waits for each, and those given up.")

    @OptionGroup var options: GroupOptions

    func run() async throws { try await options.change(GroupsRequest(action: .list)) }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a group; then start its consumer with 'news-consumer --group NAME'.")

    @Argument(help: ArgumentHelp("Lower-case letters, digits and inner hyphens.", valueName: "name"))
    var name: String

    @Option(help: "Begin with what is accepted from now on (now), or with what the outbox still holds, too (held).")
    var begin: GroupBeginning = .now

    @Option(
      help: ArgumentHelp(
        "How much may wait for it before pushers wait too (1048576, 512MiB, 64GiB). Default: only the outbox's limit.",
        valueName: "bytes"))
    var limit: ByteCount?

    @OptionGroup var options: GroupOptions

    func run() async throws {
      if let limit, limit.bytes < 1 {
        throw CommandFailure(.usage, "--limit: expected a number of bytes above 0, got \(limit)")
      }
      try await options.change(
        GroupsRequest(action: .add, group: try groupName(name), begin: begin, limit: limit?.bytes))
    }
  }

  struct Drop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give a group up with all that waits for it; its store has a gap then, which statistics state.")

    @Argument(help: ArgumentHelp("The group.", valueName: "name"))
    var name: String

    @OptionGroup var options: GroupOptions

    func run() async throws {
      try await options.change(GroupsRequest(action: .drop, group: try groupName(name)))
    }
  }

  struct Rebind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bind a group to another store: it gets what the outbox still holds.",
      discussion: """
        For a store that was lost. The group's account begins anew, and balances. What the store before had stored comes by \
        'newsctl push --again' only: until then 'newsctl status' names it as left behind, and statistics state it as lost. What \
        nobody can or wants to push again, 'newsctl groups forget' gives up.
        """)

    @Argument(help: ArgumentHelp("The group.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("The store's identity. Default: the next store that comes.", valueName: "id"))
    var store: String?

    @OptionGroup var options: GroupOptions

    func run() async throws {
      let identity = try store.map { text throws(CommandFailure) in
        guard let identity = StoreID(text) else {
          throw CommandFailure(.usage, "--store: expected 32 hexadecimal digits, got '\(text.printable)'")
        }
        return identity
      }
      try await options.change(GroupsRequest(action: .rebind, group: try groupName(name), store: identity))
    }
  }
}

extension Groups {
  struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give up what stores that a group had before have, and its store of now does not.",
      discussion: """
        For a store that was begun anew on purpose, or whose documents nobody has any more: 'newsctl status' names it as left \
        behind no more, and statistics do not state it as lost.
        """)

    @Argument(help: ArgumentHelp("The group.", valueName: "name"))
    var name: String

    @OptionGroup var options: GroupOptions

    func run() async throws {
      try await options.change(GroupsRequest(action: .forget, group: try groupName(name)))
    }
  }
}

/// What the commands on groups share.
struct GroupOptions: ParsableArguments {
  @Option(help: "table, json, jsonl or csv.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  /// Makes a change and prints how the groups stand then.
  func change(_ request: GroupsRequest) async throws(CommandFailure) {
    let intake = try await services.resolved().intakeClient()
    let answer = try await reachable { () async throws(ClientError) in try await intake.groups(request) }
    GroupReport(answer).print(format)
  }
}

/// `now` or `held`.
extension GroupBeginning: ExpressibleByArgument {}

private func groupName(_ text: String) throws(CommandFailure) -> GroupName {
  guard let name = GroupName(text) else {
    throw CommandFailure(
      .usage, "expected a group's name of lower-case letters, digits and inner hyphens, got '\(text.printable)'")
  }
  return name
}
