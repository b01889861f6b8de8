import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// A pair under one fault, with account of every answer that its pusher got.
actor MatrixRun {
  /// One of the two services.
  enum Side: String {
    case producer, consumer

    var program: String { "news-\(rawValue)" }
  }

  nonisolated let pair: PairFixture
  nonisolated let seed = SeededGenerator.seedOfThisRun
  private var generator: SeededGenerator
  /// Of each document: the texts of ten that are long stand beside the database, others in its rows.
  private let paragraphs: Int
  private var services: [Side: RunningProcess] = [:]
  private var client: IntakeClient?
  private(set) var pushed: [IntakeClient.Document] = []
  /// Ids answered as accepted, in the order of the answers.
  private(set) var accepted: [ArticleID] = []
  /// Pushes that were answered.
  private var answered = 0
  private var isPushing = false
  /// Of `accepted`, those from the start that were seen stored.
  private var settled = 0

  init() throws {
    pair = try PairFixture()
    generator = SeededGenerator(seed: seed)
    paragraphs = Bool.random(using: &generator) ? 2 : 130
  }

  nonisolated var comment: Comment { "NEWS_TOPICS_SEED=\(seed)" }

  func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// The folder of a service's data.
  nonisolated func data(_ side: Side) -> URL { pair.state.appendingPathComponent(side.rawValue) }

  func service(_ side: Side) throws -> RunningProcess {
    guard let service = services[side] else {
      throw RunningProcess.Failure(description: "\(side.program) was not started")
    }
    return service
  }

  /// How each service stands, with the end of its log: what a failure is understood by.
  func stateOfServices() -> String {
    services.map { side, service in
      "\(side.program) \(service.standing), its log ends:\n\(service.log.suffix(4_000))"
    }.sorted().joined(separator: "\n")
  }

  /// Starts both services.
  func startBoth() async throws {
    try await start(.producer)
    try await start(.consumer)
  }

  func start(
    _ side: Side, _ arguments: [String] = [], environment: [String: String] = [:], wrapper: [String] = []
  ) async throws {
    guard try await startIfPossible(side, arguments, environment: environment, wrapper: wrapper) else {
      throw RunningProcess.Failure(description: "\(side.program) did not get ready: \(services[side]?.log ?? "")")
    }
  }

  /// Starts a service; false where it ended before it was ready.
  func startIfPossible(
    _ side: Side, _ arguments: [String] = [], environment: [String: String] = [:], wrapper: [String] = []
  ) async throws -> Bool {
    let service = try pair.launch(side.program, arguments, environment: environment, wrapper: wrapper)
    services[side] = service
    if side == .producer { client = nil }
    let line = try? await service.firstLine()
    return line?.hasPrefix("\(side.program) ready ") == true
  }

  /// Pushes documents that were not pushed before; false where they were not answered.
  /// - Parameter paragraphs: of each; nil takes the run's.
  @discardableResult
  func push(_ count: Int = 25, paragraphs: Int? = nil, busyTimeout: Duration = .seconds(30)) async -> Bool {
    let batch = newDocuments(count, paragraphs: paragraphs)
    do {
      let client = try await connected()
      for answer in try await client.push(batch, busyTimeout: busyTimeout) { accepted += answer.accepted }
      answered += 1
      return true
    } catch {
      client = nil
      return false
    }
  }

  /// Pushes batches, one after the other until one is not answered, and lets something happen at a random instant meanwhile.
  func push(
    batches: Int, of size: Int, meanwhile event: @Sendable () async throws -> Void
  ) async throws {
    isPushing = true
    async let pushing: Void = pushBatches(batches, of: size)
    // After some answers, and then anywhere up to the next.
    let goal = answered + random(0...batches - 1)
    while isPushing, answered < goal { await Task.yield() }
    for _ in 0..<random(0...300) { await Task.yield() }
    try await event()
    await pushing
  }

  private func pushBatches(_ count: Int, of size: Int) async {
    for _ in 0..<count {
      guard await push(size) else { break }
    }
    isPushing = false
  }

  /// Pushes little by little until a service ends; false where it goes on.
  func pushUntilEnd(of side: Side) async throws -> Bool {
    let service = try service(side)
    for _ in 0..<100 where !service.hasEnded {
      guard await push(10) else { return await service.ends(atMost: PairFixture.patience) }
      // The producer tells what its consumer has stored: whoever asks a service at the instant of its end may wait for half a minute.
      while side == .consumer, !service.hasEnded, try await isPending() {}
    }
    return service.hasEnded
  }

  private func isPending() async throws -> Bool {
    try await connected().status().ledger.groups.contains { $0.pending > 0 }
  }

  /// Documents that were not pushed before, for whoever pushes them.
  func newDocuments(_ count: Int, paragraphs: Int? = nil) -> [IntakeClient.Document] {
    let batch = (pushed.count..<pushed.count + count).map {
      WrittenArticles.document($0, paragraphs: paragraphs ?? self.paragraphs)
    }
    pushed += batch
    return batch
  }

  private func connected() async throws -> IntakeClient {
    if let client { return client }
    let new = try await pair.intakeClient()
    client = new
    return new
  }

  /// Waits until everything accepted so far is stored; answers whether it was in time.
  func settle() async throws -> Bool {
    let ids = Array(accepted[settled...])
    guard try await pair.queryClient().waitUntilStored(ids, atMost: PairFixture.patience) else { return false }
    settled += ids.count
    return true
  }

  /// Takes what was accepted by another way of pushing into the account.
  func alsoAccepted(_ ids: some Sequence<ArticleID>) {
    accepted += ids
  }

  /// Ends both services, as they promise.
  func end(sourceLocation: SourceLocation = #_sourceLocation) async {
    await [Side.producer, .consumer].compactMap { services[$0] }.terminate(sourceLocation: sourceLocation)
  }
}
