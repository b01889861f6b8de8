import Foundation
import NewsModels

@testable import Parsing

/// A set of saved pages with gold texts, unpacked into a folder of its own.
struct SharedPages {
  /// `NEWS_TOPICS_SHARED`, else the folder `shared` beside the package.
  static let folder: URL = {
    let shared =
      ProcessInfo.processInfo.environment["NEWS_TOPICS_SHARED"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    return shared.appending(path: "extraction")
  }()

  static var isComplete: Bool {
    let files = ["pages.tar.xz", "score.py", "gold/aeb.jsonl"]
    return files.allSatisfy { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
      && (try? run("/usr/bin/env", ["python3", "--version"])) != nil
  }

  let set: String
  private let scratch: URL

  static func unpack(_ set: String) throws -> SharedPages {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let archive = folder.appending(path: "pages.tar.xz").path
    try run("/usr/bin/env", ["tar", "-xJf", archive, "-C", scratch.path, "html/\(set)"])
    return SharedPages(set: set, scratch: scratch)
  }

  func remove() {
    try? FileManager.default.removeItem(at: scratch)
  }

  func files() throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: scratch.appending(path: "html/\(set)"), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "html" }
  }

  /// The articles of the pages that hold one, by file.
  func readings() throws -> [String: PageArticle] {
    var readings: [String: PageArticle] = [:]
    for file in try files() {
      let text = try TextDecoder.decode([UInt8](try Data(contentsOf: file)))
      guard case .article(let article) = PageReader().read(text.utf8).outcome else { continue }
      readings[file.lastPathComponent] = article
    }
    return readings
  }

  /// The figures of the scorer: `F1`, `title`, `date`.
  func score(_ readings: [String: PageArticle]) throws -> [String: Double] {
    let lines = try readings.map { file, article in
      let fields = [
        "file": file, "title": article.title, "published": article.published?.description ?? "",
        "body": article.paragraphs.map(\.text).joined(separator: "\n"),
      ]
      return String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    }
    let answers = scratch.appending(path: "answers.jsonl")
    let figures = scratch.appending(path: "figures.json")
    try lines.joined(separator: "\n").write(to: answers, atomically: false, encoding: .utf8)
    var arguments = ["python3", Self.folder.appending(path: "score.py").path]
    arguments += ["--gold", gold.path, "--pred", answers.path, "--json", figures.path, "--bootstrap", "0"]
    if set == "zh" { arguments.append("--cjk-chars") }
    try Self.run("/usr/bin/env", arguments)
    let all = try JSONSerialization.jsonObject(with: try Data(contentsOf: figures)) as? [String: [String: Any]]
    return all?[set]?.compactMapValues { $0 as? Double } ?? [:]
  }

  /// The files whose gold has no date.
  func undated() throws -> [String] {
    try String(contentsOf: gold, encoding: .utf8).split(separator: "\n").compactMap { line in
      let page = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return page?["published"] is String ? nil : page?["file"] as? String
    }
  }

  private var gold: URL { Self.folder.appending(path: "gold/\(set).jsonl") }

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
