import NewsModels
import TestSupport
import Testing

@Suite struct SequenceRangesSetTests {
  /// Compares with a plain set over a small universe, where every way of touching and overlapping occurs.
  @Test(arguments: 0..<20) func insertAndRemoveMatchASet(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var ranges = SequenceRanges()
    var set = Set<Int64>()
    for _ in 0..<300 {
      let low = Int64.random(in: 1...40, using: &random)
      let range = low...Int64.random(in: low...min(40, low + 8), using: &random)
      if Bool.random(using: &random) {
        ranges.insert(range)
        set.formUnion(range)
      } else {
        ranges.remove(range)
        set.subtract(range)
      }
      #expect(Set(ranges.ranges.flatMap { $0 }) == set)
      #expect(ranges.count == Int64(set.count))
      #expect(zip(ranges.ranges, ranges.ranges.dropFirst()).allSatisfy { $0.upperBound + 1 < $1.lowerBound })
    }
  }

  @Test func theEndsOfTheNumbersDoNotTrap() {
    var ranges = SequenceRanges()
    ranges.insert(.min...(.min))
    ranges.insert(.max - 1...(.max))
    ranges.insert(ascending: [SequenceNumber(.min), SequenceNumber(3), SequenceNumber(4), SequenceNumber(.max)])
    #expect(ranges.ranges == [.min...(.min), 3...4, .max - 1...(.max)])
    ranges.remove(.min...(.max))
    #expect(ranges.isEmpty)
  }
}
