import NewsModels
import Testing

@Suite struct PublicationTimeTests {
  @Test(arguments: [
    "2024-02-24", "2024-02-24T06:17:00+07:00", "1999-12-31T23:59:59-03:30", "2024-02-29T00:00:00+00:00",
  ])
  func isWrittenAsItWasRead(text: String) {
    #expect(PublicationTime(text)?.description == text)
  }

  @Test func otherSpellingsOfOneInstant() {
    let expected = PublicationTime("2024-02-24T06:17:00+00:00")
    for text in ["2024-02-24T06:17:00Z", "2024-02-24 06:17Z", "2024-02-24T06:17:00.123Z", "2024-02-24T06:17:00+0000"] {
      #expect(PublicationTime(text) == expected, "\(text)")
    }
  }

  @Test(arguments: [
    "", "2024-02-30", "2024-13-01", "2024-02-24T25:00:00Z", "2024-02-24T06:17:00", "2024-02-24T06:17:00+07:0",
    "24/02/2024",
  ])
  func whatIsNoTimeIsRefused(text: String) {
    #expect(PublicationTime(text) == nil)
  }

  @Test func daysAreCountedAsTheCalendarDoes() {
    #expect(CalendarDay("1970-01-01")?.daysSince1970 == 0)
    #expect(CalendarDay("1970-01-01")?.weekday == 4)
    #expect(CalendarDay("2024-02-24")?.weekday == 6)
  }

  /// Month by month through all years, by nothing but the rule of leap years; the first day of all is a Monday.
  @Test func everyMonthBeginsAndEndsWhereTheCalendarHasIt() {
    let first = -719_162
    var (day, wrong): (Int, [String]) = (first, [])
    for year in 1...9_999 {
      let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(1..., lengths) {
        for (count, date) in [(day, 1), (day + length - 1, length)] {
          let expected = CalendarDay(year: year, month: month, day: date)
          let isRight =
            expected?.daysSince1970 == count && expected?.weekday == (count - first) % 7 + 1
            && CalendarDay(daysSince1970: count) == expected
          if !isRight { wrong.append("\(year)-\(month)-\(date)") }
        }
        if CalendarDay(year: year, month: month, day: length + 1) != nil { wrong.append("\(year)-\(month)") }
        day += length
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    #expect(CalendarDay(daysSince1970: day - 1) == CalendarDay.last && CalendarDay(daysSince1970: day) == nil)
    #expect(CalendarDay(daysSince1970: first) == CalendarDay.first && CalendarDay(daysSince1970: first - 1) == nil)
  }
}
