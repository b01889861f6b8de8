import Classifying
import DurableSQLite
import Logging
import NewsModels
import Serving
import ZeroMQ

/// The consumer: receives articles, classifies and stores them, acknowledges, and answers questions.
public struct ConsumerService: Sendable {
  private let configuration: ConsumerConfiguration
  private let logger: Logger
  private let onReady: @Sendable (Ready) -> Void

  /// Where the consumer listens, once it does.
  public struct Ready: Sendable, CustomStringConvertible {
    public var query: Listener.Bound
    public var events: Listener.Bound
    /// Whether what waits can be done here: the store gets its writes done, and each link answers. Hangs where one does. A producer
    /// that is away is no fault of this process.
    public var isWorking: @Sendable () async -> Bool

    /// `query=… events=…`, for the line that says so.
    public var description: String { "\(query.described(as: "query")) \(events.described(as: "events"))" }
  }

  /// - Parameter onReady: called once, when questions are answered.
  public init(
    configuration: ConsumerConfiguration, logger: Logger, onReady: @escaping @Sendable (Ready) -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.onReady = onReady
  }

  /// Runs until `shutdown` ends, and then ends in order: what was received is stored and acknowledged, or left to the producer.
  /// - Throws: `StoreError`, `ZeroMQError`; nothing that was not committed has been acknowledged then.
  public func run(until shutdown: AsyncStream<Never>) async throws {
    let parts = try await open()
    announce(parts)
    try await serve(parts, until: shutdown)
    var left = 0
    for link in parts.links { left += await link.underWay }
    await parts.store.close()
    logger.info("ended in order; what is left comes again after the next start", metadata: ["left": "\(left)"])
  }

  /// What a consumer consists of.
  private struct Parts {
    let consumer: ConsumerID
    let store: SQLiteArticleStore
    let gate: Gate
    let events: EventPublisher
    let waits: StoredWaits
    let links: [ProducerLink]
    let query: RequestServer
    let questions: QuestionAnswerer
  }

  /// Makes the parts, each with those before it. What may be wrong with the configuration shows before any data is touched; the sockets
  /// listen when the data is open.
  private func open() async throws -> Parts {
    let folder = configuration.dataFolder
    // Who holds the data is told of rather than who has the addresses. Where nobody can hold it yet, these come first: nothing is left
    // behind where they cannot be had.
    let held = try DataFolder.wasHeld(folder) ? DataFolder(folder) : nil
    let context = try ZeroMQContext()
    let memory = WorkMemory()
    let gate = try Gate(
      context: context, keys: configuration.keys, endpoints: [configuration.query, configuration.events],
      messageBytes: RequestServer.Limits().frameBytes, work: memory, isOpenToGroup: configuration.isOpenToGroup,
      logger: logger)
    let (feed, desk) = (
      gate.listener(configuration.events, next: configuration.nextEvents),
      gate.listener(configuration.query, next: configuration.nextQuery)
    )
    try Listener.tryOut([feed, desk])
    let dataFolder = try held ?? DataFolder(folder)
    let store = try await openStore(in: dataFolder)
    var generator = SystemRandomNumberGenerator()
    let consumer = ConsumerID.random(using: &generator)
    let classifier = Classifier(configuration.topics)
    let waits = StoredWaits()
    let work = try WorkGuard(folder: configuration.dataFolder, name: "classifying")
    let events = try EventPublisher(context: context, listener: feed, logger: logger)
    let articles = ArticleProcessor(
      classifier: classifier, store: store, events: events, waits: waits, work: work, memory: memory,
      quarantineLimit: configuration.quarantineLimit)
    articles.prepare()
    let claims = ClaimRegistry()
    let links = try configuration.articles.map { producer in
      try ProducerLink(
        producer, context: context, consumer: consumer, group: configuration.group, store: store.identity,
        dataFolder: configuration.dataFolder, credit: configuration.credit, processor: articles, claims: claims,
        logger: logger)
    }
    let archive = try TopicsArchive(dataFolder: configuration.dataFolder, current: classifier)
    let questions = QuestionAnswerer(
      store: store, classifier: classifier, archive: archive, consumer: consumer, group: configuration.group,
      links: links, upkeep: StoreUpkeep(store: store, processor: articles, archive: archive),
      reclassifier: Reclassifier(store: store, current: classifier, work: work, memory: memory, logger: logger),
      waits: waits)
    let query = try RequestServer(context: context, listener: desk, name: "query", logger: logger)
    return Parts(
      consumer: consumer, store: store, gate: gate, events: events, waits: waits, links: links, query: query,
      questions: questions)
  }

