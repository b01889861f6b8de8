import NewsModels
import TestSupport
import Testing

@testable import Parsing

@Suite struct VisibleDateTests {
  @Test(arguments: [
    ("06:17 - Thứ Bảy, 24/02/2024", "vi", "2024-02-24T06:17:00+07:00"),
    ("Thứ bảy, 24/2/2024, 06:17 (GMT+7)", "vi", "2024-02-24T06:17:00+07:00"),
    ("Ngày 24 tháng 2 năm 2024", "vi", "2024-02-24"),
    ("Tuesday, 19 March 2024, 18:40 GMT", "en", "2024-03-19T18:40:00+00:00"),
    ("Published May 6, 2024", "en", "2024-05-06"), ("6th of May 2024", "en", "2024-05-06"),
    ("Tháng Hai 24, 2024", "vi", "2024-02-24"), ("Th02 24, 2024", "vi", "2024-02-24"),
    ("Tháng Tám 5, 2024 lúc 7:30 chiều", "vi", "2024-08-05T19:30:00+07:00"), ("tháng 2 24, 2024", "vi", "2024-02-24"),
    ("24 Th2, 2024", "vi", "2024-02-24"), ("24 Th12 2024", "vi", "2024-12-24"),
    ("24. Februar 2024", "de", "2024-02-24"), ("24 février 2024", "fr", "2024-02-24"),
    ("24 de febrero de 2024", "es", "2024-02-24"), ("24 февраля 2024", "ru", "2024-02-24"),
    ("2024年2月24日 06:17", "zh", "2024-02-24T06:17:00+08:00"), ("2024-02-24", "en", "2024-02-24"),
    ("25/12/2024", "en", "2024-12-25"),
  ])
  func datesAsPagesPrintThem(line: String, language: String, expected: String) {
    #expect(VisibleDate.find(in: line, language: language)?.time.description == expected)
  }

  /// Vietnamese clocks of twelve hours; the day stays the one that stands beside them.
  @Test(arguments: [
    ("10 giờ đêm", "22:00"), ("9 giờ 30 phút đêm", "21:30"), ("11h khuya", "23:00"), ("12 giờ đêm", "00:00"),
    ("12h khuya", "00:00"), ("1 giờ đêm", "01:00"), ("22 giờ đêm", "22:00"), ("12 giờ trưa", "12:00"),
    ("1 giờ trưa", "13:00"), ("11 giờ trưa", "11:00"), ("11h45 trưa", "11:45"), ("12h15 trưa", "12:15"),
    ("13 giờ trưa", "13:00"), ("2 giờ chiều", "14:00"), ("12 giờ chiều", "12:00"), ("9h tối", "21:00"),
    ("9h30 tối", "21:30"), ("12 giờ tối", "00:00"), ("21h tối", "21:00"), ("7 giờ sáng", "07:00"),
    ("2 giờ rạng sáng", "02:00"), ("15:00", "15:00"),
  ])
  func partsOfTheDayBesideAClock(clock: String, time: String) {
    for line in ["\(clock), 24/02/2024", "\(clock) ngày 24 tháng 2 năm 2024", "Thứ Bảy, 24/02/2024, \(clock)"] {
      #expect(VisibleDate.find(in: line, language: "vi")?.time.description == "2024-02-24T\(time):00+07:00", "\(line)")
    }
  }

  /// Where the script says so; others begin with the day, and dates with a whole year are told by it.
  @Test(arguments: [
    ("입력 24.03.05 10:20", "ko", "2024-03-05T10:20:00+09:00"), ("24. 3. 5.", "ko", "2024-03-05"),
    ("24/03/05 (화)", "ko", "2024-03-05"), ("更新：24/03/05 08:10", "ja", "2024-03-05T08:10:00+09:00"),
    ("发布时间：24.12.31", "zh", "2024-12-31"), ("05/03/2024", "ko", "2024-03-05"), ("24.03.05", "vi", "2005-03-24"),
    ("24/03/05", "de", "2005-03-24"), ("24/03/05", nil, "2005-03-24"), ("24/3/5", "zh", "2024-03-05"),
  ])
  func dateOfTwoDigitsBeginsWithTheYearInChineseJapaneseAndKorean(line: String, language: String?, expected: String) {
    #expect(VisibleDate.find(in: line, language: language)?.time.description == expected)
  }

