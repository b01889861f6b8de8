import Locking
import Logging
import NewsModels
import Serving
import TestSupport
import Testing
import ZeroMQ

@Suite(.timeLimit(.minutes(10))) struct RequestServerTests {
  /// A server, and where it is asked.
  private struct Desk {
    let server: RequestServer
    let handler: RequestServer.Handler
    private let folder = TemporaryFolder()
    private let endpoint: String

    init(_ handler: @escaping RequestServer.Handler) throws {
      endpoint = "ipc://\(folder.path)/query"
      server = try RequestServer(
        context: try ZeroMQContext(), listener: Listener(try Endpoint(endpoint)), name: "query",
        logger: Logger(label: "test"))
      self.handler = handler
    }

    func client() async throws -> SocketPeer {
      let client = try SocketPeer(.dealer)
      try await client.connect(endpoint)
      return client
    }
  }

  @Test func anAnswerThatIsTooLargeIsTold() async throws {
    let large = WireMessage(
      .quarantine, PlainRequest(request: 7), payloads: [Array(repeating: 0, count: WireLimits.payloadBytes + 1)])
    let desk = try Desk { _, _ in large }
    let serving = Task { try await desk.server.run(desk.handler) }
    // As a DEALER asks, and as a REQ does.
    for route in [[], [[]]] as [[[UInt8]]] {
      let client = try await desk.client()
      try await client.send(route + WireMessage(.status, PlainRequest(request: 7)).frames)
      let frames = try await client.receive()
      #expect(Array(frames.prefix(route.count)) == route)
      let answer = try WireMessage(frames: Array(frames.dropFirst(route.count)))
      #expect(answer.kind == .error)
      let failure = try answer.decode(WireFailure.self)
      #expect(failure.request == 7 && failure.reason.contains("\(WireLimits.payloadBytes + 1)"))
    }
    await desk.server.stop()
    try await serving.value
  }

  /// However many messages come that nobody understands, what was understood is answered between them.
  @Test func aRequestIsAnsweredAmongMessagesThatAreNone() async throws {
    let desk = try Desk { message, _ in message }
    // They wait before the server begins.
    let client = try await desk.client()
    try await client.send(WireMessage(.status, PlainRequest(request: 7)).frames)
    let count = 400
    for _ in 0..<count { try await client.send([Array("x".utf8), Array("{}".utf8)]) }
    let serving = Task { try await desk.server.run(desk.handler) }
    var kinds: [WireKind] = []
    for _ in 0...count { kinds.append(try WireMessage(frames: try await client.receive()).kind) }
    #expect(kinds.count { $0 == .error } == count)
    #expect(try #require(kinds.firstIndex(of: .status)) < 200)
    await desk.server.stop()
    try await serving.value
  }

  /// Far more than libzmq and the kernel hold for a client.
  @Test func whoAsksAThousandQuestionsAtOnceGetsAllAnswers() async throws {
    let answered = Guarded(0)
    let payload = Array(repeating: UInt8(7), count: 4_096)
    let desk = try Desk { message, _ in
      answered.withLock { $0 += 1 }
      return WireMessage(.quarantine, try message.decode(PlainRequest.self), payloads: [payload])
    }
    let serving = Task { try await desk.server.run(desk.handler) }
    let client = try await desk.client()
    let numbers = Set(0..<1_000)
    for number in numbers { try await client.send(WireMessage(.status, PlainRequest(request: number)).frames) }
    // All are answered before the first is read, and others are served meanwhile.
    try await waitUntil { answered.withLock { $0 } == numbers.count }
    let other = try await desk.client()
    try await other.send(WireMessage(.status, PlainRequest(request: 5_000)).frames)
    #expect(try WireMessage(frames: try await other.receive()).decode(PlainRequest.self).request == 5_000)
    var received: Set<Int> = []
    for _ in numbers {
      let answer = try WireMessage(frames: try await client.receive())
      #expect(answer.payloads == [payload])
      received.insert(try #require(try answer.decode(PlainRequest.self).request))
    }
    #expect(received == numbers)
    await desk.server.stop()
    try await serving.value
  }

  @Test func aMessageOfTooManyFramesIsAnswered() async throws {
    let desk = try Desk { message, _ in message }
    let serving = Task { try await desk.server.run(desk.handler) }
    for route in [[], [[]]] as [[[UInt8]]] {
      let client = try await desk.client()
      try await client.send(route + Array(repeating: [1], count: WireLimits.frames + 5))
      let frames = try await client.receive()
      #expect(Array(frames.prefix(route.count)) == route)
      let answer = try WireMessage(frames: Array(frames.dropFirst(route.count)))
      #expect(answer.kind == .error)
      #expect(try answer.decode(WireFailure.self).reason.contains("\(WireLimits.frames + 2) frames"))
    }
    await desk.server.stop()
    try await serving.value
  }
}
