import Foundation
import Glibc
import NewsClient
import NewsModels

/// A pair fixture with a folder to be watched.
struct Inbox {
  let pair: PairFixture
  let path: String

  init() throws {
    pair = try PairFixture()
    path = pair.folder.appendingPathComponent("inbox").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  func start(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> RunningProcess {
    try await pair.startProducer(["--watch-folder", path] + arguments, environment: environment)
  }

  /// Writes a file elsewhere and moves it in.
  func moveIn(_ name: String, _ bytes: [UInt8]) throws {
    let file = try pair.file("written/\(UUID().uuidString)", bytes)
    guard rename(file, "\(path)/\(name)") == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func names(_ folder: String) -> Set<String> { Self.names("\(path)/\(folder)") }

  static func names(_ folder: String) -> Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
  }

  /// Waits until `done` and `failed` hold these files, and the folder nothing but these.
  func waitUntil(done: Set<String>, failed: Set<String> = [], left: Set<String> = []) async -> Bool {
    let path = path
    return await FolderFacts.waitUntil(in: [path, path + "/done", path + "/failed"]) {
      Self.names(path + "/done") == done && Self.names(path + "/failed") == failed
        && Self.names(path) == left.union(["done", "failed"])
    }
  }

  func ledger() async throws -> ProducerLedger { try await pair.intakeClient().status().ledger }

  /// Whether the producer was parsing when it ended.
  var isMarked: Bool { Self.isMarked(pair.state.path + "/producer") }

  private static func isMarked(_ data: String) -> Bool {
    names(data).filter { $0.hasSuffix(".mark") && $0.hasPrefix("watch-") }.contains { name in
      FileManager.default.contents(atPath: "\(data)/\(name)")?.prefix(512).contains { $0 != 0 } == true
    }
  }

  func reason(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/failed/\(name).reason.txt", encoding: .utf8)
  }
}
