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

  /// What a range holds for each cell.
  private struct Table {
    var totals: [CountReader.Cell: CountChanges.Articles]
    var levels: [CountReader.TopicCell: CountChanges.Levels]

    init(_ db: Database, _ filter: StoreFilter, _ split: CountReader.Split) throws {
      let counts = try CountReader(db, filter: filter, split: split)
      totals = try counts.articles()
      levels = try counts.topics()
    }

    func levels(_ cell: CountReader.Cell, _ topic: Int64) -> CountChanges.Levels {
      levels[CountReader.TopicCell(cell: cell, topic: topic)] ?? CountChanges.Levels()
    }
  }

  /// - Parameter former: the range to compare with. Cells that only that has are rows of zero. Days, weeks and months are not
  ///   compared: no day of one range is that of another.
  func rows(_ filter: StoreFilter, comparedWith former: StoreFilter?) throws -> [StatisticsAnswer.Row] {
    let now = try Table(db, filter, split)
    let before = split.period == nil ? try former.map { try Table(db, $0, split) } : nil
    let keys = Set(now.totals.keys).union(before?.totals.keys.map(\.self) ?? [])
    let cells = try filled(keys, period: split.period, topics: topics.count)
    let names = try CellNames(db, split: split)
    var rows: [StatisticsAnswer.Row] = []
    rows.reserveCapacity(cells.count * topics.count)
    for cell in names.sorted(cells) {
      for topic in topics {
        let sum = now.levels(cell, topic.number)
        rows.append(
          StatisticsAnswer.Row(
            day: cell.period.flatMap { CalendarDay(daysSince1970: Int($0)) }, source: names.source(cell),
            language: names.language(cell), topic: topic.id, articles: sum.main + sum.mention, main: sum.main,
            mention: sum.mention, total: now.totals[cell]?.articles ?? 0, lastReceived: names.lastReceived(cell),
            previous: before.map { table in
              let sum = table.levels(cell, topic.number)
              return StatisticsAnswer.Previous(
                articles: sum.main + sum.mention, main: sum.main, mention: sum.mention,
                total: table.totals[cell]?.articles ?? 0)
            }))
      }
    }
    return rows
  }

  /// The cells with articles, and those of the periods between the first and the last of the same outlet and language.
  private func filled(
    _ cells: some Collection<CountReader.Cell>, period: StatisticsQuery.Key?, topics: Int
  ) throws -> [CountReader.Cell] {
    guard let period else {
      try checkRows(cells.count, topics: topics)
      return Array(cells)
    }
    var filled = cells.filter { $0.period == StoreSchema.undated }
    let series = Dictionary(grouping: cells.filter { $0.period != StoreSchema.undated }) {
      CountReader.Cell(period: nil, outlet: $0.outlet, language: $0.language)
    }
    for (group, cells) in series {
      guard var start = cells.compactMap(\.period).min(), let last = cells.compactMap(\.period).max() else { continue }
      while start <= last {
        filled.append(CountReader.Cell(period: start, outlet: group.outlet, language: group.language))
        start = Period(period).next(after: start)
        try checkRows(filled.count, topics: topics)
      }
    }
    return filled
  }

  private func checkRows(_ cells: Int, topics: Int) throws {
    guard cells * max(1, topics) <= StatisticsReader.maximumRows else {
      throw StoreError.badQuery(
        "the answer would have more than \(StatisticsReader.maximumRows) rows; narrow the range, name a topic or a source, or split by less"
      )
    }
  }
}
