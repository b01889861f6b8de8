import GRDB
import NewsModels

/// The rows of an answer: a table by what the question splits by, and by topic. They are written as they are made: as values of their
/// own, many rows take longer to make and to let go of than to read and to write.
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
      period: query.period, byOutlet: query.by.contains(.source),
      byLanguage: query.by.contains(.language))
  }

  /// A cell with where it stands in the tables of both ranges; nil where that has none of its articles.
  typealias Placed = (cell: CountReader.Cell, now: Int?, before: Int?)

  /// - Parameter earlier: the range to compare with. Cells that only that has are rows of zero. Days, weeks and months are not
  ///   compared: no day of one range is that of another.
  /// - Returns: the rows, and whether periods without articles are left out of them.
  func written(
    _ filter: StoreFilter, comparedWith earlier: StoreFilter?
  ) throws -> (bytes: [UInt8], isSparse: Bool) {
    let now = try table(filter)
    let before = split.period == nil ? try earlier.map { try table($0) } : nil
    var cells: [Placed] = now.cells.enumerated().map { ($1, $0, before?.known($1)) }
    for (place, cell) in (before?.cells ?? []).enumerated() where now.known(cell) == nil {
      cells.append((cell, nil, place))
    }
    try checkRows(cells.count)
    let missing = missing(cells.map(\.cell))
    cells += missing.cells.map { ($0, now.known($0), nil) }.filter { $0.1 == nil }
    let names = try CellNames(db, split: split)
    var writer = StatisticsRowWriter(keys: query.by, topics: topics.map(\.id), rows: cells.count * topics.count)
    for placed in names.sorted(cells) { write(placed, now, before, names, to: &writer) }
    return (writer.bytes, missing.isSparse)
  }

  private func table(_ filter: StoreFilter) throws -> CellTable {
    try CellTable(CountReader(db, filter: filter, split: split), topics: topics.map(\.number))
  }

  private func write(
    _ placed: Placed, _ now: CellTable, _ before: CellTable?, _ names: CellNames, to writer: inout StatisticsRowWriter
  ) {
    let cell = StatisticsRowWriter.Cell(
      day: placed.cell.period.flatMap { CalendarDay(daysSince1970: Int($0)) }, source: names.source(placed.cell),
      language: names.language(placed.cell), total: now.total(placed.now),
      lastReceived: names.lastReceived(placed.cell), previousTotal: before.map { $0.total(placed.before) })
    writer.append(cell, columns: topics.indices) { column in
      (
        StatisticsRowWriter.Figures(now.levels(placed.now, column)),
        before.map { StatisticsRowWriter.Figures($0.levels(placed.before, column)) }
      )
    }
  }

  /// The cells of periods that may have no articles. Of a range that names its ends, all; where an answer has no room for so many, or rows
  /// are split by source or language too, those from the first with articles to the last; where it has none for these either, none.
  /// - Returns: the cells, and whether periods without articles are left out.
  private func missing(_ cells: [CountReader.Cell]) -> (cells: [CountReader.Cell], isSparse: Bool) {
    guard let key = split.period else { return ([], false) }
    let series = series(cells)
    if let missing = missing(toEnds(series), besides: cells.count, Period(key)) { return (missing, false) }
    return (missing(series, besides: cells.count, Period(key)) ?? [], true)
  }

  /// The cells of series in which some may be missing; nil where an answer has no room for them.
  private func missing(
    _ series: [CountReader.Cell: Series], besides known: Int, _ period: Period
  ) -> [CountReader.Cell]? {
    let gapped = series.filter { period.count($1.first...$1.last) > $1.count }
    let count = gapped.reduce(known) { $0 + Int(period.count($1.value.first...$1.value.last) - $1.value.count) }
    guard fits(count) else { return nil }
    var missing: [CountReader.Cell] = []
    for (group, known) in gapped {
      var start = known.first
      while start <= known.last {
        missing.append(CountReader.Cell(period: start, outlet: group.outlet, language: group.language))
        start = period.next(after: start)
      }
    }
    return missing
  }

  /// The periods that have articles, by outlet and language.
  private func series(_ cells: [CountReader.Cell]) -> [CountReader.Cell: Series] {
    var series = RunningSums<CountReader.Cell, Series>()
    for cell in cells {
      guard let start = cell.period, start != StoreSchema.undated else { continue }
      series.add(
        Series(first: start, last: start, count: 1),
        to: CountReader.Cell(period: nil, outlet: cell.outlet, language: cell.language))
    }
    return series.all()
  }

  /// With the ends of the range that was asked for. Of several outlets or languages most of what that adds would be rows of zero.
  private func toEnds(_ series: [CountReader.Cell: Series]) -> [CountReader.Cell: Series] {
    guard let key = split.period, !split.byOutlet, !split.byLanguage else { return series }
    let only = series[CountReader.Cell()]
    func start(of day: CalendarDay) -> Int64 { Period(key).start(of: Int64(day.daysSince1970)) }
    let first = query.filter.since.map(start) ?? only?.first
    let last = query.filter.until.map(start) ?? only?.last
    guard let first, let last, first <= last else { return series }
    return [CountReader.Cell(): Series(first: first, last: last, count: only?.count ?? 0)]
  }

  /// The periods that have articles, of one outlet and language.
  private struct Series: Figures {
    var first = Int64.max
    var last = Int64.min
    var count: Int64 = 0

    static func += (sum: inout Series, more: Series) {
      sum.first = min(sum.first, more.first)
      sum.last = max(sum.last, more.last)
      sum.count += more.count
    }
  }

  private var mostRows: Int { StatisticsQuery.mostRows(bySource: split.byOutlet) }

  private func fits(_ cells: Int) -> Bool { cells * max(1, topics.count) <= mostRows }

  private func checkRows(_ cells: Int) throws {
    guard !fits(cells) else { return }
    throw StoreError.badQuery(
      "the answer would have \(cells * topics.count) rows, expected at most \(mostRows): narrow the range, name a topic or a source, "
        + "split by less, or by week or month")
  }
}

extension StatisticsRowWriter.Figures {
  fileprivate init(_ levels: CountChanges.Levels) {
    self.init(articles: levels.main + levels.mention, main: levels.main, mention: levels.mention)
  }
}