  private func openStore(in folder: DataFolder) async throws -> SQLiteArticleStore {
    let store = try await SQLiteArticleStore(
      folder: folder, timeZone: configuration.timeZone,
      catalogue: TopicCatalogue(
        version: configuration.topics.version,
        topics: configuration.topics.topics.map { TopicCatalogue.Topic(id: $0.id, name: $0.name) }), logger: logger)
    if let damage = store.damage {
      logger.error("the article store lost what it had written", metadata: ["damage": "\(damage)"])
    }
    try await tellOfFormerTopics(store)
    return store
  }

  private func announce(_ parts: Parts) {
    // Rules are compiled in some megabytes that nobody needs any more.
    ProcessMemory.giveBack()
    let (links, store) = (parts.links, parts.store)
    onReady(
      Ready(query: parts.query.bound, events: parts.events.bound) {
        for link in links { _ = await link.status() }
        return await !store.isStalled()
      })
    logger.info(
      "receiving articles",
      metadata: [
        "consumer": "\(parts.consumer)", "group": "\(configuration.group)", "store": "\(store.identity)",
        "topics": "\(configuration.topics.version)", "data": "\(configuration.dataFolder)",
      ])
  }

  /// Until all parts were stopped in order, or one has failed.
  private func serve(_ parts: Parts, until shutdown: AsyncStream<Never>) async throws {
    let (gate, events, waits, links, query) = (parts.gate, parts.events, parts.waits, parts.links, parts.query)
    let questions = parts.questions
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await gate.run {
          await query.keysRemoved()
          await events.keysRemoved()
        }
      }
      group.addTask { try await events.run() }
      group.addTask {
        try await Self.serve(links, query, questions)
        events.stop()
        gate.stop()
      }
      group.addTask {
        for await _ in shutdown {}
        for link in links { await link.stop() }
        waits.end()
        await query.stop()
      }
      // The first that fails ends the others.
      while try await group.next() != nil {}
    }
  }

  /// Articles that other topics files counted keep what those said until a person has them counted anew.
  private func tellOfFormerTopics(_ store: any ArticleStore) async throws(StoreError) {
    // Before the first article no page is left: what is asked for is how many there are.
    let counted = try await store.page(before: 0, limit: 1, exceptVersion: configuration.topics.version).total
    if counted == 0 { return }
    logger.notice(
      "stored articles were counted by other topics; 'newsctl topics apply' counts them by these",
      metadata: ["articles": "\(counted)", "topics": "\(configuration.topics.version)"])
  }

  /// Until all of them were stopped, or one has failed.
  private static func serve(
    _ links: [ProducerLink], _ query: RequestServer, _ questions: QuestionAnswerer
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for link in links { group.addTask { try await link.run() } }
      group.addTask { try await query.run { try await questions.answer($0, on: $1) } }
      while try await group.next() != nil {}
    }
  }
}

extension ConsumerService {
  /// Whether an error of `run` means that what was named for the store cannot be used, rather than that something failed.
  public static func isMisplaced(_ error: any Error) -> Bool {
    switch error as? StoreError {
    case .badTimeZone, .misplaced: true
    case .diskFull, .storage, .badQuery, .unable, .closed: false
    case nil: (error as? DurableSQLiteError)?.concernsPlace == true
    }
  }
}
