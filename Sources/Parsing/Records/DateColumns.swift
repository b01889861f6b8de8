/// In which order the dates of a table or list are written, by the name of their column: one that could be either is as those beside it.
struct DateColumns {
  private var orders: [String: DateOrder] = [:]

  /// Of records that came together, which one program is taken to have written.
  init(_ records: [Record]) {
    guard records.count > 1 else { return }
    var shown: [String: [DateOrder?]] = [:]
    for record in records {
      record.forEach(record.shape.published) { name, value in
        guard let text = RecordReader.stamp(of: value, depth: 0), let order = DateOrder(of: text) else { return }
        shown[name, default: []].append(order)
      }
    }
    orders = shown.compactMapValues { DateOrder(shownBy: $0) }
  }

  /// nil where no date of the column shows it, or two contradict each other.
  subscript(_ name: String) -> DateOrder? { orders[name] }
}
