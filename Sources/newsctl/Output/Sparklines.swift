import Launching
import NewsModels

/// A line a topic, drawn over the days, weeks or months of an answer.
struct Sparklines {
  private let answer: StatisticsAnswer
  private let withInput: Set<CalendarDay>
  private let drawing: Drawing

  /// - Parameter withInput: the days, weeks or months for which anything was pushed, copies too.
  init(_ answer: StatisticsAnswer, withInput: Set<CalendarDay>, drawing: Drawing) {
    self.answer = answer
    self.withInput = withInput
    self.drawing = drawing
  }

  /// Empty where the answer is not split by time, or has one time only.
  var lines: [String] {
    guard let key = answer.query.period else { return [] }
    let known = answer.rows.compactMap(\.day)
    guard let first = known.min(), let last = known.max(), first < last else { return [] }
    // An answer may leave out days without articles.
    var days = [first]
    while let day = days.last, day < last { days.append(key.days(from: day).upperBound.adding(1)) }
    let width = answer.topics.map { $0.name.printable.terminalColumns }.max() ?? 0
    let columns = max(10, ConsoleOutput.columns - width - 14)
    var lines = ["", "\(days[0]) to \(days[days.count - 1]) by \(key.rawValue), the greatest on the right"]
    for topic in answer.topics {
      var sums: [CalendarDay: Int] = [:]
      for row in answer.rows where row.topic == topic.topic {
        guard let day = row.day else { continue }
        sums[day, default: 0] += row.articles
      }
      let values = Drawing.grouped(days.map { withInput.contains($0) ? sums[$0] ?? 0 : nil }, columns: columns)
      let name = topic.name.printable
      let padding = String(repeating: " ", count: width - name.terminalColumns)
      let line = drawing.colored(Drawing.sparkline(values), .cyan)
      lines.append("\(name)\(padding)  \(line)  \(values.compactMap(\.self).max() ?? 0)")
    }
    return lines
  }
}

extension Drawing {
  /// The lines of a table, the first of which has the names, each with a bar of its value behind it where there is room for one.
  func bars(besides lines: [String], values: [Int]) -> [String] {
    guard let names = lines.first, lines.count == values.count + 1 else { return lines }
    let width = lines.map(\.terminalColumns).max() ?? 0
    let columns = min(30, ConsoleOutput.columns - width - 3)
    guard columns >= 5, let greatest = values.max(), greatest > 0 else { return lines }
    let drawn = zip(lines.dropFirst(), values).map { line, value in
      let bar = Self.bar(value, of: greatest, columns: columns)
      if bar.isEmpty { return line }
      return line + String(repeating: " ", count: width - line.terminalColumns + 3) + colored(bar, .blue)
    }
    return [colored(names, .strong)] + drawn
  }
}
