import Launching
import NewsModels

/// Prints how the outlets stand.
struct SourceReport {
  private let answer: SourcesAnswer

  init(_ answer: SourcesAnswer) { self.answer = answer }

  func print(_ style: OutputStyle) {
    switch style.format {
    case .table: style.printTable(table)
    case .json: ConsoleOutput.writeJSON(answer)
    case .jsonl: for source in answer.sources { ConsoleOutput.writeJSON(source) }
    case .csv:
      style.printCSV(
        names: [
          "source", "articles", "articles_with_topic", "last_received", "last_day", "silent_days", "usual_pause",
          "silent",
          "spellings", "joined",
        ],
        rows: answer.sources.map { source in
          [
            .text(source.source), .number(source.articles), .number(source.withTopic),
            .text(source.lastReceived?.description), .text(source.lastDay?.description), .number(source.silentDays),
            .number(source.usualPause), .text(source.isSilent ? "true" : "false"),
            .text(source.spellings.joined(separator: "; ")), .text(source.joined.joined(separator: "; ")),
          ]
        })
    }
  }

  private var table: [String] {
    var table = TextTable([
      ("source", .left), ("articles", .right), ("with topic", .right), ("state", .left), ("last day", .left),
      ("last received", .left), ("joined", .left),
    ])
    for source in answer.sources {
      table.append([
        // One long name would push the figures of all out of sight.
        (source.source ?? "–").fitted(to: 24), String(source.articles), String(source.withTopic), Self.state(source),
        source.lastDay?.description ?? "–", source.lastReceived?.description ?? "–",
        source.joined.isEmpty ? "–" : source.joined.joined(separator: ", "),
      ])
    }
    let silent = answer.sources.count { $0.isSilent }
    return (answer.sources.isEmpty ? ["no sources"] : table.lines(within: OutputStyle.columns)) + [
      "\(counted(answer.sources.count, "source")), \(silent) silent · \(answer.gaps.described) · "
        + "days cut in \(answer.timeZone)"
    ]
  }

  private static func state(_ source: SourceAccount) -> String {
    guard source.isSilent, let days = source.silentDays, let pause = source.usualPause else { return "–" }
    return "silent for \(days) days (longest pause before: \(pause))"
  }
}
