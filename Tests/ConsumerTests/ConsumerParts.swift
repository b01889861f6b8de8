import Classifying
import Logging
import NewsModels
import Serving
import TestSupport
import ZeroMQ

@testable import Consumer

/// What stands around a store in a consumer.
struct ConsumerParts {
  let processor: ArticleProcessor
  let questions: QuestionAnswerer
  let memory = WorkMemory()

  init(
    _ store: any ArticleStore, _ folder: TemporaryFolder, quarantineLimit: Int = 1 << 20,
    logger: Logger = Logger(label: "test")
  ) throws {
    let classifier = Classifier(TopicsFile.builtIn)
    let waits = StoredWaits()
    let work = try WorkGuard(folder: folder.path, name: "classifying")
    processor = ArticleProcessor(
      classifier: classifier, store: store,
      events: try EventPublisher(
        context: try ZeroMQContext(), listener: Listener(try Endpoint("ipc://\(folder.path)/run/events")),
        logger: logger), waits: waits, work: work, memory: memory,
      quarantineLimit: quarantineLimit)
    let archive = try TopicsArchive(dataFolder: folder.path, current: classifier)
    questions = QuestionAnswerer(
      store: store, classifier: classifier, archive: archive,
      consumer: ConsumerID(unchecked: String(repeating: "c", count: 32)), group: .default, links: [],
      upkeep: StoreUpkeep(store: store, processor: processor, archive: archive),
      reclassifier: Reclassifier(
        store: store, current: classifier, work: work, memory: memory, logger: logger), waits: waits)
  }
}
