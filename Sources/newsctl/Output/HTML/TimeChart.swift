import NewsModels

/// Draws a topic's articles over time as inline SVG: a column a day, week or month, main below and mention above; hatched where
/// nothing was pushed; a mark over bursts.
struct TimeChart {
  var topic: TopicID
  var name: String
  /// By `unit`, in order, other topics' and undated articles' among them.
  var rows: [StatisticsAnswer.Row]
  /// What the chart covers; nil where there is no time.
  var days: ClosedRange<CalendarDay>?
  var bursts: Set<CalendarDay>
  var unit: StatisticsQuery.Key
  /// The days, weeks or months for which anything was pushed, copies too.
  var withInput: Set<CalendarDay>

  /// Columns beyond which a range is drawn only as far as something was pushed: they would be too narrow to see.
  private static let mostColumns = 2_000

  private static let (width, height, top, left, bottom) = (720.0, 150.0, 16.0, 40.0, 22.0)

  /// Empty where there is no time.
  var markup: Markup {
    let columns = columns
    guard let first = columns.first?.day, let last = columns.last?.day else { return "" }
    let greatest = max(1, columns.map(\.articles).max() ?? 0)
    let step = (Self.width - Self.left) / Double(columns.count)
    let marks = columns.enumerated().map { column($0.element, x: Self.left + Double($0.offset) * step, step, greatest) }
    let total = columns.reduce(0) { $0 + $1.articles }
    let base = Self.height - Self.bottom
    return """
      <figure><svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(name): \(total) articles from \
      \(first.description) to \(last.description) by \(unit.rawValue), at most \(greatest)">
      <line class="axis" x1="\(Self.left)" y1="\(base)" x2="\(Self.width)" y2="\(base)"/>
      <text x="\(Self.left - 6)" y="\(Self.top + 4)" text-anchor="end">\(greatest)</text>
      <text x="\(Self.left - 6)" y="\(base)" text-anchor="end">0</text>
      <text x="\(Self.left)" y="\(Self.height - 6)">\(first.description)</text>
      <text x="\(Self.width)" y="\(Self.height - 6)" text-anchor="end">\(last.description)</text>
      \(marks)</svg><figcaption>\(name) by \(unit.rawValue)</figcaption></figure>

      """
  }

  /// From the first to the last day that was asked for: rows without articles may be left out of an answer.
  private var columns: [StatisticsAnswer.Row] {
    let rows = rows.filter { $0.topic == topic && $0.day != nil }
    guard let days else { return rows }
    let found = Dictionary(rows.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
    var columns: [StatisticsAnswer.Row] = []
    var day = unit.start(of: days.lowerBound)
    while true {
      guard columns.count < Self.mostColumns else { return withoutEmptyEnds(rows) }
      columns.append(
        found[day]
          ?? .init(day: day, source: nil, language: nil, topic: topic, articles: 0, main: 0, mention: 0, total: 0))
      let last = unit.days(from: day).upperBound
      // The calendar's last day has none behind it.
      guard last < days.upperBound else { break }
      day = last.adding(1)
    }
    return columns
  }

  private func withoutEmptyEnds(_ rows: [StatisticsAnswer.Row]) -> [StatisticsAnswer.Row] {
    func isEmpty(_ row: StatisticsAnswer.Row) -> Bool { row.total == 0 && !(row.day.map(withInput.contains) ?? false) }
    let begun = rows.drop(while: isEmpty)
    return Array(begun.prefix((begun.lastIndex { !isEmpty($0) } ?? begun.startIndex - 1) - begun.startIndex + 1))
  }

  private func column(_ row: StatisticsAnswer.Row, x: Double, _ step: Double, _ greatest: Int) -> Markup {
    let base = Self.height - Self.bottom
    let room = base - Self.top
    let width = max(0.5, step * 0.85)
    let day = row.day?.description ?? ""
    if row.total == 0, !(row.day.map(withInput.contains) ?? false) {
      return """
        <rect class="none" x="\(x)" y="\(Self.top)" width="\(width)" height="\(room)"><title>\(day): nothing was pushed\
        </title></rect>

        """
    }
    let main = Double(row.main) / Double(greatest) * room
    let mention = Double(row.mention) / Double(greatest) * room
    let isBurst = row.day.map(bursts.contains) ?? false
    let mark: Markup =
      isBurst ? "<circle class=\"burst\" cx=\"\(x + width / 2)\" cy=\"\(base - main - mention - 7)\" r=\"3\"/>" : ""
    return """
      <g><title>\(day): \(row.articles) articles (\(row.main) main, \(row.mention) mention) of \(row.total)\
      \(isBurst ? ", a burst" : "")</title><rect class="main" x="\(x)" y="\(base - main)" width="\(width)" \
      height="\(main)"/><rect class="mention" x="\(x)" y="\(base - main - mention)" width="\(width)" \
      height="\(mention)"/>\(mark)</g>

      """
  }
}
