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
  public struct Ready: Sendable, CustomStringConvertible {
    public var intake: Listener.Bound
    public var articles: Listener.Bound
    /// Whether what waits can be done here: the outbox gets its writes done, and what delivers answers. Hangs where that does. A
    /// consumer that is away is no fault of this process.
    public var isWorking: @Sendable () async -> Bool

    /// `intake=… articles=…`, for the line that says so.
    public var description: String { "\(intake.described(as: "intake")) \(articles.described(as: "articles"))" }
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
  /// - Throws: `OutboxError`, `ZeroMQError`, `WatchError`; nothing that was not committed has been answered then.
  public func run(until shutdown: AsyncStream<Never>) async throws {
    let parts = try await open()
    announce(parts)
    try await serve(parts, until: shutdown)
    let waiting = try await parts.outbox.ledger().groups.filter { $0.pending > 0 }
    let left = waiting.map { "\($0.pending) for \($0.group)" }.joined(separator: ", ")
    await parts.outbox.close()
    logger.info(
      "ended in order; what waits goes out after the next start",
      metadata: ["waiting": "\(left.isEmpty ? "nothing" : left)"])
  }

  /// What a producer consists of.
  private struct Parts {
    let outbox: SQLiteOutbox
    let gate: Gate
    let delivery: DeliveryLoop
    let watches: [FolderWatch]
    let intake: RequestServer
    let documents: DocumentIntake
  }

  /// Makes the parts, each with those before it. What may be wrong with the configuration shows before any data is touched; the sockets
  /// listen when the data is open.
  private func open() async throws -> Parts {
    let folders = try configuration.watchFolders.map { try WatchedFolder($0) }
    let folder = configuration.dataFolder
    // Who holds the data is told of rather than who has the addresses. Where nobody can hold it yet, these come first: nothing is left
    // behind where they cannot be had.
    let held = try DataFolder.wasHeld(folder) ? DataFolder(folder) : nil
    let context = try ZeroMQContext()
    let memory = WorkMemory()
    let gate = try Gate(
      context: context, keys: configuration.keys, endpoints: [configuration.intake, configuration.articles],
      messageBytes: configuration.maximumDocument + RequestFrames.slack, work: memory,
      isOpenToGroup: configuration.isOpenToGroup, logger: logger)
    let documents = gate.listener(configuration.intake, next: configuration.nextIntake)
    let articles = gate.listener(configuration.articles, next: configuration.nextArticles)
    try Listener.tryOut([documents, articles])
    let dataFolder = try held ?? DataFolder(folder)
    let outbox = try await SQLiteOutbox(
      folder: dataFolder, limit: configuration.outboxLimit, quarantineLimit: configuration.quarantineLimit,
      logger: logger)
    if let damage = outbox.damage {
      logger.error("the outbox lost what it had written", metadata: ["damage": "\(damage)"])
    }
    let work = try WorkGuard(folder: configuration.dataFolder, name: "parsing")
    let delivery = try await DeliveryLoop(outbox: outbox, context: context, listener: articles, logger: logger)
    let taking = DocumentTaking(
      outbox: outbox, delivery: delivery, work: work, memory: memory, maximumDocument: configuration.maximumDocument)
    taking.prepare()
    let watches = try folders.map {
      try FolderWatch($0, taking: taking, dataFolder: configuration.dataFolder, logger: logger)
    }
    let intake = try RequestServer(
      context: context, listener: documents,
      limits: RequestServer.Limits(
        bytes: RequestFrames.underWay, frameBytes: configuration.maximumDocument + RequestFrames.slack),
      name: "intake", logger: logger)
    return Parts(
      outbox: outbox, gate: gate, delivery: delivery, watches: watches, intake: intake,
      documents: DocumentIntake(taking, outboxLimit: configuration.outboxLimit, watches: watches))
  }

  private func announce(_ parts: Parts) {
    let (outbox, delivery) = (parts.outbox, parts.delivery)
    onReady(
      Ready(intake: parts.intake.bound, articles: delivery.bound) {
        guard let ledger = try? await outbox.ledger() else { return false }
        _ = await delivery.health(ledger)
        return await !outbox.isStalled()
      })
    logger.info(
      "taking documents",
      metadata: ["producer": "\(outbox.producer)", "epoch": "\(outbox.epoch)", "data": "\(configuration.dataFolder)"])
  }

  /// Until all parts were stopped in order, or one has failed.
  private func serve(_ parts: Parts, until shutdown: AsyncStream<Never>) async throws {
    let (gate, delivery, watches, intake) = (parts.gate, parts.delivery, parts.watches, parts.intake)
    let documents = parts.documents
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await gate.run {
          await intake.keysRemoved()
          await delivery.keysRemoved()
        }
      }
      group.addTask {
        try await delivery.run()
        gate.stop()
      }
      group.addTask {
        // Pushers are answered before the last articles go out and the outbox closes.
        try await Self.takeDocuments(documents, intake, watches)
        await delivery.stop()
      }
      group.addTask {
        for await _ in shutdown {}
        for watch in watches { watch.stop() }
        await intake.stop()
      }
      // The first that fails ends the others.
      while try await group.next() != nil {}
    }
  }

  /// Until all of them were stopped, or one has failed.
  private static func takeDocuments(
    _ documents: DocumentIntake, _ intake: RequestServer, _ watches: [FolderWatch]
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await intake.run { message, _ in try await documents.answer(message) } }
      for watch in watches {
        group.addTask { try await watch.run() }
      }
      while try await group.next() != nil {}
    }
  }
}

extension ProducerService {
  /// Whether an error of `run` means that the place named for the data cannot be used, rather than that something failed.
  public static func isMisplaced(_ error: any Error) -> Bool {
    (error as? DurableSQLiteError)?.concernsPlace == true || (error as? WatchError)?.concernsPlace == true
  }
}

/// Sizes of what travels around a document.
enum RequestFrames {
  /// A header may be larger than a small `--max-document` allows.
  static let slack = 1 << 20
  /// Bytes of the requests that are worked on at once; parsing takes several times as much.
  static let underWay = 12 << 20
}
