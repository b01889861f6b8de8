import Foundation

/// Builds and runs the tool in `UnsyncedWrites`, which makes writes that were not synced vanish, as at a power cut.
public struct UnsyncedWritesTool: Sendable {
  private let library: String
  private let clock: String
  private let restorer: String

  /// The compiler that the tool is built with; nil where there is none.
  public static let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Builds the tool into `folder`, which exists.
  public init(in folder: String) throws {
    library = folder + "/preload.so"
    clock = folder + "/clock.so"
    restorer = folder + "/restore"
    guard let compiler = Self.compiler else { throw ToolFailure(description: "no C compiler was found; install gcc") }
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("UnsyncedWrites").path
    try Process.run(
      tool: compiler, ["-shared", "-fPIC", "-O1", "-o", library, sources + "/preload.c", "-ldl", "-lpthread"])
    try Process.run(tool: compiler, ["-shared", "-fPIC", "-O1", "-o", clock, sources + "/clock.c", "-ldl"])
    try Process.run(tool: compiler, ["-O1", "-o", restorer, sources + "/restore.c"])
  }

  /// Added to the environment of a process whose writes below `data` can vanish. Both folders exist, on one file system.
  public func environment(data: String, journal: String) -> [String: String] {
    ["LD_PRELOAD": library, "UNSYNCED_WRITES_FOLDER": data, "UNSYNCED_WRITES_JOURNAL": journal]
  }

  /// A fault that a process meets below its data folder. Numbers count from 1 in the process's life.
  public enum Fault: Sendable {
    /// The process kills itself before the sync of this number.
    case killBeforeSync(Int)
    case killAfterSync(Int)
    /// The sync of this number fails and syncs nothing.
    case failSync(Int)
    /// The same of the syncs of files of one name.
    case failSyncOf(String, Int)
    case failWrite(Int)
    /// While this file exists, the folder's files may take up as many bytes as it says.
    case room(file: String)
  }

  /// Added to the environment of a process that is to meet a fault; what it wrote stays.
  public func environment(data: String, _ fault: Fault) -> [String: String] {
    var environment = ["LD_PRELOAD": library, "UNSYNCED_WRITES_FOLDER": data]
    switch fault {
    case .killBeforeSync(let number): environment["UNSYNCED_WRITES_KILL_SYNC"] = String(number)
    case .killAfterSync(let number): environment["UNSYNCED_WRITES_KILL_SYNC"] = String(-number)
    case .failSync(let number): environment["UNSYNCED_WRITES_FAIL_SYNC"] = String(number)
    case .failSyncOf(let name, let number):
      environment["UNSYNCED_WRITES_SYNCS_OF"] = name
      environment["UNSYNCED_WRITES_FAIL_SYNC"] = String(number)
    case .failWrite(let number): environment["UNSYNCED_WRITES_FAIL_WRITE"] = String(number)
    case .room(let file): environment["UNSYNCED_WRITES_ROOM"] = file
    }
    return environment
  }

  /// Added to the environment of a process whose clock differs by as many seconds as `file` says, while it exists.
  public func environment(clockOffset file: String) -> [String: String] {
    ["LD_PRELOAD": clock, "CLOCK_OFFSET": file]
  }

  /// Takes back what was not synced: "none" of it is left, "all", or some, chosen by a seed.
  public func restore(data: String, journal: String, choice: String) throws {
    try Process.run(tool: restorer, [data, journal, choice])
  }
}
