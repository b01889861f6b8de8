import Foundation

/// Builds and runs the tool in `KillOnMark`, which kills a process as it begins to work on one item.
public struct KillOnMarkTool: Sendable {
  private let library: String

  /// Builds the tool into `folder`, which exists.
  public init(in folder: String) throws {
    library = folder + "/kill-on-mark.so"
    try Self.build("KillOnMark", to: library)
  }

  /// Builds the library whose source stands in a folder beside this file.
  static func build(_ name: String, to library: String) throws {
    guard let compiler = UnsyncedWritesTool.compiler else {
      throw ToolFailure(description: "no C compiler was found; install gcc")
    }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("\(name)/preload.c").path
    try Process.run(tool: compiler, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
  }

  /// Added to the environment of a process that is to die at this item.
  /// - Parameters:
  ///   - item: what the mark says of it, in hexadecimal: its hash, or up to 32 other bytes.
  ///   - mark: the name of the mark's file.
  public func environment(item: String, mark: String) -> [String: String] {
    ["LD_PRELOAD": library, "KILL_ON_MARK": item, "KILL_ON_FILE": mark]
  }
}
