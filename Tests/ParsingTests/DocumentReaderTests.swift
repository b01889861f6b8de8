import NewsModels
import Testing

@testable import Parsing

@Suite struct DocumentReaderTests {
  /// A page saved as text, in the form in which Vietnamese sites print.
  static let dump = """
    Hội chợ sách mùa thu khai mạc tại thành phố cảng

    08:05 - Thứ Hai, 07/10/2024 Lượt xem: 120 In bài viết

    Sáng 7-10, hội chợ sách mùa thu khai mạc bên bờ sông với sự tham gia của hơn bốn mươi nhà xuất bản trong nước.

    Ban tổ chức cho biết hội chợ kéo dài năm ngày, mở cửa miễn phí và có nhiều buổi nói chuyện với tác giả.

    Theo ABC
    Bình luận

    Tin khác

    Back To Top
    """

  @Test func theFirstOfSeveralCreditsIsTheSource() {
    let articles = Reading.articles(Self.dump.replacing("Theo ABC", with: "Theo ABC, Reuters"))
    #expect(articles.map(\.credit) == ["ABC, Reuters"])
    #expect(articles.map(\.source) == ["ABC"])
  }

  @Test func savedPageGivesItsFieldsAndNoFurniture() {
    guard case .articles(let articles) = DocumentReader().read(Array(Self.dump.utf8)), let article = articles.first
    else {
      Issue.record("no article")
      return
    }
    #expect(articles.count == 1)
    #expect(article.title == "Hội chợ sách mùa thu khai mạc tại thành phố cảng")
    #expect(article.published?.description == "2024-10-07T08:05:00+07:00")
    #expect(article.source == "ABC" && article.credit == "ABC")
    #expect(article.language == "vi")
    #expect(article.paragraphs.count == 2)
    #expect(article.paragraphs.last?.hasSuffix("tác giả.") == true)
  }

  @Test func statedSourceOverridesTheDocuments() {
    let outcome = DocumentReader().read(Array(Self.dump.utf8), hints: .init(source: "Báo Cảng"))
    guard case .articles(let articles) = outcome else {
      Issue.record("no article")
      return
    }
    #expect(articles.map(\.source) == ["Báo Cảng"])
    #expect(articles.map(\.credit) == ["ABC"])
  }

  @Test func plainJSONRecordIsRead() {
    let json = """
      {"title": "Ferry line reopens", "paragraphs": ["The ferry line reopened on Monday after the storm.", "Tickets are free for a week."],
       "published": "2024-10-07T08:05:00+02:00", "source": "Harbour Post", "url": "https://example.org/a"}
      """
    let expected = Article(
      title: "Ferry line reopens",
      body: "The ferry line reopened on Monday after the storm.\nTickets are free for a week.",
      published: PublicationTime("2024-10-07T08:05:00+02:00"), source: "Harbour Post", language: "en",
      url: "https://example.org/a")
    #expect(DocumentReader().read(Array(json.utf8)) == .articles([expected]))
  }

  @Test(arguments: ["", " \n\n", "\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}"])
  func nothingToReadIsSaidSo(text: String) {
    guard case .unreadable(let reason) = DocumentReader().read(Array(text.utf8)) else {
      Issue.record("expected a refusal")
      return
    }
    #expect(!reason.isEmpty)
  }
}
