/// What figures are kept by: a cell, and what else the table is split by.
protocol CellKey: Hashable {
  var cell: CountChanges.Cell { get set }
}

extension Dictionary where Key: CellKey, Value: Figures {
  /// The figures of one grain: each counts in the cell of its outlet and in that of all.
  func rolledUp(_ grain: Grain) -> Self {
    var sums: Self = [:]
    for (key, figures) in self {
      var key = key
      key.cell.day = grain.start(of: key.cell.day)
      sums[key, default: Value()] += figures
      key.cell.outlet = StoreSchema.allOutlets
      sums[key, default: Value()] += figures
    }
    return sums
  }
}
