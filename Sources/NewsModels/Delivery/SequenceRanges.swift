/// A set of sequence numbers kept as ranges: what a group has stored, what a consumer has seen.
///
/// Acknowledgements arrive nearly in order, so this is one range most of the time, whatever the number of articles.
public struct SequenceRanges: Hashable, Sendable {
  /// Disjoint, not adjacent, ascending.
  public private(set) var ranges: [ClosedRange<Int64>]

  public init() { ranges = [] }

  /// All numbers up to and including `last`; empty where `last` is 0.
  public init(through last: SequenceNumber) {
    ranges = last.rawValue >= 1 ? [1...last.rawValue] : []
  }

  public func contains(_ sequence: SequenceNumber) -> Bool {
    let index = firstIndex(endingAtOrAfter: sequence.rawValue)
    return index < ranges.count && ranges[index].contains(sequence.rawValue)
  }

  /// Adds one number; answers whether it was new.
  @discardableResult
  public mutating func insert(_ sequence: SequenceNumber) -> Bool {
    let value = sequence.rawValue
    let index = firstIndex(endingAtOrAfter: value)
    if index < ranges.count, ranges[index].contains(value) { return false }
    let joinsPrevious = index > 0 && ranges[index - 1].upperBound == value - 1
    let joinsNext = index < ranges.count && ranges[index].lowerBound == value + 1
    switch (joinsPrevious, joinsNext) {
    case (true, true):
      ranges[index - 1] = ranges[index - 1].lowerBound...ranges[index].upperBound
      ranges.remove(at: index)
    case (true, false):
      ranges[index - 1] = ranges[index - 1].lowerBound...value
    case (false, true):
      ranges[index] = value...ranges[index].upperBound
    case (false, false):
      ranges.insert(value...value, at: index)
    }
    return true
  }

  /// How many numbers there are.
  public var count: Int64 {
    // The bounds are those of an outbox, above 0: what lies between them fits, and so do all together.
    ranges.reduce(0) { $0 + ($1.upperBound - $1.lowerBound + 1) }
  }

  /// The index of the first range that does not end before `value`; the number of ranges where all do.
  func firstIndex(endingAtOrAfter value: Int64) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// For `insert` and `remove` of ranges, which keep the order and the distance themselves.
  mutating func replaceRanges(_ indices: Range<Int>, with replacement: [ClosedRange<Int64>]) {
    ranges.replaceSubrange(indices, with: replacement)
  }
}

extension SequenceRanges: CustomStringConvertible {
  /// `1-500,502,504-510`; empty for no numbers.
  public var description: String {
    ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  /// From the form in which `description` writes it; nil where the ranges are not ascending, disjoint and positive.
  public init?(_ text: some StringProtocol) {
    ranges = []
    var last: Int64 = 0
    for part in text.split(separator: ",", omittingEmptySubsequences: false) where !text.isEmpty {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(ends.count), let low = Int64(ends[0]), let high = Int64(ends[ends.count - 1]), low > last,
        high >= low, low > last + 1 || ranges.isEmpty
      else { return nil }
      ranges.append(low...high)
      last = high
    }
  }
}
