import DurableSQLite
import Foundation
import Locking
import NewsModels
import Producer
import TestSupport
import Testing
import ZeroMQ

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
    let endpoints = [
      try Endpoint("ipc://\(folder.path)/run/intake"), try Endpoint("ipc://\(folder.path)/run/articles"),
    ]
    let heard = Guarded<[String: Int]>([:])
    let hear: @Sendable (String) -> Void = { moment in
      let listening = endpoints.count { (try? EndpointProbe.check($0)) != nil }
      heard.withLock { $0[moment] = listening }
    }
    let (shutdown, end) = AsyncStream<Never>.makeStream()
    let service = ProducerService(
      configuration: ProducerConfiguration(dataFolder: data, intake: endpoints[0], articles: endpoints[1]),
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
    #expect(listening["the outbox lost what it had written"] == 0, "\(listening)")
    #expect(listening["ready"] == 2, "\(listening)")
  }
}
