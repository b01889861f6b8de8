import NewsModels
import TestSupport
import Testing

@Suite struct SequenceRangesTests {
  @Test func anyOrderOfInsertionGivesTheSameSet() {
    let seed = SeededGenerator.seedOfThisRun
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let numbers = Set((0..<40).map { _ in Int64.random(in: 1...60, using: &generator) })
      var ranges = SequenceRanges()
      for number in numbers.shuffled(using: &generator) {
        let isNew = ranges.insert(SequenceNumber(number))
        let isNewAgain = ranges.insert(SequenceNumber(number))
        #expect(isNew && !isNewAgain, "NEWS_TOPICS_SEED=\(seed)")
      }
      #expect(Set((1...61).filter { ranges.contains(SequenceNumber($0)) }) == numbers, "NEWS_TOPICS_SEED=\(seed)")
      #expect(ranges.count == Int64(numbers.count))
      #expect(SequenceRanges(ranges.description) == ranges, "NEWS_TOPICS_SEED=\(seed)")
    }
  }

  @Test func whateverAnOutboxMayHaveGivenCanBeCounted() {
    #expect(SequenceRanges("1-\(Int64.max)")?.count == Int64.max)
    #expect(SequenceRanges("1-5,7-\(Int64.max)")?.count == Int64.max - 1)
  }

  @Test(arguments: ["0-3", "3-1", "1-2,2-3", "1-2,3-4", "a", "1-2-3", "1,,2", "-1", ","])
  func textThatIsNoAscendingSetIsRefused(text: String) {
    #expect(SequenceRanges(text) == nil)
  }
}
