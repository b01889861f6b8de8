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
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes.span.extracting(start..<end)
      start = end + 1
      number += 1
      if Self.isBlank(line) { continue }
      do throws(ArticleLineError) {
        let article = try ArticleLine(line)
        report.add(
          classifier.classify(title: article.title, body: article.body, language: article.language), id: article.id)
      } catch {
        report.failed("\(name.printable):\(number): \(error); left out")
      }
    }
  }

  private static func isBlank(_ line: Span<UInt8>) -> Bool {
    for index in line.indices where line[index] != UInt8(ascii: " ") && line[index] != UInt8(ascii: "\r") {
      return false
    }
    return true
  }
}

/// Prints classifications as they come, many at a time.
private struct ClassifiedReport {
  private static let bufferSize = 1 << 16

  private let format: OutputFormat
  private var buffer: [UInt8] = []
  private var isFirst = true
  private(set) var hasFailures = false

  init(_ format: OutputFormat) {
    self.format = format
    if format == .json { buffer += Array(#"{"schema":1,"articles":["#.utf8) }
  }

  mutating func add(_ classification: Classification, id: String) {
    if format == .json && !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    ClassificationLine.append(classification, id: id, to: &buffer)
    if buffer.count >= Self.bufferSize { flush() }
  }

  mutating func failed(_ message: String) {
    hasFailures = true
    ConsoleOutput.printError(message)
  }

  mutating func finish() {
    if format == .json { buffer += Array("]}\n".utf8) }
    flush()
  }

  private mutating func flush() {
    ConsoleOutput.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
