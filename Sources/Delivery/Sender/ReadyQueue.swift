import NewsModels

/// Loaded articles that wait for credit, first in, first out, with their size.
struct ReadyQueue: Sendable {
  private var slots: [DeliverableArticle?] = []
  private var head = 0
  private(set) var bytes = 0

  var count: Int { slots.count - head }
  var isEmpty: Bool { count == 0 }
  var first: DeliverableArticle? { head < slots.count ? slots[head] : nil }

  mutating func append(_ article: DeliverableArticle) {
    slots.append(article)
    bytes += article.article.size
  }

  @discardableResult
  mutating func popFirst() -> DeliverableArticle? {
    guard head < slots.count, let article = slots[head] else { return nil }
    slots[head] = nil
    head += 1
    bytes -= article.article.size
    if head == slots.count {
      slots.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 512, head * 2 >= slots.count {
      slots.removeFirst(head)
      head = 0
    }
    return article
  }

  /// Empties the queue; answers the sequences that were in it, ascending.
  mutating func takeSequences() -> [SequenceNumber] {
    let sequences = slots[head...].compactMap { $0?.sequence }.sorted()
    self = ReadyQueue()
    return sequences
  }
}
