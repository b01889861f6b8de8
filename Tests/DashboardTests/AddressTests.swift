#if Dashboard
import NewsModels
import Testing

@testable import Rendering

/// Addresses of views, and what they refuse.
@Suite struct AddressTests {
  @Test func aViewAndItsAddressAreTheSame() throws {
    let filter = ArticleFilter(
      topic: TopicID("gaza"), level: .main, since: CalendarDay("2024-02-01"), until: CalendarDay("2024-02-29"),
      source: "Báo Mẫu & Cộng sự +1%", language: "vi")
    let address = PageAddress(.articles, filter: filter, after: "19800:7", language: .vietnamese)
    let query = try #require(address.href.split(separator: "?").last)
    #expect(try PageAddress(.articles, query: String(query)) == address)
    #expect(!address.href.contains(" "))
    #expect(!address.href.contains("&C"))
  }

  @Test func anEmptyFieldOfAFormNarrowsNothing() throws {
    let address = try PageAddress(.overview, query: "topic=&level=&since=&until=&source=&language=")
    #expect(address == PageAddress(.overview))
    #expect(address.href == "/")
  }

  /// An empty value in an address is an empty field of a form: what no source is known of needs a name of its own.
  @Test func articlesWithoutASourceOrLanguageHaveAnAddress() throws {
    let address = PageAddress(.articles, filter: ArticleFilter(source: "", language: ""))
    #expect(address.href == "/articles?unknown=source%2Clanguage")
    #expect(try PageAddress(.articles, query: "unknown=source%2Clanguage") == address)
    #expect(try PageAddress(.articles, query: "unknown=source&source=A").filter == ArticleFilter(source: "A"))
    let known = FilterReading.parameters
    #expect(throws: AddressError.self) {
      try FilterReading.filter(QueryItems("unknown=source&source=A", known: known, isForm: false))
    }
    #expect(throws: AddressError.self) { try PageAddress(.articles, query: "unknown=title") }
  }

  @Test(arguments: [
    "topic=Gaza", "level=both", "since=2024-02-30", "until=yesterday", "period=next-week", "lang=fr", "undated=1",
    "since=2024-03-02&until=2024-03-01", "period=today&since=2024-03-01", "undated=true&since=2024-03-01",
    "undated=true&period=today", "with=gaza", "topic=gaza&topic=gaza", "colour=red",
    "collapse=1", "with_level=main",
    "source=a%00b", "source=\(String(repeating: "x", count: 301))",
  ]) func whatCannotBeAnsweredIsRefused(query: String) {
    #expect(throws: AddressError.self) { try PageAddress(.overview, query: query) }
  }

  /// The form of a page about a pair carries its second topic unseen.
  @Test func whatAPersonChoosesGoesBeforeThePairOfThePage() throws {
    let rest = "with=gaza&with_level=main&level=mention"
    let mentions = ArticleFilter(level: .mention)
    #expect(try PageAddress(.overview, query: "topic=&\(rest)").filter == mentions)
    var gaza = mentions
    gaza.topic = TopicID("gaza")
    #expect(try PageAddress(.overview, query: "topic=gaza&\(rest)").filter == gaza)
    var pair = mentions
    (pair.topic, pair.with, pair.withLevel) = (TopicID("north-korea"), TopicID("gaza"), .main)
    #expect(try PageAddress(.overview, query: "topic=north-korea&\(rest)").filter == pair)
    // A program means what it writes.
    for query in ["with=gaza", "topic=gaza&with=gaza"] {
      #expect(throws: AddressError.self) {
        try FilterReading.filter(QueryItems(query, known: FilterReading.parameters, isForm: false))
      }
    }
  }

  @Test(arguments: ["%", "%4", "%zz", "a=%ff%fe", "=", "&&&", "topic", "%E2%28%A1=1"])
  func brokenEncodingTrapsNothing(query: String) {
    _ = try? PageAddress(.overview, query: query)
    _ = QueryItems.decoded(query)
  }

  @Test func aFigureOpensToTheSameFilter() throws {
    let filter = ArticleFilter(topic: TopicID("gaza"), period: .lastMonth, source: "Báo Mẫu")
    let setting = PageSetting(address: PageAddress(.overview, filter: filter, after: "1:2"), accepting: "vi")
    let figure = setting.figure(1_234) { $0.level = .main }
    #expect(figure.text == "1.234")
    #expect(figure.href == "/articles?topic=gaza&level=main&period=last-month&source=B%C3%A1o%20M%E1%BA%ABu")
  }
}

#endif
