import Foundation
import NewsClient
import ZeroMQ

/// A pair that speaks CURVE over tcp, with the keys of both services and of some clients.
final class KeyedPair: Sendable {
  let pair: PairFixture

  /// A service with where it listens.
  struct Service {
    var process: RunningProcess
    var endpoints: [String: String]

    subscript(_ name: String) -> String { endpoints[name] ?? "" }
  }

  init() async throws {
    pair = try PairFixture()
    for name in ["producer", "consumer", "desk"] { try await generate(name) }
    for name in ["consumer", "desk"] { try await allow(name) }
  }

  var keys: String { pair.folder.path + "/keys" }
  func secret(_ name: String) -> String { "\(keys)/\(name).key" }
  func `public`(_ name: String) -> String { "\(keys)/\(name).pub" }

  func generate(_ name: String) async throws {
    try await expectDone(pair.newsctl("keys", "generate", name, "--folder", keys))
  }

  func allow(_ name: String) async throws {
    try await expectDone(pair.newsctl("keys", "allow", self.public(name), "--folder", keys))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(keys)/allowed/\(name).pub")
  }

  private func expectDone(_ output: PairFixture.Output) throws {
    guard output.status == 0 else { throw RunningProcess.Failure(description: output.errors) }
  }

  /// - Parameter intake: where it was before, to come back there.
  func startProducer(
    key: String = "producer", intake: String = "tcp://127.0.0.1:*", articles: String = "tcp://127.0.0.1:*",
    _ more: [String] = []
  ) async throws -> Service {
    try await start(
      "news-producer",
      [
        "--intake", intake, "--articles", articles, "--key", secret(key), "--allow", "\(keys)/allowed",
      ] + more)
  }

  func startConsumer(of producer: Service, serverKey: String = "producer", key: String = "consumer") async throws
    -> Service
  {
    try await start(
      "news-consumer",
      [
        "--articles", producer["articles"], "--server-key", self.public(serverKey), "--key", secret(key), "--allow",
        "\(keys)/allowed", "--query", "tcp://127.0.0.1:*", "--events", "tcp://127.0.0.1:*",
      ])
  }

  private func start(_ program: String, _ arguments: [String]) async throws -> Service {
    let process = try pair.launch(program, arguments)
    return Service(process: process, endpoints: try await process.endpoints())
  }

  func intakeClient(
    _ producer: Service, key: String = "desk", serverKey: String = "producer", endpoint: String = "intake"
  ) async throws -> IntakeClient {
    try await IntakeClient(
      endpoint: producer[endpoint], timeout: PairFixture.patience, curve: try client(key, serverKey: serverKey))
  }

  func queryClient(_ consumer: Service, key: String = "desk") async throws -> QueryClient {
    try await QueryClient(
      endpoint: consumer["query"], timeout: PairFixture.patience, curve: try client(key, serverKey: "consumer"))
  }

  func subscriber(_ consumer: Service, key: String) throws -> Subscriber {
    try Subscriber(consumer["events"], curve: try client(key, serverKey: "consumer"))
  }

  private func client(_ key: String, serverKey: String) throws -> CurveRole {
    .client(
      serverKey: try KeyFile.readPublicKey(self.public(serverKey)),
      keyPair: try CurveKeyPair(secretKey: KeyFile.readSecretKey(secret(key))))
  }
}
