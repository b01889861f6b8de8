import NewsModels

/// Draws a topic's articles over time as inline SVG: a column a day, week or month, main below and mention above; hatched where
/// nothing was pushed; a mark over bursts.
struct TimeChart {
  var name: String
  /// Of one topic, in order; rows of undated articles are left out.
  var rows: [StatisticsAnswer.Row]
  var bursts: Set<CalendarDay>
  var unit: StatisticsQuery.Key
  /// The days, weeks or months for which anything was pushed, copies too.
  var withInput: Set<CalendarDay>

  private static let (width, height, top, left, bottom) = (720.0, 150.0, 16.0, 40.0, 22.0)

  /// Empty where there is no time.
  var markup: Markup {
    let columns = rows.filter { $0.day != nil }
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
