import Foundation
import TestSupport
import Testing

/// A data folder whose writes can vanish, with the tool for it.
struct UnsyncedWrites {
  let data: String
  private let folder: TemporaryFolder
  private let journal: String
  private let tool: UnsyncedWritesTool

  /// Builds the tool in `folder`, which also gets the data and the journal.
  init(in folder: TemporaryFolder) throws {
    self.folder = folder
    data = folder.path + "/data"
    journal = folder.path + "/journal"
    for path in [data, journal] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    tool = try UnsyncedWritesTool(in: folder.path)
  }

  /// A process whose writes below `data` can vanish; not started yet.
  func process(_ executable: String, _ arguments: [String], environment: [String: String] = [:]) -> Process {
    process(executable, arguments, environment.merging(tool.environment(data: data, journal: journal)) { $1 })
  }

  /// A process that meets a fault below `data`; not started yet.
  func process(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    meets fault: UnsyncedWritesTool.Fault
  ) -> Process {
    process(executable, arguments, environment.merging(tool.environment(data: data, fault)) { $1 })
  }

  private func process(_ executable: String, _ arguments: [String], _ environment: [String: String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return process
  }

  /// Runs a command to its end.
  func run(_ executable: String, _ arguments: [String]) throws {
    let process = process(executable, arguments)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(executable) \(arguments)")
  }

  /// Takes back what was not synced: "none" of it is left, "all", or some, chosen by a seed.
  func restore(_ choice: String) throws { try tool.restore(data: data, journal: journal, choice: choice) }
}
