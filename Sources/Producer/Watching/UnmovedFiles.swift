import Glibc

/// Files of a watched folder that were taken, or cannot be opened, and could not be moved on, until they can be.
///
/// Holds a bounded number of them; where more came, it says when the folder is to be looked through instead.
struct UnmovedFiles: Sendable {
  /// What is known of such a file.
  struct File: Sendable {
    /// Of what was read.
    var status: stat
    var destination: WatchedFolder.Destination
    /// False where it could not be opened.
    var wasRead: Bool
  }

  /// Each may hold a hundred reasons.
  static let most = 100

  private(set) var files: [FileName: File] = [:]
  private var hasMore = false

  /// Answers whether it is new here.
  mutating func add(_ name: FileName, _ file: File) -> Bool {
    if files[name] == nil, files.count >= Self.most {
      hasMore = true
      return true
    }
    return files.updateValue(file, forKey: name) == nil
  }

  mutating func remove(_ name: FileName) { files[name] = nil }

  /// Whether some that were not held may be movable by now, since one that was held is. Answers so once.
  mutating func needsScan(after count: Int) -> Bool {
    guard hasMore, files.count < count else { return false }
    hasMore = false
    return true
  }
}
