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
    key = answer.query.by.first { [.day, .week, .month].contains($0) } ?? .day
    rows = answer.rows
    range = Self.range(answer)
  }

  /// The days that an answer is about: those of its filter, or from the first to the last dated article.
  /// - Parameter answer: by day, week or month where its filter is open at an end.
  static func range(_ answer: StatisticsAnswer) -> ClosedRange<CalendarDay>? {
    let key = answer.query.by.first { [.day, .week, .month].contains($0) } ?? .day
    let days = answer.rows.compactMap(\.day)
    let first = answer.query.filter.since ?? days.min()
    let last = answer.query.filter.until ?? days.max().map { TimelineScale.days(from: $0, key).upperBound }
    guard let first, let last, first <= last else { return nil }
    return first...last
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
