import NewsModels
import Testing

@testable import Consumer

@Suite(.timeLimit(.minutes(10))) struct StoredWaitsTests {
  typealias S = StoreSamples

  private static let long = Duration.seconds(600)

  private let store: InMemoryArticleStore
  private let waits = StoredWaits()
  private let caller: PollingCaller
  private let first = S.article(1).id
  private let second = S.article(2).id

  init() throws {
    caller = try PollingCaller()
    store = try #require(InMemoryArticleStore(catalogue: S.catalogue))
  }

  private func wait(for ids: [ArticleID], atMost bound: Duration) async throws -> Set<ArticleID> {
    try await caller.call { try await waits.wait(for: ids, in: store, atMost: bound, on: $0) }
  }

  @Test func whatIsStoredWhileAQuestionWaitsEndsIt() async throws {
    let answer = Task { try await wait(for: [first, second], atMost: Self.long) }
    let told = Task {
      // As commits would: one article each, and whether the question waits yet is not known.
      while !Task.isCancelled {
        waits.note([.stored(first)])
        waits.note([.stored(second)])
        await Task.yield()
      }
    }
    #expect(try await answer.value == [first, second])
    told.cancel()
  }

  @Test func whatIsThereAlreadyIsNotWaitedFor() async throws {
    _ = try await store.store(S.batch([S.entry(1, S.article(1))]))
    #expect(try await wait(for: [first], atMost: Self.long) == [first])
  }

  @Test func whatWasStoredAMomentAgoIsKnownWithoutTheStore() async throws {
    // As many as are remembered, and one more: the store, which knows none of them, has to be asked for the oldest.
    for number in 1...1_025 { waits.note([.stored(S.article(number).id)]) }
    #expect(try await wait(for: [second, S.article(1_025).id], atMost: Self.long).count == 2)
    #expect(try await wait(for: [first], atMost: .milliseconds(20)) == [])
  }

  /// The last word counts, whether it comes with others or alone.
  @Test func whatWasSupersededIsNotSaidToBeStored() async throws {
    waits.note([.stored(first), .superseded(first), .superseded(second), .stored(second)])
    #expect(try await wait(for: [first, second], atMost: .milliseconds(20)) == [second])
    waits.note([.superseded(second)])
    #expect(try await wait(for: [second], atMost: .milliseconds(20)) == [])
  }

  @Test func aQuestionEndsWithItsTime() async throws {
    _ = try await store.store(S.batch([S.entry(1, S.article(1))]))
    #expect(try await wait(for: [first, second], atMost: .milliseconds(20)) == [first])
  }

  @Test func oneMoreThanMayWaitIsAnsweredAtOnce() async throws {
    try await withThrowingTaskGroup(of: Set<ArticleID>.self) { group in
      for _ in 0...StoredWaits.maximum {
        group.addTask { try await wait(for: [first], atMost: Self.long) }
      }
      let early = try await group.next()
      #expect(early == [])
      waits.note([.stored(first)])
      for try await answer in group { #expect(answer == [first]) }
    }
  }

  @Test func theEndAnswersAllWhoWait() async throws {
    try await withThrowingTaskGroup(of: Set<ArticleID>.self) { group in
      for _ in 0..<4 { group.addTask { try await wait(for: [first], atMost: Self.long) } }
      waits.end()
      for try await answer in group { #expect(answer == []) }
    }
    // And nobody waits from then on.
    #expect(try await wait(for: [first], atMost: Self.long) == [])
  }
}
