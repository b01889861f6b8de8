import ArgumentParser
import Classifying
import Glibc
import Launching
import NewsClient
import NewsModels
import Parsing

struct Explain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show why an article counts: the evidence in its text, the arithmetic, and what nearly counted.",
    discussion: """
      An id (or its first 8 digits) asks the consumer for a stored article and the rules that counted it; a file is read and \
      classified here, with the current rules.
      """)

  @Argument(help: "An article's id, or a file or folder.")
  var article: String

  @Option(help: ArgumentHelp("For a file: a topics file. Default: the built-in topics.", valueName: "file"))
  var topics: String?

  @Option(help: "table or json, for a file an object an article.")
  var format: OutputFormat = .table

  @OptionGroup var services: ServiceOptions

  func validate() throws { try format.refuseCSV() }

  func run() async throws {
    if access(article, F_OK) == 0 || article.contains("/") {
      try explainFile()
    } else {
      guard topics == nil else {
        throw CommandFailure(
          .usage,
          "--topics goes with a file: a stored article is explained by the rules that counted it; "
            + "'newsctl topics try FILE' tells which articles other rules would count")
      }
      try await explainStored()
    }
  }

  private func explainFile() throws {
    let classifier = Classifier(try topicsFile(at: topics))
    var found = false
    var failed = false
    for document in DocumentWalk([article]) {
      let articles: [Article]
      switch document.content {
      case .bytes(let bytes):
        let reading = DocumentReader().readAll(bytes, hints: DocumentReader.Hints(name: document.name))
        switch reading.outcome {
        case .articles(let read): articles = read
        case .skipped(let reason):
          tell(document, "skipped: \(reason)")
          continue
        case .unreadable(let reason):
          failed = true
          tell(document, reason)
          continue
        }
        if let leftOut = reading.leftOut {
          failed = true
          tell(document, leftOut)
        }
      case .skipped(let reason):
        tell(document, "skipped: \(reason)")
        continue
      case .unreadable(let reason):
        failed = true
        tell(document, reason)
        continue
      }
      for article in articles {
        found = true
        let explanation = classifier.explain(
          title: article.title, body: article.body, language: article.language)
        ExplanationReport(
          id: article.id, article: article, classification: explanation.classification, explanation: explanation,
          rules: topics == nil ? "the rules of this newsctl" : "the rules given"
        ).print(format)
      }
    }
    guard found else { throw CommandFailure(.someFailed, "\(article.printable): no article was read from it") }
    if failed { throw ExitStatus.someFailed.exitCode }
  }

  private func tell(_ document: DocumentWalk.Document, _ reason: String) {
    ConsoleOutput.printError("\(document.name.printable): \(reason.printable)")
  }

  private func explainStored() async throws {
    guard (8...64).contains(article.count), article.allSatisfy(\.isHexDigit) else {
      throw CommandFailure(
        .usage, "expected a file, or an article's id (8 to 64 hexadecimal digits), got '\(article.printable)'")
    }
    let client = try await services.resolved().queryClient()
    let answer = try await reachable { () async throws(ClientError) in try await client.explain(article) }
    guard let id = answer.id, let text = answer.article, let stored = answer.stored else {
      throw CommandFailure(
        .someFailed,
        answer.several == true
          ? "several stored articles have an id that begins with \(article): give more of its digits"
          : "no stored article has an id that begins with \(article)")
    }
    ExplanationReport(
      id: id, article: text, classification: stored, explanation: answer.explanation,
      rules: CodedExplanation.storedRules, story: answer.story
    ).print(format)
  }
}
