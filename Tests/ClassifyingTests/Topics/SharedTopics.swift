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

  /// `NEWS_TOPICS_SHARED`, else the folder `shared` beside the package.
  static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["NEWS_TOPICS_SHARED"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../shared").standardizedFileURL
  }()

  static let labelled = folder.appending(path: "topics/dev.jsonl")
  static let unlabelled = folder.appending(path: "topics/pool.jsonl.gz")

  static var hasLabelled: Bool { FileManager.default.fileExists(atPath: labelled.path) }
  static var hasUnlabelled: Bool { FileManager.default.fileExists(atPath: unlabelled.path) }

  /// The labelled articles, with the file's bytes.
  static func readLabelled() throws -> (bytes: [UInt8], articles: [LabelledArticle]) {
    let data = try Data(contentsOf: labelled)
    let bytes = [UInt8](data)
    return (bytes, try articles(in: bytes))
  }

  /// The unlabelled articles with these ids, in the file's order.
  static func readUnlabelled(ids: Set<String>) throws -> [LabelledArticle] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "gzip -dc \"$0\" | grep -F \"$1\"", unlabelled.path, ids.sorted().joined(separator: "\n"),
    ]
    return try articles(in: [UInt8](process.output())).filter { ids.contains($0.id) }
  }

  private static func articles(in lines: [UInt8]) throws -> [LabelledArticle] {
    let decoder = JSONDecoder()
    return try lines.split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(LabelledArticle.self, from: Data($0))
    }
  }
}
