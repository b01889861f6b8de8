import Launching
import NewsModels

/// Prints bursts.
struct BurstReport {
  private let answer: BurstsAnswer
  private let names: [TopicID: String]

  /// - Parameter names: of the topics, for people.
  init(_ answer: BurstsAnswer, names: [TopicID: String]) {
    self.answer = answer
    self.names = names
  }

  func print(_ style: OutputStyle) {
    switch style.format {
    case .table: style.printTable(table)
    case .json: ConsoleOutput.writeJSON(answer)
    case .jsonl: for burst in answer.bursts { ConsoleOutput.writeJSON(burst) }
    case .csv:
      style.printCSV(
        names: [
          "day", "topic", "articles", "total", "expected", "spread", "score", "weeks", "day_in_row", "sources",
          "phrases",
        ],
        rows: answer.bursts.map { burst in
          [
            .text(burst.day.description), .text(burst.topic.rawValue), .number(burst.articles), .number(burst.total),
            .number(burst.expected), .number(burst.spread), .number(burst.score), .number(burst.weeks),
            .number(burst.dayInRow), .text(burst.sources.described), .text(burst.phrases.described),
          ]
        })
    }
    if answer.hasMore { style.noteRest(Self.rest) }
  }

  private static let rest = "older ones: --until, or a greater --limit"

  private var table: [String] {
    if answer.bursts.isEmpty { return ["no day stands out from its past", answer.gaps.line(answer)] }
    var table = TextTable([
      ("day", .left), ("topic", .left), ("articles", .right), ("expected", .right), ("spreads", .right),
      ("sources", .left), ("phrases", .left),
    ])
    for burst in answer.bursts {
      table.append([
        burst.day.description + (burst.dayInRow > 1 ? " (\(burst.dayInRow))" : ""),
        names[burst.topic] ?? burst.topic.rawValue, String(burst.articles), burst.expected.plain, burst.score.plain,
        burst.sources.prefix(3).described, burst.phrases.prefix(3).described,
      ])
    }
    return table.lines + (answer.hasMore ? [Self.rest] : []) + [
      answer.gaps.line(answer)
    ]
  }
}

extension Sequence<Burst.Driver> {
  /// `VnExpress 12, BBC 3`.
  var described: String {
    map { "\($0.name.isEmpty ? "no source" : $0.name) \($0.articles)" }.joined(separator: ", ")
  }
}

extension StatisticsAnswer.Gaps {
  /// One line that says what an answer leaves out.
  fileprivate func line(_ answer: BurstsAnswer) -> String {
    "\(described) · topics \(answer.topicsVersions.joined(separator: ", ").printable) · days cut in \(answer.timeZone)"
  }

  /// `0 pending · 0 quarantined · 3 undated`, and what else there is.
  var described: String {
    let parts: [String?] = [
      pending.map { "\($0) pending" } ?? "pending unknown (not every producer could be asked)",
      // What producers that could not be asked have put aside is not among them.
      "\(pending == nil ? "at least " : "")\(quarantined) quarantined", "\(undated) undated",
      dropped > 0 ? "\(dropped) given up by a person" : nil,
      lost > 0 ? "\(lost) lost (newsctl status names them)" : nil,
      daysWithoutInput > 0 ? "\(counted(daysWithoutInput, "day")) without input" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }
}

extension Double {
  /// With one decimal where there is one.
  var plain: String {
    let tenths = (self * 10).rounded() / 10
    return tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)
  }
}
