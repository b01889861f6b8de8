import Classifying
import Consumer
import DurableSQLite
import Foundation
import Locking
import NewsModels
import TestSupport
import Testing
import ZeroMQ

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
    let endpoints = [try Endpoint("ipc://\(folder.path)/run/query"), try Endpoint("ipc://\(folder.path)/run/events")]
    let heard = Guarded<[String: Int]>([:])
    let hear: @Sendable (String) -> Void = { moment in
      let listening = endpoints.count { (try? EndpointProbe.check($0)) != nil }
      heard.withLock { $0[moment] = listening }
    }
    let (shutdown, end) = AsyncStream<Never>.makeStream()
    let producer = ConsumerConfiguration.Producer(
      endpoint: try Endpoint("ipc://\(folder.path)/run/articles"), curve: nil)
    let service = ConsumerService(
      configuration: ConsumerConfiguration(
        dataFolder: data, articles: [producer], group: .default, query: endpoints[0], events: endpoints[1],
        topics: TopicsFile.builtIn, timeZone: nil),
      logger: HeardLog.logger(hear)
    ) { _ in
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
}
