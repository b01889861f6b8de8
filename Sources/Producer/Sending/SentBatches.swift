import NewsModels

/// When batches went out to a group, as far back as is remembered.
struct SentBatches: Sendable {
  private struct Sent {
    var range: ClosedRange<SequenceNumber>
    /// Milliseconds since 1970, UTC.
    var at: Int64
  }

  private static let limit = 4_096
  private var sent: [Sent] = []
  private var next = 0

  /// Notes a batch, whose sequences ascend.
  mutating func note(_ batch: ProducerFrame.Batch, at time: Int64) {
    guard let first = batch.articles.first?.sequence, let last = batch.articles.last?.sequence, first <= last else {
      return
    }
    let entry = Sent(range: first...last, at: time)
    if sent.count < Self.limit {
      sent.append(entry)
    } else {
      sent[next] = entry
      next = (next + 1) % Self.limit
    }
  }

  /// When an article last went out; nil where that is not remembered.
  func time(of sequence: SequenceNumber) -> Int64? {
    sent.filter { $0.range.contains(sequence) }.map(\.at).max()
  }
}
