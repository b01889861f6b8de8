import Foundation

/// Other people's pages and articles with gold answers, which quality is measured by. They are no part of the repository: where they
/// are not, their tests are passed over.
public enum MeasuringMaterial {
  /// `NEWS_TOPICS_SHARED`, else the folder `shared` beside the package.
  public static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["NEWS_TOPICS_SHARED"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath).appending(path: "../../../../shared").standardizedFileURL
  }()

  /// Articles with the topics that people gave them, and many without.
  public static let labelledArticles = folder.appending(path: "topics/dev.jsonl")
  public static let unlabelledArticles = folder.appending(path: "topics/pool.jsonl.gz")

  public static func isThere(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  /// What a run says of the tests that need this file, where it is not.
  public static func absence(of file: URL) -> String { "no measuring material: there is no \(file.path)" }

  /// The lines of the unlabelled articles; only those with one of these texts in them, where some are named.
  public static func unlabelledLines(with texts: Set<String> = []) throws -> [Data] {
    let script = texts.isEmpty ? "gzip -dc \"$0\"" : "gzip -dc \"$0\" | grep -F \"$1\""
    let arguments = ["-c", script, unlabelledArticles.path, texts.sorted().joined(separator: "\n")]
    return try Process.output(of: "/bin/sh", arguments).split(separator: UInt8(ascii: "\n"))
  }
}
