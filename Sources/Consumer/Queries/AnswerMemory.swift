import Locking
import NewsModels

/// Answers to questions for counts, while nothing is committed: pages and people ask the same ones again and again, and the largest
/// takes longer to read and to write than all others together.
final class AnswerMemory: Sendable {
  private struct Kept {
    var revision: Int64 = 0
    var answers: [StatisticsQuery: WrittenStatistics] = [:]
    /// Oldest first.
    var order: [StatisticsQuery] = []
    var bytes = 0
  }

  /// Bytes of rows that are kept.
  private let limit: Int
  private let kept = Guarded(Kept())

  init(limit: Int = 16 << 20) { self.limit = limit }

  /// The answer to the same question as of `revision`; nil where none is kept.
  func answer(to query: StatisticsQuery, revision: Int64) -> WrittenStatistics? {
    kept.withLock { $0.revision == revision ? $0.answers[query] : nil }
  }

  /// - Parameter revision: read before the answer was, so that what is kept may be newer than that, never older.
  func keep(_ answer: WrittenStatistics, to query: StatisticsQuery, revision: Int64) {
    let size = answer.rows.count + Self.headBytes
    guard size <= limit else { return }
    kept.withLock { kept in
      if revision < kept.revision { return }
      if revision > kept.revision { kept = Kept(revision: revision) }
      guard kept.answers[query] == nil else { return }
      while kept.bytes + size > limit, let oldest = kept.order.first {
        kept.order.removeFirst()
        if let answer = kept.answers.removeValue(forKey: oldest) { kept.bytes -= answer.rows.count + Self.headBytes }
      }
      kept.answers[query] = answer
      kept.order.append(query)
      kept.bytes += size
    }
  }

  /// What an answer takes beside its rows, about.
  private static let headBytes = 2_048
}
