import GRDB

/// The sums of a range for each cell, and for each topic in it.
struct CellTable {
  /// In the order in which they were met.
  private(set) var cells: [CountReader.Cell] = []
  /// Of all articles, by the place of the cell.
  private(set) var totals: [Int] = []
  private var levels: [CountChanges.Levels] = []
  private var places: [CountReader.Cell: Int] = [:]
  private let topics: [Int64]
  private var last = 0

  /// - Parameter topics: their numbers, in the order of the answer; -1 for those that no article had yet.
  init(_ counts: CountReader, topics: [Int64]) throws {
    self.topics = topics
    try counts.visitArticles { cell, articles in
      let place = find(cell) ?? append(cell)
      totals[place] += articles.articles
    }
    levels = Array(repeating: CountChanges.Levels(), count: cells.count * topics.count)
    // Those of copies only are no cells.
    try counts.visitTopics { cell, topic, sum in
      guard let column = topics.firstIndex(of: topic), let place = find(cell) else { return }
      levels[place * topics.count + column] += sum
    }
  }

  /// Where a cell stands; nil where it has no articles.
  func known(_ cell: CountReader.Cell) -> Int? { places[cell] }

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
    guard let place = places[cell] else { return nil }
    last = place
    return place
  }

  private mutating func append(_ cell: CountReader.Cell) -> Int {
    last = cells.count
    places[cell] = last
    cells.append(cell)
    totals.append(0)
    return last
  }
}
