import Classifying
import Logging
import NewsModels
import ServiceLifecycle
import Serving
import ZeroMQ

/// The consumer: receives articles, classifies and stores them, acknowledges, and answers questions.
public struct ConsumerService: Service {
  private let configuration: ConsumerConfiguration
  private let logger: Logger
  private let onReady: @Sendable (Ready) -> Void

  /// Where the consumer listens, once it does.
  public struct Ready: Sendable {
    public var query: Endpoint
    public var events: Endpoint
  }

  /// - Parameter onReady: called once, when questions are answered.
  public init(
    configuration: ConsumerConfiguration, logger: Logger, onReady: @escaping @Sendable (Ready) -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.onReady = onReady
  }

  /// Runs until a graceful shutdown, which ends in order: what was received is stored and acknowledged, or left to the producer.
  /// - Throws: `StoreError`, `ZeroMQError`; nothing that was not committed has been acknowledged then.
  public func run() async throws {
    let context = try ZeroMQContext()
    let store = try await SQLiteArticleStore.open(
      folder: configuration.dataFolder, timeZone: configuration.timeZone, topics: configuration.topics)
    var generator = SystemRandomNumberGenerator()
    let consumer = ConsumerID.random(using: &generator)
    let events = try EventPublisher(context: context, endpoint: configuration.events)
    let articles = ArticleProcessor(
      classifier: Classifier(configuration.topics), store: store, events: events)
    let claims = ClaimRegistry()
    let links = try configuration.articles.map { endpoint in
      try ProducerLink(
        endpoint: endpoint, context: context, consumer: consumer, group: configuration.group, store: store.identity,
        credit: configuration.credit, processor: articles, claims: claims, logger: logger)
    }
    let questions = QuestionAnswerer(
      store: store, classifier: Classifier(configuration.topics), consumer: consumer, group: configuration.group,
      links: links)
    let query = try RequestServer(
      context: context, endpoint: configuration.query, name: "query", handler: { try await questions.answer($0) })
    onReady(Ready(query: query.endpoint, events: events.endpoint))
    logger.info(
      "receiving articles",
      metadata: [
        "consumer": "\(consumer)", "group": "\(configuration.group)", "store": "\(store.identity)",
        "topics": "\(configuration.topics.version)", "data": "\(configuration.dataFolder)",
      ])

    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for link in links { group.addTask { try await link.run() } }
        group.addTask { try await query.run() }
        try await group.waitForAll()
      }
    } onGracefulShutdown: {
      Task {
        for link in links { await link.stop() }
        await query.stop()
      }
    }
    await store.close()
    logger.info("ended in order")
  }
}
