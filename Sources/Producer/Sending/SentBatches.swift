import NewsModels

/// When batches went out to a group, as far back as is remembered.
struct SentBatches: Sendable {
  private struct Sent {
    /// Not all from the first to the last: between those that come again may be others that were not in it.
    var sequences: SequenceRanges
    /// Milliseconds since 1970, UTC.
    var at: Int64
  }

  private static let limit = 4_096
  private var sent: [Sent] = []
  private var next = 0

  /// Notes a batch, whose sequences ascend.
  mutating func note(_ batch: ProducerFrame.Batch, at time: Int64) {
    var sequences = SequenceRanges()
    for article in batch.articles { sequences.insert(article.sequence) }
    let entry = Sent(sequences: sequences, at: time)
    if sent.count < Self.limit {
      sent.append(entry)
    } else {
      sent[next] = entry
      next = (next + 1) % Self.limit
    }
  }

  /// When an article last went out; nil where that is not remembered.
  func time(of sequence: SequenceNumber) -> Int64? {
    sent.lazy.filter { $0.sequences.contains(sequence) }.map(\.at).max()
  }
}
