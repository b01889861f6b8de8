/// Tells the days on which a topic stands out from its own past.
///
/// A day is measured by the same weekday of the eight weeks before, as far as something was pushed for those days. Their median is
/// what is expected; their spread is the median absolute deviation times 1.4826, which is what the standard deviation of normal
/// values is of it. Counts vary by chance, so the spread is at least the square root of one more than what is expected. Where all other
/// articles of the day are more than usual too (new outlets, say), the expectation grows with them. A day bursts where it lies
/// at least 3.5 spreads above: the bound that Iglewicz and Hoaglin (1993) give for such a score.
struct BurstRule: Sendable {
  /// One day of a topic.
  struct Day: Hashable, Sendable {
    /// Of the topic.
    var articles: Int
    /// All of the day; 0 where nothing was pushed for it.
    var total: Int
  }

  /// A day that bursts.
  struct Finding: Hashable, Sendable {
    /// Days after 1 January 1970.
    var day: Int64
    var articles: Int
    var total: Int
    var expected: Double
    var spread: Double
    var score: Double
    /// The days that it is measured by, newest first.
    var references: [Int64]
    /// 1 for the first of several bursting days in a row.
    var dayInRow: Int
  }

  /// Weeks that are looked back.
  static let weeks = 8
  /// Fewer weeks with input are no past.
  static let leastWeeks = 4
  /// Fewer articles are no burst.
  static let leastArticles = 5
  static let leastScore = 3.5
  /// Fewer other articles a day say nothing of how much is pushed.
  static let leastOthers = 5.0
  /// Days before a range that its findings depend on: the weeks looked back, and a month in which a row of days may have begun.
  static let daysBefore: Int64 = 7 * 8 + 31

  /// The rule in a sentence for a person.
  static let method = """
    A day bursts with at least \(leastArticles) articles that lie \(leastScore) spreads above what is expected: the median of the \
    same weekday in the \(weeks) weeks before (at least \(leastWeeks) of them with input), more where other articles of the day are \
    more too; spread: 1.4826 times the median absolute deviation, at least the square root of one more than what is expected.
    """

  /// The bursting days of `days`, oldest first.
  /// - Parameter series: the topic's days; also those before `days`. A day that is left out has no input.
  func findings(in series: [Int64: Day], days: ClosedRange<Int64>) -> [Finding] {
    var findings: [Finding] = []
    let first = days.lowerBound - 31
    for day in series.keys.filter({ (first...days.upperBound).contains($0) }).sorted() {
      guard var finding = finding(on: day, in: series) else { continue }
      if let last = findings.last, last.day == day - 1 { finding.dayInRow = last.dayInRow + 1 }
      findings.append(finding)
    }
    return findings.filter { days.contains($0.day) }
  }

  private func finding(on day: Int64, in series: [Int64: Day]) -> Finding? {
    guard let today = series[day], today.articles >= Self.leastArticles else { return nil }
    let references = (1...Int64(Self.weeks)).map { day - 7 * $0 }.filter { (series[$0]?.total ?? 0) > 0 }
    guard references.count >= Self.leastWeeks else { return nil }
    let past = references.compactMap { series[$0] }
    let others = Self.median(past.map { Double($0.total - $0.articles) })
    let growth = others >= Self.leastOthers ? max(1, Double(today.total - today.articles) / others) : 1
    let counts = past.map { Double($0.articles) }
    let median = Self.median(counts)
    let deviation = Self.median(counts.map { abs($0 - median) })
    let expected = median * growth
    let spread = max(1.4826 * deviation * growth, (expected + 1).squareRoot())
    let score = (Double(today.articles) - expected) / spread
    guard score >= Self.leastScore else { return nil }
    return Finding(
      day: day, articles: today.articles, total: today.total, expected: expected, spread: spread, score: score,
      references: references, dayInRow: 1)
  }

  /// 0 of nothing.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    if sorted.isEmpty { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
