import NewsModels
import Testing

@testable import Parsing

/// The sapo under the headline, where something stands between it and the text.
@Suite struct DumpLeadTests {
  private static let headline = "Hội chợ sách mùa thu khai mạc tại thành phố cảng"
  private static let lead =
    "Hơn bốn mươi nhà xuất bản trong nước tham gia hội chợ sách lớn nhất miền Trung, kéo dài năm ngày bên bờ sông."
  private static let text = [
    "Sáng 7-10, hội chợ sách mùa thu khai mạc bên bờ sông với sự tham gia của hơn bốn mươi nhà xuất bản trong nước.",
    "Ban tổ chức cho biết hội chợ kéo dài năm ngày, mở cửa miễn phí và có nhiều buổi nói chuyện với tác giả.",
    "Theo kế hoạch, doanh thu của ba ngày đầu sẽ được trao cho các thư viện ở vùng núi, nơi sách vẫn còn thiếu.",
  ]

  @Test(
    arguments: [
      ["Bạn đọc xem sách trong ngày khai mạc - Ảnh: TTXVN"], ["Duy Linh", "07/10/2024 08:10"],
      ["Bạn đọc xem sách trong ngày khai mạc (Ảnh: Duy Linh)", "Duy Linh"],
    ], ["\n", "\n\n"])
  func theLeadIsKeptAndWhatStandsBetweenIsNot(between: [String], separator: String) {
    let dump = ([Self.headline, Self.lead] + between + Self.text).joined(separator: separator)
    #expect(SampleDump.read(dump)?.title == Self.headline)
    #expect(SampleDump.read(dump)?.paragraphs.map(String.init) == [Self.lead] + Self.text)
  }
}
