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
      for row in try Row.fetchAll(db, sql: "SELECT number, name, ifnull(joined, number), received FROM outlet") {
        outlets[row[0]] = row[1] as String?
        let (source, arrived): (Int64, Int64) = (row[2], row[3])
        if arrived > 0 { received[source] = max(arrived, received[source] ?? 0) }
      }
    }
    if split.byLanguage {
      for row in try Row.fetchAll(db, sql: "SELECT number, code FROM language WHERE code IS NOT NULL") {
        languages[row[0]] = row[1]
      }
    }
  }

  func source(_ cell: CountReader.Cell) -> String? { cell.outlet.flatMap { outlets[$0] } }
  func lastReceived(_ cell: CountReader.Cell) -> Int64? { cell.outlet.flatMap { received[$0] } }
  func language(_ cell: CountReader.Cell) -> String? { cell.language.flatMap { languages[$0] } }

  /// By day, source and language; undated days and unknown names last.
  func sorted(_ cells: [CountReader.Cell]) -> [CountReader.Cell] {
    cells.sorted { one, other in
      if one.period != other.period {
        if one.period == StoreSchema.undated { return false }
        return other.period == StoreSchema.undated || (one.period ?? 0) < (other.period ?? 0)
      }
      if one.outlet != other.outlet { return isBefore((source(one), one.outlet), (source(other), other.outlet)) }
      return isBefore((language(one), one.language), (language(other), other.language))
    }
  }

  private func isBefore(_ one: (name: String?, number: Int64?), _ other: (name: String?, number: Int64?)) -> Bool {
    switch (one.name, other.name) {
    case (let name?, let otherName?) where name != otherName: name < otherName
    case (nil, _?): false
    case (_?, nil): true
    default: (one.number ?? 0) < (other.number ?? 0)
    }
  }
}
