import DurableSQLite
import Foundation
import Locking
import Logging
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Producer

/// Opening an outbox may take long: nobody would answer who comes meanwhile, and nobody watch what he sends.
@Suite(.timeLimit(.minutes(10))) struct ServiceOpeningTests {
  typealias O = OutboxSamples

  @Test func nobodyListensUntilTheOutboxIsOpen() async throws {
    let folder = TemporaryFolder()
    let data = "\(folder.path)/outbox"
    let outbox = try await SQLiteOutbox(folder: try DataFolder(data), limit: 100_000)
    _ = try await outbox.commit([O.document(1, [1])])
    await outbox.close()
    // What is damaged is told in the middle of the opening.
    try Data().write(to: URL(fileURLWithPath: "\(data)/outbox.sqlite"))
    let endpoints = try endpoints(folder)
    let heard = Guarded<[String: Int]>([:])
    let hear: @Sendable (String) -> Void = { moment in
      let listening = endpoints.count { (try? EndpointProbe.check($0)) != nil }
      heard.withLock { $0[moment] = listening }
    }
    let (shutdown, end) = AsyncStream<Never>.makeStream()
    let service = try service(folder, logger: HeardLog.logger(hear)) { _ in
      hear("ready")
      for endpoint in endpoints {
        let attributes = endpoint.ipcPath.flatMap { try? FileManager.default.attributesOfItem(atPath: $0) }
        #expect(attributes?[.posixPermissions] as? Int == 0o600, "\(endpoint)")
      }
      end.finish()
    }
    try await service.run(until: shutdown)
    let listening = heard.withLock { $0 }
    #expect(listening["the outbox lost what it had written"] == 0, "\(listening)")
    #expect(listening["ready"] == 2, "\(listening)")
  }

  /// The first page, those of each table and index, free ones, those that say which is whose: whichever is damaged, the producer starts,
  /// and takes and hands on what comes in that life or, where it meets the damage then, in the next.
  @Test func startsWhicheverPageOfTheOutboxIsDamaged() async throws {
    let whole = try await filledOutbox()
    let pages = whole.database.count / Self.pageSize
    var setAside = 0
    for page in 0..<pages {
      let folder = TemporaryFolder()
      let data = "\(folder.path)/outbox"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      try whole.mark.write(to: URL(fileURLWithPath: "\(data)/outbox.mark"))
      var bytes = whole.database
      bytes[page * Self.pageSize + 1_000] ^= 1
      try bytes.write(to: URL(fileURLWithPath: "\(data)/outbox.sqlite"))
      do {
        let (shutdown, end) = AsyncStream<Never>.makeStream()
        try await service(folder, logger: Self.quiet) { _ in end.finish() }.run(until: shutdown)
        #expect(try await takesADocument(data), "page \(page + 1) of \(pages)")
      } catch {
        Issue.record("page \(page + 1) of \(pages): \(error)")
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: data)
      guard files.contains(where: { $0.hasPrefix("outbox.sqlite.damaged-") }) else { continue }
      setAside += 1
      // What was in it is lost, and said to be.
      let outbox = try await open(data)
      #expect(try await outbox.ledger().damages.map(\.first) == [1], "page \(page + 1) of \(pages)")
      await outbox.close()
    }
    #expect((1..<pages).contains(setAside), "\(setAside) of \(pages) pages had the outbox set aside")
  }

  private static let pageSize = 4_096
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// The files of a closed outbox with what waits, what was delivered, free pages and what is in quarantine.
  private func filledOutbox() async throws -> (database: Data, mark: Data) {
    let folder = TemporaryFolder()
    let outbox = try await open(folder.path)
    _ = try await outbox.commit((1...60).map { O.document($0, [2 * $0, 2 * $0 + 1]) })
    _ = try await outbox.commit([
      O.document(1, [2, 4], again: true), O.quarantined(61, size: 30_000), O.quarantined(62, size: 10),
    ])
    #expect(try await outbox.dropQuarantined(O.documentID(61)))
    let waiting = try await load(outbox)
    try await outbox.record(waiting.prefix(60).map { O.receipt($0) }, group: .default)
    await outbox.close()
    return (
      try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/outbox.sqlite")),
      try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/outbox.mark"))
    )
  }

  private func open(_ data: String) async throws -> SQLiteOutbox {
    try await SQLiteOutbox(folder: try DataFolder(data), limit: 10_000_000, recentKeys: 1)
  }

  private func load(_ outbox: SQLiteOutbox) async throws -> [DeliverableArticle] {
    try await outbox.load(group: .default, after: .zero, maximumArticles: 1_000, maximumBytes: 1 << 20).articles
  }

  /// Whether a document is taken and its article handed on in this life, or in the one after it.
  private func takesADocument(_ data: String) async throws -> Bool {
    for _ in 1...2 {
      let outbox = try await open(data)
      let accepted = try? await outbox.commit([O.document(1_000, [1_000])]).flatMap { $0.accepted + $0.duplicates }
      let waiting = try? await load(outbox)
      await outbox.close()
      if accepted == [O.article(1_000).id], waiting?.last?.id == O.article(1_000).id { return true }
    }
    return false
  }

  private func endpoints(_ folder: TemporaryFolder) throws -> [Endpoint] {
    [try Endpoint("ipc://\(folder.path)/run/intake"), try Endpoint("ipc://\(folder.path)/run/articles")]
  }

  /// A producer with the outbox in `folder`.
  private func service(
    _ folder: TemporaryFolder, logger: Logger, onReady: @escaping @Sendable (ProducerService.Ready) -> Void
  ) throws -> ProducerService {
    let endpoints = try endpoints(folder)
    return ProducerService(
      configuration: ProducerConfiguration(
        dataFolder: "\(folder.path)/outbox", intake: endpoints[0], articles: endpoints[1]),
      logger: logger, onReady: onReady)
  }
}
