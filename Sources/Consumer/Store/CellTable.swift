import GRDB

/// The sums of a range for each cell, and for each topic in it.
struct CellTable {
  /// In the order in which they were met.
  private(set) var cells: [CountReader.Cell] = []
  /// Of all articles, by the place of the cell.
  private var totals: [Int] = []
  private var levels: [CountChanges.Levels] = []
  /// Made when it is needed: where cells come in their order, as most do, it never is.
  private var places: [CountReader.Cell: Int]?
  private let topics: [Int64]
  private var last = 0

  /// - Parameter topics: their numbers, in the order of the answer; -1 for those that no article had yet.
  init(_ counts: CountReader, topics: [Int64]) throws {
    self.topics = topics
    try counts.visitTotals { cell, articles in
      let isNext = places == nil && (cells.last.map { $0.isBefore(cell) } ?? true)
      let place = isNext ? append(cell) : find(cell) ?? append(cell)
      totals[place] += articles
    }
    levels = Array(repeating: CountChanges.Levels(), count: cells.count * topics.count)
    // Those of copies only are no cells.
    try counts.visitTopics { cell, topic, sum in
      guard let column = topics.firstIndex(of: topic), let place = find(cell) else { return }
      levels[place * topics.count + column] += sum
    }
  }

  /// Where a cell stands; nil where it has no articles.
  func known(_ cell: CountReader.Cell) -> Int? {
    if let places { return places[cell] }
    let place = firstPlace(notBefore: cell)
    return place < cells.count && cells[place] == cell ? place : nil
  }

  /// All articles of a cell; none for a place that is nil.
  func total(_ place: Int?) -> Int { place.map { totals[$0] } ?? 0 }

  /// Those of a topic by its place in the answer's order; of none for a place that is nil.
  func levels(_ place: Int?, _ column: Int) -> CountChanges.Levels {
    place.map { levels[$0 * topics.count + column] } ?? CountChanges.Levels()
  }

  private mutating func find(_ cell: CountReader.Cell) -> Int? {
    // Looking up is what an answer of many rows would spend its time on; cells come in much the same order for each topic.
    for guess in last..<min(last + 4, cells.count) where cells[guess] == cell {
      last = guess
      return guess
    }
    guard let place = known(cell) else { return nil }
    last = place
    return place
  }

  private mutating func append(_ cell: CountReader.Cell) -> Int {
    if places == nil, let former = cells.last, !former.isBefore(cell) {
      places = Dictionary(uniqueKeysWithValues: zip(cells, cells.indices))
    }
    last = cells.count
    places?[cell] = last
    cells.append(cell)
    totals.append(0)
    return last
  }

  /// Of cells in their order: where a cell stands or would stand.
  private func firstPlace(notBefore cell: CountReader.Cell) -> Int {
    var (low, high) = (0, cells.count)
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].isBefore(cell) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension CountReader.Cell {
  /// In the order in which the tables hold cells of one topic.
  fileprivate func isBefore(_ other: Self) -> Bool {
    if outlet != other.outlet { return (outlet ?? 0) < (other.outlet ?? 0) }
    if language != other.language { return (language ?? 0) < (other.language ?? 0) }
    return (period ?? 0) < (other.period ?? 0)
  }
}