  /// One digit among points: a version of a program, unless what stands beside it says that it is a day.
  @Test(arguments: [
    "iOS 17.4.1", "升级到 iOS 17.4.1 版本", "12.1.3 버전", "펌웨어 17.4.12 업데이트", "更新 17.4.1", "バージョン 12.11.3 (日本語)",
  ])
  func versionIsNoDate(line: String) {
    for language in ["zh", "ja", "ko"] { #expect(VisibleDate.find(in: line, language: language) == nil, "\(line)") }
  }

  @Test(arguments: [
    "24.3.5", "24.3.5.", "24.3.5(화)", "서울 24.3.5 (화)", "뉴스 24.3.5. 화요일", "新闻 24.3.5 星期二", "記事 24.3.5 火曜日",
    "입력 24.3.5", "기사입력 : 24.3.5 오전",
    "发布时间：24.3.5 来源", "기자 24.3.5 10:20", "기자 24. 3. 5. 편집", "기자 24.03.05 편집",
  ])
  func whatStandsBesideADateTellsItFromAVersion(line: String) {
    for language in ["zh", "ja", "ko"] {
      let time = VisibleDate.find(in: line, language: language)?.time
      #expect(time?.description.hasPrefix("2024-03-05") == true, "\(line)")
    }
  }

  @Test(arguments: [
    ("12-01 23:26", "vi"), ("2 giờ trước", "vi"), ("Call 0912 345 678", "en"), ("31/02/2024", "vi"),
    ("Version 1.2.2024.5", "en"),
    ("3-2", "en"), ("2024", "en"), ("", "en"),
  ])
  func whatIsNoDateGivesNone(line: String, language: String) {
    #expect(VisibleDate.find(in: line, language: language) == nil)
  }

  /// Of both days that a line tells, that of publication counts, with its own clock.
  @Test(arguments: [
    ("Cập nhật: 06/02/2024 09:00 | Đăng ngày: 05/02/2024 08:30", "vi", "2024-02-05T08:30:00+07:00"),
    ("Đăng ngày: 05/02/2024 08:30 | Cập nhật: 06/02/2024 09:00", "vi", "2024-02-05T08:30:00+07:00"),
    ("Cập nhật lúc 09:00 ngày 06/02/2024, đăng lúc 08:30 ngày 05/02/2024", "vi", "2024-02-05T08:30:00+07:00"),
    ("Đăng lúc 08:30 ngày 05/02/2024, cập nhật lúc 09:00 ngày 06/02/2024", "vi", "2024-02-05T08:30:00+07:00"),
    ("08:30 đăng ngày 05/02/2024, cập nhật 09:00 06/02/2024", "vi", "2024-02-05T08:30:00+07:00"),
    ("Cập nhật: 06/02/2024 09:00 - Ngày xuất bản: 05/02/2024", "vi", "2024-02-05"),
    ("05/02/2024 08:30 (cập nhật 06/02/2024 09:00)", "vi", "2024-02-05T08:30:00+07:00"),
    ("Cập nhật: 06/02/2024 09:00 | Sự kiện ngày 05/02/2024", "vi", "2024-02-06T09:00:00+07:00"),
    ("Updated May 6, 2024 09:00 GMT. Published May 5, 2024 08:30 GMT", "en", "2024-05-05T08:30:00+00:00"),
    ("更新：2024年2月6日 09:00 发布：2024年2月5日 08:30", "zh", "2024-02-05T08:30:00+08:00"),
  ])
  func dayOfPublicationGoesBeforeThatOfAnUpdate(line: String, language: String, expected: String) {
    #expect(VisibleDate.find(in: line, language: language)?.time.description == expected)
  }

  @Test func zoneOfFourDigitsAfterASpaceIsRead() {
    #expect(
      VisibleDate.find(in: "24 February 2024 06:17 +0700", language: "en")?.time.description
        == "2024-02-24T06:17:00+07:00")
  }

  /// The look before a line is taken apart is only a short cut: no date is lost by it, wherever it stands among sixteen bytes.
  @Test(arguments: [
    "24/02/2024", "24.2.24", "1/2/24", "24 tháng 2 năm 2024", "2024年2月24日", "May 6, 2024", "2024. február 24.",
    "24-Feb-2024",
    "1234567890/24/02/2024", "٢٤/٠٢/٢٠٢٤", "۲۴/۰۲/۲۰۲۴", "२४/०२/२०२४", "๒๔/๐๒/๒๐๒๔", "၂၄/၀၂/၂၀၂၄", "２０２４年２月２４日",
  ])
  func dateIsSeenWhereverItStands(date: String) {
    for before in 0..<34 {
      for after in [0, 1, 15, 16] {
        let line = Array(
          (String(repeating: "a", count: before) + " \(date) " + String(repeating: "b", count: after)).utf8)
        let scanner = DateScanner(tokens: DateToken.tokens(of: line[...]), language: "vi")
        #expect(scanner.firstDate() != nil)
        #expect(VisibleDate.mayHoldDate(line[...]), "\(before) bytes before, \(after) after")
      }
    }
  }

  /// The same of lines made of pieces of dates at random.
  @Test func whatTheScannerFindsIsSeen() {
    let pieces = [
      "2024", "1999", "24", "2", "1", "31", "123", "1234567890", "/", "/", ".", ".", "-", ",", " ", " ", "tháng", "năm",
      "ngày", "May", "Feb", "年", "月", "日", "٢٤", "٢٠٢٤", "２", "st", "de",
    ]
    var random = SeededGenerator(seed: 1)
    var dates = 0
    for _ in 0..<50_000 {
      let text = (0..<9).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
      let line = Array(text.utf8)
      let scanner = DateScanner(tokens: DateToken.tokens(of: line[...]), language: "vi")
      // The last piece of a number of more than nine digits may look like a year, which the look does not believe.
      let hasLongNumber = text.utf8.split { !$0.isASCIIDigit }.contains { $0.count > 9 }
      guard scanner.firstDate() != nil, !hasLongNumber else { continue }
      dates += 1
      #expect(VisibleDate.mayHoldDate(line[...]), "\(text)")
    }
    #expect(dates > 500)
  }

  /// A year alone is no date, and most lines with numbers have no other: they are not taken apart.
  @Test(arguments: ["Năm 2024", "until the end of 2024.", "1,234,567", "20244 1", "24 1234", "tháng 2"])
  func lineWithoutDayAndYearIsToldAtOnce(line: String) {
    #expect(!VisibleDate.mayHoldDate(Array(line.utf8)[...]))
  }
}
