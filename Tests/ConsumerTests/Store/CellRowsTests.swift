import Testing

@testable import Consumer

/// The rows that are written against the sums that a verification makes: their slow twin.
@Suite struct CellRowsTests {
  @Test(arguments: Grain.allCases) func rowsAreTheSumsOfTheirCellsInOrder(grain: Grain) {
    var cells: [CountChanges.Cell: Counted<CountChanges.Levels>] = [:]
    for _ in 0..<300 {
      // Few outlets and days, so that several cells fall together; some undated.
      let day = Int.random(in: 0..<10) == 0 ? StoreSchema.undated : Int64.random(in: 19_700...19_760)
      let cell = CountChanges.Cell(outlet: .random(in: 1...3), language: .random(in: 1...2), day: day)
      cells[cell, default: Counted()] += Counted(CountChanges.Levels(main: 1, mention: 2), isCopy: .random())
    }
    let (rows, sums) = (cells.rows(grain), cells.rolledUp(grain))
    #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.key, $0.figures) }) == sums)
    #expect(rows.map(\.key) == sums.keys.sorted())
  }

  @Test func noCellsMakeNoRows() {
    #expect([CountChanges.Cell: Counted<CountChanges.Levels>]().rows(.day).isEmpty)
  }
}
