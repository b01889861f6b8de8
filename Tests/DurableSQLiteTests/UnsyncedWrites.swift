import Foundation
import Testing

/// A data folder whose writes can vanish, by the tool in `Tests/Support/UnsyncedWrites`.
struct UnsyncedWrites {
  let data: String
  private let folder: TemporaryFolder
  private let journal: String
  private let library: String
  private let tool: String

  /// The compiler that the tool is built with; nil where there is none.
  static let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Builds the tool in `folder`, which also gets the data and the journal.
  init(in folder: TemporaryFolder) throws {
    self.folder = folder
    data = folder.path + "/data"
    journal = folder.path + "/journal"
    library = folder.path + "/preload.so"
    tool = folder.path + "/restore"
    for path in [data, journal] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Support/UnsyncedWrites").path
    let compiler = try #require(Self.compiler)
    try Self.run(
      compiler, ["-shared", "-fPIC", "-O1", "-o", library, sources + "/preload.c", "-ldl", "-lpthread"])
    try Self.run(compiler, ["-O1", "-o", tool, sources + "/restore.c"])
  }

  /// A process whose writes below `data` can vanish; not started yet.
  func process(_ executable: String, _ arguments: [String], environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }.merging([
      "LD_PRELOAD": library, "UNSYNCED_WRITES_FOLDER": data, "UNSYNCED_WRITES_JOURNAL": journal,
    ]) { $1 }
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

  /// Takes back what was not synced: "none" is left, "all", or some, chosen by a seed.
  func restore(_ choice: String) throws { try Self.run(tool, [data, journal, choice]) }

  private static func run(_ executable: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(executable) \(arguments)")
  }
}
