import ArgumentParser
import Classifying
import Launching
import NewsModels

struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Label articles with topics, without a consumer: JSON lines in, JSON lines out, in the same order.",
    discussion: """
      A line in: {"id", "title", "paragraphs": […] or "body": "…", "language"}. A line out: {"id", "topics": [{"topic", \
      "level", "score", "evidence": […]}]}.
      """)

  @Argument(help: ArgumentHelp("Files of JSON lines; - or nothing for standard input.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("A topics file. Default: the built-in topics.", valueName: "file"))
  var topics: String?

  @Option(help: "jsonl or json.")
  var format: OutputFormat = .jsonl

  func validate() throws {
    guard format == .jsonl || format == .json else { throw ValidationError("--format: expected jsonl or json") }
  }

  func run() throws {
    let classifier = Classifier(try topicsFile(at: topics))
    var report = ClassifiedReport(format)
    for path in paths.isEmpty ? ["-"] : paths {
      do throws(CommandFailure) {
        classify(try readFile(path), named: path == "-" ? "standard input" : path, by: classifier, into: &report)
      } catch {
        report.failed(error.message)
      }
    }
    report.finish()
    if report.hasFailures { throw ExitStatus.someFailed.exitCode }
  }

  private func classify(
    _ bytes: [UInt8], named name: String, by classifier: Classifier, into report: inout ClassifiedReport
  ) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      do throws(CommandFailure) {
        let article = try ArticleLine(line)
        let classification = classifier.classify(
          title: article.title, body: article.body, language: article.language)
        report.add(ClassifiedLine(id: article.id, topics: classification.topics))
      } catch {
        report.failed("\(name.printable):\(index + 1): \(error.message)")
      }
    }
  }
}

/// Prints classifications as they come.
private struct ClassifiedReport {
  private let format: OutputFormat
  private var rows: [ClassifiedLine] = []
  private(set) var hasFailures = false

  private struct Coded: Encodable {
    var schema = 1
    var articles: [ClassifiedLine]
  }

  init(_ format: OutputFormat) { self.format = format }

  mutating func add(_ row: ClassifiedLine) {
    if format == .jsonl {
      ConsoleOutput.write(WireJSON.encode(row) + [UInt8(ascii: "\n")])
    } else {
      rows.append(row)
    }
  }

  mutating func failed(_ message: String) {
    hasFailures = true
    ConsoleOutput.printError(message)
  }

  func finish() {
    if format == .json { ConsoleOutput.write(WireJSON.encode(Coded(articles: rows)) + [UInt8(ascii: "\n")]) }
  }
}

/// What `classify` writes of an article.
private struct ClassifiedLine: Encodable {
  var id: String
  var topics: [Classification.Topic]
}
