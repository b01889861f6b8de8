import Foundation
import NewsModels
import TestSupport
import Testing

@testable import Classifying

/// An analyst's own file, read at run time.
@Suite("Topics that are added")
struct AddedTopicsTests {
  static let yaml: String = {
    let url = Bundle.module.url(forResource: "added-topics", withExtension: "yaml")
    return url.flatMap { try? String(contentsOf: $0, encoding: .utf8) } ?? ""
  }()

  @Test func theFileHasNoMistakes() throws {
    #expect(TopicsFile.check(yaml: Self.yaml) == [])
    #expect(try TopicsFile(yaml: Self.yaml).topics.map(\.id.rawValue) == ["ukraine", "south-china-sea"])
  }

  @Test func whatTheyAreAndWhatTheyAreNot() throws {
    let classifier = Classifier(try TopicsFile(yaml: Self.yaml))
    func topics(_ title: String, _ body: String) -> [String] {
      classifier.classify(title: title, body: body, language: nil).topics.map { "\($0.topic) \($0.level)" }
    }
    #expect(topics("Mỹ gửi tên lửa cho Ukraine", "Kiev chờ thêm vũ khí.") == ["ukraine main"])
    #expect(topics("Ukraine thắng 2-0", "Đội tuyển Ukraine vào vòng loại World Cup.") == [])
    #expect(topics("Tàu chiến áp sát đảo nhân tạo ở Biển Đông", "") == ["south-china-sea main"])
    #expect(topics("Dự báo thời tiết", "Bão số 5 đi vào Biển Đông đêm nay.") == [])
  }

  @Test(
    .enabled(
      if: SharedTopics.hasUnlabelled, "\(MeasuringMaterial.absence(of: MeasuringMaterial.unlabelledArticles))"))
  func realArticlesAreFound() throws {
    let about: [String: String] = [
      "tuoitre-2024-000426": "ukraine", "tuoitre-2024-000498": "ukraine", "tuoitre-2024-000520": "ukraine",
      "tuoitre-2024-000398": "ukraine", "reuters-feed-000867": "ukraine", "cnn-2024-000179": "ukraine",
      "baomoi-2017-000574": "south-china-sea", "baomoi-2017-002009": "south-china-sea",
      "baomoi-2017-001351": "south-china-sea", "vietnews-001219": "south-china-sea",
      "baomoi-2017-001613": "south-china-sea", "vietnews-003500": "south-china-sea",
    ]
    let otherwise: Set = ["trends-001477", "trends-001090", "tuoitre-2024-000172"]
    let classifier = Classifier(try TopicsFile(yaml: Self.yaml))
    let articles = try SharedTopics.readUnlabelled(ids: otherwise.union(about.keys))
    #expect(articles.count == about.count + otherwise.count)
    for article in articles {
      let topics = classifier.classify(title: article.title, body: article.body, language: article.language).topics
      let main = topics.filter { $0.level == .main }.map(\.topic.rawValue)
      #expect(main == (about[article.id].map { [$0] } ?? []), "\(article.id)")
    }
  }
}
