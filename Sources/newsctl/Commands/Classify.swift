import ArgumentParser
import Classifying
import Launching
import NewsModels

struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Label articles with topics, without a consumer: JSON lines in, JSON lines out, in the same order.",
    discussion: """
      A line in: {"id", "title", "paragraphs": […] or "body": "…", "language"}. A line out: {"id", "topics": [{"topic", \
      "level", "score", "evidence": […]}]}. With --format json each line also says "schema": 1.

      Of a language such as zh-TW the first part counts. An article without a language, or in one for which the topics have \
      no phrases of their own, is read with those of every language.
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
    for path in paths.isEmpty ? ["-"] : paths + TypedArguments.own.morePaths {
      do throws(CommandFailure) {
        try classify(path, by: classifier, into: &report)
      } catch {
        report.failed(error.message)
      }
    }
    report.flush()
    if report.hasFailures { throw ExitStatus.someFailed.exitCode }
  }

  private func classify(
    _ path: String, by classifier: Classifier, into report: inout ClassifiedReport
  ) throws(CommandFailure) {
    let name = path == "-" ? "standard input" : path.printable
    var lines = try LineReader(path)
    var number = 0
    while let line = try lines.next() {
      // Whoever writes one line and reads the answer would else wait for ever.
      defer { if lines.waitsForNext { report.flush() } }
      number += 1
      let isMarked = number == 1 && line.starts(with: Self.byteOrderMark)
      let unmarked = isMarked ? line.dropFirst(Self.byteOrderMark.count) : line
      let bytes = unmarked.span
      if Self.isBlank(bytes) { continue }
      do throws(ArticleLineError) {
        let article = try ArticleLine(bytes)
        report.add(
          classifier.classify(title: article.title, body: article.body, language: article.language), id: article.id)
      } catch {
        report.failed("\(name):\(number): \(error); left out")
      }
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

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
  /// Follows the brace that opens a line.
  private static let schema = Array(#""schema":1,"#.utf8)

  private let format: OutputFormat
  private var buffer: [UInt8] = []
  private(set) var hasFailures = false

  init(_ format: OutputFormat) {
    self.format = format
  }

  mutating func add(_ classification: Classification, id: String) {
    let start = buffer.count
    ClassificationLine.append(classification, id: id, to: &buffer)
    if format == .json { buffer.insert(contentsOf: Self.schema, at: start + 1) }
    if buffer.count >= Self.bufferSize { flush() }
  }

  mutating func failed(_ message: String) {
    hasFailures = true
    ConsoleOutput.printError(message)
  }

  mutating func flush() {
    guard !buffer.isEmpty else { return }
    ConsoleOutput.writeJSON(lines: buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
