/// What the dates of a table or list are, by the name of their column: in which order they are written, since one that could be either is
/// as those beside it, and which of them may be an article's day.
struct DateColumns {
  private var orders: [String: DateOrder] = [:]
  /// Whether a record states when it was published, as far as that can be read.
  private var statesPublication = false

  /// Of records that came together, which one program is taken to have written.
  init(_ records: [Record]) {
    statesPublication = records.contains { record in
      record.first(
        record.shape.published,
        named: { (name, value) -> Bool? in
          let isStated = RecordReader.stamp(of: value, depth: 0)?.isEmpty == false
          return isStated && !RecordShape.timesOfRecords.contains(name) ? true : nil
        }) ?? false
    }
    guard records.count > 1 else { return }
    var shown: [String: [DateOrder?]] = [:]
    for record in records {
      record.forEach(record.shape.published) { name, value in
        guard let text = RecordReader.stamp(of: value, depth: 0),
          let order = DateOrder(of: text, language: Self.language(of: record))
        else { return }
        shown[name, default: []].append(order)
      }
    }
    orders = shown.compactMapValues { DateOrder(shownBy: $0) }
  }

  /// That in which a record is read, where it may be one in whose dates the year comes first; nil for any other.
  private static func language(of record: Record) -> String? {
    let texts = [record.text(record.shape.title), record.text(record.shape.body), record.text(record.shape.summary)]
    // With these bytes begin kana, ideographs and Hangul syllables.
    guard texts.contains(where: { $0?.utf8.contains { (0xE3...0xED).contains($0) } == true }) else { return nil }
    return RecordReader.found(in: record).flatMap { RecordReader.language(of: $0.article, in: record) }
  }

  /// Whether what stands under `name` may be the day of an article: the time of the record only where none states another.
  func mayDate(_ name: String) -> Bool { !statesPublication || !RecordShape.timesOfRecords.contains(name) }

  /// nil where no date of the column shows it, or two contradict each other.
  subscript(_ name: String) -> DateOrder? { orders[name] }
}
