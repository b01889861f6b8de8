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
  func written(_ filter: StoreFilter, comparedWith earlier: StoreFilter?) throws -> [UInt8] {
    let now = try table(filter)
    let before = split.period == nil ? try earlier.map { try table($0) } : nil
    var cells: [Placed] = now.cells.enumerated().map { ($1, $0, before?.known($1)) }
    for (place, cell) in (before?.cells ?? []).enumerated() where now.known(cell) == nil {
      cells.append((cell, nil, place))
    }
    cells += try missing(cells.map(\.cell)).map { ($0, now.known($0), nil) }.filter { $0.1 == nil }
    try checkRows(cells.count)
    let names = try CellNames(db, split: split)
    var writer = StatisticsRowWriter(keys: query.by, topics: topics.map(\.id), rows: cells.count * topics.count)
    for placed in names.sorted(cells) { write(placed, now, before, names, to: &writer) }
    return writer.bytes
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

  /// The cells of the periods between the first and the last of the same outlet and language, where some may be missing.
  private func missing(_ cells: [CountReader.Cell]) throws -> [CountReader.Cell] {
    guard let period = split.period else { return [] }
    var series = RunningSums<CountReader.Cell, Series>()
    for cell in cells {
      guard let start = cell.period, start != StoreSchema.undated else { continue }
      series.add(
        Series(first: start, last: start, count: 1),
        to: CountReader.Cell(period: nil, outlet: cell.outlet, language: cell.language))
    }
    var missing: [CountReader.Cell] = []
    for (group, known) in series.all() where Period(period).count(known.first...known.last) > known.count {
      var start = known.first
      while start <= known.last {
        missing.append(CountReader.Cell(period: start, outlet: group.outlet, language: group.language))
        start = Period(period).next(after: start)
        try checkRows(missing.count, ofDays: known.first...known.last)
      }
    }
    return missing
  }

  /// The periods that have articles, of one outlet and language.
  private struct Series: Figures {
    var first = Int64.max
    var last = Int64.min
    var count = 0

    static func += (sum: inout Series, more: Series) {
      sum.first = min(sum.first, more.first)
      sum.last = max(sum.last, more.last)
      sum.count += more.count
    }
  }

  /// - Parameter days: of a series with more of them than fit, from its first to its last. One article of long ago makes many days.
  private func checkRows(_ cells: Int, ofDays days: ClosedRange<Int64>? = nil) throws {
    let most = StatisticsReader.maximumRows(bySource: split.byOutlet)
    guard cells * max(1, topics.count) <= most else {
      let ends = days.map { [$0.lowerBound, $0.upperBound] }?.compactMap { CalendarDay(daysSince1970: Int($0)) } ?? []
      let range = ends.count == 2 ? ": there are articles of \(ends[0]) and of \(ends[1])" : ""
      throw StoreError.badQuery(
        "the answer would have more than \(most) rows\(range); narrow the range, name a topic or a source, or split by less"
      )
    }
  }
}

extension StatisticsRowWriter.Figures {
  fileprivate init(_ levels: CountChanges.Levels) {
    self.init(articles: levels.main + levels.mention, main: levels.main, mention: levels.mention)
  }
}
