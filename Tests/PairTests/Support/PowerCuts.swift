import Foundation
import TestSupport

/// Power cuts: of what a service had not synced, a part is left, or none.
struct PowerCuts: Sendable {
  private let tool: UnsyncedWritesTool
  private let folder: URL

  init() throws {
    folder = URL(fileURLWithPath: "/tmp/nt-power-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    tool = try UnsyncedWritesTool(in: folder.path)
  }

  /// Added to the environment of the service whose data this is.
  func environment(for data: URL) throws -> [String: String] {
    let journal = journal(of: data)
    for folder in [data, journal] {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    return tool.environment(data: data.path, journal: journal.path)
  }

  /// Called while the process is dead.
  /// - Parameter chance: 0 leaves nothing that was not synced, any other number some of it.
  func powerLost(for data: URL, chance: Int) throws {
    try tool.restore(data: data.path, journal: journal(of: data).path, choice: chance == 0 ? "none" : String(chance))
  }

  func end() { try? FileManager.default.removeItem(at: folder) }

  /// Beside the tool, not below the data folder's own file names.
  private func journal(of data: URL) -> URL {
    folder.appendingPathComponent("journal-\(data.lastPathComponent)")
  }
}
