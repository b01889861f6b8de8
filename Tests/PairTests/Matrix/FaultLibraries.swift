import Foundation
import TestSupport

/// The libraries that let a process meet faults, built once for a row; in a folder that goes with the last reference.
final class FaultLibraries: Sendable {
  static let areThere = UnsyncedWritesTool.compiler != nil

  let folder = URL(fileURLWithPath: "/tmp/nt-faults-\(UUID().uuidString.prefix(8))")
  private let tool: UnsyncedWritesTool

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    tool = try UnsyncedWritesTool(in: folder.path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What lets the service that owns `data` meet the fault.
  func environment(_ data: URL, _ fault: UnsyncedWritesTool.Fault) throws -> [String: String] {
    try FileManager.default.createDirectory(
      at: data, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return tool.environment(data: data.path, fault)
  }

  func environment(clockOffset file: String) -> [String: String] { tool.environment(clockOffset: file) }
}
