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

  /// Lets fresh articles go that every group has been handed, or has dealt with from the beginning on.
  /// - Parameter handedOn: the last article that each group was handed. Should it want one again, that is read from its row.
  mutating func forgetFresh(handedOn: [GroupName: SequenceNumber]) {
    let behind = receivers.map { max($0.firstPending.rawValue - 1, handedOn[$0.name]?.rawValue ?? 0) }.min()
    if let behind { fresh.forget(through: SequenceNumber(behind)) }
  }
}
