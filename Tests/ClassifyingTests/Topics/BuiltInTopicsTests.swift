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
    for headline in [
      "Ai ngăn ông Trump rút quân khỏi bán đảo Triều Tiên?", "Trung Quốc diễn tập ở vùng biển gần bán đảo Triều Tiên",
    ] { #expect(levels(headline) == ["north-korea": .main], "\(headline)") }
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

  @Test(arguments: [
    ("ru", "Эксперты рассказали о газе и нефти"), ("ru", "Тайваньская компания TSMC построит завод"),
    ("ja", "3日朝、江東区の住宅で火が出た"), ("ja", "毎日朝食を食べる子"), ("ja", "桂米朝さんの落語を語り継ぐ"),
    ("zh", "台风桦加沙登陆广东"), ("zh", "外长将参加沙特举行的峰会"), ("zh", "雞胸肉加沙拉"), ("zh", "电商平台海外扩张提速"),
    ("zh", "烟台海关查获走私红酒"), ("zh", "视频平台独家播出新剧"), ("zh", "日系品牌搶攻台灣市場"), ("zh", "台北韓國料理推薦"), ("zh", "宋朝美学展开幕"),
    ("zh", "朝鲜蓟的做法"), ("zh", "古裝劇重現朝鮮時代宮廷"),
    ("zh", "台灣海峽今日有強風"), ("ko", "현대차, 북미 시장 판매 늘어"), ("ko", "북한산 단풍 절정"), ("ko", "북한강 자전거길 개통"),
    ("ko", "양안 시력 검사 무료"), ("ko", "北유럽 가구 인기"), ("vi", "Gió mạnh ở eo biển Đài Loan"),
    ("en", "Wind farm in Taiwan Strait opens"),
  ])
  func namesByAccidentOfSpellingAreNone(language: String, title: String) {
    #expect(levels(title, "", language) == [:])
  }

  @Test(arguments: [
    ("es", "Hamás estudia la tregua", "gaza"), ("ru", "Израиль нанёс удар по сектору Газа", "gaza"),
    ("ru", "Бои идут за сектором Газа", "gaza"), ("ru", "Помощь дошла в Газу", "gaza"),
    ("ru", "Корабль прошёл Тайваньским проливом", "taiwan-strait"), ("ja", "日朝首脳会談を目指す", "north-korea"),
    ("ko", "북미 정상회담이 결렬됐다", "north-korea"), ("ko", "북한산 석탄이 밀수됐다", "north-korea"),
    ("ko", "양안 관계가 얼어붙었다", "taiwan-strait"), ("id", "Korea Utara luncurkan rudal", "north-korea"),
    ("id", "Serangan udara di Jalur Gaza", "gaza"), ("id", "Kapal perang melintasi Selat Taiwan", "taiwan-strait"),
    ("it", "La Corea del Nord lancia un missile", "north-korea"),
    ("it", "I soldati nordcoreani in Russia", "north-korea"),
    ("it", "Raid sulla Striscia di Gaza", "gaza"), ("it", "Nave nello Stretto di Taiwan", "taiwan-strait"),
    ("pt", "Coreia do Norte dispara míssil", "north-korea"), ("pt", "Trégua na Faixa de Gaza", "gaza"),
    ("pt", "Tensão no Estreito de Taiwan", "taiwan-strait"), ("nl", "Noord-Koreaanse raket", "north-korea"),
    ("nl", "Bombardementen op de Gazastrook", "gaza"), ("nl", "Marineschip in Straat van Taiwan", "taiwan-strait"),
    ("ar", "كوريا الشمالية تطلق صاروخا", "north-korea"), ("ar", "غارات على قطاع غزة", "gaza"),
    ("ar", "حركة حماس توافق على الهدنة", "gaza"), ("ar", "سفينة حربية تعبر مضيق تايوان", "taiwan-strait"),
    ("he", "צפון קוריאה שיגרה טיל", "north-korea"), ("he", "תקיפות ברצועת עזה", "gaza"),
    ("he", "חמאס הסכים להפסקת אש", "gaza"), ("he", "ספינה במצרי טאיוואן", "taiwan-strait"),
    ("th", "เกาหลีเหนือยิงขีปนาวุธ", "north-korea"), ("th", "อิสราเอลโจมตีฉนวนกาซา", "gaza"),
    ("th", "เรือรบผ่านช่องแคบไต้หวัน", "taiwan-strait"),
  ])
  func namesInOtherLanguages(language: String, title: String, topic: String) {
    #expect(levels(title, "", language) == [topic: .main])
  }

  @Test func taiwanAsAMarketIsNotTheStrait() {
    #expect(levels("Xuất khẩu chè sang Đài Loan tăng", "Doanh nghiệp Đài Loan mua nhiều chè hơn năm ngoái.") == [:])
    #expect(
      levels("Tập trận quanh Đài Loan", "Trung Quốc điều tàu chiến tới gần Đài Loan.") == ["taiwan-strait": .main])
  }

  @Test(arguments: [
    ("vi", "Thêm bóng bay chở rác bay sang", "north-korea"),
    ("vi", "Quân nhân vượt đường phân giới quân sự", "north-korea"),
    ("en", "Hackers of Lazarus steal coins", "north-korea"), ("vi", "Giao tranh ác liệt ở dải Ga-da", "gaza"),
    ("vi", "Gia đình con tin Israel mong có thỏa thuận ngừng bắn", "gaza"),
    ("vi", "Tòa án Hình sự Quốc tế ra lệnh bắt ông Netanyahu", "gaza"),
    ("en", "Aid flotilla is stopped by Israel's navy", "gaza"),
    ("vi", "Cuộc diễn tập Sấm sét eo biển kéo dài", "taiwan-strait"),
    ("en", "China drills around Taiwan rattle chip stocks", "taiwan-strait"),
    ("vi", "Tàu hải cảnh lại vào vùng biển Kim Môn, đại lục im lặng", "taiwan-strait"),
  ])
  func crisisWithoutItsUsualName(language: String, headline: String, topic: String) {
    #expect(levels(headline, "", language).keys.sorted() == [topic], "\(headline)")
  }

  @Test func sportInTheSameHeadlineTakesNoWeaponsAway() {
    let headline = "Điểm tin sáng: Triều Tiên phóng tên lửa; U23 Việt Nam vào chung kết"
    let body = "Triều Tiên sáng nay phóng một tên lửa đạn đạo.\nU23 Việt Nam thắng hai không."
    #expect(levels(headline, body).keys.sorted() == ["north-korea"])
  }

  @Test(arguments: [
    ("vi", "Phim lấy bối cảnh thời Triều Tiên ăn khách"), ("vi", "Quán mở bán mì lạnh Bình Nhưỡng"),
    ("vi", "Cách quấn băng gaza cho vết thương"), ("en", "A Gaza-born surgeon opens a clinic in Lyon"),
    ("vi", "Ngày 7/10, Israel tấn công Beirut"), ("vi", "Áp thuế chống bán phá giá thép Đài Loan và Trung Quốc"),
  ])
  func namesOfTheCrisesInOtherNews(language: String, headline: String) {
    #expect(levels(headline, "", language) == [:], "\(headline)")
  }
}
