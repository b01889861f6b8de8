import ArgumentParser
import Launching
import NewsModels
import Parsing

struct Parse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read articles out of files, without a producer: one JSON object a line.",
    discussion: "A document that cannot be read gives a line on standard error and exit status 1; the others go on.")

  @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("The outlet that published them, where you know better.", valueName: "name"))
  var source: String?

  @Option(help: "jsonl, json, csv or table.")
  var format: OutputFormat = .jsonl

  func run() throws {
    let reader = DocumentReader()
    var failed = false
    var report = ParsedReport(format)
    for document in DocumentWalk(paths) {
      switch document.content {
      case .unreadable(let reason):
        failed = true
        ConsoleOutput.printError("\(document.name.printable): \(reason.printable)")
      case .skipped(let reason):
        ConsoleOutput.printError("\(document.name.printable): skipped: \(reason.printable)")
      case .bytes(let bytes):
        switch reader.read(bytes, hints: DocumentReader.Hints(name: document.name, source: source)) {
        case .articles(let articles):
          for (index, article) in articles.enumerated() {
            report.add(article, file: document.file, index: (document.record ?? 0) + index)
          }
        case .skipped(let reason):
          ConsoleOutput.printError("\(document.name.printable): skipped: \(reason.printable)")
        case .unreadable(let reason):
          failed = true
          ConsoleOutput.printError("\(document.name.printable): \(reason.printable)")
        }
      }
    }
    report.finish()
    if failed { throw ExitStatus.someFailed.exitCode }
  }
}
