import Foundation

/// Builds and runs the tool in `FailingReads`, which makes a file unreadable from some byte on.
public struct FailingReadsTool: Sendable {
  private let library: String

  /// Builds the tool into `folder`, which exists.
  public init(in folder: String) throws {
    library = folder + "/failing-reads.so"
    try KillOnMarkTool.build("FailingReads", to: library)
  }

  /// Added to the environment of a process that is not to read a file to its end.
  /// - Parameters:
  ///   - file: how its name ends.
  ///   - byte: the first one that cannot be read.
  public func environment(file: String, from byte: Int) -> [String: String] {
    ["LD_PRELOAD": library, "FAILING_READ": file, "FAILING_READ_AT": "\(byte)"]
  }
}
