import Foundation

/// Builds and runs the tool in `KillOnMark`, which kills a process as it begins to work on one item.
public struct KillOnMarkTool: Sendable {
  private let library: String

  /// Builds the tool into `folder`, which exists.
  public init(in folder: String) throws {
    library = folder + "/kill-on-mark.so"
    guard let compiler = UnsyncedWritesTool.compiler else {
      throw UnsyncedWritesTool.Failure(description: "no C compiler was found; install gcc")
    }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("KillOnMark/preload.c").path
    try UnsyncedWritesTool.run(compiler, ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
  }

  /// Added to the environment of a process that is to die at this item.
  /// - Parameters:
  ///   - item: the hash in hexadecimal.
  ///   - mark: the name of the mark's file.
  public func environment(item: String, mark: String) -> [String: String] {
    ["LD_PRELOAD": library, "KILL_ON_MARK": item, "KILL_ON_FILE": mark]
  }
}
