import DurableSQLite
import Logging
import NewsModels
import Serving
import ZeroMQ

/// The producer: takes documents, reads articles out of them, keeps them, and delivers them until they are stored.
public struct ProducerService: Sendable {
  private let configuration: ProducerConfiguration
  private let logger: Logger
  private let onReady: @Sendable (Ready) -> Void

  /// Where the producer listens, once it does.
  public struct Ready: Sendable {
    public var intake: Endpoint
    public var articles: Endpoint
  }

  /// - Parameter onReady: called once, when documents are taken.
  public init(
    configuration: ProducerConfiguration, logger: Logger, onReady: @escaping @Sendable (Ready) -> Void
  ) {
    self.configuration = configuration
    self.logger = logger
    self.onReady = onReady
  }

  /// Runs until `shutdown` ends, and then ends in order: no more documents are taken, what was taken is answered, what is
  /// under way to consumers is acknowledged or waits for the next start.
  /// - Throws: `OutboxError`, `ZeroMQError`; nothing that was not committed has been answered then.
  public func run(until shutdown: AsyncStream<Never>) async throws {
    let context = try ZeroMQContext()
    let outbox = try await SQLiteOutbox(
      folder: DataFolder(configuration.dataFolder), limit: configuration.outboxLimit)
    if let damage = outbox.damage {
      logger.error("the outbox lost what it had written", metadata: ["damage": "\(damage)"])
    }
    let delivery = try await DeliveryLoop(
      outbox: outbox, context: context, endpoint: configuration.articles, logger: logger)
    let documents = DocumentIntake(
      outbox: outbox, delivery: delivery, maximumDocument: configuration.maximumDocument)
    let intake = try RequestServer(
      context: context, endpoint: configuration.intake,
      limits: RequestServer.Limits(frameBytes: configuration.maximumDocument + RequestFrames.slack),
      name: "intake", handler: { try await documents.answer($0) })
    onReady(Ready(intake: intake.endpoint, articles: delivery.endpoint))
    logger.info(
      "taking documents",
      metadata: ["producer": "\(outbox.producer)", "epoch": "\(outbox.epoch)", "data": "\(configuration.dataFolder)"])

    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await delivery.run() }
      group.addTask {
        // Pushers are answered before the last articles go out and the outbox closes.
        try await intake.run()
        await delivery.stop()
      }
      group.addTask {
        for await _ in shutdown {}
        await intake.stop()
      }
      try await group.waitForAll()
    }
    await outbox.close()
    logger.info("ended in order")
  }
}

extension ProducerService {
  /// Whether an error of `run` means that the place named for the data cannot be used, rather than that something failed.
  public static func isMisplaced(_ error: any Error) -> Bool {
    (error as? DurableSQLiteError)?.concernsPlace == true
  }
}

/// Sizes of what travels around a document.
enum RequestFrames {
  /// A header may be larger than a small `--max-document` allows.
  static let slack = 1 << 20
}
