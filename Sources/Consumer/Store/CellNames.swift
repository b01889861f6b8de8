import GRDB
import NewsModels

/// Names of outlets and languages, for rows and their order.
struct CellNames {
  private var outlets: [Int64: String] = [:]
  private var languages: [Int64: String] = [:]
  /// Last arrivals, by the outlet that stands for a source.
  private var received: [Int64: Int64] = [:]

  init(_ db: Database, split: CountReader.Split) throws {
    if split.byOutlet {
      for row in try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT number, name, ifnull(joined, number), min(received, (SELECT arrived FROM account)) FROM outlet"))
      {
        outlets[row[0]] = row[1] as String?
        let (source, arrived): (Int64, Int64) = (row[2], row[3])
        if arrived > 0 { received[source] = max(arrived, received[source] ?? 0) }
      }
    }
    if split.byLanguage {
      for row in try Row.fetchAll(
        db.cachedStatement(sql: "SELECT number, code FROM language WHERE code IS NOT NULL"))
      {
        languages[row[0]] = row[1]
      }
    }
  }

  func source(_ cell: CountReader.Cell) -> String? { cell.outlet.flatMap { outlets[$0] } }
  func lastReceived(_ cell: CountReader.Cell) -> Int64? { cell.outlet.flatMap { received[$0] } }
  func language(_ cell: CountReader.Cell) -> String? { cell.language.flatMap { languages[$0] } }

  /// By day, source and language; undated days and unknown names last.
  func sorted(_ cells: [StatisticsRows.Placed]) -> [StatisticsRows.Placed] {
    let outlets = Self.places(of: cells.lazy.map(\.cell.outlet), names: self.outlets)
    let languages = Self.places(of: cells.lazy.map(\.cell.language), names: self.languages)
    var keys = cells.indices.map { index in
      let cell = cells[index].cell
      let period = cell.period == StoreSchema.undated ? Int64.max : cell.period ?? 0
      let outlet = cell.outlet.flatMap { outlets[$0] } ?? 0
      let language = cell.language.flatMap { languages[$0] } ?? 0
      // Places are as few as the rows of an answer, so that both fit into one number, which is compared at once.
      return SortedCell(period: period, names: outlet << 32 | language, index: index)
    }
    keys.sort()
    return keys.map { cells[$0.index] }
  }

  private struct SortedCell: Comparable {
    var period: Int64
    var names: Int
    var index: Int

    static func < (one: SortedCell, other: SortedCell) -> Bool {
      one.period == other.period ? one.names < other.names : one.period < other.period
    }
  }

  /// Where each number stands in the order of the names: names are compared once, not for each cell.
  private static func places(of numbers: some Sequence<Int64?>, names: [Int64: String]) -> [Int64: Int] {
    var (met, last): (Set<Int64>, Int64?) = ([], nil)
    for number in numbers where number != last {
      if let number { met.insert(number) }
      last = number
    }
    let ordered = met.sorted { isBefore((names[$0], $0), (names[$1], $1)) }
    return Dictionary(uniqueKeysWithValues: zip(ordered, ordered.indices))
  }

  private static func isBefore(_ one: (name: String?, number: Int64), _ other: (name: String?, number: Int64)) -> Bool {
    switch (one.name, other.name) {
    case (let name?, let otherName?) where name != otherName: name < otherName
    case (nil, _?): false
    case (_?, nil): true
    default: one.number < other.number
    }
  }
}
