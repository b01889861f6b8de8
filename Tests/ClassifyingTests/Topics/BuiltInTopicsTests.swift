import NewsModels
import Testing

@testable import Classifying

@Suite("The built-in topics")
struct BuiltInTopicsTests {
  static let classifier = Classifier(.builtIn)

  func levels(_ title: String, _ body: String = "", _ language: String? = "vi") -> [String: TopicLevel] {
    let topics = Self.classifier.classify(title: title, body: body, language: language).topics
    return Dictionary(uniqueKeysWithValues: topics.map { ($0.topic.rawValue, $0.level) })
  }

  @Test func threeTopicsInTheOrderOfTheFile() {
    #expect(TopicsFile.builtIn.topics.map(\.id.rawValue) == ["north-korea", "gaza", "taiwan-strait"])
    #expect(TopicsFile.builtIn.version.count == 12)
  }

  @Test func meetingOfMinistersThatTouchesAllThree() {
    let body = """
      Ba ngoại trưởng bàn cách đối phó với chương trình hạt nhân của Triều Tiên và việc Bình Nhưỡng bán đạn cho Nga.
      Cuộc gặp diễn ra bên lề một hội nghị tại Nam Mỹ và kéo dài gần hai giờ đồng hồ theo lời người phát ngôn.
      Các bên cũng nhắc tới hòa bình và ổn định trên eo biển Đài Loan.
      Họ kêu gọi đưa thêm hàng cứu trợ vào Gaza.
      Phía Nhật Bản nói sẽ giữ liên lạc chặt chẽ với hai nước kia trong những tháng tới.
      """
    #expect(
      levels("Nhật, Mỹ, Hàn tăng cường phối hợp", body) == [
        "north-korea": .main, "gaza": .mention, "taiwan-strait": .mention,
      ])
  }

  @Test func longLeadThatComesToTheTopicLate() {
    let lead = Array(repeating: "từ", count: 48).joined(separator: " ") + " chương trình hạt nhân của Triều Tiên."
    let others = Array(repeating: "Đoạn này nói về chuyện khác hẳn trong nước.", count: 8).joined(separator: "\n")
    #expect(levels("Ba nước họp", lead + "\n" + others) == ["north-korea": .main])
    #expect(levels("Ba nước họp", others + "\n" + lead) == ["north-korea": .mention])
  }

  @Test func peninsulaInAWeatherReportIsNotTheTopic() {
    #expect(levels("Bão mạnh lên", "Bão số 5 đi về phía bắc bán đảo Triều Tiên trong hai ngày tới.") == [:])
  }

  @Test func peninsulaAsAPlaceOfTensionIs() {
    #expect(
      levels("Hội nghị", "Hai bên mong giảm căng thẳng trên bán đảo Triều Tiên.").keys.sorted() == ["north-korea"])
  }

  @Test func headlineOfMatchesMakesTheTextAReportOfThem() {
    #expect(levels("U.23 Việt Nam gặp U.23 Triều Tiên", "Chủ nhà Trung Quốc mời thêm Triều Tiên.") == [:])
    #expect(levels("Asian Cup: the last eight", "The DPRK beat Austria by two.", "en") == [:])
    // A match at which politics are the subject.
    let body = "Bình Nhưỡng đòi rút cờ.\nTriều Tiên dọa bỏ về.\nSeoul xin lỗi Triều Tiên."
    #expect(levels("Chung kết và lá cờ", body) == ["north-korea": .main])
  }

  @Test func namesGluedToTheirNeighboursByThePage() {
    #expect(levels("Love for Soldiers", "ComradeKim Jong Unvisited a farm.", "en") == ["north-korea": .main])
  }

  @Test func chineseArmyIsNotTaiwansInsideLongerWords() {
    #expect(levels("世界這一天", "美國軍方在喪禮上，海軍上將致辭。", "zh") == [:])
  }

  @Test func chinesePhrasesInsideLongerWordsByChanceAreNone() {
    #expect(levels("報告", "各地政府、公共機構提交報告，他朝美國有日註銷協議。", "zh") == [:])
    #expect(levels("報告", "共機擾台。朝美會談。", "zh").keys.sorted() == ["north-korea", "taiwan-strait"])
  }

  @Test func taiwanAsAMarketIsNotTheStrait() {
    #expect(levels("Xuất khẩu chè sang Đài Loan tăng", "Doanh nghiệp Đài Loan mua nhiều chè hơn năm ngoái.") == [:])
    #expect(
      levels("Tập trận quanh Đài Loan", "Trung Quốc điều tàu chiến tới gần Đài Loan.") == ["taiwan-strait": .main])
  }
}
