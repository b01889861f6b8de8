import NewsModels
import Testing

@testable import Parsing

/// The body keeps every paragraph, however much its paragraphs resemble each other, and however few there are.
@Suite struct DumpSentencesTests {
  struct Frame: Sendable, CustomTestStringConvertible {
    var name: String
    var title: String
    var date: String
    /// The paragraph of a number.
    var paragraph: @Sendable (Int) -> String
    var tail: String

    var testDescription: String { name }
  }

  private static let vietnamese = (
    title: "Thành phố cảng mở lại chợ đêm ven sông", date: "08:05 - Thứ Hai, 07/10/2024 Lượt xem: 120 In bài viết",
    tail: "Theo Báo Mẫu\nBình luận\n\nTin khác\n\nBack To Top\n"
  )
  private static let english = (
    title: "Harbour council votes to rebuild the pier", date: "Monday, 7 October 2024, 08:05 GMT",
    tail: "Source: Sample Wire\n"
  )

  static let frames = [
    Frame(
      name: "short Vietnamese", title: vietnamese.title, date: vietnamese.date,
      paragraph: { "Câu thứ \($0) nói về chợ đêm." }, tail: vietnamese.tail),
    // Grows past the length of a long line on the way.
    Frame(
      name: "middling Vietnamese", title: vietnamese.title, date: vietnamese.date,
      paragraph: { "Câu thứ \($0) nói về mùa lúa ở đồng bằng và về thời tiết, cũng như việc buôn bán." },
      tail: vietnamese.tail),
    Frame(
      name: "long Vietnamese", title: vietnamese.title, date: vietnamese.date,
      paragraph: {
        "Câu thứ \($0) nói về chợ đêm và việc buôn bán của bà con trong khu phố cũ bên sông, nơi có nhiều gian hàng."
      },
      tail: vietnamese.tail),
    Frame(
      name: "short English", title: english.title, date: english.date,
      paragraph: { "Sentence \($0) is about the harbour." }, tail: english.tail),
    Frame(
      name: "long English", title: english.title, date: english.date,
      paragraph: {
        "Paragraph \($0) of this report says that the council has voted to rebuild the pier that a storm had damaged."
      },
      tail: english.tail),
  ]

  @Test(arguments: frames, [2, 3, 5, 12, 120, 1_200])
  func paragraphsOfOneFrameAreAllKept(frame: Frame, count: Int) throws {
    let paragraphs = (1...count).map(frame.paragraph)
    for separator in ["\n\n", "\n"] {
      for (date, tail) in [(frame.date, frame.tail), ("", frame.tail), (frame.date, ""), ("", "")] {
        let dump = [frame.title, date, paragraphs.joined(separator: separator), tail].filter { !$0.isEmpty }
        let article = try #require(
          SampleDump.read(dump.joined(separator: "\n\n")), "\(count), \(separator.count), \(date), \(tail)")
        #expect(article.title == frame.title)
        #expect(article.paragraphs.map(String.init) == paragraphs)
        #expect((article.published == nil) == date.isEmpty)
        #expect((article.credit == nil) == tail.isEmpty)
      }
    }
  }

  @Test func lastShortParagraphBeforeTheCreditIsKept() throws {
    let dump = """
      Hãng đóng tàu mở rộng nhà máy, tuyển thêm hai nghìn thợ hàn

      14:05 - Thứ Ba, 26/03/2024 Lượt xem: 1190 In bài viết

      Một hãng đóng tàu lớn ngày 26-3 công bố kế hoạch xây thêm ụ nổi tại cảng và tuyển khoảng hai nghìn thợ hàn trong năm nay.

      Giá cổ phiếu của hãng tăng gần ba phần trăm.

      Theo Báo Mẫu
      Bình luận

      Tin khác
      """
    let article = try #require(SampleDump.read(dump))
    #expect(article.paragraphs.count == 2)
    #expect(article.paragraphs.last == "Giá cổ phiếu của hãng tăng gần ba phần trăm.")
  }

  @Test func captionsAreLeftOutWhereverTheirCreditStands() throws {
    let dump = """
      Thành phố cảng mở lại chợ đêm ven sông

      Sáng 7-10, chợ đêm ven sông mở lại sau hai năm sửa chữa với sự tham gia của hơn bốn mươi gian hàng trong khu phố cũ.

      Chợ đêm nhìn từ trên cao (Ảnh: Nguyễn Văn Mẫu).

      Ban quản lý cho biết chợ mở cửa mỗi tối cuối tuần và miễn phí gửi xe cho khách đến mua hàng trong tháng đầu tiên.

      Bà con bày hàng từ chiều. Ảnh: TTXVN

      Khách du lịch nói họ thích các món ăn của địa phương, còn người bán mong thành phố giữ chợ mở suốt mùa đông năm nay.
      """
    let article = try #require(SampleDump.read(dump))
    #expect(article.paragraphs.map { $0.prefix(4) } == ["Sáng", "Ban ", "Khác"])
  }
}
