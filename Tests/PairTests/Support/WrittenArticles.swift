import Foundation
import NewsClient

/// Articles written by rule, each different, some about a topic.
enum WrittenArticles {
  /// A page dump of a few hundred bytes; equal numbers give equal bytes.
  static func document(_ number: Int) -> IntakeClient.Document {
    let subject = ["Triều Tiên phóng tên lửa", "Viện trợ vào Dải Gaza", "Mùa lúa ở đồng bằng"][number % 3]
    let text = """
      \(subject), bản tin số \(number)

      08:\(String(format: "%02d", number % 60)) - Thứ Ba, \(String(format: "%02d", 1 + number % 28))/03/2024 Lượt xem: \(number)

      Bản tin số \(number) cho biết tình hình trong ngày có nhiều thay đổi so với hôm trước, theo các nguồn tin tại chỗ.

      Đoạn thứ hai của bản tin số \(number) nói thêm về phản ứng của các bên liên quan và những bước tiếp theo.

      Theo Báo Mẫu
      """
    return IntakeClient.Document(name: "written-\(number).txt", bytes: Array(text.utf8))
  }
}
