import Testing

@testable import Consumer

/// Who tries to store while the disk is full.
@Suite struct HeldBatchesTests {
  @Test func onlyTheFirstTriesUntilOneHasFoundRoom() {
    let held = HeldBatches()
    #expect(held.mayTry(nil))
    let first = held.wait(nil)
    // Whatever comes now waits behind it.
    #expect(!held.mayTry(nil))
    let others = [held.wait(nil), held.wait(nil)]
    #expect(held.mayTry(first) && !others.contains(where: held.mayTry))
    #expect(held.wait(first) == first && held.mayTry(first))
    // It has found room: each of the others tries once, and the first of them again and again.
    held.foundRoom()
    held.leave(first)
    #expect(others.allSatisfy(held.mayTry))
    #expect(others.map(held.wait) == others)
    #expect(others.map(held.mayTry) == [true, false])
    // One that was given up is in nobody's way.
    held.leave(others[0])
    #expect(held.mayTry(others[1]))
    held.leave(others[1])
    #expect(held.mayTry(nil))
  }
}
