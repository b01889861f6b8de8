import NewsModels

extension OutboxAccount {
  /// Enters what a group has dealt with; answers, as ranges, what it had not dealt with before, and of that what no group waits for
  /// any more.
  ///
  /// Receipts for sequences that were never given, that lie before the group's start, or that were recorded before change nothing.
  mutating func record(_ receipts: [ConsumerFrame.Receipt], receiver index: Int) -> (
    settled: [ClosedRange<Int64>], freed: [ClosedRange<Int64>]
  ) {
    var settled = SequenceRanges()
    var freed = SequenceRanges()
    for receipt in receipts {
      let sequence = receipt.sequence
      guard sequence > receivers[index].start, sequence.rawValue <= lastSequence, receivers[index].pending > 0,
        receivers[index].acknowledged.insert(sequence)
      else { continue }
      receivers[index].isChanged = true
      settled.insert(sequence)
      switch receipt.outcome {
      case .stored: receivers[index].stored += 1
      case .known: receivers[index].known += 1
      case .quarantined: receivers[index].quarantined += 1
      }
      if receivers.allSatisfy({ $0.hasDealtWith(sequence) }) { freed.insert(sequence) }
    }
    return (settled.ranges, freed.ranges)
  }

  /// Lets fresh articles go that every group has dealt with from the beginning on.
  mutating func forgetFresh() {
    let dealtWith = receivers.map { receiver -> SequenceNumber in
      guard let done = receiver.acknowledged.lowestRange, done.lowerBound <= receiver.start.next.rawValue else {
        return receiver.start
      }
      return max(receiver.start, SequenceNumber(done.upperBound))
    }
    if let behind = dealtWith.min() { fresh.forget(through: behind) }
  }
}
