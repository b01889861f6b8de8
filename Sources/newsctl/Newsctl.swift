import ArgumentParser
import Launching
import NewsModels
import ZeroMQ

@main
struct Newsctl: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "newsctl",
    abstract: "Push article files, and ask how much each topic is covered and why.",
    discussion: """
      Start news-producer and news-consumer, then push files to the one and ask the other. Results go to standard output, \
      everything else to standard error.

      Exit status: 0 done, 1 some items failed, 64 bad usage, 69 a service cannot be reached, 70 internal error, \
      75 the outbox stayed full, 78 bad configuration.
      """,
    version: Release.version,
    groupedSubcommands: [
      CommandGroup(
        name: "Everyday",
        subcommands: [
          Push.self, Stats.self, Bursts.self, Stories.self, Sources.self, Report.self, Articles.self, Explain.self,
          Status.self, Topics.self,
        ]),
      CommandGroup(name: "Offline", subcommands: [Parse.self, Classify.self]),
      CommandGroup(
        name: "Upkeep",
        subcommands: [
          Quarantine.self, Groups.self, Keys.self, Backup.self, Verify.self, Trace.self,
        ]),
    ])

  @MainActor static func main() async {
    ConsoleOutput.holdStandardStreams()
    ProcessMemory.share()
    do {
      if let word = TypedArguments.own.mistaken {
        throw CommandFailure(
          .usage, "'\(word.printable)' is no option; of a file with this name write ./\(word.printable)")
      }
      try TypedArguments.own.refuseRepeatedQuestions()
      var command = try parseAsRoot(TypedArguments.own.parsed)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      ConsoleOutput.printError("newsctl: \(failure.message)")
      exit(withError: failure.status.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}
