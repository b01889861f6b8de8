/// Where a text stands that is not in its row: in which segment, and which of its bytes.
public struct SegmentPlace: Hashable, Sendable {
  public var segment: Int64
  /// Of the first byte; the segment's first is 0.
  public var start: Int64
  /// In bytes.
  public var size: Int64

  public init(segment: Int64, start: Int64, size: Int64) {
    self.segment = segment
    self.start = start
    self.size = size
  }

  /// Whether a text may stand there: a damaged row may say anything. A text has at most 64 MiB, as much as a message carries.
  var isPossible: Bool { (0...1 << 50).contains(start) && (0...64 << 20).contains(size) }

  var end: Int64 { start + size }
}
