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

  /// The same in the order of the keys, as they are written. For the cells of a transaction, of which there are few: they are sorted and
  /// summed where they meet, which takes less than looking each up.
  func rows(_ grain: Grain) -> [(key: Key, figures: Value)] where Key: Comparable {
    var all: [(key: Key, figures: Value)] = []
    all.reserveCapacity(2 * count)
    for (key, figures) in self {
      var key = key
      key.cell.day = grain.start(of: key.cell.day)
      all.append((key, figures))
      key.cell.outlet = StoreSchema.allOutlets
      all.append((key, figures))
    }
    all.sort { $0.key < $1.key }
    var rows = 0
    for index in all.indices {
      if rows > 0, all[rows - 1].key == all[index].key {
        all[rows - 1].figures += all[index].figures
      } else {
        all[rows] = all[index]
        rows += 1
      }
    }
    all.removeLast(all.count - rows)
    return all
  }
}
