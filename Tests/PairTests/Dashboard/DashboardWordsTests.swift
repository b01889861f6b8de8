#if Dashboard
import Foundation
import Testing

/// What the pages say beside their figures, so that nobody takes these for more than they are.
@Suite struct DashboardWordsTests {
  private static func article(_ number: Int, _ published: String, topic: Bool = true) -> String {
    let body =
      topic
      ? "Đoàn xe viện trợ vào Dải Gaza hôm nay, chuyến \(number)." : "Giá lúa ở đồng bằng tăng nhẹ, tuần thứ \(number)."
    return
      #"{"title":"Tin số \#(number)","source":"Báo A","language":"vi","published":"\#(published)","body":"\#(body)"}"#
  }

  private static func document(_ articles: [String]) -> (name: String, text: String) {
    ("articles.jsonl", articles.joined(separator: "\n") + "\n")
  }

  private func text(_ fixture: DashboardFixture, _ path: String) throws -> String {
    let answer = try fixture.get(path)
    #expect(answer.status == 200, "\(path)")
    return answer.text.replacing(/<[^>]*>/, with: "").replacing(/\s+/, with: " ")
  }

  @Test func aNameThatNothingHasIsToldOnThePage() async throws {
    let fixture = try await DashboardFixture([Self.document([Self.article(1, "2024-03-02")])])
    for path in ["/", "/articles"] {
      let page = try text(fixture, path + "?source=nosuch%3Cb%3E&language=fr&lang=en")
      #expect(page.contains("No stored article has this source: nosuch&lt;b&gt;. All sources"), "\(page)")
      #expect(page.contains("No stored article is in this language: fr. No articles match"))
      #expect(try text(fixture, path + "?source=nosuch&lang=vi").contains("Chưa có bài nào từ nguồn này: nosuch."))
      for known in ["?source=bao+a&lang=en", "?source=bao+a&topic=taiwan-strait&lang=en", "?lang=en"] {
        #expect(try !text(fixture, path + known).contains("No stored article"), "\(known)")
      }
    }
    for path in ["stats", "articles", "stories", "bursts"] {
      let unknown = try fixture.json("/api/v1/\(path)?source=nosuch")["unknown"]
      #expect(unknown as? [String: String] == ["source": "nosuch"])
      #expect(try fixture.json("/api/v1/\(path)?source=bao%20a")["unknown"] == nil)
    }
    await fixture.end()
  }

  /// Against a month for which nothing was pushed everything grows.
  @Test func aComparisonNamesTheDaysWithoutInputOfBothRanges() async throws {
    let fixture = try await DashboardFixture([
      Self.document((1...28).map { Self.article($0, "2024-03-\($0 < 10 ? "0" : "")\($0)") })
    ])
    let page = try text(fixture, "/?topic=gaza&since=2024-03-01&until=2024-03-31&lang=en")
    let gaps = "(days without input: before 29, now 3)"
    #expect(page.contains("compared with Feb 2024: 0 \(gaps)"), "\(page)")
    #expect(page.contains("+28 compared with 0, Feb 2024 \(gaps)"))
    #expect(page.contains("29 days without input, Feb 2024") && page.contains("3 days without input"))
    let whole = try text(fixture, "/?since=2024-03-15&until=2024-03-28&lang=en")
    #expect(whole.contains("compared with") && !whole.contains("days without input"))
    let vietnamese = try text(fixture, "/?since=2024-03-01&until=2024-03-31&lang=vi")
    #expect(vietnamese.contains("(ngày không có bài nạp: trước 29, kỳ này 3)"))
    await fixture.end()
  }

  @Test func whatIsCountedUnderATopicIsNamedAfterIt() async throws {
    let fixture = try await DashboardFixture([
      Self.document([
        Self.article(1, "2024-03-02"), Self.article(2, "2024-03-02"), Self.article(3, "2024-03-02", topic: false),
      ])
    ])
    #expect(try text(fixture, "/?lang=en").contains("3 articles, 2 with a topic"))
    #expect(try text(fixture, "/?topic=gaza&lang=en").contains("3 articles, 2 on Gaza"))
    #expect(try text(fixture, "/?topic=north-korea&lang=vi").contains("3 bài báo, 0 về Triều Tiên"))
    #expect(try text(fixture, "/?topic=gaza&with=north-korea&lang=en").contains("3 articles, 0 on Gaza + North Korea"))
    await fixture.end()
  }

  /// Ten in the morning in London is after noon in Hanoi: lines that hide that would be read in the wrong order.
  @Test func timesOfAListCanBeCompared() async throws {
    let fixture = try await DashboardFixture([
      Self.document([
        Self.article(1, "2024-03-02T10:00:00Z"), Self.article(2, "2024-03-02T11:30:00+07:00"),
        Self.article(3, "2024-03-02"),
      ])
    ])
    for path in ["/?lang=en", "/articles?lang=en"] {
      let page = try text(fixture, path)
      let times = page.matches(of: /Tin số ([123]) (2 Mar 2024(?:, [0-9:]+)?) Báo A/).map {
        "\($0.output.1) \($0.output.2)"
      }
      #expect(times.sorted() == ["1 2 Mar 2024, 17:00", "2 2 Mar 2024, 11:30", "3 2 Mar 2024"], "\(page)")
      #expect(page.contains("days and times of articles in Asia/Ho_Chi_Minh"))
    }
    let listing = try #require(try fixture.json("/api/v1/articles")["articles"] as? [[String: Any]])
    let first = try #require(listing.first { ($0["title"] as? String) == "Tin số 1" }?["id"] as? String)
    #expect(
      try text(fixture, "/articles/\(first)?lang=en").contains("2 Mar 2024, 17:00 +07:00 (2 Mar 2024, 10:00 UTC)"))
    // The beginning of an id may be that of several; here it is that of none.
    #expect(try fixture.get("/articles/01234567?lang=en").text.contains("No article has this id."))
    await fixture.end()
  }

  /// The rules have English names in their file.
  @Test func aVietnameseReaderIsToldWhyInVietnamese() async throws {
    let rain =
      #"{"title":"Mưa lớn","language":"vi","published":"2024-03-02","body":"Mưa ở bán đảo Triều Tiên hôm nay."}"#
    let fixture = try await DashboardFixture([Self.document([Self.article(1, "2024-03-02"), rain])])
    let listing = try #require(try fixture.json("/api/v1/articles")["articles"] as? [[String: Any]])
    func page(_ title: String, _ language: String) throws -> String {
      let id = try #require(listing.first { ($0["title"] as? String) == title }?["id"] as? String)
      return try text(fixture, "/articles/\(id)?lang=\(language)")
    }
    #expect(try page("Tin số 1", "vi").contains("Dải Gaza và các thành phố: Dải Gaza"))
    #expect(try page("Tin số 1", "en").contains("the Strip and its towns: Dải Gaza"))
    let (vietnamese, english) = (try page("Mưa lớn", "vi"), try page("Mưa lớn", "en"))
    #expect(vietnamese.contains("bị loại vì nằm trong “bán đảo Triều Tiên”"), "\(vietnamese)")
    #expect(vietnamese.contains("quy tắc “bán đảo căng thẳng” không thấy cụm nào trong số hạt nhân, "))
    #expect(english.contains("excluded by &quot;bán đảo Triều Tiên&quot;"), "\(english)")
    await fixture.end()
  }
}

#endif
