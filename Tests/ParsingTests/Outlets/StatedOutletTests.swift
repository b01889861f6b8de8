import NewsModels
import Testing

@testable import Parsing

/// What names an outlet, and what stands there where nobody is named.
@Suite struct StatedOutletTests {
  /// As databases, spreadsheets and people write it.
  @Test(arguments: ["N/A", "NULL", "nan", "null", "-", "không rõ", "None", " unknown ", "--"])
  func whatNamesNoSourceIsNone(name: String) {
    func source(_ others: String) -> [String?] {
      Reading.articles(#"{"title": "Ferry", "text": "\#(RecordTests.text)", "source": "\#(name)"\#(others)}"#).map(
        \.source)
    }
    #expect(source("") == [nil])
    #expect(source(#", "url": "https://post.example/1""#) == ["post.example"])
    #expect(source(#", "publisher": "Harbour Post""#) == ["Harbour Post"])
    let item =
      "<item><title>Ferry</title><link>https://post.example/1</link><dc:publisher>\(name)</dc:publisher></item>"
    #expect(Reading.articles(FeedTests.rss(item)).map(\.source) == ["post.example"])
  }

  @Test(arguments: ["Nhân Dân", "24h", "7 ngày", "20 Minuten", "朝日新聞", "Notre Temps", "Kiến Thức", "1+1", "360"])
  func anythingElseNamesASource(name: String) {
    let json = #"{"title": "Ferry", "text": "\#(RecordTests.text)", "source": "\#(name)"}"#
    #expect(Reading.articles(json).map(\.source) == [name])
  }
}
