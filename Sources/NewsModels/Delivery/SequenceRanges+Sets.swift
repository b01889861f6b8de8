extension SequenceRanges {
  public var isEmpty: Bool { ranges.isEmpty }

  /// The lowest run of consecutive numbers; nil where there is none.
  public var lowestRange: ClosedRange<Int64>? { ranges.first }

  /// Adds all numbers from `range.lowerBound` to `range.upperBound`. O(ranges).
  public mutating func insert(_ range: ClosedRange<Int64>) {
    var merged = range
    // Adjacent ranges join, so the search looks one further on each side; a bound at an end of Int64 has no neighbour.
    let low = range.lowerBound == .min ? range.lowerBound : range.lowerBound - 1
    let high = range.upperBound == .max ? range.upperBound : range.upperBound + 1
    let first = firstIndex(endingAtOrAfter: low)
    var end = first
    while end < ranges.count, ranges[end].lowerBound <= high {
      merged = min(merged.lowerBound, ranges[end].lowerBound)...max(merged.upperBound, ranges[end].upperBound)
      end += 1
    }
    replaceRanges(first..<end, with: [merged])
  }

  /// Takes out all numbers from `range.lowerBound` to `range.upperBound`; those that are not there are no error. O(ranges).
  public mutating func remove(_ range: ClosedRange<Int64>) {
    let first = firstIndex(endingAtOrAfter: range.lowerBound)
    var end = first
    var rest: [ClosedRange<Int64>] = []
    while end < ranges.count, ranges[end].lowerBound <= range.upperBound {
      let touched = ranges[end]
      if touched.lowerBound < range.lowerBound { rest.append(touched.lowerBound...range.lowerBound - 1) }
      if touched.upperBound > range.upperBound { rest.append(range.upperBound + 1...touched.upperBound) }
      end += 1
    }
    replaceRanges(first..<end, with: rest)
  }

  /// Adds numbers that ascend, joining neighbours first: a lost consumer's window comes back in one step.
  public mutating func insert(ascending sequences: some Sequence<SequenceNumber>) {
    var run: ClosedRange<Int64>?
    for sequence in sequences {
      let value = sequence.rawValue
      if let open = run, value > open.upperBound, value - 1 == open.upperBound {
        run = open.lowerBound...value
      } else {
        if let open = run { insert(open) }
        run = value...value
      }
    }
    if let open = run { insert(open) }
  }
}
