import Testing

@testable import Parsing

/// Lines that say where a text is from.
@Suite struct CreditLineTests {
  @Test(arguments: [
    ("Theo HNM", "HNM"), ("(TTXVN)", "TTXVN"), ("Nguồn: Reuters", "Reuters"), ("Huyền Lê (Theo Yonhap)", "Yonhap"),
    ("Minh Anh (theo Reuters, AP)", "Reuters, AP"), ("Theo Reuters, Yonhap", "Reuters, Yonhap"),
    ("(TTXVN/Vietnam+)", "TTXVN/Vietnam+"), ("来源：新华网", "新华网"), ("来源：新华网    编辑：苏亮", "新华网"),
  ])
  func creditIsRead(line: String, credit: String) {
    #expect(CreditLine.read(Array(line.utf8)[...])?.credit == credit)
  }

  @Test(arguments: [
    "Theo Reuters, Triều Tiên phóng tên lửa", "Theo dõi, Chia sẻ", "The mayor (Theo Smith)", "mayor (Theo Smith)",
    "Ông Kim thăm nhà máy ở phía bắc (Theo Yonhap)", "(Ảnh/Photo: AP)", "(TTXVN/đưa tin)", "Theo ông Nam, Hà Nội",
    "Theo đánh giá của Mỹ", "Theo ông Netanyahu", "Theo ước tính ban đầu", "(END)", "(MORE)", "(VIDEO)", "来源：新华网编辑：苏亮",
  ])
  func aSentenceIsNoCredit(line: String) {
    #expect(CreditLine.read(Array(line.utf8)[...]) == nil)
  }
}
