import Locking
import NewsModels

/// Questions that wait until articles are stored, so that nobody needs to ask again and again.
final class StoredWaits: Sendable {
  /// Questions that wait at once; further ones are answered as things stand. Fewer than a server takes, so that others are answered too.
  static let maximum = 16
  /// How long what is asked for is left to come by itself before the store is asked: mostly it is on its way.
  private static let patience = Duration.milliseconds(3)

  fileprivate struct Question {
    var missing: Set<ArticleID>
    let end: AsyncStream<Void>.Continuation
  }

  /// The last articles that were stored: who asks a moment late need not wait for the store.
  private struct Recent {
    private static let capacity = 1_024

    private var order: [ArticleID] = []
    private var oldest = 0
    private(set) var ids: Set<ArticleID> = []

    mutating func insert(_ id: ArticleID) {
      guard ids.insert(id).inserted else { return }
      guard order.count == Self.capacity else { return order.append(id) }
      ids.remove(order[oldest])
      order[oldest] = id
      oldest = (oldest + 1) % Self.capacity
    }
  }

  private struct Questions {
    var waiting: [Int: Question] = [:]
    var recent = Recent()
    var lastNumber = 0
    var haveEnded = false
  }

  private let questions = Guarded(Questions())

  /// These are stored now. From any thread.
  func stored(_ ids: some Sequence<ArticleID>) {
    questions.withLock { questions in
      for id in ids { questions.recent.insert(id) }
      for number in questions.waiting.keys { questions.waiting[number]?.found(ids) }
    }
  }

  /// Waits until all of `ids` are in `store`, or `bound` is over; answers those that are. Nobody waits where `bound` is zero.
  func wait(
    for ids: [ArticleID], in store: any ArticleStore, atMost bound: Duration
  ) async throws(StoreError) -> Set<ArticleID> {
    let (waiting, end) = AsyncStream.makeStream(of: Void.self)
    // Before the store is asked: what is stored after its answer would be missed.
    guard bound > .zero, let number = begin(Question(missing: Set(ids), end: end)) else {
      return try await store.stored(ids)
    }
    defer { _ = close(number) }
    let start = ContinuousClock.now
    // Nothing else tells that a time is over; it is cancelled where the question ends earlier.
    let timer = Task {
      try await Task.sleep(until: start + min(Self.patience, bound))
      end.yield()
      try await Task.sleep(until: start + bound)
      end.finish()
    }
    defer { timer.cancel() }
    var wasAsked = false
    for await _ in waiting {
      let found = try await store.stored(ids)
      questions.withLock { $0.waiting[number]?.found(found) }
      wasAsked = true
    }
    let missing = close(number)
    // Ended before its time, when the consumer ends: what was stored long ago is not known yet.
    return wasAsked || missing.isEmpty ? Set(ids).subtracting(missing) : try await store.stored(ids)
  }

  /// Answers all that wait, and lets none wait any more.
  func end() {
    questions.withLock { questions in
      questions.haveEnded = true
      for question in questions.waiting.values { question.end.finish() }
    }
  }

  /// Nil where the question must not wait.
  private func begin(_ question: Question) -> Int? {
    questions.withLock { questions in
      guard !questions.haveEnded, questions.waiting.count < Self.maximum else { return nil }
      questions.lastNumber += 1
      questions.waiting[questions.lastNumber] = question
      questions.waiting[questions.lastNumber]?.found(question.missing.intersection(questions.recent.ids))
      return questions.lastNumber
    }
  }

  /// Ends a question; answers what it still misses.
  private func close(_ number: Int) -> Set<ArticleID> {
    questions.withLock { $0.waiting.removeValue(forKey: number)?.missing ?? [] }
  }
}

extension StoredWaits.Question {
  fileprivate mutating func found(_ ids: some Sequence<ArticleID>) {
    for id in ids { missing.remove(id) }
    if missing.isEmpty { end.finish() }
  }
}
