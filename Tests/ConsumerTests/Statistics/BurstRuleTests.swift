import TestSupport
import Testing

@testable import Consumer

/// What counts as a burst, on series whose every day is known.
@Suite struct BurstRuleTests {
  private typealias Day = BurstRule.Day
  private let start: Int64 = 19_000

  /// Days on which chance decides, around a mean that each weekday has; the same for the same seed.
  private func series(seed: UInt64, days: Int64, mean: (Int64) -> Int, others: Int = 100) -> [Int64: Day] {
    var generator = SeededGenerator(seed: seed)
    var series: [Int64: Day] = [:]
    for day in start..<start + days {
      // A sum of coin throws: as many as twice the mean.
      let articles = (0..<2 * mean(day)).reduce(0) { sum, _ in sum + Int.random(in: 0...1, using: &generator) }
      series[day] = Day(articles: articles, total: articles + others)
    }
    return series
  }

  private func findings(_ series: [Int64: Day]) -> [BurstRule.Finding] {
    BurstRule().findings(in: series, days: start...start + 1_000)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func ordinaryDaysNeverBurstAndAnOutstandingOneDoes(seed: UInt64) {
    var series = series(seed: seed, days: 120) { ($0 + 3) % 7 < 5 ? 20 : 6 }
    #expect(findings(series) == [])
    let day = start + 100
    series[day]?.articles += 40
    series[day]?.total += 40
    #expect(findings(series).map(\.day) == [day])
    #expect(findings(series).first?.references == (1...8).map { day - 7 * $0 })
  }

  @Test func aBusyWeekdayIsMeasuredByItsOwn() {
    // 60 articles each Monday, 5 else: no Monday bursts, and a Tuesday like a Monday does.
    var series: [Int64: Day] = [:]
    for day in start..<start + 90 { series[day] = Day(articles: (day + 3) % 7 == 0 ? 60 : 5, total: 200) }
    #expect(findings(series) == [])
    let monday = (start + 70..<start + 77).filter { ($0 + 3) % 7 == 0 }
    let tuesday = monday[0] + 1
    series[tuesday]?.articles = 60
    #expect(findings(series).map(\.day) == [tuesday])
  }

  @Test func thinDataRaisesNoAlarm() {
    // Three weeks of past are too few; days without input are no past.
    var series: [Int64: Day] = [:]
    for day in start..<start + 27 { series[day] = Day(articles: 2, total: 50) }
    series[start + 27] = Day(articles: 90, total: 140)
    #expect(findings(series) == [])
    for day in start - 70..<start { series[day] = Day(articles: 0, total: 0) }
    #expect(findings(series) == [])
    // A fourth week is enough.
    series[start - 1] = Day(articles: 2, total: 50)
    #expect(findings(series).map(\.day) == [start + 27])
    #expect(findings(series).first?.references.count == 4)
    // Four articles are no burst, however rare the topic is.
    series[start + 27] = Day(articles: 4, total: 54)
    #expect(findings(series) == [])
    series[start + 27] = Day(articles: 5, total: 55)
    #expect(findings(series) == [])
    #expect(findings([:]) == [] && findings([start: Day(articles: 9, total: 9)]) == [])
  }

  @Test func moreOfEverythingIsNoBurst() {
    var series: [Int64: Day] = [:]
    for day in start..<start + 80 { series[day] = Day(articles: 10, total: 110) }
    // Four times as much of all is pushed for one day.
    series[start + 75] = Day(articles: 40, total: 440)
    #expect(findings(series) == [])
    // The topic alone grows.
    series[start + 75] = Day(articles: 40, total: 140)
    #expect(findings(series).map(\.day) == [start + 75])
    // Where only this topic is ever pushed there is nothing to compare with but itself.
    series = series.mapValues { Day(articles: $0.articles, total: $0.articles) }
    #expect(findings(series).map(\.day) == [start + 75])
  }

  @Test func daysInARowAreNumberedWhateverTheRange() {
    var series: [Int64: Day] = [:]
    for day in start..<start + 90 { series[day] = Day(articles: 5, total: 105) }
    for day in start + 70..<start + 74 { series[day] = Day(articles: 50, total: 150) }
    series[start + 80] = Day(articles: 50, total: 150)
    let all = findings(series)
    #expect(all.map(\.day) == [70, 71, 72, 73, 80].map { start + $0 })
    #expect(all.map(\.dayInRow) == [1, 2, 3, 4, 1])
    let last = BurstRule().findings(in: series, days: start + 72...start + 73)
    #expect(last.map(\.dayInRow) == [3, 4])
  }

  @Test func theFiguresOfABurstAreThoseOfItsMethod() throws {
    var series: [Int64: Day] = [:]
    let day = start + 56
    for (week, articles) in [4, 6, 8, 10, 12, 14, 16, 30].enumerated() {
      series[day - 7 * Int64(week + 1)] = Day(articles: articles, total: articles + 2)
    }
    series[day] = Day(articles: 60, total: 62)
    let finding = try #require(findings(series).first)
    // Median of eight: 11; of their distances 7, 5, 3, 1, 1, 3, 5, 19: 4.
    #expect(finding.expected == 11)
    #expect(abs(finding.spread - 1.4826 * 4) < 1e-9)
    #expect(abs(finding.score - 49 / (1.4826 * 4)) < 1e-9)
    #expect(BurstRule.median([]) == 0 && BurstRule.median([3, 1]) == 2 && BurstRule.median([9, 1, 2]) == 2)
  }
}

/// When an outlet is said to have fallen silent.
@Suite struct SilenceRuleTests {
  @Test func anOutletIsMeasuredByItsLongestPause() {
    let daily = [Int64](100..<130)
    #expect(SilenceRule.usualPause(daily) == 1)
    #expect(!SilenceRule.isSilent(2, usualPause: 1) && SilenceRule.isSilent(3, usualPause: 1))
    let weekly = Array(stride(from: Int64(0), through: 77, by: 7)) + [91]
    #expect(SilenceRule.usualPause(weekly) == 14)
    #expect(!SilenceRule.isSilent(28, usualPause: 14) && SilenceRule.isSilent(29, usualPause: 14))
  }

  @Test func fewDaysMakeNoRhythm() {
    #expect(SilenceRule.usualPause([Int64](0..<9)) == nil)
    #expect(SilenceRule.usualPause([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]) == nil)
    #expect(!SilenceRule.isSilent(1_000, usualPause: nil))
  }
}
