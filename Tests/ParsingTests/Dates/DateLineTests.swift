import Testing

@testable import Parsing

/// Lines that tell when a page was published, and whence it is, and nothing else.
@Suite struct DateLineTests {
  @Test(arguments: [
    ("Thứ bảy, 24/2/2024, 08:10 (GMT+7)", "vi"), ("Published 24 February 2024", "en"), ("24/02/2024", "vi"),
    ("Cập nhật lần cuối lúc 08:10 ngày 24/02/2024", "vi"), ("October 16, 2020 · 8 min read", "en"),
    ("Published Nov 18, 2019 at 4:07 PM | Updated at 5:36 PM CST on Nov 18, 2019", "en"),
    ("Veröffentlicht am 13. Mai 2026 um 15:44", "de"), ("This page was updated on January 30, 2026", "en"),
    ("2024年2月24日 星期六", "zh"), ("Published: Feb. 24, 2024 (5:00 a.m.)", "en"), ("24 Feb. 2024 (5:00 a.m.)", "en"),
    ("24/02/2024 8:10 a.m. (GMT+7)", "vi"),
    ("更新：2024年2月6日 09:00 发布：2024年2月5日 08:30", "zh"), ("เผยแพร่เมื่อ 24/02/2567", "th"),
  ])
  func nothingButADate(line: String, language: String) {
    let date = DateLine(line, language: language)
    #expect(date != nil)
    #expect(date?.credit == nil)
  }

  @Test(arguments: [
    ("On 24 February 2024, war began.", "en"), ("The meeting of 24 February 2024 was the last one held", "en"),
    ("Gaza 24/2/2024: Israel không kích", "vi"), ("24/2/2024: Israel tấn công", "vi"),
    ("2024年2月24日，朝鲜向日本海发射两枚弹道导弹，韩国军方通报", "zh"),
    ("北朝鮮は2024年2月24日、弾道ミサイル2発を日本海に向けて発射した", "ja"),
    ("2024년 2월 24일 북한이 탄도미사일을 발사했다", "ko"),
    ("24/02/2567 เกาหลีเหนือยิงขีปนาวุธลงทะเลญี่ปุ่น", "th"), ("“On 24 February 2024, war began.”", "en"),
    ("(On 24 February 2024, war began.)", "en"), ("24 फरवरी 2024 को युद्ध।", "hi"), ("No date at all", "en"), ("", "en"),
  ])
  func aLineThatSaysTheNewsIsNone(line: String, language: String) {
    #expect(DateLine(line, language: language) == nil)
  }

  @Test(arguments: [
    ("Bài đăng ngày 24/02/2024.", "vi", true), ("Published on 24 February 2024.", "en", true),
    ("This story was originally published February 24, 2024, 5:00 AM.", "en", true), ("2024年2月24日 星期六。", "zh", true),
    ("On 24 February 2024, war began.", "en", false), ("Ngày 24/02/2024, Triều Tiên phóng tên lửa.", "vi", false),
    ("2024年2月24日，朝鲜发射导弹。", "zh", false), ("“Published on 24 February 2024.”", "en", true),
    ("“On 24 February 2024, war began.”", "en", false), ("प्रकाशित: 24 फरवरी 2024।", "hi", true),
    ("24 फरवरी 2024 को युद्ध शुरू हुआ।", "hi", false), ("၂၄ ဖေဖော်ဝါရီ ၂၀၂၄။", "my", true), ("Thứ Bảy, 24/02/2024", "vi", false),
    (".", "vi", false), ("", "vi", false),
  ])
  func aSentenceMaySayNoMoreThanADateLine(sentence: String, language: String, isSaid: Bool) {
    #expect(DateLine.isSaid(by: sentence, language: language) == isSaid)
  }

  @Test(arguments: [
    ("By John Smith, Foreign Correspondent in Seoul, 5 March 2024 08:30", "en", true),
    ("By John Smith in Seoul 5 March 2024", "en", true),
    ("The Seoul desk of this paper | 5 March 2024, 08:30", "en", true),
    ("Published by the Seoul desk of this paper on 5 March 2024", "en", true),
    ("Tác giả: Nguyễn Văn An, phóng viên thường trú 5/3/2024", "vi", true),
    ("Phóng viên Nguyễn Văn An thường trú tại Seoul - 5/3/2024 08:30", "vi", true),
    ("Triều Tiên phóng tên lửa ngày 5/3/2024", "vi", false),
    ("Triều Tiên phóng tên lửa lúc 8h30 ngày 5/3/2024", "vi", false),
    ("Triều Tiên phóng tên lửa, 5/3/2024", "vi", false), ("By 5 March 2024 war had begun", "en", false),
    ("Another line of the page", "en", false), ("", "en", false),
  ])
  func aBylineIsPrintedByThePage(line: String, language: String, isByline: Bool) {
    #expect(DateLine.isByline(line, language: language) == isByline)
  }

  @Test(arguments: [
    ("Thứ Bảy, 24/02/2024, 08:10 (GMT+7) - Theo TTXVN", "vi", "TTXVN"),
    ("Thứ Bảy, 24/02/2024, 08:10 | Theo Reuters", "vi", "Reuters"), ("24/02/2024 08:10 - Nguồn: TTXVN", "vi", "TTXVN"),
    ("24/02/2024 (Theo Thông tấn xã Việt Nam)", "vi", "Thông tấn xã Việt Nam"),
    ("2005年08月16日 来源：新华网", "zh", "新华网"), ("2024-02-24 08:10 来源：新华网 作者：李明", "zh", "新华网"),
    ("24/02/2024 08:10 - Theo dõi", "vi", nil),
  ])
  func itsCreditIsRead(line: String, language: String, credit: String?) throws {
    #expect(try #require(DateLine(line, language: language)).credit == credit)
  }
}
