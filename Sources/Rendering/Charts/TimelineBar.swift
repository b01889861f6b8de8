#if Dashboard
import NewsModels

/// One day, week or month of a time line.
struct TimelineBar: Hashable, Sendable {
  var days: ClosedRange<CalendarDay>
  var main: Int
  var mention: Int
  /// All articles, with the topic or without.
  var total: Int
  /// Whether anything was pushed, copies too.
  var hasInput: Bool
  /// Whether it stands out from its past.
  var isBurst: Bool

  var articles: Int { main + mention }
}

#endif
