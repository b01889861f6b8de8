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

  private static let missile = [
    "Bộ Tham mưu liên quân Hàn Quốc cho biết tên lửa bay khoảng 300 km trước khi rơi xuống vùng biển phía đông bán đảo.",
    "Thủ tướng Nhật Bản yêu cầu các cơ quan thu thập thông tin và bảo đảm an toàn cho tàu thuyền, máy bay trong khu vực.",
    "Các nhà phân tích nhận định vụ phóng nhằm gửi thông điệp trước cuộc tập trận chung vào tuần tới giữa hai đồng minh.",
  ]

  private static func dump(_ first: String, paragraphs: Int, _ separator: String, _ tail: [String] = []) -> Article? {
    let lines = ["Hàn Quốc lên án vụ phóng tên lửa mới của Triều Tiên", first] + missile.prefix(paragraphs) + tail
    return SampleDump.read(lines.joined(separator: separator) + "\n")
  }

  /// However short it is, and whatever stands behind the text.
  @Test(arguments: [
    "Ngày 5/3, Triều Tiên phóng tên lửa.", "Ngày 5/3/2024, Triều Tiên phóng tên lửa.",
    "Triều Tiên phóng tên lửa ngày 5/3/2024.", "Sáng 5/3/2024, Triều Tiên phóng tên lửa.",
    "Ngày 5 tháng 3 năm 2024, Triều Tiên phóng tên lửa đạn đạo.",
  ])
  func shortFirstSentenceThatTellsOfADayStays(sentence: String) {
    let label = "Ngày đăng: 7/3/2024"
    let tails: [(Int, [String])] = [(1, []), (2, []), (3, []), (2, [label]), (3, ["Theo TTXVN", label])]
    for separator in ["\n\n", "\n"] {
      for (paragraphs, tail) in tails {
        let article = Self.dump(sentence, paragraphs: paragraphs, separator, tail)
        #expect(article?.paragraphs.map(String.init) == [sentence] + Self.missile.prefix(paragraphs))
        #expect(article?.published?.description == (tail.isEmpty ? nil : "2024-03-07"))
      }
    }
  }

  @Test func labelBehindTheTextGoesBeforeALineThatTellsOfADay() {
    let line = "Triều Tiên phóng tên lửa ngày 5/3/2024"
    let article = Self.dump(line, paragraphs: 3, "\n\n", ["Tin khác: 6/3/2024", "Ngày đăng: 7/3/2024"])
    #expect(article?.published?.description == "2024-03-07")
    // A line that is nothing but a date is that of the article.
    let dated = Self.dump("Thứ Ba, 05/03/2024, 08:30", paragraphs: 3, "\n\n", ["Ngày đăng: 7/3/2024"])
    #expect(dated?.published?.description == "2024-03-05T08:30:00+07:00")
  }

  /// What a related story under the text says of itself is not said of this one.
  @Test(arguments: [
    ("Bài của phóng viên Nguyễn Văn Minh từ Seoul, 5/3/2024 08:30", "2024-03-05T08:30:00+07:00"),
    ("Tác giả: Nguyễn Văn Minh, phóng viên thường trú tại Seoul, 5/3/2024", "2024-03-05"),
  ])
  func labelBehindTheTextGoesBeforeNoByline(line: String, expected: String) {
    let article = Self.dump(line, paragraphs: 3, "\n\n", ["Tin khác: 6/3/2024", "Ngày đăng: 28/2/2024"])
    #expect(article?.published?.description == expected)
  }

  /// How a date line ends makes it no sentence.
  @Test(arguments: ["Published: Feb. 24, 2024 (5:00 a.m.)", "Published on \u{201C}February 24, 2024.\u{201D}"])
  func dateLineThatEndsInABracketIsOne(line: String) {
    let text = [
      "The harbour ferry came back on Saturday after eleven months in the yard, and the queue reached the market hall.",
      "The operator said that two crossings a day are planned until the end of March, and four from then on.",
      "Traders on the island said that they had missed the market's customers more than the tourists of the summer.",
    ]
    let article = SampleDump.read(
      (["The old ferry comes back to the harbour", line] + text).joined(separator: "\n\n") + "\n")
    #expect(article?.published?.statedDay?.description == "2024-02-24")
    #expect(article?.paragraphs.map(String.init) == text)
  }

  @Test(arguments: ["Bài đăng ngày 5/3/2024.", "Cập nhật lần cuối ngày 5/3/2024."])
  func dateLineThatEndsAsASentenceIsOne(line: String) {
    let article = Self.dump(line, paragraphs: 3, "\n\n")
    #expect(article?.published?.description == "2024-03-05")
    #expect(article?.paragraphs.map(String.init) == Self.missile)
  }

  /// The date of a related story behind the text is not that of the article.
  @Test(arguments: [
    ("By John Smith, Foreign Correspondent in Seoul, 5 March 2024 08:30", "2024-03-05"),
    ("Published: March 5, 2024 (5:00 a.m.)", "2024-03-05"), ("“Published on March 5, 2024.”", "2024-03-05"),
    ("The storm of 5 March 2024 in pictures", "2024-02-28"),
  ])
  func labelBehindTheTextLeavesTheDateOfABylineAlone(line: String, expected: String) {
    let article = SampleDump.read(
      """
      Fishing harbour reopens three weeks after the storm

      \(line)

      The fishing harbour in the east reopened on Monday morning, three weeks after the storm had broken its pier and cold stores.

      Fishermen were glad to be back, but many of them fear that the rent of a berth will rise once the new pier has been built.

      The mayor said on Tuesday that the city would pay half of the rent for the first year, and that nobody would have to leave.

      Related: Storm breaks the pier of the harbour

      Published 28 February 2024
      """)
    #expect(article?.published?.description.hasPrefix(expected) == true, "\(article?.published?.description ?? "none")")
    #expect(article?.paragraphs.count == 3)
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
