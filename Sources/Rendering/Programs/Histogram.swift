#if Dashboard

/// Observations counted by their size, as Prometheus reads them.
public struct Histogram: Sendable {
  /// Upper bounds in seconds, ascending; the last bucket has none.
  public let bounds: [Double]
  /// Observations of each bucket, one more than there are bounds.
  public private(set) var counts: [Int]
  public private(set) var sum = 0.0

  public init(_ bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  public mutating func observe(_ seconds: Double) {
    counts[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
    sum += seconds
  }

  public var count: Int { counts.reduce(0, +) }

  /// Of answers to requests.
  public static let answerBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// Of articles from acceptance to storing.
  public static let deliveryBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800, 7_200]
}

#endif
