import NewsModels
import Testing

@testable import Parsing

/// Zones of times, wherever a date is written.
@Suite struct ZoneOffsetTests {
  @Test(arguments: [
    ("GMT", "+00:00"), ("Z", "+00:00"), ("GMT+7", "+07:00"), ("GMT+07:00", "+07:00"), ("GMT+0700", "+07:00"),
    ("GMT +7", "+07:00"), ("GMT + 7", "+07:00"), ("UTC-03:30", "-03:30"), ("(GMT+7)", "+07:00"),
    ("(UTC+07:00)", "+07:00"),
    ("+0700", "+07:00"), ("-0330 (NST)", "-03:30"), ("ICT", "+07:00"), ("EST", "-05:00"), ("CST", "-06:00"),
    ("BST", "+01:00"), ("gmt+7", "+07:00"),
  ])
  func zoneIsReadAlikeInDatesOfPagesFeedsAndLines(zone: String, expected: String) {
    let time = "2024-02-24T20:00:00\(expected)"
    #expect(MachineDate.read("2024-02-24 20:00:00 \(zone)", language: "en")?.description == time)
    #expect(MachineDate.read("2024-02-24T20:00 \(zone)", language: "en")?.description == time)
    #expect(FeedDate.read("Sat, 24 Feb 2024 20:00:00 \(zone)", language: "en")?.description == time)
    #expect(FeedDate.read("Sat Feb 24 20:00:00 \(zone) 2024", language: "en")?.description == time)
    #expect(VisibleDate.find(in: "24 February 2024 20:00 \(zone)", language: "en")?.time.description == time)
  }

  /// `Mon Oct 07 20:05:00 CST 2024` is what programs in China print.
  @Test(arguments: [("zh", "+08:00"), ("en", "-06:00"), ("vi", "-06:00")])
  func zoneWithTwoMeaningsIsThatOfTheLanguage(language: String, expected: String) {
    let time = "2024-10-07T20:05:00\(expected)"
    #expect(FeedDate.read("Mon Oct 07 20:05:00 CST 2024", language: language)?.description == time)
    #expect(FeedDate.read("Mon, 07 Oct 2024 20:05:00 CST", language: language)?.description == time)
    #expect(MachineDate.read("2024-10-07 20:05 CST", language: language)?.description == time)
    #expect(VisibleDate.find(in: "2024-10-07 20:05 CST", language: language)?.time.description == time)
  }

  @Test func zoneWithoutGreenwichIsReadWhereOneMustStand() {
    #expect(MachineDate.read("2024-02-24 20:00 +7", language: "en")?.description == "2024-02-24T20:00:00+07:00")
    #expect(FeedDate.read("24 Feb 2024 20:00 UT", language: "en")?.description == "2024-02-24T20:00:00+00:00")
    #expect(
      MachineDate.read("2024-02-24T20:00:00+07:00[Asia/Ho_Chi_Minh]", language: "en")?.description
        == "2024-02-24T20:00:00+07:00")
  }

  /// What follows the clock may be a zone that is not known: the plain day is left.
  @Test(arguments: ["+9900", "+0799", "+15", "LMT", "- 25/02/2024", "| Harbour Post"])
  func whatIsNoZoneIsNotTakenForOne(text: String) {
    #expect(MachineDate.read("2024-02-24 20:00 \(text)", language: "vi")?.description == "2024-02-24")
  }

  /// In a line for people.
  @Test(arguments: ["- 0912 345 678", "– 1205 người đọc", "- 8 phút đọc"])
  func numberBehindTheClockIsNoZone(text: String) {
    let date = VisibleDate.find(in: "24/02/2024 06:17 \(text)", language: "vi")
    #expect(date?.time.description == "2024-02-24T06:17:00+07:00")
  }
}
