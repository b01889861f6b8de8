import NewsModels

/// The days, weeks or months that an answer is split by.
struct Period {
  private let key: StatisticsQuery.Key

  init(_ key: StatisticsQuery.Key) { self.key = key }

  /// The first day of the period that `day` lies in; `undated` is a period of its own.
  func start(of day: Int64) -> Int64 {
    if day == StoreSchema.undated { return day }
    switch key {
    case .week:
      // 1 January 1970 was a Thursday.
      let sinceMonday = ((day + 3) % 7 + 7) % 7
      return day - sinceMonday
    case .month: return Grain.month.start(of: day)
    default: return day
    }
  }

  /// How many periods there are from the one that begins with the first day to the one that begins with the last.
  func count(_ days: ClosedRange<Int64>) -> Int64 {
    let length = days.upperBound - days.lowerBound
    switch key {
    case .week: return length / 7 + 1
    case .month:
      guard let first = CalendarDay(daysSince1970: Int(days.lowerBound)),
        let last = CalendarDay(daysSince1970: Int(days.upperBound))
      else { return length }
      return Int64((last.year - first.year) * 12 + last.month - first.month) + 1
    default: return length + 1
    }
  }

  /// The first day of the period behind the one that `day` lies in.
  func next(after day: Int64) -> Int64 {
    let start = start(of: day)
    switch key {
    case .week: return start + 7
    case .month: return self.start(of: start + 31)
    default: return start + 1
    }
  }
}
