/// Files of a watched folder that are to be looked at again in a moment, since nobody may tell of them: those that could not be opened,
/// and those that are still being written, maybe under another name.
///
/// Holds a bounded number of names; where more came, it says that the folder must be looked through instead.
struct PutOffFiles: Sendable {
  private static let most = 1_000

  private var names: Set<FileName> = []
  private var hasMore = false
  private var reason: String?
  /// Of those that were taken out last.
  private var formerReason: String?

  /// Why some cannot be opened at present; nil where all can.
  var trouble: String? { reason ?? formerReason }

  /// - Parameters:
  ///   - name: nil for all of the folder.
  ///   - trouble: why it could not be opened; nil where it is being written.
  /// - Returns: whether the trouble began with it.
  mutating func add(_ name: FileName?, trouble: String?) -> Bool {
    if let name, names.count < Self.most { names.insert(name) } else { hasMore = true }
    guard let trouble else { return false }
    defer { reason = trouble }
    return self.trouble == nil
  }

  /// Those that have come since it was asked last.
  mutating func takeAll() -> (names: Set<FileName>, needsScan: Bool) {
    defer {
      (names, hasMore) = ([], false)
      (formerReason, reason) = (reason, nil)
    }
    return (names, hasMore)
  }
}
