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
    var day = -719_162
    while let calendarDay = CalendarDay(daysSince1970: day) {
      #expect(calendarDay.daysSince1970 == day)
      day += 997
    }
    #expect(day > 2_932_896)
  }
}
