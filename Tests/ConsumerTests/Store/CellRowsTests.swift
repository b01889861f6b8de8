import TestSupport
import Testing

@testable import Consumer

/// The rows that are written against the sums that a verification makes: their slow twin.
@Suite struct CellRowsTests {
  @Test(arguments: Grain.allCases) func rowsAreTheSumsOfTheirCellsInOrder(grain: Grain) {
    let seed = SeededGenerator.seedOfThisRun
    var random = SeededGenerator(seed: seed)
    var cells: [CountChanges.Cell: Counted<CountChanges.Levels>] = [:]
    for _ in 0..<300 {
      // Few outlets and days, so that several cells fall together; some undated.
      let day =
        Int.random(in: 0..<10, using: &random) == 0
        ? StoreSchema.undated
        : Int64.random(in: 19_700...19_760, using: &random)
      let cell = CountChanges.Cell(
        outlet: .random(in: 1...3, using: &random), language: .random(in: 1...2, using: &random), day: day)
      cells[cell, default: Counted()] += Counted(
        CountChanges.Levels(main: 1, mention: 2), isCopy: .random(using: &random))
    }
    let (rows, sums) = (cells.rows(grain), cells.rolledUp(grain))
    #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.figures) }) == sums, "NEWS_TOPICS_SEED=\(seed)")
    #expect(rows.map(\.key) == sums.keys.sorted(), "NEWS_TOPICS_SEED=\(seed)")
  }

  @Test func noCellsMakeNoRows() {
    #expect([CountChanges.Cell: Counted<CountChanges.Levels>]().rows(.day).isEmpty)
  }
}
