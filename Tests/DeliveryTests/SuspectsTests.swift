import Delivery
import Testing

@Suite struct SuspectsTests {
  @Test func threeDeathsAloneWithOthersFinishedInBetweenArePoison() {
    var suspects = Suspects<Int>()
    suspects.started(findingMark: [1, 2, 3])
    #expect(suspects.verdict(on: 2) == .alone)
    #expect(suspects.verdict(on: 9) == .together)
    suspects.finished([1, 3])
    for _ in 0..<3 {
      suspects.started(findingMark: [2])
      suspects.finished([9])
    }
    #expect(suspects.verdict(on: 2) == .poison(deaths: 3))
    #expect(suspects.verdict(on: 1) == .together)
  }

  @Test func deathsWithNothingElseFinishedBuryNobody() {
    var suspects = Suspects<Int>()
    for _ in 0..<10 { suspects.started(findingMark: [1]) }
    #expect(suspects.verdict(on: 1) == .later)
    // It came again and nothing else did: it is tried all the same.
    #expect(suspects.verdict(on: 1) == .alone)
    suspects.finished([1])
    #expect(suspects.isEmpty)
  }

  @Test func twoSuspectsDoNotTakeTurnsToDieBeforeOthersGetIn() {
    var suspects = Suspects<Int>()
    for item in [1, 2] {
      suspects.started(findingMark: [item])
      #expect(suspects.verdict(on: 1) == .later)
    }
    // Each life begins with both put off, whoever was put off in the life before.
    suspects.started(findingMark: [1])
    #expect(suspects.verdict(on: 1) == .later)
    #expect(suspects.verdict(on: 2) == .later)
  }

  @Test func suspectsWithoutADeathOfTheirOwnAreBounded() {
    var suspects = Suspects<Int>()
    suspects.started(findingMark: [-1])
    for life in 0..<40 { suspects.started(findingMark: Array(life * 200..<(life + 1) * 200)) }
    #expect(suspects.count <= Suspects<Int>.limit + 200)
    #expect(suspects.verdict(on: -1) == .later)
  }

  @Test func deathsWhileWorkingOnSeveralCountForNone() {
    var suspects = Suspects<Int>()
    for _ in 0..<10 {
      suspects.started(findingMark: [1, 2])
      suspects.finished([3])
    }
    #expect(suspects.verdict(on: 1) == .alone)
    #expect(suspects.verdict(on: 2) == .alone)
  }
}
