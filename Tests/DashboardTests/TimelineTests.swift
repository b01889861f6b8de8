#if Dashboard
import NewsModels
import Testing

@testable import Rendering

/// Time lines: how fine, and what stands in them.
@Suite struct TimelineTests {
  private func days(_ first: String, _ last: String) throws -> ClosedRange<CalendarDay> {
    try #require(CalendarDay(first))...(try #require(CalendarDay(last)))
  }

  @Test func aTimeLineIsAsFineAsItsBarsCanBeSeen() throws {
    #expect(StatisticsQuery.Key.fitting(try days("2024-01-01", "2024-01-01")) == .day)
    #expect(StatisticsQuery.Key.fitting(try days("2024-01-01", "2024-03-31")) == .day)
    #expect(StatisticsQuery.Key.fitting(try days("2024-01-01", "2024-12-31")) == .week)
    #expect(StatisticsQuery.Key.fitting(try days("1999-01-01", "2024-12-31")) == .month)
  }

  @Test func barsCoverTheWholeRangeAndSayWhereNothingWasPushed() throws {
    let topic = try #require(TopicID("gaza"))
    let day = try #require(CalendarDay("2024-02-03"))
    let rows = [
      StatisticsAnswer.Row(
        day: day, source: nil, language: nil, topic: topic, articles: 3, main: 2, mention: 1, total: 5)
    ]
    let bars = TimelineScale.bars(
      rows, topic: topic, by: .day, over: try days("2024-02-01", "2024-02-04"), bursts: [day])
    #expect(bars.map(\.articles) == [0, 0, 3, 0])
    #expect(bars.map(\.total) == [0, 0, 5, 0])
    #expect(bars.map(\.isBurst) == [false, false, true, false])
    #expect(bars.map(\.hasInput) == [false, false, true, false])
  }

  /// Without copies such a day counts no article, and is no day for which nothing was pushed.
  @Test func aDayOfNothingButCopiesHadInput() throws {
    let topic = try #require(TopicID("gaza"))
    let bars = TimelineScale.bars(
      [], topic: topic, by: .day, over: try days("2024-02-01", "2024-02-03"), bursts: [],
      withInput: [try #require(CalendarDay("2024-02-02"))])
    #expect(bars.map(\.total) == [0, 0, 0] && bars.map(\.hasInput) == [false, true, false])
  }

  @Test func weeksAndMonthsAreCutAtTheRange() throws {
    let topic = try #require(TopicID("gaza"))
    let weeks = TimelineScale.bars([], topic: topic, by: .week, over: try days("2024-02-01", "2024-02-14"), bursts: [])
    #expect(weeks.map { $0.days.lowerBound.description } == ["2024-02-01", "2024-02-05", "2024-02-12"])
    #expect(weeks.last?.days.upperBound.description == "2024-02-14")
    let months = TimelineScale.bars(
      [], topic: topic, by: .month, over: try days("2023-12-31", "2024-02-01"), bursts: [])
    #expect(months.map { $0.days.upperBound.description } == ["2023-12-31", "2024-01-31", "2024-02-01"])
  }

  @Test func theWholeCalendarEnds() throws {
    let topic = try #require(TopicID("gaza"))
    let bars = TimelineScale.bars([], topic: topic, by: .day, over: CalendarDay.first...CalendarDay.last, bursts: [])
    #expect(bars.count == 2_000)
    let last = TimelineScale.bars(
      [], topic: topic, by: .month, over: try days("9999-11-01", "9999-12-31"), bursts: [])
    #expect(last.count == 2)
  }

  @Test func aBarIsALinkWithAName() {
    let bar = TimelineBar(
      days: CalendarDay.first...CalendarDay.first, main: 1, mention: 0, total: 1, hasInput: true, isBurst: false)
    let svg = TimelineChart(bars: [bar], href: { _ in "/?a=\"b" }, label: { _ in "<one>" }, title: "Gaza").svg
    #expect(svg.contains("href=\"/?a=&quot;b\""))
    #expect(svg.contains("aria-label=\"&lt;one&gt;\""))
    #expect(!svg.contains("style="))
  }
}

#endif
