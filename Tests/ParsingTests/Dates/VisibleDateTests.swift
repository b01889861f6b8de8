import NewsModels
import Testing

@testable import Parsing

@Suite struct VisibleDateTests {
  @Test(arguments: [
    ("06:17 - Thứ Bảy, 24/02/2024", "vi", "2024-02-24T06:17:00+07:00"),
    ("Thứ bảy, 24/2/2024, 06:17 (GMT+7)", "vi", "2024-02-24T06:17:00+07:00"),
    ("Ngày 24 tháng 2 năm 2024", "vi", "2024-02-24"),
    ("Tuesday, 19 March 2024, 18:40 GMT", "en", "2024-03-19T18:40:00+00:00"),
    ("Published May 6, 2024", "en", "2024-05-06"), ("6th of May 2024", "en", "2024-05-06"),
    ("24. Februar 2024", "de", "2024-02-24"), ("24 février 2024", "fr", "2024-02-24"),
    ("24 de febrero de 2024", "es", "2024-02-24"), ("24 февраля 2024", "ru", "2024-02-24"),
    ("2024年2月24日 06:17", "zh", "2024-02-24T06:17:00+08:00"), ("2024-02-24", "en", "2024-02-24"),
    ("25/12/2024", "en", "2024-12-25"),
  ])
  func datesAsPagesPrintThem(line: String, language: String, expected: String) {
    #expect(VisibleDate.find(in: line, language: language)?.time.description == expected)
  }

  @Test(arguments: [
    ("12-01 23:26", "vi"), ("2 giờ trước", "vi"), ("Call 0912 345 678", "en"), ("31/02/2024", "vi"),
    ("Version 1.2.2024.5", "en"),
    ("3-2", "en"), ("2024", "en"), ("", "en"),
  ])
  func whatIsNoDateGivesNone(line: String, language: String) {
    #expect(VisibleDate.find(in: line, language: language) == nil)
  }

  @Test func zoneOfFourDigitsAfterASpaceIsRead() {
    #expect(
      VisibleDate.find(in: "24 February 2024 06:17 +0700", language: "en")?.time.description
        == "2024-02-24T06:17:00+07:00")
  }
}
