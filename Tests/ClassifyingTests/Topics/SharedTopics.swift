import Foundation
import TestSupport

/// The labelled and unlabelled articles of the measuring material, which is no part of the repository.
enum SharedTopics {
  /// An article as the material writes it.
  struct LabelledArticle: Decodable {
    var id: String
    var language: String?
    var title: String
    var paragraphs: [String]
    /// By topic `none`, `mention` or `main`; empty for unlabelled ones.
    var labels: [String: String?]?

    var body: String { paragraphs.joined(separator: "\n") }
  }

  static var hasLabelled: Bool { MeasuringMaterial.isThere(MeasuringMaterial.labelledArticles) }
  static var hasUnlabelled: Bool { MeasuringMaterial.isThere(MeasuringMaterial.unlabelledArticles) }

  /// The labelled articles, with the file's bytes.
  static func readLabelled() throws -> (bytes: [UInt8], articles: [LabelledArticle]) {
    let data = try Data(contentsOf: MeasuringMaterial.labelledArticles)
    return ([UInt8](data), try articles(in: data.split(separator: UInt8(ascii: "\n"))))
  }

  /// The unlabelled articles with these ids, in the file's order.
  static func readUnlabelled(ids: Set<String>) throws -> [LabelledArticle] {
    try articles(in: MeasuringMaterial.unlabelledLines(with: ids)).filter { ids.contains($0.id) }
  }

  private static func articles(in lines: [Data]) throws -> [LabelledArticle] {
    let decoder = JSONDecoder()
    return try lines.map { try decoder.decode(LabelledArticle.self, from: $0) }
  }
}
