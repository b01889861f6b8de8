import Testing

@testable import Stories

@Suite struct NearCopyTests {
  private func shared(
    _ resemblance: Double, containment: Double = 0.9, numbers: Double = 1, words: Int = 300, isEqual: Bool = false
  ) -> TextRuns.Comparison {
    TextRuns.Comparison(
      resemblance: resemblance, containment: containment, numbers: numbers, isEqual: isEqual, words: words)
  }

  private func joins(
    _ shared: TextRuns.Comparison, sameOutlet: Bool = false, days: Int64? = 0
  ) -> Bool {
    let one = NearCopy.Origin(outlet: 7, day: 100)
    let other = NearCopy.Origin(outlet: sameOutlet ? 7 : 8, day: days.map { 100 + $0 })
    let joins = NearCopy.joins(shared, one, other)
    #expect(NearCopy.joins(shared, other, one) == joins)
    return joins
  }

  @Test func fourFifthsOrNearlyTheWholeOfTheShorterIsACopy() {
    #expect(joins(shared(0.8)))
    #expect(!joins(shared(0.79, containment: 0.89)))
    #expect(joins(shared(0.5, containment: 0.9)))
    #expect(!joins(shared(0.49, containment: 1)))
    #expect(!joins(shared(0.79, containment: 1, words: 59)))
    #expect(joins(shared(0.8, words: 24)))
  }

  @Test func otherNumbersAreAnotherText() {
    #expect(!joins(shared(0.99, numbers: 0.79)))
    #expect(joins(shared(0.99, numbers: 0.8)))
  }

  @Test func whatAnOutletPrintsAgainOnAnotherDayMustBeNearlyEqual() {
    #expect(!joins(shared(0.89), sameOutlet: true, days: 1))
    #expect(joins(shared(0.9), sameOutlet: true, days: 1))
    #expect(joins(shared(0.8), sameOutlet: true, days: 0))
    #expect(!joins(shared(0.8), sameOutlet: true, days: nil))
    #expect(joins(shared(0.8), sameOutlet: false, days: 300))
  }

  @Test func shortTextsMustBeEqualAndOfTheSameTime() {
    #expect(!joins(shared(0.99, words: 23)))
    #expect(joins(shared(1, words: 23, isEqual: true)))
    #expect(joins(shared(1, words: 5, isEqual: true), days: 1))
    #expect(!joins(shared(1, words: 5, isEqual: true), sameOutlet: true, days: 1))
    #expect(!joins(shared(1, words: 5, isEqual: true), days: 2))
    #expect(!joins(shared(1, words: 5, isEqual: true), days: nil))
  }
}
