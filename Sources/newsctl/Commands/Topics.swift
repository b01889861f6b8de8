import ArgumentParser
import Classifying
import Launching
import NewsModels

struct Topics: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show, check and try topics and their rules, and count stored articles by changed ones.",
    subcommands: [List.self, Show.self, Check.self, Try.self, Apply.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the topics of a file, or the built-in ones.")

    @Option(help: ArgumentHelp("A topics file. Default: the built-in topics.", valueName: "file"))
    var topics: String?

    @Option(help: "table, json, jsonl or csv.")
    var format: OutputFormat = .table

    func run() throws {
      let file = try topicsFile(at: topics)
      struct Row: Encodable {
        var topic: TopicID
        var name: String
      }
      struct Object: Encodable {
        var schema = 1
        var version: String
        var topics: [Row]
      }
      let rows = file.topics.map { Row(topic: $0.id, name: $0.name) }
      switch format {
      case .table:
        var table = TextTable([("topic", .left), ("name", .left)])
        for row in rows { table.append([row.topic.rawValue, row.name]) }
        for line in table.lines { ConsoleOutput.print(line) }
        ConsoleOutput.print("topics version \(file.version)")
      case .json:
        ConsoleOutput.writeJSON(Object(version: file.version, topics: rows))
      case .jsonl:
        for row in rows { ConsoleOutput.writeJSON(row) }
      case .csv:
        CSV.print(names: ["topic", "name"], rows: rows.map { [.text($0.topic.rawValue), .text($0.name)] })
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the rules: 'newsctl topics show > mine.yaml' is where an own file begins.")

    @Option(help: ArgumentHelp("A topics file. Default: the built-in topics.", valueName: "file"))
    var topics: String?

    func run() throws {
      ConsoleOutput.writeForeign(Array(try topicsFile(at: topics).source.utf8))
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find every mistake of a topics file at once.",
      discussion: """
        Also rules that can never match, and examples that come out otherwise than the file says: with any of them news-consumer does \
        not start, but for lists that no rule uses. Exit status 1 where mistakes are found.
        """)

    @Argument(help: "The topics file.")
    var file: String

    func run() throws {
      let topics = try checkedTopicsFile(at: file, allowsUnusedLists: false)
      ConsoleOutput.print("\(file): \(counted(topics.topics.count, "topic")), version \(topics.version), no mistakes")
    }
  }
}

/// Reads a topics file; the built-in one where `path` is nil. Mistakes go to standard error, each with its place.
func topicsFile(at path: String?) throws -> TopicsFile {
  guard let path else { return TopicsFile.builtIn }
  let bytes = try topicsBytes(at: path)
  do {
    return try TopicsFile(yaml: TopicsFile.text(of: bytes))
  } catch {
    for mistake in error.mistakes { ConsoleOutput.printError("\(path):\(mistake)") }
    throw ExitStatus.someFailed.exitCode
  }
}

/// Reads a topics file by which articles are to be counted: one in which nothing is found that its author cannot have meant. Mistakes go
/// to standard error, each with its place.
func checkedTopicsFile(at path: String, allowsUnusedLists: Bool = true) throws -> TopicsFile {
  let bytes = try topicsBytes(at: path)
  do {
    return try TopicsFile(checked: TopicsFile.text(of: bytes), allowsUnusedLists: allowsUnusedLists)
  } catch {
    for mistake in error.mistakes { ConsoleOutput.printError("\(path):\(mistake)") }
    ConsoleOutput.printError("\(path): \(counted(error.mistakes.count, "mistake"))")
    throw ExitStatus.someFailed.exitCode
  }
}

private func topicsBytes(at path: String) throws(CommandFailure) -> [UInt8] {
  try readFile(path, limit: 16 << 20)
}
