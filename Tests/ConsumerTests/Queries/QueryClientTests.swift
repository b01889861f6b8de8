import Locking
import Logging
import NewsClient
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(10))) struct QueryClientTests {
  /// A consumer that says of an article that it is stored, and finds it nowhere, as one did whose article was superseded.
  @Test func aWaitForWhatIsNowhereAsksNowAndThenAndEnds() async throws {
    let folder = TemporaryFolder()
    let endpoint = "ipc://\(folder.path)/query"
    let questions = Guarded(0)
    let server = try RequestServer(
      context: try ZeroMQContext(), listener: Listener(try Endpoint(endpoint)), name: "query",
      logger: Logger(label: "test"))
    let serving = Task {
      try await server.run { message, _ in
        questions.withLock { $0 += 1 }
        let asked = try message.decode(StoredIDs.self)
        return WireMessage(.storedIDs, StoredIDs(request: asked.request, ids: asked.wait == nil ? [] : asked.ids))
      }
    }
    let client = try await QueryClient(endpoint: endpoint, timeout: .seconds(10))
    #expect(try await !client.waitUntilStored([StoreSamples.article(1).id], atMost: .milliseconds(100)))
    // Two each 20 ms, and those at the end.
    #expect(questions.withLock { $0 } <= 16)
    await server.stop()
    try await serving.value
  }
}
