import Testing

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
}
