#if Dashboard
import NewsModels

/// A figure beside the same figure of the range before.
struct Comparison {
  var before: Figure
  /// As `+12`.
  var change: String
  /// As `+34%`; empty where there was nothing before.
  var growth: String
  /// `up`, `down` or `same`.
  var direction: String
  /// The range that was compared with.
  var range: String

  /// - Parameter change: narrows the filter of the range before to the figure's articles.
  init(
    now: Int, before: Int, range: ClosedRange<CalendarDay>, _ setting: PageSetting,
    _ change: (inout ArticleFilter) -> Void
  ) {
    let text = setting.text
    self.before = setting.figure(before) {
      ($0.period, $0.since, $0.until) = (nil, range.lowerBound, range.upperBound)
      change(&$0)
    }
    self.change = text.change(now - before)
    growth = text.growth(from: before, to: now) ?? ""
    direction = now > before ? "up" : now < before ? "down" : "same"
    self.range = text.range(range.lowerBound, range.upperBound)
  }
}

#endif
