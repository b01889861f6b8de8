import ArgumentParser
import Launching
import NewsModels
import Parsing

struct Parse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read articles out of files, without a producer: one JSON object a line.",
    discussion: """
      A document, or a record of one, that cannot be read gives a line on standard error and exit status 1; the others go on. --explain shows \
      of each document its form and encoding, and of each part of it whether it was kept or dropped, and why.

      "index" numbers the articles of a file from 0; "record" is the number of the record that an article stands in, in a file of \
      several such as JSON lines or WARC, and null in any other.

      \(DocumentForms.help)
      """)

  @Argument(help: ArgumentHelp("Files and folders; - for standard input.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("The outlet that published them, where you know better.", valueName: "name"))
  var source: String?

  @Flag(help: "Show what was kept and dropped, and why, instead of the articles.")
  var explain = false

  @Option(help: "jsonl, json, csv or table. Default: jsonl; with --explain table, else JSON.")
  var format: OutputFormat?

  func validate() throws {
    try PushRequest.Document.check(source: source)
    if explain, format == .csv { throw ValidationError("--explain: expected --format table or json, got csv") }
  }

  func run() throws {
    let reader = DocumentReader()
    var failed = false
    var report = explain ? nil : ParsedReport(format ?? .jsonl)
    let paths = self.paths + TypedArguments.own.morePaths
    let progress = ProgressBar(paths: paths, sharesTerminalWithResults: true)
    func tell(_ document: DocumentWalk.Document, _ what: String) {
      progress?.hide()
      ConsoleOutput.printError("\(document.name.printable): \(what.printable)")
    }
    for document in DocumentWalk(paths, progress: progress) {
      switch document.content {
      case .unreadable(let reason):
        failed = true
        tell(document, reason)
      case .skipped(let reason): tell(document, "skipped: \(reason)")
      case .bytes(let bytes):
        let hints = DocumentReader.Hints(name: document.name, source: source)
        guard report != nil else {
          let explanation = reader.explain(bytes, hints: hints)
          ReadingReport(explanation, name: document.name).print(format ?? .table)
          if case .unreadable = explanation.outcome { failed = true }
          if explanation.leftOut != nil { failed = true }
          continue
        }
        let reading = reader.readAll(bytes, hints: hints)
        switch reading.outcome {
        case .articles(let articles):
          if let leftOut = reading.leftOut {
            failed = true
            tell(document, leftOut)
          }
          for article in articles { report?.add(article, file: document.file, record: document.record) }
        case .skipped(let reason): tell(document, "skipped: \(reason)")
        case .unreadable(let reason):
          failed = true
          tell(document, reason)
        }
      }
    }
    progress?.hide()
    report?.finish()
    if failed { throw ExitStatus.someFailed.exitCode }
  }
}
