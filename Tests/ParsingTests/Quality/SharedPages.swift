import Foundation
import Locking
import NewsModels

@testable import Parsing

/// Saved pages with gold texts, unpacked once for all tests of a run.
///
/// The pages are other people's and not part of this package. The scorer that comes with them does the counting.
struct SharedPages: Sendable {
  /// `NEWS_TOPICS_SHARED`, else the folder `shared` beside the package.
  static let folder: URL = {
    let shared =
      ProcessInfo.processInfo.environment["NEWS_TOPICS_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    return shared.appending(path: "extraction")
  }()

  static let isComplete: Bool = {
    let files = ["pages.tar.xz", "score.py", "gold/aeb.jsonl"]
    return files.allSatisfy { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
      && (try? run("/usr/bin/env", ["python3", "--version"])) != nil
  }()

  /// All sets; the folder goes when the process ends.
  static let unpacked = Result<SharedPages, any Error> {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    forgotten.withLock { $0 = scratch }
    atexit { SharedPages.forgotten.withLock { if let folder = $0 { try? FileManager.default.removeItem(at: folder) } } }
    try run("/usr/bin/env", ["tar", "-xJf", folder.appending(path: "pages.tar.xz").path, "-C", scratch.path])
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
    try Self.run("/usr/bin/env", arguments)
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

  private struct ToolFailed: Error {
    var tool: String
    var status: Int32
  }

  private static func run(_ tool: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ToolFailed(tool: arguments.first ?? tool, status: process.terminationStatus)
    }
  }
}
