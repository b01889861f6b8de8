import GRDB
import NewsModels

/// The rows of an answer: a table by what the question splits by, and by topic.
struct StatisticsRows {
  private let db: Database
  private let query: StatisticsQuery
  private let topics: [StatisticsReader.KnownTopic]
  private let split: CountReader.Split

  init(_ db: Database, query: StatisticsQuery, topics: [StatisticsReader.KnownTopic]) {
    self.db = db
    self.query = query
    self.topics = topics
    split = CountReader.Split(
      period: query.by.first { [.day, .week, .month].contains($0) }, byOutlet: query.by.contains(.source),
      byLanguage: query.by.contains(.language))
  }

  /// A cell with where it stands in the tables of both ranges; nil where that has none of its articles.
  typealias Placed = (cell: CountReader.Cell, now: Int?, before: Int?)

  /// - Parameter earlier: the range to compare with. Cells that only that has are rows of zero. Days, weeks and months are not
  ///   compared: no day of one range is that of another.
  func rows(_ filter: StoreFilter, comparedWith earlier: StoreFilter?) throws -> [StatisticsAnswer.Row] {
    let now = try table(filter)
    let before = split.period == nil ? try earlier.map { try table($0) } : nil
    var cells: [Placed] = now.cells.enumerated().map { ($1, $0, before?.known($1)) }
    for (place, cell) in (before?.cells ?? []).enumerated() where now.known(cell) == nil {
      cells.append((cell, nil, place))
    }
    cells += try missing(cells.map(\.cell)).map { ($0, now.known($0), nil) }.filter { $0.1 == nil }
    try checkRows(cells.count)
    let names = try CellNames(db, split: split)
    var rows: [StatisticsAnswer.Row] = []
    rows.reserveCapacity(cells.count * topics.count)
    for placed in names.sorted(cells) { append(placed, now, before, names, to: &rows) }
    return rows
  }

  private func table(_ filter: StoreFilter) throws -> CellTable {
    try CellTable(CountReader(db, filter: filter, split: split), topics: topics.map(\.number))
  }

  private func append(
    _ placed: Placed, _ now: CellTable, _ before: CellTable?, _ names: CellNames,
    to rows: inout [StatisticsAnswer.Row]
  ) {
    let day = placed.cell.period.flatMap { CalendarDay(daysSince1970: Int($0)) }
    let (source, language) = (names.source(placed.cell), names.language(placed.cell))
    let lastReceived = names.lastReceived(placed.cell)
    for (column, topic) in topics.enumerated() {
      let sum = now.levels(placed.now, column)
      rows.append(
        StatisticsAnswer.Row(
          day: day, source: source, language: language, topic: topic.id, articles: sum.main + sum.mention,
          main: sum.main, mention: sum.mention, total: placed.now.map { now.totals[$0] } ?? 0,
          lastReceived: lastReceived,
          previous: before.map { table in
            let sum = table.levels(placed.before, column)
            return StatisticsAnswer.Previous(
              articles: sum.main + sum.mention, main: sum.main, mention: sum.mention,
              total: placed.before.map { table.totals[$0] } ?? 0)
          }))
    }
  }

  /// The cells of the periods between the first and the last of the same outlet and language, where some may be missing.
  private func missing(_ cells: [CountReader.Cell]) throws -> [CountReader.Cell] {
    guard let period = split.period else { return [] }
    var series: [CountReader.Cell: (periods: ClosedRange<Int64>, count: Int)] = [:]
    for cell in cells {
      guard let start = cell.period, start != StoreSchema.undated else { continue }
      let group = CountReader.Cell(period: nil, outlet: cell.outlet, language: cell.language)
      let known = series[group] ?? (start...start, 0)
      series[group] = (
        min(known.periods.lowerBound, start)...max(known.periods.upperBound, start), known.count + 1
      )
    }
    var missing: [CountReader.Cell] = []
    for (group, known) in series {
      var start = known.periods.lowerBound
      var all: [CountReader.Cell] = []
      while start <= known.periods.upperBound {
        all.append(CountReader.Cell(period: start, outlet: group.outlet, language: group.language))
        start = Period(period).next(after: start)
        try checkRows(missing.count + all.count)
      }
      if all.count > known.count { missing += all }
    }
    return missing
  }

  private func checkRows(_ cells: Int) throws {
    guard cells * max(1, topics.count) <= StatisticsReader.maximumRows else {
      throw StoreError.badQuery(
        "the answer would have more than \(StatisticsReader.maximumRows) rows; narrow the range, name a topic or a source, or split by less"
      )
    }
  }
}
