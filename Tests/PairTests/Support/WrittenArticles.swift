import Foundation
import NewsClient
import NewsModels

/// Articles written by rule, each different, some about a topic.
enum WrittenArticles {
  /// A line of JSON as the producer takes it: `title`, `body`, `published` and so on.
  static func line(_ fields: [String: String]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
  }

  /// A line as an archive holds it, with its end: of two paragraphs, about no topic.
  static func archiveLine(_ number: Int) -> String {
    """
    {"title": "Bản tin số \(number) về mùa lúa ở đồng bằng", "source": "Báo Mẫu", "published": "2024-03-01", \
    "body": "Đoạn thứ nhất của bản tin số \(number).\\nĐoạn thứ hai của bản tin số \(number)."}

    """
  }

  /// A page dump of two paragraphs, or of as many as are asked for; equal arguments give equal bytes.
  static func document(_ number: Int, paragraphs: Int = 2) -> IntakeClient.Document {
    let subject = ["Triều Tiên phóng tên lửa", "Viện trợ vào Dải Gaza", "Mùa lúa ở đồng bằng"][number % 3]
    let (day, minute) = (String(format: "%02d", 1 + number % 28), String(format: "%02d", number % 60))
    let text = (1...paragraphs).map { paragraph in
      "Đoạn thứ \(paragraph) của bản tin số \(number) nói về tình hình trong ngày, theo các nguồn tin tại chỗ."
    }
    let lines =
      ["\(subject), bản tin số \(number)", "08:\(minute) - Thứ Ba, \(day)/03/2024 Lượt xem: \(number)"] + text + [
        "Theo Báo Mẫu"
      ]
    return IntakeClient.Document(
      name: "written-\(number).txt", bytes: Array(lines.joined(separator: "\n\n").utf8))
  }

  /// A page of a site, with so many paragraphs.
  static func page(_ number: Int, paragraphs: Int) -> IntakeClient.Document {
    let text = (1...paragraphs).map { paragraph in
      "<p>Đoạn thứ \(paragraph) của trang số \(number) nói về viện trợ vào Dải Gaza, theo các nguồn tin tại chỗ.</p>"
    }
    let title = "Viện trợ vào Dải Gaza, trang số \(number)"
    let page =
      "<html><head><title>\(title)</title></head><body><article><h1>\(title)</h1>"
      + text.joined(separator: "\n") + "</article></body></html>"
    return IntakeClient.Document(name: "written-\(number).html", bytes: Array(page.utf8))
  }
}

extension IntakeClient {
  /// Pushes documents of `WrittenArticles` by their numbers; answers the articles that were accepted.
  func push(written numbers: some Sequence<Int>) async throws -> [ArticleID] {
    try await push(numbers.map { WrittenArticles.document($0) }, busyTimeout: PairFixture.patience)
      .flatMap(\.accepted)
  }
}
