#if Dashboard
import NewsModels

/// By what a time line is cut: as fine as leaves its bars wide enough to see and to hit.
public enum TimelineScale {
  /// A day each up to a quarter, a week each up to two years, a month each beyond.
  public static func key(for days: ClosedRange<CalendarDay>) -> StatisticsQuery.Key {
    days.count <= 100 ? .day : days.count <= 750 ? .week : .month
  }

  /// How fine a time line over the same days as this answer, by month, can be; nil where nothing is dated.
  public static func key(for months: StatisticsAnswer) -> StatisticsQuery.Key? {
    Timeline.range(months).map(key(for:))
  }

  /// The days of the bar that begins with `day`.
  static func days(from day: CalendarDay, _ key: StatisticsQuery.Key) -> ClosedRange<CalendarDay> {
    switch key {
    case .week: day...day.adding(6)
    case .month:
      // The calendar's last month has none behind it.
      day...(day.startOfMonth(adding: 1) > day ? day.startOfMonth(adding: 1).adding(-1) : .last)
    default: day...day
    }
  }

  /// The first day of the bar that holds `day`.
  static func start(of day: CalendarDay, _ key: StatisticsQuery.Key) -> CalendarDay {
    switch key {
    case .week: day.adding(1 - day.weekday)
    case .month: day.startOfMonth()
    default: day
    }
  }

  /// The bars of a topic over `range`, with those for which nothing was pushed.
  /// - Parameters:
  ///   - rows: by `key`; other topics' among them.
  ///   - bursts: days that stand out.
  ///   - withInput: where anything was pushed, also where a row counts no article; what rows count was pushed anyway.
  static func bars(
    _ rows: [StatisticsAnswer.Row], topic: TopicID, by key: StatisticsQuery.Key, over range: ClosedRange<CalendarDay>,
    bursts: Set<CalendarDay>, withInput: Set<CalendarDay> = []
  ) -> [TimelineBar] {
    var found: [CalendarDay: StatisticsAnswer.Row] = [:]
    for row in rows where row.topic == topic {
      if let day = row.day { found[day] = row }
    }
    let burstBars = Set(bursts.map { start(of: $0, key) })
    var bars: [TimelineBar] = []
    var day = start(of: range.lowerBound, key)
    while day <= range.upperBound, bars.count < 2_000 {
      let days = self.days(from: day, key)
      let row = found[day]
      bars.append(
        TimelineBar(
          days: max(days.lowerBound, range.lowerBound)...min(days.upperBound, range.upperBound), main: row?.main ?? 0,
          mention: row?.mention ?? 0, total: row?.total ?? 0,
          hasInput: row.map { $0.total > 0 } ?? false || withInput.contains(day), isBurst: burstBars.contains(day)))
      let next = days.upperBound.adding(1)
      guard next > days.upperBound else { break }
      day = next
    }
    return bars
  }
}

#endif
