import NewsModels

/// Articles of about 4 KB, Vietnamese and English by turns, always the same ones: about the topics, beside them, and about none.
struct BenchmarkArticles {
  private static let vietnamese = [
    "Quân đội Hàn Quốc cho biết Triều Tiên đã phóng hai tên lửa đạn đạo về phía biển phía Đông vào sáng sớm nay.",
    "Ủy ban nhân dân tỉnh vừa phê duyệt kế hoạch nâng cấp hệ thống thoát nước cho ba phường trung tâm thành phố.",
    "Giới chức y tế tại Dải Gaza nói nhiều gia đình phải rời khỏi Rafah sau các cuộc không kích trong đêm.",
    "Theo trung tâm dự báo, khu vực có mưa vừa, mưa to, lượng mưa phổ biến từ 40 đến 90 mm, có nơi trên 150 mm.",
    "Cơ quan phòng vệ Đài Loan phát hiện mười hai máy bay vượt qua đường trung tuyến eo biển Đài Loan.",
    "Đội tuyển quốc gia sẽ tập trung vào tuần tới để chuẩn bị cho hai trận giao hữu trên sân nhà.",
  ]
  private static let english = [
    "South Korea's military said North Korea fired two ballistic missiles towards the sea early on Saturday.",
    "The council approved a plan to renew the drainage of three districts before the next rainy season begins.",
    "Health officials in the Gaza Strip said many families had left Rafah after a night of air strikes.",
    "Forecasters expect 40 to 90 millimetres of rain in the valley, and more than 150 in some of the hills.",
    "Taiwan's defence ministry counted twelve aircraft that crossed the median line of the Taiwan Strait.",
    "The national side meets next week to prepare for two friendly matches at home.",
  ]

  /// An article as a person saves it from a page.
  static func text(_ number: Int) -> String {
    let date = "06:17 - Thứ Bảy, \(10 + number % 18)/02/2024"
    return "\(title(number))\n\(date)\n\n\(paragraphs(number).joined(separator: "\n"))\n\nTheo HNM\n"
  }

  /// The same as a page with a menu, related links and a footer.
  static func page(_ number: Int) -> String {
    let links = (0..<30).map { "<li><a href=\"/tin/\($0).html\">\(title(number + $0))</a></li>" }.joined(
      separator: "\n")
    let body = paragraphs(number).map { "<p>\($0)</p>" }.joined(separator: "\n")
    return """
      <!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>\(title(number)) | HNM</title>
      <meta property="og:site_name" content="HNM">
      <meta property="article:published_time" content="2024-02-\(10 + number % 18)T06:17:00+07:00"></head>
      <body><nav><ul>\(links)</ul></nav><article><h1>\(title(number))</h1>\(body)</article>
      <aside><ul>\(links)</ul></aside><footer>Bản quyền HNM</footer></body></html>
      """
  }

  /// As parsing makes it.
  static func article(_ number: Int) -> Article {
    Article(
      title: title(number), body: paragraphs(number).joined(separator: "\n"),
      published: PublicationTime("2024-02-\(10 + number % 18)T06:17:00+07:00"), source: "HNM", credit: "HNM",
      language: number.isMultiple(of: 2) ? "vi" : "en", url: nil)
  }

  private static func sentences(_ number: Int) -> [String] { number.isMultiple(of: 2) ? vietnamese : english }

  private static func title(_ number: Int) -> String {
    let sentences = sentences(number)
    return "\(sentences[number % sentences.count].prefix(60)) (\(number))"
  }

  /// Nine, each of four sentences.
  private static func paragraphs(_ number: Int) -> [String] {
    let sentences = sentences(number)
    return (0..<9).map { paragraph in
      (0..<4).map { sentences[(number + 5 * paragraph + $0 * $0) % sentences.count] }.joined(separator: " ")
    }
  }
}
