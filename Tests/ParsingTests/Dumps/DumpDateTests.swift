import NewsModels
import Testing

@testable import Parsing

/// Which of the dates under a dump's headline is that of the article.
@Suite struct DumpDateTests {
  private func published(_ dateLines: String) -> String? {
    let dump = """
      Cảng cá mở lại sau bão

      \(dateLines)

      Cảng cá phía đông mở lại vào sáng thứ hai, sau ba tuần đóng cửa vì cơn bão làm hỏng cầu tàu và kho lạnh của bà con.

      Ngư dân vui mừng, nhưng nhiều người lo giá thuê chỗ đậu sẽ tăng khi cầu tàu mới được xây xong vào mùa hè năm sau.
      """
    return SampleDump.read(dump)?.published?.description
  }

  @Test(arguments: [
    "Cập nhật: 06/02/2024 09:00 | Đăng ngày: 05/02/2024 08:30",
    "Đăng ngày: 05/02/2024 08:30 | Cập nhật: 06/02/2024 09:00",
    "Cập nhật: 06/02/2024 09:00\nĐăng ngày: 05/02/2024 08:30",
    "Đăng ngày: 05/02/2024 08:30\nCập nhật: 06/02/2024 09:00",
    "Thứ Hai, 05/02/2024 08:30\nCập nhật: 06/02/2024 09:00",
  ])
  func dayOfPublicationGoesBeforeThatOfAnUpdate(lines: String) {
    #expect(published(lines) == "2024-02-05T08:30:00+07:00")
  }

  @Test(arguments: [
    ("", nil), ("Thứ Hai, 05/02/2024, 06:17 (GMT+7)", "2024-02-05T06:17:00+07:00"),
    ("Thứ Hai, 05/02/2024, 06:17 Lượt xem: 120 In bài viết", "2024-02-05T06:17:00+07:00"),
  ])
  func whatASentenceTellsOfIsNoDayOfPublicationAndStays(line: String, expected: String?) {
    let sentence = "Lực lượng này tấn công cảng ngày 7/10/2023 khiến 1.200 người thiệt mạng."
    let article = SampleDump.read(
      """
      \(line)

      Cảng cá mở lại sau bão

      \(sentence)

      Cảng cá phía đông mở lại vào sáng thứ hai, sau ba tuần đóng cửa vì cơn bão làm hỏng cầu tàu và kho lạnh của bà con.

      Ngư dân vui mừng, nhưng nhiều người lo giá thuê chỗ đậu sẽ tăng khi cầu tàu mới được xây xong vào mùa hè năm sau.
      """)
    #expect(article?.published?.description == expected)
    #expect(article?.body.hasPrefix(sentence) == true)
  }

  @Test func dateOfTwoDigitsInAKoreanDumpBeginsWithTheYear() {
    let text = EncodingTests.korean.replacing("\n", with: "\n\n")
    let article = SampleDump.read("항구 도시 가을 책 시장 개막\n\n입력 24.03.05 10:20\n\n\(text)\n")
    #expect(article?.published?.description == "2024-03-05T10:20:00+09:00")
  }

  @Test(arguments: ["Cập nhật: 06/02/2024 09:00", "Cập nhật: 06/02/2024 09:00\nThứ Hai, 05/02/2024"])
  func updateIsTakenWhereNoLabelSaysMore(lines: String) {
    #expect(published(lines) == "2024-02-06T09:00:00+07:00")
  }
}
