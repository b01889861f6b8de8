import Foundation
import Locking
import NewsModels
import TestSupport

@testable import Parsing

/// Saved pages with gold texts, unpacked once for all tests of a run.
///
/// The pages are other people's and not part of this package. The scorer that comes with them does the counting.
struct SharedPages: Sendable {
  static let folder = MeasuringMaterial.folder.appending(path: "extraction")

  static let isComplete: Bool = {
    let files = ["pages.tar.xz", "score.py", "gold/aeb.jsonl"]
    return files.allSatisfy { MeasuringMaterial.isThere(folder.appending(path: $0)) }
      && (try? Process.run(tool: "/usr/bin/env", ["python3", "--version"])) != nil
  }()

  /// All sets; the folder goes when the process ends.
  static let unpacked = Result<SharedPages, any Error> {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    forgotten.withLock { $0 = scratch }
    atexit { SharedPages.forgotten.withLock { if let folder = $0 { try? FileManager.default.removeItem(at: folder) } } }
    try Process.run(
      tool: "/usr/bin/env", ["tar", "-xJf", folder.appending(path: "pages.tar.xz").path, "-C", scratch.path])
    return SharedPages(scratch: scratch)
  }

  private static let forgotten = Guarded<URL?>(nil)
  private let scratch: URL

  func files(of set: String) throws -> [URL] {
    let form = set.hasSuffix("-txt") || set.hasSuffix("-cut") ? "txt" : "html"
    return try FileManager.default.contentsOfDirectory(
      at: scratch.appending(path: "\(form)/\(set)"), includingPropertiesForKeys: nil
    ).filter { ["html", "txt"].contains($0.pathExtension) }
  }

  /// The articles of the pages that hold one, by file; read on all processors.
  func articles(of set: String) async throws -> [String: Article] {
    let files = try files(of: set)
    return await withTaskGroup(of: (String, Article?).self) { group in
      for file in files {
        group.addTask {
          let bytes = (try? Data(contentsOf: file)).map { [UInt8]($0) } ?? []
          guard case .articles(let articles) = DocumentReader().read(bytes, hints: .init(name: file.lastPathComponent))
          else {
            return (file.lastPathComponent, nil)
          }
          return (file.lastPathComponent, articles.first)
        }
      }
      var all: [String: Article] = [:]
      for await (file, article) in group { all[file] = article }
      return all
    }
  }

  /// The figures of the scorer: `F1`, `title`, `date`.
  func score(_ articles: [String: Article], of set: String) throws -> [String: Double] {
    let lines = try articles.map { file, article in
      let fields = [
        "file": file, "title": article.title, "published": article.published?.description ?? "", "body": article.body,
      ]
      return String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    }
    let answers = scratch.appending(path: "\(set).answers.jsonl")
    let figures = scratch.appending(path: "\(set).figures.json")
    try lines.joined(separator: "\n").write(to: answers, atomically: false, encoding: .utf8)
    var arguments = ["python3", Self.folder.appending(path: "score.py").path]
    arguments += [
      "--gold", Self.gold(of: set).path, "--pred", answers.path, "--json", figures.path, "--bootstrap", "0",
    ]
    if set.hasPrefix("zh") { arguments.append("--cjk-chars") }
    try Process.run(tool: "/usr/bin/env", arguments)
    let all = try JSONSerialization.jsonObject(with: try Data(contentsOf: figures)) as? [String: [String: Any]]
    return all?[set]?.compactMapValues { $0 as? Double } ?? [:]
  }

  /// The files with a text whose gold has no date.
  static func undated(in set: String) throws -> [String] {
    try String(contentsOf: gold(of: set), encoding: .utf8).split(separator: "\n").compactMap { line in
      let page = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard page?["published"] as? String == nil, page?["body"] as? String ?? "" != "" else { return nil }
      return page?["file"] as? String
    }
  }

  private static func gold(of set: String) -> URL { folder.appending(path: "gold/\(set).jsonl") }
}
