#if Dashboard
import NewsModels
import Testing

@testable import Rendering

/// Numbers and days as readers of both languages write them.
@Suite struct FigureTextTests {
  private let english = FigureText(language: .english)
  private let vietnamese = FigureText(language: .vietnamese)

  @Test func numbersAreGrouped() {
    #expect(
      [0, 7, 999, 1_000, 12_345, 1_234_567].map(english.count) == ["0", "7", "999", "1,000", "12,345", "1,234,567"])
    #expect(vietnamese.count(1_234_567) == "1.234.567")
    #expect(english.count(-1_234) == "−1,234")
    #expect([3, -3, 0].map(english.change) == ["+3", "−3", "±0"])
  }

  @Test func decimalsAreRoundedAndShort() {
    #expect([0, 1.5, 0.126, 2.999, -0.5].map { english.decimal($0) } == ["0", "1.5", "0.13", "3", "−0.5"])
    #expect(vietnamese.decimal(3.14159) == "3,14")
    #expect(english.decimal(.nan) == "–")
    #expect(english.decimal(.infinity) == "–")
  }

  @Test func sharesNameNothingWhereThereIsNothing() {
    #expect(english.share(1, of: 3) == "33%")
    #expect(english.share(1, of: 30) == "3.3%")
    #expect(vietnamese.share(1, of: 30) == "3,3%")
    #expect(english.share(1, of: 100_000) == "<0.1%")
    #expect(english.share(0, of: 5) == "0%")
    #expect(english.share(0, of: 0) == "–")
    #expect(english.growth(from: 10, to: 15) == "+50%")
    #expect(english.growth(from: 10, to: 5) == "−50%")
    #expect(english.growth(from: 0, to: 5) == nil)
  }

  @Test func rangesTakeAsFewWordsAsTheyNeed() throws {
    func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
    #expect(english.range(try day("2024-02-01"), try day("2024-02-29")) == "Feb 2024")
    #expect(vietnamese.range(try day("2024-02-01"), try day("2024-02-29")) == "Tháng 2/2024")
    #expect(english.range(try day("2024-01-01"), try day("2024-12-31")) == "2024")
    #expect(english.range(try day("2024-02-03"), try day("2024-02-03")) == "3 Feb 2024")
    #expect(english.range(try day("2024-02-03"), try day("2024-03-04")) == "3 Feb – 4 Mar 2024")
    #expect(vietnamese.range(try day("2023-12-03"), try day("2024-03-04")) == "03/12/2023 – 04/03/2024")
  }

  /// One below the other they can be compared, wherever their pages were made.
  @Test(
    arguments: [
      ("2024-03-17T21:45:00Z", "2024-03-18", "18 Mar 2024, 04:45"),
      ("2024-03-17T23:45:00-05:00", "2024-03-18", "18 Mar 2024, 11:45"),
      ("2024-03-18T09:45:00+07:00", "2024-03-18", "18 Mar 2024, 09:45"), ("2024-03-18", "2024-03-18", "18 Mar 2024"),
      ("1985-03-18", nil, "undated (18 Mar 1985)"), (nil, nil, "undated"),
      ("2034-03-18T20:00:00Z", nil, "undated (19 Mar 2034, 03:00)"),
    ] as [(String?, String?, String)]) func timesInAListAreThoseOfTheStoresZone(
      published: String?, day: String?, text: String
    ) throws
  {
    let hanoi = FigureText(language: .english, timeZone: "Asia/Ho_Chi_Minh")
    #expect(hanoi.published(try item(published, day), undated: "undated") == text)
  }

  /// Of a consumer that does not say its store's zone.
  @Test(arguments: [
    ("2024-03-17T21:45:00Z", "2024-03-18", "18 Mar 2024 (17 Mar 2024, 21:45 UTC)"),
    ("2024-03-17T23:45:00-05:00", "2024-03-18", "18 Mar 2024 (17 Mar 2024, 23:45 -05:00)"),
    ("2024-03-18T09:45:00+07:00", "2024-03-18", "18 Mar 2024, 09:45 +07:00"),
    ("2024-03-18", "2024-03-18", "18 Mar 2024"),
  ]) func whereTheZoneIsNotKnownEachTimeNamesItsOwn(published: String, day: String, text: String) throws {
    #expect(english.published(try item(published, day), undated: "undated") == text)
    #expect(
      FigureText(language: .english, timeZone: "Mars/Olympus").published(try item(published, day), undated: "") == text)
  }

  @Test(arguments: [
    ("2024-03-17T21:45:00Z", "18 Mar 2024, 04:45 +07:00 (17 Mar 2024, 21:45 UTC)"),
    ("2024-03-18T09:45:00+07:00", "18 Mar 2024, 09:45 +07:00"), ("2024-03-18", "18 Mar 2024"),
  ]) func anArticlesPageNamesTheTimeThatItStatesToo(published: String, text: String) throws {
    let time = try #require(PublicationTime(published))
    #expect(FigureText(language: .english, timeZone: "Asia/Ho_Chi_Minh").published(time) == text)
  }

  /// When something was received, put aside or counted.
  @Test(
    arguments: [
      ("Asia/Ho_Chi_Minh", "18 Mar 2024, 04:45 +07:00"), (nil, "17 Mar 2024, 21:45 UTC"),
    ] as [(String?, String)]) func momentsAreThoseOfTheStoresZoneToo(zone: String?, text: String)
  {
    #expect(FigureText(language: .english, timeZone: zone).moment(1_710_711_900) == text)
  }

  private func item(_ published: String?, _ day: String?) throws -> ArticleListing.Item {
    let id = try #require(ArticleID(String(repeating: "0", count: 64)))
    return ArticleListing.Item(
      id: id, title: "", published: published.flatMap { PublicationTime($0) }, source: nil, credit: nil, language: nil,
      url: nil, topics: [], day: day.flatMap { CalendarDay($0) })
  }

  @Test(arguments: [
    (nil, InterfaceLanguage.english), ("vi", .vietnamese), ("vi-VN,vi;q=0.9,en;q=0.8", .vietnamese),
    ("en-GB,en;q=0.9,vi;q=0.8", .english), ("fr,vi;q=0.5,en;q=0.4", .vietnamese), ("vi;q=0", .english),
    ("*", .english), (";;;q=,,", .english), ("EN;q=0.1, VI;q=0.2", .vietnamese),
  ]) func theBrowsersLanguageIsChosen(header: String?, language: InterfaceLanguage) {
    #expect(InterfaceLanguage(accepting: header) == language)
  }
}

#endif
