#if Dashboard
import NewsModels

/// By what a time line is cut: as fine as leaves its bars wide enough to see and to hit.
public enum TimelineScale {
  /// How fine a time line over the same days as this answer, by month, can be; nil where nothing is dated.
  public static func key(for months: StatisticsAnswer) -> StatisticsQuery.Key? {
    months.days.map(StatisticsQuery.Key.fitting)
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
    let burstBars = Set(bursts.map(key.start(of:)))
    var bars: [TimelineBar] = []
    var day = key.start(of: range.lowerBound)
    while day <= range.upperBound, bars.count < 2_000 {
      let days = key.days(from: day)
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
