/// How days, weeks and months lie on the calendar.
extension StatisticsQuery.Key {
  /// Whether it stands for a time: an answer is split by one such key at most.
  public var isPeriod: Bool {
    switch self {
    case .day, .week, .month: true
    case .source, .language, .topic: false
    }
  }

  /// By what a chart over `days` is cut, so that its columns stay wide enough to see and to hit: a day each up to a quarter, a week each
  /// up to two years, a month each beyond.
  public static func fitting(_ days: ClosedRange<CalendarDay>) -> Self {
    days.count <= 100 ? .day : days.count <= 750 ? .week : .month
  }

  /// The first day of the week or month that holds `day`; the day itself by anything else.
  public func start(of day: CalendarDay) -> CalendarDay {
    switch self {
    case .week: day.adding(1 - day.weekday)
    case .month: day.startOfMonth()
    default: day
    }
  }

  /// The days of the week or month that begins with `day`; the day itself by anything else.
  public func days(from day: CalendarDay) -> ClosedRange<CalendarDay> {
    switch self {
    case .week: day...day.adding(6)
    case .month:
      // The calendar's last month has none behind it.
      day...(day.startOfMonth(adding: 1) > day ? day.startOfMonth(adding: 1).adding(-1) : .last)
    default: day...day
    }
  }
}

extension StatisticsQuery {
  /// By which time rows are split; nil where they are not.
  public var period: Key? { by.first(where: \.isPeriod) }
}

extension StatisticsAnswer {
  /// The days that an answer by day, week or month is about: those of its filter, which may begin before the first row and end behind
  /// the last, or where the filter is open at an end, from the first dated article, to the last. Nil where nothing is dated.
  public var days: ClosedRange<CalendarDay>? {
    let key = query.period ?? .day
    let days = rows.compactMap(\.day)
    let first = query.filter.since ?? days.min()
    let last = query.filter.until ?? days.max().map { key.days(from: $0).upperBound }
    guard let first, let last, first <= last else { return nil }
    return first...last
  }
}
