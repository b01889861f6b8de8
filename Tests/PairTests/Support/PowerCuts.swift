import Foundation
import TestSupport

/// A power cut at every kill: of what a service had not synced, some chance part is left, often none.
struct PowerCuts: PowerSupply {
  private let tool: UnsyncedWritesTool
  private let folder: URL

  init() throws {
    folder = URL(fileURLWithPath: "/tmp/nt-power-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    tool = try UnsyncedWritesTool(in: folder.path)
  }

  func environment(for data: URL) throws -> [String: String] {
    let journal = journal(of: data)
    for folder in [data, journal] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    return tool.environment(data: data.path, journal: journal.path)
  }

  func powerLost(for data: URL, using generator: inout SeededGenerator) throws {
    let choice = Bool.random(using: &generator) ? "none" : String(UInt32.random(in: 1...99_999, using: &generator))
    try tool.restore(data: data.path, journal: journal(of: data).path, choice: choice)
  }

  func end() { try? FileManager.default.removeItem(at: folder) }

  /// Beside the tool, not below the data folder's own file names.
  private func journal(of data: URL) -> URL {
    folder.appendingPathComponent("journal-\(data.lastPathComponent)")
  }
}
