import Classifying
import Locking

/// The compiled rules that were made last, at most four: compiling takes longer than most questions, and rules take some megabytes.
final class RecentClassifiers: Sendable {
  private static let most = 4

  private let kept = Guarded<[Classifier]>([])

  /// The one whose rules are wanted; nil where it was never made, or let go since.
  func first(where isWanted: (TopicsFile) -> Bool) -> Classifier? {
    kept.withLock { $0.first { isWanted($0.topics) } }
  }

  /// Lets the oldest go where there are too many.
  func keep(_ classifier: Classifier) {
    kept.withLock { kept in
      if kept.count >= Self.most { kept.removeFirst() }
      kept.append(classifier)
    }
  }

  func letGo(version: String) { kept.withLock { $0.removeAll { $0.topics.version == version } } }
}
