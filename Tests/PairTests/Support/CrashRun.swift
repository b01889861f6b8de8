import Foundation
import NewsClient
import NewsModels
import Testing

/// What happens to files when a process is killed: nothing, or the loss of everything that was not synced.
protocol PowerSupply: Sendable {
  /// Added to a service's environment.
  func environment(for folder: URL) throws -> [String: String]
  /// Called while the process is dead and its files are at rest.
  func powerLost(for folder: URL, using generator: inout SeededGenerator) throws
}

/// Pushes documents while producer and consumer are killed and started again, and keeps account of the answers.
final class CrashRun {
  private let pair: PairFixture
  private let power: (any PowerSupply)?
  private var generator: SeededGenerator
  private var producer: RunningProcess
  private var consumer: RunningProcess
  private var client: IntakeClient
  private var pushed: [IntakeClient.Document] = []
  private var accepted: Set<ArticleID> = []
  private var unanswered = 0

  init(generator: SeededGenerator, power: (any PowerSupply)?) async throws {
    pair = try PairFixture()
    self.power = power
    self.generator = generator
    producer = try await pair.startProducer(environment: try Self.environment(power, pair, "producer"))
    consumer = try await pair.startConsumer(environment: try Self.environment(power, pair, "consumer"))
    client = try await pair.intakeClient()
  }

  private static func environment(
    _ power: (any PowerSupply)?, _ pair: PairFixture, _ service: String
  ) throws -> [String: String] {
    try power?.environment(for: pair.state.appendingPathComponent(service)) ?? [:]
  }

  /// Pushes all documents in batches; at `kills` random moments one of the two services dies in the midst of a push.
  func pushAll(documents count: Int, batch: Int, kills: Int) async throws {
    let documents = (0..<count).map(WrittenArticles.document)
    pushed = documents
    let batches = stride(from: 0, to: count, by: batch).map { Array(documents[$0..<min($0 + batch, count)]) }
    let killed = Set(batches.indices.shuffled(using: &generator).prefix(kills))
    for (index, batch) in batches.enumerated() {
      guard killed.contains(index) else {
        await push(batch)
        continue
      }
      let killsProducer = Bool.random(using: &generator)
      let yields = Int.random(in: 0...400, using: &generator)
      let victim = killsProducer ? producer : consumer
      let client = client
      async let answers = try? client.push(batch, busyTimeout: .seconds(30))
      // Giving way a random number of times puts the kill at a random moment of the push.
      for _ in 0..<yields { await Task.yield() }
      await victim.kill()
      if killsProducer {
        try power?.powerLost(for: pair.state.appendingPathComponent("producer"), using: &generator)
        producer = try await pair.startProducer(environment: try Self.environment(power, pair, "producer"))
      } else {
        try power?.powerLost(for: pair.state.appendingPathComponent("consumer"), using: &generator)
        consumer = try await pair.startConsumer(environment: try Self.environment(power, pair, "consumer"))
      }
      take(await answers, of: batch)
      self.client = try await pair.intakeClient()
    }
  }

  private func push(_ batch: [IntakeClient.Document]) async {
    take(try? await client.push(batch, busyTimeout: .seconds(30)), of: batch)
  }

  private func take(_ answers: [DocumentAnswer]?, of batch: [IntakeClient.Document]) {
    guard let answers else {
      unanswered += batch.count
      return
    }
    for answer in answers { accepted.formUnion(answer.accepted) }
  }

  /// Without pushing anything again.
  func expectAcceptedAreStored(_ comment: Comment) async throws {
    let query = try await pair.queryClient()
    #expect(try await query.waitUntilStored(Array(accepted), atMost: .seconds(120)), comment)
    let stored = try await pair.storedIDs()
    #expect(accepted.subtracting(stored) == [], comment)
    #expect(stored.count == Set(stored).count, comment)
    #expect(!accepted.isEmpty, comment)
  }

  /// Pushed again, what was not answered is added, and what was is a duplicate.
  func expectAllAreStoredOnceWhenPushedAgain(_ comment: Comment) async throws {
    var all: Set<ArticleID> = []
    var acceptedAgain: Set<ArticleID> = []
    for start in stride(from: 0, to: pushed.count, by: 250) {
      let batch = Array(pushed[start..<min(start + 250, pushed.count)])
      for answer in try await client.push(batch, busyTimeout: .seconds(30)) {
        all.formUnion(answer.accepted + answer.duplicates)
        acceptedAgain.formUnion(answer.accepted)
      }
    }
    #expect(all.count == pushed.count, comment)
    #expect(acceptedAgain.intersection(accepted) == [], comment)
    #expect(try await pair.queryClient().waitUntilStored(Array(all), atMost: .seconds(120)), comment)
    let stored = try await pair.storedIDs()
    #expect(Set(stored) == all, comment)
    #expect(stored.count == all.count, comment)
    let answer = try await pair.queryClient().statistics(StatisticsQuery())
    #expect(answer.articles == all.count, comment)
  }

  func end() async {
    _ = await consumer.terminate()
    _ = await producer.terminate()
  }
}
