import NewsModels

extension OutboxAccount {
  /// Ranges of `resent`, and of `unattributed`, that are held and told. They are the greatest: what a store that was put back to an older
  /// copy lacks are the last that it was given.
  static let mostResentRanges = 1_024

  /// - Parameter range: what a sequence that was left is in, by its row.
  mutating func noteResent(_ range: ClosedRange<Int64>) {
    resent.insert(range)
    if resent.ranges.count > Self.mostResentRanges, let lowest = resent.lowestRange { resent.remove(lowest) }
  }

  /// What went under a sequence goes under another one: no group's stores of before are all that have it.
  mutating func takeBack(_ sequence: Int64) {
    for index in receivers.indices where receivers[index].leftBehind.contains(SequenceNumber(sequence)) {
      receivers[index].leftBehind.remove(sequence...sequence)
      receivers[index].isLeftBehindChanged = true
    }
  }

  mutating func forgetResent(through start: Int64) {
    for range in resent.ranges where range.upperBound <= start { resent.remove(range) }
    for range in unattributed.ranges where range.upperBound <= start { unattributed.remove(range) }
  }
}
