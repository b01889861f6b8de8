import Launching
import NewsModels

/// Prints counts, with their gaps.
struct StatisticsReport {
  private let answer: StatisticsAnswer
  private let showsTogether: Bool
  private let withInput: Set<CalendarDay>
  private let silent: [SourceAccount]

  /// - Parameters:
  ///   - showsTogether: the table is that of topics that share articles.
  ///   - withInput: the days, weeks or months for which anything was pushed; of the table's lines over time.
  ///   - silent: outlets to be told of, since they fell silent.
  init(_ answer: StatisticsAnswer, showsTogether: Bool, withInput: Set<CalendarDay>, silent: [SourceAccount]) {
    self.answer = answer
    self.withInput = withInput
    self.silent = silent
    self.showsTogether = showsTogether
  }

  func print(_ style: OutputStyle) {
    switch style.format {
    case .table:
      for line in table(style.drawing) + notes { ConsoleOutput.print(line) }
      ConsoleOutput.print(summary)
    case .json:
      ConsoleOutput.writeJSON(lines: answer.wireJSON() + [UInt8(ascii: "\n")])
    case .jsonl:
      for row in flatRows { ConsoleOutput.writeJSON(row) }
    case .csv:
      style.printCSV(names: FlatRow.names(of: answer), rows: flatRows.map(\.cells))
    }
  }

  /// What else the answer states, a line each: the range compared with, and topics that articles share.
  private var notes: [String] {
    var lines: [String] = []
    if let compared = answer.compared {
      lines.append(
        "before: \(compared.since) to \(compared.until), \(compared.articlesWithTopic) of \(compared.articles) articles"
          + (compared.daysWithoutInput > 0 ? ", \(counted(compared.daysWithoutInput, "day")) without input" : ""))
    }
    if !silent.isEmpty {
      let told = silent.prefix(5).map { "\(($0.source ?? "–").printable) (last \($0.lastDay?.description ?? "–"))" }
      lines.append(
        "silent: \(told.joined(separator: ", "))"
          + (silent.count > told.count ? " and \(silent.count - told.count) more" : "") + "; see 'newsctl sources'")
    }
    return lines
  }

  private var isCollapsed: Bool { answer.query.filter.collapse == true }

  /// One line that says what the figures rest on and what they leave out.
  var summary: String {
    let subject = "\(answer.articlesWithTopic) of \(answer.articles) \(isCollapsed ? "stories" : "articles")"
    let verb = answer.articlesWithTopic == 1 ? "treats" : "treat"
    return
      "\(subject) \(verb) \(answer.treated.printable)\(isCollapsed ? ", without copies" : "") · \(answer.gaps.described) · "
      + (answer.topicsVersions.count > 1 ? "\(versions): see 'newsctl topics apply' · " : "")
      + "days cut in \(answer.timeZone)"
  }

  private var versions: String { "topics \(answer.topicsVersions.joined(separator: ", ").printable)" }

  private func table(_ drawing: Drawing?) -> [String] {
    if showsTogether { return together }
    if answer.query.by.isEmpty { return totals(drawing) }
    return rows(drawing) + (drawing.map { Sparklines(answer, withInput: withInput, drawing: $0).lines } ?? [])
  }

  private var together: [String] {
    let names = Dictionary(answer.topics.map { ($0.topic, $0.name) }, uniquingKeysWith: { first, _ in first })
    var table = TextTable([("topic", .left), ("and", .left), ("articles", .right), ("share", .right)])
    for overlap in answer.together {
      table.append(
        overlap.topics.map { names[$0] ?? $0.rawValue } + [
          String(overlap.articles), Figures.percent(overlap.articles, of: answer.articles),
        ])
    }
    return answer.together.isEmpty ? ["no article treats two topics"] : table.lines
  }

  private func totals(_ drawing: Drawing?) -> [String] {
    var table = TextTable(
      [("topic", .left), ("articles", .right), ("main", .right), ("mention", .right), ("share", .right)] + changeColumns
    )
    for topic in answer.topics {
      table.append(
        [
          topic.name, String(topic.articles), String(topic.main), String(topic.mention),
          Figures.percent(topic.articles, of: answer.articles),
        ] + changeCells(topic.previous, now: topic.articles))
    }
    return drawing?.bars(besides: table.lines, values: answer.topics.map(\.articles)) ?? table.lines
  }

  private func rows(_ drawing: Drawing?) -> [String] {
    let names = Dictionary(answer.topics.map { ($0.topic, $0.name) }, uniquingKeysWith: { first, _ in first })
    let keys = answer.query.by.filter { $0 != .topic }
    let isBySource = keys.contains(.source)
    let isCompared = answer.rows.contains { $0.previous != nil }
    var table = TextTable(
      keys.map { ($0.rawValue, .left) } + [
        ("topic", .left), ("articles", .right), ("main", .right), ("mention", .right), ("of all", .right),
        ("share", .right),
      ] + (isCompared ? changeColumns : []) + (isBySource ? [("last received", .left)] : []))
    for row in answer.rows {
      table.append(
        keys.map { row.text(of: $0) ?? "–" } + [
          names[row.topic] ?? row.topic.rawValue, String(row.articles), String(row.main), String(row.mention),
          String(row.total), row.total == 0 ? "–" : Figures.percent(row.articles, of: row.total),
        ] + (isCompared ? changeCells(row.previous, now: row.articles) : [])
          + (isBySource ? [row.lastReceived.map { Timestamp(secondsSince1970: $0).description } ?? "–"] : []))
    }
    let lines = table.lines(within: OutputStyle.columns)
    return drawing?.bars(besides: lines, values: answer.rows.map(\.articles)) ?? lines
  }

  private var changeColumns: [(name: String, alignment: TextTable.Alignment)] {
    answer.compared == nil ? [] : [("before", .right), ("change", .right), ("ratio", .right)]
  }

  private func changeCells(_ previous: StatisticsAnswer.Previous?, now: Int) -> [String] {
    guard answer.compared != nil, let previous else { return [] }
    return [
      String(previous.articles), Figures.difference(now - previous.articles),
      StatisticsAnswer.ratio(now, to: previous.articles).map(Figures.ratio) ?? "–",
    ]
  }

  /// The rows for programs: those asked for, or one a topic.
  private var flatRows: [FlatRow] {
    if answer.query.by.isEmpty {
      return answer.topics.map { topic in
        FlatRow(
          keys: [], topic: topic.topic, name: topic.name, articles: topic.articles, main: topic.main,
          mention: topic.mention, total: answer.articles, previous: topic.previous)
      }
    }
    return answer.rows.map { row in
      FlatRow(
        keys: answer.query.by.filter { $0 != .topic }.map { ($0.rawValue, row.text(of: $0)) }, topic: row.topic,
        name: nil, articles: row.articles, main: row.main, mention: row.mention, total: row.total,
        previous: row.previous, hasReceived: answer.query.by.contains(.source), lastReceived: row.lastReceived)
    }
  }
}

extension StatisticsAnswer.Row {
  /// The row's value of a key; nil where it has none.
  fileprivate func text(of key: StatisticsQuery.Key) -> String? {
    switch key {
    case .day, .week: day?.description
    case .month: day.map { String($0.description.prefix(7)) }
    case .source: source
    case .language: language
    case .topic: topic.rawValue
    }
  }
}
