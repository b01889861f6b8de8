import Locking
import NewsModels
import ZeroMQ

/// Questions that wait until articles are stored, so that nobody needs to ask again and again.
final class StoredWaits: Sendable {
  /// Questions that wait at once; further ones are answered as things stand. Fewer than a server takes, so that others are answered too.
  static let maximum = 16
  /// How long what is asked for is left to come by itself before the store is asked: mostly it is on its way.
  private static let patience = Duration.milliseconds(3)

  fileprivate struct Question {
    var missing: Set<ArticleID>
    /// Rings when nothing is missing any more.
    let bell: Doorbell
  }

  /// The last articles that were stored: who asks a moment late need not wait for the store.
  private struct Recent {
    private static let capacity = 1_024

    private var order: [ArticleID] = []
    private var oldest = 0
    private(set) var ids: Set<ArticleID> = []

    mutating func remove(_ id: ArticleID) { ids.remove(id) }

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

  /// What happened to an article in the store.
  enum Event: Sendable {
    case stored(ArticleID)
    /// Another has its place: it is not stored any more, or was not.
    case superseded(ArticleID)
  }

  /// These happened, in this order. From any thread.
  func note(_ events: some Sequence<Event>) {
    questions.withLock { questions in
      for event in events {
        switch event {
        case .stored(let id):
          questions.recent.insert(id)
          for number in questions.waiting.keys { questions.waiting[number]?.found(CollectionOfOne(id)) }
        case .superseded(let id): questions.recent.remove(id)
        }
      }
    }
  }

  /// Waits until all of `ids` are in `store`, or `bound` is over; answers those that are. Nobody waits where `bound` is zero.
  /// - Parameter executor: of the calling thread, which waits for others meanwhile.
  nonisolated(nonsending) func wait(
    for ids: [ArticleID], in store: any ArticleStore, atMost bound: Duration, on executor: PollingExecutor
  ) async throws(StoreError) -> Set<ArticleID> {
    let bell = executor.makeDoorbell()
    // Before the store is asked: what is stored after its answer would be missed.
    guard bound > .zero, let number = begin(Question(missing: Set(ids), bell: bell)) else {
      return try await Self.stored(ids, in: store)
    }
    defer { _ = close(number) }
    let start = ContinuousClock.now
    if goesOn(number) { _ = await executor.wait(for: [], until: start + min(Self.patience, bound), doorbell: bell) }
    // Asked also where the consumer ends before that time: what was stored long ago is not known yet.
    if isMissingSome(number) {
      let found = try await Self.stored(ids, in: store)
      questions.withLock { $0.waiting[number]?.found(found) }
    }
    if goesOn(number) { _ = await executor.wait(for: [], until: start + bound, doorbell: bell) }
    return Set(ids).subtracting(close(number))
  }

  private nonisolated(nonsending) static func stored(
    _ ids: [ArticleID], in store: any ArticleStore
  ) async throws(StoreError) -> Set<ArticleID> {
    try await elsewhere { () async throws(StoreError) in try await store.stored(ids) }.get()
  }

  /// Answers all that wait, and lets none wait any more.
  func end() {
    questions.withLock { questions in
      questions.haveEnded = true
      for question in questions.waiting.values { question.bell.ring() }
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

  private func isMissingSome(_ number: Int) -> Bool {
    questions.withLock { $0.waiting[number]?.missing.isEmpty == false }
  }

  /// Whether a question has something to wait for.
  private func goesOn(_ number: Int) -> Bool {
    questions.withLock { !$0.haveEnded && $0.waiting[number]?.missing.isEmpty == false }
  }

  /// Ends a question; answers what it still misses.
  private func close(_ number: Int) -> Set<ArticleID> {
    questions.withLock { $0.waiting.removeValue(forKey: number)?.missing ?? [] }
  }
}

extension StoredWaits.Question {
  fileprivate mutating func found(_ ids: some Sequence<ArticleID>) {
    for id in ids { missing.remove(id) }
    if missing.isEmpty { bell.ring() }
  }
}
