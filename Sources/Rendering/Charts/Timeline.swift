#if Dashboard
import NewsModels

/// Rows by day, week or month over a range.
struct Timeline {
  /// Nil where there is no dated article.
  var range: ClosedRange<CalendarDay>?
  var key: StatisticsQuery.Key
  var rows: [StatisticsAnswer.Row]
  private let withInput: Set<CalendarDay>

  /// - Parameters:
  ///   - answer: by day, week or month.
  ///   - withInput: of these, those for which anything was pushed.
  init(_ answer: StatisticsAnswer, withInput: Set<CalendarDay>) {
    self.withInput = withInput
    key = answer.query.period ?? .day
    rows = answer.rows
    range = answer.days
  }

  func bars(of topic: TopicID, bursts: Set<CalendarDay>) -> [TimelineBar] {
    guard let range else { return [] }
    return TimelineScale.bars(rows, topic: topic, by: key, over: range, bursts: bursts, withInput: withInput)
  }

  /// How a bar is called.
  func name(of days: ClosedRange<CalendarDay>, _ text: FigureText) -> String {
    text.range(days.lowerBound, days.upperBound)
  }

  func unit(_ words: Wording) -> String {
    switch key {
    case .week: words.week
    case .month: words.month
    default: words.day
    }
  }
}

#endif
