import Classifying
import DurableSQLite
import Glibc
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

/// What a store throws reaches the link on the link's own thread: caught on another, it would change the link's state beside it.
@Suite struct ThreadOfFailuresTests {
  /// The calling thread, and the one on which what `body` throws is caught, where it throws.
  private nonisolated(nonsending) func threadOfFailure(
    _ body: nonisolated(nonsending) () async throws(StoreError) -> Void
  ) async -> (own: pthread_t, caught: pthread_t?) {
    let own = pthread_self()
    do throws(StoreError) {
      try await body()
      return (own, nil)
    } catch {
      return (own, pthread_self())
    }
  }

  /// - Parameter size: bytes of an article: a small one is classified where it came, a large one elsewhere.
  @Test(arguments: [100, 1 << 20])
  func isTheLinks(size: Int) async throws {
    let folder = TemporaryFolder()
    let context = try ZeroMQContext()
    let topics = TopicsFile.builtIn
    let store = try await SQLiteArticleStore(
      folder: try DataFolder("\(folder.path)/store"), timeZone: nil, catalogue: StoreSamples.catalogue)
    let processor = ArticleProcessor(
      classifier: Classifier(topics), store: store,
      events: try EventPublisher(
        context: context, listener: Listener(try Endpoint("ipc://\(folder.path)/events")), logger: Logger(label: "test")
      ),
      waits: StoredWaits(), work: try WorkGuard(folder: folder.path, name: "classifying"), quarantineLimit: 0)
    await store.close()
    let article = Article(title: "Bản tin", body: String(repeating: "chữ ", count: size / 5))
    let batch = ProducerFrame.Batch(
      producer: StoreSamples.producer, epoch: Epoch(1),
      articles: [
        DeliverableArticle(sequence: SequenceNumber(1), id: article.id, article: ArticleCoding.encode(article))
      ])
    let (own, caught) = await (try PollingCaller()).call { _ in
      await threadOfFailure { () async throws(StoreError) in
        _ = try await processor.process(ReceivedBatch(batch)) { true }
      }
    }
    #expect(caught == own)
  }
}
