import Launching
import NewsModels
import Parsing

/// Prints how a document was read: what was kept and dropped, and why.
struct ReadingReport {
  private let explanation: ReadExplanation
  private let name: String

  init(_ explanation: ReadExplanation, name: String) {
    (self.explanation, self.name) = (explanation, name)
  }

  func print(_ format: OutputFormat) {
    if format == .table {
      for line in lines(columns: ConsoleOutput.isTerminal ? ConsoleOutput.columns : Self.widest) {
        ConsoleOutput.print(line)
      }
    } else {
      ConsoleOutput.writeJSON(Coded(self))
    }
  }

  /// Columns where no terminal says how many there are.
  private static let widest = 160

  /// One line a part: what became of it, its text, and why. Nothing that a terminal would obey.
  func lines(columns: Int) -> [String] {
    let facts = [explanation.form, explanation.encoding].filter { !$0.isEmpty }.joined(separator: ", ")
    var lines = ["\(name.printable)\(facts.isEmpty ? "" : " (\(facts))")"]
    lines += explanation.parts.map { part in
      let mark = Self.mark(of: part.role)
      if part.text.isEmpty { return "\(mark)  \(part.reason.printable)" }
      let room = max(24, (columns - mark.terminalColumns - 4) * 5 / 8)
      let text = part.text.printable.fitted(to: room)
      let padding = String(repeating: " ", count: max(0, room - text.terminalColumns))
      return "\(mark)  \(text)\(part.reason.isEmpty ? "" : "\(padding)  \(part.reason.printable)")".fitted(
        to: max(columns, 60))
    }
    lines.append(contentsOf: outcome)
    return lines
  }

  private static func mark(of role: ReadExplanation.Role) -> String {
    switch role {
    case .title: "  title  "
    case .date: "  date   "
    case .credit: "  credit "
    case .paragraph: "  kept   "
    case .dropped: "     -   "
    case .note: "  note   "
    }
  }

  private var outcome: [String] {
    switch explanation.outcome {
    case .articles(let articles):
      (explanation.leftOut.map { ["= left out: \($0.printable)"] } ?? [])
        + articles.map { article in
          let facts = [
            article.published?.description ?? "undated", article.source ?? "no source",
            article.credit.map { "credit \($0)" },
            article.language, article.url, "\(article.paragraphs.count) paragraphs",
          ]
          return "= \(article.title.printable)\n  " + facts.compactMap(\.self).joined(separator: " · ").printable
        }
    case .skipped(let reason): ["= skipped: \(reason.printable)"]
    case .unreadable(let reason): ["= cannot be read: \(reason.printable)"]
    }
  }

  private struct Coded: Encodable {
    struct Part: Encodable {
      var role: String
      var reason: String
      var text: String
    }

    var schema = 1
    var file: String
    var form: String
    var encoding: String
    var outcome: String
    var reason: String?
    var parts: [Part]
    var articles: [Article]

    init(_ report: ReadingReport) {
      file = report.name
      form = report.explanation.form
      encoding = report.explanation.encoding
      parts = report.explanation.parts.map { Part(role: $0.role.rawValue, reason: $0.reason, text: $0.text) }
      switch report.explanation.outcome {
      case .articles(let read): (outcome, reason, articles) = ("read", report.explanation.leftOut, read)
      case .skipped(let why): (outcome, reason, articles) = ("skipped", why, [])
      case .unreadable(let why): (outcome, reason, articles) = ("unreadable", why, [])
      }
    }
  }
}
