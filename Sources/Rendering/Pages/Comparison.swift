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
  /// The days without input of both ranges; empty where there are none.
  var gaps: String

  /// - Parameters:
  ///   - gaps: as `gaps(of:)` writes them; empty where they are said elsewhere.
  ///   - change: narrows the filter of the range before to the figure's articles.
  init(
    now: Int, before: Int, range: ClosedRange<CalendarDay>, gaps: String = "", _ setting: PageSetting,
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
    self.gaps = gaps
  }

  /// The days for which nothing was pushed, of the range before and of this one: against nothing everything grows. Empty where neither
  /// has any, and where nothing was compared.
  static func gaps(of answer: StatisticsAnswer, _ setting: PageSetting) -> String {
    let (words, now) = (setting.words, answer.gaps.daysWithoutInput)
    guard let before = answer.compared?.daysWithoutInput, before > 0 || now > 0 else { return "" }
    return "\(words.daysWithoutInput): \(words.before.lowercased()) \(setting.text.count(before)), "
      + "\(words.now.lowercased()) \(setting.text.count(now))"
  }
}

#endif
