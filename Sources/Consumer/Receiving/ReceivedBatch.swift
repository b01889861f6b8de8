import Locking
import NewsModels

/// A batch on its way into the store. Its articles are taken out of it once, and go when they have been read: until their answer, only
/// their places are needed.
final class ReceivedBatch: Sendable {
  /// What an answer names an article by.
  struct Place: Sendable {
    var sequence: SequenceNumber
    var id: ArticleID
  }

  let producer: ProducerID
  let epoch: Epoch
  let places: [Place]
  /// Encoded bytes of its articles.
  let size: Int
  private let articles: Guarded<[DeliverableArticle]>

  init(_ batch: ProducerFrame.Batch) {
    (producer, epoch) = (batch.producer, batch.epoch)
    places = batch.articles.map { Place(sequence: $0.sequence, id: $0.id) }
    size = batch.articles.reduce(0) { $0 + $1.article.size }
    articles = Guarded(batch.articles)
  }

  /// None, when they were taken before.
  func takeArticles() -> [DeliverableArticle] {
    articles.withLock { articles in
      defer { articles = [] }
      return articles
    }
  }
}
