import Classifying
import DurableSQLite
import Foundation
import Locking
import Logging
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import Consumer

/// Opening a store may take long: nobody would answer who comes meanwhile, and nobody watch what he sends.
@Suite(.timeLimit(.minutes(10))) struct ServiceOpeningTests {
  typealias S = StoreSamples

  @Test func nobodyListensUntilTheStoreIsOpen() async throws {
    let folder = TemporaryFolder()
    let data = "\(folder.path)/store"
    let store = try await SQLiteArticleStore(folder: try DataFolder(data), timeZone: nil, catalogue: S.catalogue)
    _ = try await store.store(S.batch([S.entry(1, S.article(1))]))
    await store.close()
    // What is damaged is told in the middle of the opening.
    try Data().write(to: URL(fileURLWithPath: "\(data)/store.sqlite"))
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
    #expect(listening["the article store lost what it had written"] == 0, "\(listening)")
    #expect(listening["ready"] == 2, "\(listening)")
  }

  /// The first page, those of each table and index, free ones, those that say which is whose: whichever is damaged, the consumer starts,
  /// and stores what comes in that life or, where it meets the damage then, in the next.
  @Test func startsWhicheverPageOfTheStoreIsDamaged() async throws {
    let whole = try await filledStore()
    let pages = whole.database.count / Self.pageSize
    var setAside = 0
    for page in 0..<pages {
      let folder = TemporaryFolder()
      let data = "\(folder.path)/store"
      try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
      try whole.mark.write(to: URL(fileURLWithPath: "\(data)/store.mark"))
      var bytes = whole.database
      bytes[page * Self.pageSize + 1_000] ^= 1
      try bytes.write(to: URL(fileURLWithPath: "\(data)/store.sqlite"))
      do {
        let (shutdown, end) = AsyncStream<Never>.makeStream()
        try await service(folder, logger: Self.quiet) { _ in end.finish() }.run(until: shutdown)
        #expect(try await takesAnArticle(data), "page \(page + 1) of \(pages)")
      } catch {
        Issue.record("page \(page + 1) of \(pages): \(error)")
      }
      let files = try FileManager.default.contentsOfDirectory(atPath: data)
      guard files.contains(where: { $0.hasPrefix("store.sqlite.damaged-") }) else { continue }
      setAside += 1
      // What was in it is lost, and said to be.
      let store = try await open(data)
      #expect(try await store.ledger().damages.map(\.first) == [1], "page \(page + 1) of \(pages)")
      await store.close()
    }
    #expect((1..<pages).contains(setAside), "\(setAside) of \(pages) pages had the store set aside")
  }

  private static let pageSize = 4_096
  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// The files of a closed store with articles, stories, free pages and what is in quarantine.
  private func filledStore() async throws -> (database: Data, mark: Data) {
    let folder = TemporaryFolder()
    let store = try await open(folder.path)
    var generator = SeededGenerator(seed: 5)
    let long = Article(title: "Dài", body: String(repeating: "chữ ", count: 5_000))
    _ = try await store.store(
      S.batch((1...80).map { S.randomEntry($0, using: &generator) } + [S.quarantined(81, long)]))
    #expect(try await store.dropQuarantined(long.id))
    await store.close()
    return (
      try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/store.sqlite")),
      try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/store.mark"))
    )
  }

  private func open(_ data: String) async throws -> SQLiteArticleStore {
    try await SQLiteArticleStore(folder: try DataFolder(data), timeZone: nil, catalogue: S.catalogue, recentKeys: 1)
  }

  /// Whether an article is stored in this life, or in the one after it.
  private func takesAnArticle(_ data: String) async throws -> Bool {
    for _ in 1...2 {
      let store = try await open(data)
      let receipts = try? await store.store(
        S.batch([S.entry(1_000, S.article(1_000, source: "Báo mới"), [("gaza", .main)])]))
      await store.close()
      if receipts?.map(\.outcome) == [.stored] { return true }
    }
    return false
  }

  private func endpoints(_ folder: TemporaryFolder) throws -> [Endpoint] {
    [try Endpoint("ipc://\(folder.path)/run/query"), try Endpoint("ipc://\(folder.path)/run/events")]
  }

  /// A consumer of the store in `folder`, without a producer.
  private func service(
    _ folder: TemporaryFolder, logger: Logger, onReady: @escaping @Sendable (ConsumerService.Ready) -> Void
  ) throws -> ConsumerService {
    let endpoints = try endpoints(folder)
    let producer = ConsumerConfiguration.Producer(
      endpoint: try Endpoint("ipc://\(folder.path)/run/articles"), curve: nil)
    return ConsumerService(
      configuration: ConsumerConfiguration(
        dataFolder: "\(folder.path)/store", articles: [producer], group: .default, query: endpoints[0],
        events: endpoints[1], topics: TopicsFile.builtIn, timeZone: nil),
      logger: logger, onReady: onReady)
  }
}
