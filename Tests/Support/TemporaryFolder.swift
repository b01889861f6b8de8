import Foundation

/// The path of a folder of its own for a test; taken away with the last reference to it. Not made yet.
public final class TemporaryFolder: Sendable {
  public let path = NSTemporaryDirectory() + "news-topics-test-" + UUID().uuidString

  public init() {}

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
