import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(2))) struct RequestServerTests {
  @Test func anAnswerThatIsTooLargeIsTold() async throws {
    let folder = TemporaryFolder()
    let endpoint = "ipc://\(folder.path)/query"
    let large = WireMessage(
      .quarantine, PlainRequest(request: 7), payloads: [Array(repeating: 0, count: WireLimits.payloadBytes + 1)])
    let server = try RequestServer(
      context: try ZeroMQContext(), listener: Listener(try Endpoint(endpoint)), name: "query",
      logger: Logger(label: "test")
    ) { _, _ in large }
    let serving = Task { try await server.run() }
    // As a DEALER asks, and as a REQ does.
    for route in [[], [[]]] as [[[UInt8]]] {
      let client = try SocketPeer(.dealer)
      try await client.connect(endpoint)
      try await client.send(route + WireMessage(.status, PlainRequest(request: 7)).frames)
      let frames = try await client.receive()
      #expect(Array(frames.prefix(route.count)) == route)
      let answer = try WireMessage(frames: Array(frames.dropFirst(route.count)))
      #expect(answer.kind == .error)
      let failure = try answer.decode(WireFailure.self)
      #expect(failure.request == 7 && failure.reason.contains("\(WireLimits.payloadBytes + 1)"))
    }
    await server.stop()
    try await serving.value
  }

  @Test func aMessageOfTooManyFramesIsAnswered() async throws {
    let folder = TemporaryFolder()
    let endpoint = "ipc://\(folder.path)/query"
    let server = try RequestServer(
      context: try ZeroMQContext(), listener: Listener(try Endpoint(endpoint)), name: "query",
      logger: Logger(label: "test")
    ) { message, _ in message }
    let serving = Task { try await server.run() }
    for route in [[], [[]]] as [[[UInt8]]] {
      let client = try SocketPeer(.dealer)
      try await client.connect(endpoint)
      try await client.send(route + Array(repeating: [1], count: WireLimits.frames + 5))
      let frames = try await client.receive()
      #expect(Array(frames.prefix(route.count)) == route)
      let answer = try WireMessage(frames: Array(frames.dropFirst(route.count)))
      #expect(answer.kind == .error)
      #expect(try answer.decode(WireFailure.self).reason.contains("\(WireLimits.frames + 2) frames"))
    }
    await server.stop()
    try await serving.value
  }
}
