import Classifying
import Glibc
import NewsModels

/// Classifies and stores what a link received. Runs off the links' threads.
struct ArticleProcessor: Sendable {
  private let classifier: Classifier
  private let store: any ArticleStore
  private let events: EventPublisher

  init(classifier: Classifier, store: any ArticleStore, events: EventPublisher) {
    self.classifier = classifier
    self.store = store
    self.events = events
  }

  /// Classifies and stores a batch; `isWanted` is asked between the two, since a link may have given it up meanwhile.
  /// - Returns: the receipts, after they are on disk; nil where the batch was given up.
  /// - Throws: `StoreError`: nothing of the batch may be acknowledged then, and the consumer must end.
  func process(
    _ batch: ProducerFrame.Batch, isWanted: @Sendable () async -> Bool
  ) async throws(StoreError) -> [ConsumerFrame.Receipt]? {
    let entries = batch.articles.map { classify($0) }
    guard await isWanted() else { return nil }
    let receipts = try await store.store(
      StoreBatch(producer: batch.producer, arrived: Int64(time(nil)), entries: entries))
    await publish(entries, receipts)
    return receipts
  }

  private func classify(_ delivered: DeliverableArticle) -> StoreBatch.Entry {
    do throws(WireError) {
      let article = try ArticleCoding.decode(delivered.article)
      let classification = classifier.classify(
        title: article.title, body: article.body, language: article.language)
      return StoreBatch.Entry(
        sequence: delivered.sequence, id: delivered.id, content: .classified(article, classification))
    } catch {
      return StoreBatch.Entry(
        sequence: delivered.sequence, id: delivered.id,
        content: .quarantined(delivered.article, reason: error.description))
    }
  }

  /// Tells the live feed of what is new. Who misses an event finds the article by query.
  private func publish(_ entries: [StoreBatch.Entry], _ receipts: [ConsumerFrame.Receipt]) async {
    let items = zip(entries, receipts).compactMap { entry, receipt -> ArticleListing.Item? in
      guard receipt.outcome == .stored, case .classified(let article, let classification) = entry.content,
        !classification.topics.isEmpty
      else { return nil }
      return ArticleListing.Item(
        id: entry.id, title: article.title, published: article.published, source: article.source,
        credit: article.credit, language: article.language, url: article.url,
        topics: classification.topics.map {
          ArticleListing.Item.Topic(topic: $0.topic, level: $0.level, score: $0.score)
        })
    }
    if !items.isEmpty { await events.publish(items) }
  }
}
