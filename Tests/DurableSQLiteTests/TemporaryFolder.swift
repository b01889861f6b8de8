import Foundation

/// A folder of its own for a test, taken away with the last reference to it.
final class TemporaryFolder: Sendable {
  let path = NSTemporaryDirectory() + "news-topics-test-" + UUID().uuidString

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
