import Testing

@testable import Stories

@Suite struct BucketSortedTests {
  @Test(arguments: [0, 1, 32, 33, 64, 700, 5_000, 70_000])
  func orderIsThatOfTheStandardSort(count: Int) {
    var generator = SystemRandomNumberGenerator()
    let spread = (0..<count).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
    // What nobody's hash does by chance, and somebody's text may do on purpose.
    let crowded = spread.map { $0 >> 40 }
    let repeated = spread.map { $0 | 0xFFFF_FFFF_FFFF_FF00 }
    for values in [spread, crowded, repeated, spread + repeated] {
      #expect(values.bucketSorted() == values.sorted())
    }
  }
}
