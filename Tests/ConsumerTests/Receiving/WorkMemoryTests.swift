import DurableSQLite
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer
@testable import Serving

/// What a service's own work explains of its memory.
@Suite struct WorkMemoryTests {
  private let begin = ContinuousClock.now

  private func at(_ milliseconds: Int) -> ContinuousClock.Instant { begin + .milliseconds(milliseconds) }

  @Test func workCountsUntilTheAllocatorHasGivenItsMemoryBack() {
    let memory = WorkMemory()
    #expect(memory.bytes(at: at(0)) == 0)
    memory.add(100, at: at(10))
    memory.add(50, at: at(20))
    #expect(memory.bytes(at: at(30)) == WorkMemory.factor * 150)
    // It takes long.
    #expect(memory.bytes(at: at(60_000)) == WorkMemory.factor * 150)
    memory.add(-100, at: at(60_010))
    memory.add(-50, at: at(60_020))
    #expect(memory.bytes(at: at(61_015)) == WorkMemory.factor * 150)
    #expect(memory.bytes(at: at(64_000)) == 0)
  }

  @Test func whatEndedLongAgoDoesNotCountThoughNobodyAsked() {
    let memory = WorkMemory()
    memory.add(100, at: at(0))
    memory.add(-100, at: at(100))
    #expect(memory.bytes(at: at(5_000)) == 0)
  }

  @Test func manyThatFollowEachOtherCountAsOne() {
    let memory = WorkMemory()
    for number in 0..<100 {
      memory.add(10, at: at(number))
      memory.add(-10, at: at(number))
    }
    #expect(memory.bytes(at: at(100)) == WorkMemory.factor * 10)
  }

  /// On plain tcp a peer would be blamed for it.
  @Test func whatAPersonHasClassifiedAnewCounts() async throws {
    let folder = TemporaryFolder()
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: StoreSamples.catalogue)
    let (stored, aside) = (StoreSamples.article(1), StoreSamples.article(2))
    _ = try await store.store(StoreSamples.batch([StoreSamples.entry(1, stored), StoreSamples.quarantined(2, aside)]))
    let executor = try PollingExecutor(name: "test")
    for (message, article) in [
      (WireMessage(.reclassify, ReclassifyRequest()), stored),
      (WireMessage(.quarantine, QuarantineRequest(request: 7, action: .retry, id: aside.id.digest.hex)), aside),
    ] {
      let place = try TemporaryFolder.made()
      let parts = try ConsumerParts(store, place)
      let answer = try await parts.questions.answer(message, on: executor)
      #expect(answer.kind == message.kind, "\(String(decoding: answer.header, as: UTF8.self))")
      #expect(parts.memory.bytes(at: begin) >= WorkMemory.factor * article.body.utf8.count)
    }
    await store.close()
  }
}
