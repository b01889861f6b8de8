#if Dashboard

/// Names of the topics' rules as a reader of a language knows them.
enum RuleName {
  /// Of those that come with the program; an analyst's own rule keeps the name that its file gives it.
  static let vietnamese = [
    "the state, its capital and its leaders": "nhà nước, thủ đô và lãnh đạo",
    "Korea of the North in Chinese": "tên gọi Triều Tiên trong tiếng Trung",
    "the North with its missiles in Korean": "miền Bắc và tên lửa trong tiếng Hàn",
    "the peninsula as a place of tension": "bán đảo căng thẳng",
    "its border, towns, talks and drills against it": "biên giới, thành phố, đàm phán và tập trận nhằm vào nước này",
    "those who fled to the South": "người đào tẩu sang Hàn Quốc",
    "its hackers": "tin tặc",
    "the abducted of Japan": "công dân Nhật Bản bị bắt cóc",
    "the North and its weapons, whatever else the sentence says": "Triều Tiên và vũ khí, dù câu còn nói gì khác",
    "the Korean War looked back on": "nhìn lại Chiến tranh Triều Tiên",
    "a sports report": "tin thể thao",
    "the missile shield against it": "lá chắn tên lửa",

    "the Strip and its towns": "Dải Gaza và các thành phố",
    "Rafah": "Rafah",
    "Hamas and its leaders": "Hamas và các thủ lĩnh",
    "the attack of 7 October": "cuộc tấn công ngày 7/10",
    "crossings, hospitals and envoys of the war": "cửa khẩu, bệnh viện và đặc phái viên",
    "the hostages": "con tin",
    "the warrants against its leaders of war": "lệnh bắt lãnh đạo các bên tham chiến",
    "hunger under the blockade": "nạn đói dưới vòng phong tỏa",
    "ships against the blockade": "tàu thuyền chống phong tỏa",
    "the Gulf quarrel of 2017": "khủng hoảng vùng Vịnh năm 2017",
    "the war of 1967": "cuộc chiến năm 1967",

    "the Strait": "eo biển Đài Loan",
    "the dispute by its own words": "nêu đích danh tranh chấp",
    "one China": "“một Trung Quốc”",
    "Taiwan at the world's table": "Đài Loan ở các tổ chức quốc tế",
    "Taiwan and armed force": "Đài Loan và lực lượng vũ trang",
    "Taiwan and its status": "Đài Loan và vị thế của đảo",
    "who recognizes Taiwan": "nước công nhận Đài Loan",
    "Taiwan among the quarrels of Washington and Beijing": "Đài Loan trong bất đồng Mỹ - Trung",
    "calls and stops of Taiwan's leaders": "điện đàm và chặng dừng chân của lãnh đạo Đài Loan",
    "words about Taiwan": "phát biểu về Đài Loan",
    "the parties across the Strait": "các đảng hai bờ eo biển",
    "drills and commands against Taiwan": "tập trận và bộ tư lệnh nhằm vào Đài Loan",
    "Kinmen and Matsu": "Kim Môn và Mã Tổ",
    "China's attack on Taiwan, whatever else the sentence says": "Trung Quốc tấn công Đài Loan, dù câu còn nói gì khác",
    "coast guards round Taiwan": "hải cảnh quanh Đài Loan",
    "Taiwan threatened": "Đài Loan bị đe dọa",
    "Taiwan in a quarrel of the powers": "Đài Loan trong tranh chấp của các cường quốc",
    "Taiwan and China in the headline": "Đài Loan và Trung Quốc trên tiêu đề",
    "a storm or an earthquake": "bão hoặc động đất",
    "Taiwan's island in the Spratlys": "đảo Ba Bình ở Trường Sa",
    "Taiwan's leaders abroad": "lãnh đạo Đài Loan ở nước ngoài",
  ]

  /// Of the lists of phrases that come with the program.
  static let vietnameseLists = [
    "roundups": "điểm tin",
    "teasers": "lời mời đọc tiếp",
    "sport": "thể thao",
    "matches": "trận đấu",
    "history": "năm trong quá khứ",
    "taiwan": "Đài Loan",
    "taiwan-leaders": "lãnh đạo Đài Loan",
    "force": "lực lượng vũ trang",
    "status": "vị thế của đảo",
    "quarrel": "bất đồng",
    "powers": "các cường quốc",
    "taiwan-otherwise": "chuyện khác ở Đài Loan",
  ]

  static func name(_ rule: String, in language: InterfaceLanguage) -> String {
    language == .vietnamese ? vietnamese[rule] ?? rule : rule
  }

  /// Among which phrases none was found, in Vietnamese: those of a list, by its name, or the first of one without.
  static func among(_ phrases: String) -> String {
    guard phrases.hasPrefix("<"), phrases.hasSuffix(">") else { return "trong số \(phrases)" }
    let list = String(phrases.dropFirst().dropLast())
    return "trong danh sách “\(vietnameseLists[list] ?? list)”"
  }

  /// Of what evidence names: the rule, and behind ": " the phrase that was found.
  static func ofEvidence(_ text: String, in language: InterfaceLanguage) -> String {
    guard let end = text.firstRange(of: ": ")?.lowerBound else { return name(text, in: language) }
    return name(String(text[..<end]), in: language) + text[end...]
  }
}

#endif
