import NewsModels
import Testing

@Suite struct ReportingPeriodTests {
  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  private func days(_ first: String, _ last: String) throws -> ClosedRange<CalendarDay> {
    try day(first)...day(last)
  }

  @Test func eachNameHasItsDays() throws {
    // A Wednesday.
    let today = try day("2024-02-28")
    let expected: [ReportingPeriod: (String, String)] = [
      .today: ("2024-02-28", "2024-02-28"), .yesterday: ("2024-02-27", "2024-02-27"),
      .thisWeek: ("2024-02-26", "2024-02-28"), .lastWeek: ("2024-02-19", "2024-02-25"),
      .thisMonth: ("2024-02-01", "2024-02-28"), .lastMonth: ("2024-01-01", "2024-01-31"),
      .thisQuarter: ("2024-01-01", "2024-02-28"), .lastQuarter: ("2023-10-01", "2023-12-31"),
      .thisYear: ("2024-01-01", "2024-02-28"), .lastYear: ("2023-01-01", "2023-12-31"),
      .lastSevenDays: ("2024-02-22", "2024-02-28"), .lastThirtyDays: ("2024-01-30", "2024-02-28"),
    ]
    for period in ReportingPeriod.allCases {
      let (first, last) = try #require(expected[period])
      #expect(try period.days(on: today) == days(first, last), "\(period)")
    }
  }

  @Test func noNameLeavesTheCalendar() {
    for today in [CalendarDay.first, .last] {
      for period in ReportingPeriod.allCases {
        let days = period.days(on: today)
        #expect(days.lowerBound <= days.upperBound)
        _ = days.previous
      }
    }
    #expect((CalendarDay.first...CalendarDay.first).previous == nil)
    #expect((CalendarDay.first...CalendarDay.last).previous == nil)
  }

  @Test func wholeMonthsAreComparedWithMonthsAndOtherRangesWithAsManyDays() throws {
    let expected = [
      (("2024-03-01", "2024-03-31"), ("2024-02-01", "2024-02-29")),
      (("2024-01-01", "2024-01-31"), ("2023-12-01", "2023-12-31")),
      (("2024-01-01", "2024-03-31"), ("2023-10-01", "2023-12-31")),
      (("2023-01-01", "2023-12-31"), ("2022-01-01", "2022-12-31")),
      (("2024-03-01", "2024-03-30"), ("2024-01-31", "2024-02-29")),
      (("2024-03-02", "2024-03-31"), ("2024-02-01", "2024-03-01")),
      (("2024-02-26", "2024-03-03"), ("2024-02-19", "2024-02-25")),
      (("2024-03-01", "2024-03-01"), ("2024-02-29", "2024-02-29")),
    ]
    for (range, previous) in expected {
      #expect(try days(range.0, range.1).previous == days(previous.0, previous.1), "\(range)")
    }
  }

  @Test func aPeriodIsResolvedOnceAndNotBesideDays() throws {
    let today = try day("2024-02-28")
    let filter = ArticleFilter(period: .yesterday, source: "A")
    let resolved = try #require(filter.resolved(on: today))
    #expect(resolved.since == CalendarDay("2024-02-27") && resolved.until == resolved.since)
    #expect(resolved.period == .yesterday && resolved.source == "A")
    #expect(ArticleFilter(period: .today, since: today).resolved(on: today) == nil)
    #expect(ArticleFilter(period: .today, until: today).resolved(on: today) == nil)
    #expect(ArticleFilter(period: .today, undated: true).resolved(on: today) == nil)
    #expect(ArticleFilter(undated: true).resolved(on: today) == ArticleFilter(undated: true))
  }
}
