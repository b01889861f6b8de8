import Delivery
import NewsModels

/// An article store: what is applied is synced. A sequence dealt with before is answered as then.
final class SimulatedStore {
  let id: StoreID
  private(set) var outcomes: [ProducerID: [SequenceNumber: ConsumerFrame.Receipt]] = [:]
  /// How often each article was counted.
  private(set) var counts: [ArticleID: Int] = [:]
  private(set) var quarantined: Set<ArticleID> = []

  init(id: StoreID) { self.id = id }

  func apply(
    _ producer: ProducerID, _ article: DeliverableArticle, isPoison: Bool
  ) -> ConsumerFrame.Receipt {
    if let earlier = outcomes[producer]?[article.sequence], earlier.id == article.id { return earlier }
    var receipt = ConsumerFrame.Receipt(sequence: article.sequence, id: article.id, outcome: .stored)
    if counts[article.id] != nil {
      receipt.outcome = .known
    } else if isPoison {
      receipt.outcome = .quarantined
      quarantined.insert(article.id)
    } else {
      counts[article.id, default: 0] += 1
    }
    outcomes[producer, default: [:]][article.sequence] = receipt
    return receipt
  }

  func hasDealt(with sequence: SequenceNumber, _ id: ArticleID, of producer: ProducerID) -> Bool {
    outcomes[producer]?[sequence]?.id == id
  }
}
