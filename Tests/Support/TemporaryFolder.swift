import Foundation

/// The path of a folder of its own for a test; taken away with the last reference to it. Not made yet.
public final class TemporaryFolder: Sendable {
  public let path = NSTemporaryDirectory() + "news-topics-test-" + UUID().uuidString

  public init() {}

  /// A folder that is there, for its owner only.
  public static func made() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return folder
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
