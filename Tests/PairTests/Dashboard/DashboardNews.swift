#if Dashboard
import Foundation

/// Articles of this month and the last ones, by rule: what an editor would look at today.
enum DashboardNews {
  /// - Parameters:
  ///   - count: how many articles.
  ///   - days: over how many days up to yesterday.
  static func document(_ count: Int, days: Int = 75) throws -> (name: String, text: String) {
    let sources = ["VnExpress", "Tuổi Trẻ", "Thanh Niên", "Reuters"]
    let subjects = [
      "Đàm phán ngừng bắn ở Gaza bước vào vòng mới", "Triều Tiên phóng tên lửa đạn đạo ra biển",
      "Trung Quốc tập trận quanh Đài Loan", "Giá lúa ở đồng bằng tăng nhẹ", "Liên hợp quốc cảnh báo nạn đói ở Dải Gaza",
    ]
    let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    let format = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
    var lines: [String] = []
    for number in 0..<count {
      let day = Date().addingTimeInterval(-86_400 * Double(1 + number % days)).formatted(format)
      // The newest day's first topic stands out from its past.
      let subject = subjects[number.isMultiple(of: 7) ? 0 : number % subjects.count]
      let object: [String: String] = [
        "title": "\(subject), bản tin \(number)", "published": "\(day)T08:00:00+07:00",
        "source": sources[number % sources.count], "language": "vi", "url": "https://example.com/\(number)",
        "body": "\(subject), theo bản tin số \(number).\nPhóng viên trao đổi với nhiều quan chức trong ngày \(number).",
      ]
      lines.append(String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
    }
    return ("news-\(count).jsonl", lines.joined(separator: "\n") + "\n")
  }
}

#endif
