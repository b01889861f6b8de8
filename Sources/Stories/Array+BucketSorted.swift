extension [UInt64] {
  /// In order, like `sorted()`: hashes spread evenly over their first bits, so that placing each by these leaves little to sort.
  ///
  /// Values that were made to share their first bits are sorted as `sorted()` does it: never worse than n log n.
  func bucketSorted() -> [UInt64] {
    guard count > 32 else { return sorted() }
    let shift = 64 - Swift.min(16, count.bitWidth - count.leadingZeroBitCount)
    var ends = [Int](repeating: 0, count: 1 << (64 - shift))
    for value in self { ends[Int(value >> shift)] += 1 }
    var sum = 0
    for bucket in ends.indices {
      sum += ends[bucket]
      ends[bucket] = sum
    }
    // Filled from the back, so that `ends` holds each bucket's beginning when all are placed.
    var ordered = [UInt64](repeating: 0, count: count)
    for value in self {
      let bucket = Int(value >> shift)
      ends[bucket] -= 1
      ordered[ends[bucket]] = value
    }
    var start = 0
    for bucket in ends.indices {
      let end = bucket + 1 < ends.count ? ends[bucket + 1] : count
      if end - start > 1 { ordered[start..<end].sort() }
      start = end
    }
    return ordered
  }
}
