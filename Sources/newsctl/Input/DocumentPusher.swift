import Launching
import NewsClient
import NewsModels

/// Pushes documents in batches, several of them under way at once, and tells what became of each in their order.
struct DocumentPusher {
  /// Large enough that many share one transaction and its sync, small enough to be answered soon.
  private static let batchDocuments = 256
  private static let batchBytes = 2 << 20
  /// One is read while the other is on its way.
  private static let batchesUnderWay = 2

  private let intake: IntakeClient
  private let source: String?
  private let again: Bool
  private let busyTimeout: Duration
  private let whenBusy: @Sendable (String) -> Void

  /// - Parameter whenBusy: called with the producer's reason, from any thread, where a batch begins to wait.
  init(
    intake: IntakeClient, source: String?, again: Bool, busyTimeout: Duration,
    whenBusy: @escaping @Sendable (String) -> Void
  ) {
    self.intake = intake
    self.source = source
    self.again = again
    self.busyTimeout = busyTimeout
    self.whenBusy = whenBusy
  }

  /// - Throws: a failure where the producer cannot be reached, or stayed busy; what was told before is final.
  func push(paths: [String], progress: ProgressBar?, tell: (PushResult) -> Void) async throws {
    try await withThrowingTaskGroup(of: (number: Int, results: [PushResult]).self) { group in
      var ordered = OrderedResults()
      var underWay = 0
      var number = 0
      var batch = Batch()
      func send(_ batch: Batch) {
        let sent = number
        group.addTask { (sent, try await results(of: batch)) }
        underWay += 1
        number += 1
      }
      do {
        for document in DocumentWalk(paths, limit: intake.maximumDocument, progress: progress) {
          batch.add(document, source: source, again: again)
          guard batch.documents.count >= Self.batchDocuments || batch.bytes >= Self.batchBytes else { continue }
          if underWay == Self.batchesUnderWay, let done = try await group.next() {
            underWay -= 1
            ordered.add(done, tell: tell)
          }
          send(batch)
          batch = Batch()
        }
        if !batch.isEmpty { send(batch) }
        while let done = try await group.next() { ordered.add(done, tell: tell) }
      } catch {
        // The producer may have taken a later batch where it had no room for this one: that is told, too.
        while let result = await group.nextResult() {
          if case .success(let done) = result { ordered.add(done, tell: tell) }
        }
        ordered.tellRest(tell)
        throw error
      }
      progress?.hide()
    }
  }

  private func results(of batch: Batch) async throws(CommandFailure) -> [PushResult] {
    var results = batch.results
    guard !batch.documents.isEmpty else { return results }
    let answers = try await reachable { () async throws(ClientError) in
      try await intake.push(batch.documents, busyTimeout: busyTimeout, whenBusy: whenBusy)
    }
    for (place, answer) in zip(batch.places, answers) { results[place].outcome = .answered(answer) }
    return results
  }
}

/// Documents to be pushed together.
private struct Batch: Sendable {
  private(set) var documents: [IntakeClient.Document] = []
  /// What is known of each document already; those of `documents` stand at `places`.
  private(set) var results: [PushResult] = []
  private(set) var places: [Int] = []
  private(set) var bytes = 0

  var isEmpty: Bool { results.isEmpty }

  mutating func add(_ document: DocumentWalk.Document, source: String?, again: Bool) {
    switch document.content {
    case .bytes(let content):
      places.append(results.count)
      results.append(PushResult(name: document.name, outcome: .unreadable(reason: "not answered")))
      documents.append(
        IntakeClient.Document(name: document.name, bytes: content, source: source, again: again))
      bytes += content.count
    case .skipped(let reason):
      results.append(
        PushResult(name: document.name, outcome: .answered(DocumentAnswer(outcome: .skipped, reason: reason))))
    case .unreadable(let reason):
      results.append(PushResult(name: document.name, outcome: .unreadable(reason: reason)))
    }
  }
}

/// Tells the results of batches in the order in which they were sent.
private struct OrderedResults {
  private var waiting: [Int: [PushResult]] = [:]
  private var next = 0

  mutating func add(_ done: (number: Int, results: [PushResult]), tell: (PushResult) -> Void) {
    waiting[done.number] = done.results
    while let results = waiting.removeValue(forKey: next) {
      for result in results { tell(result) }
      next += 1
    }
  }

  /// Tells those that stand behind one which did not come.
  mutating func tellRest(_ tell: (PushResult) -> Void) {
    for number in waiting.keys.sorted() {
      for result in waiting.removeValue(forKey: number) ?? [] { tell(result) }
    }
  }
}
