/// What is said of records that hold no article, beside others that do.
extension RecordReader {
  /// nil where no record gave an article: then the outcome says it.
  static func leftOut(
    _ readings: [(record: Record, reading: Reading)], others: [LeftOut], place: (Int) -> String
  ) -> String? {
    var (articles, unread) = (0, others)
    for (record, reading) in readings {
      switch reading {
      case .article: articles += 1
      case .nothing(let fault): unread.append(LeftOut(fault: fault, element: record.element))
      case .withdrawn: break
      }
    }
    guard articles > 0, !unread.isEmpty else { return nil }
    let faults = unread.map(\.fault)
    let empty = RecordFault.told(faults)
    let isAllTold = faults.allSatisfy { [.emptyTitle, .emptyText, .empty].contains($0) }
    let places = unread.compactMap(\.element).sorted()
    let told = places.prefix(mostPlaces).map(place).joined(separator: ", ")
    return
      "\(unread.count) of \(readings.count + others.count) records were left out"
      + (places.isEmpty ? "" : " (\(told)\(places.count > mostPlaces ? ", …" : ""))")
      + ": expected a title and a text in each (\(names)), in a list of its own or under articles|items|posts; "
      + (empty.map { "\($0); fill it in" + (isAllTold ? "" : ", ") } ?? "") + (isAllTold ? "" : "rename the members")
      + " and push it again"
  }

  /// Records left out whose places are told.
  private static let mostPlaces = 3

  /// What cannot be an article, and in which element of its list it stands, from 0 on.
  struct LeftOut {
    var fault: RecordFault
    var element: Int?
  }
}
