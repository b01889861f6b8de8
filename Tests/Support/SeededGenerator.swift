import Foundation

/// A generator that gives the same run again for the same seed.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// The seed of this run: `NEWS_TOPICS_SEED`, or a new one; print it where a test fails.
  public static var seedOfThisRun: UInt64 {
    ProcessInfo.processInfo.environment["NEWS_TOPICS_SEED"].flatMap(UInt64.init) ?? .random(in: 0...999_999)
  }

  public mutating func next() -> UInt64 {
    // xorshift64*, which must not start from zero.
    if state == 0 { state = 0x9E37_79B9_7F4A_7C15 }
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}
