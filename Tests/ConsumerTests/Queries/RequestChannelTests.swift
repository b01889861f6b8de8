import Foundation
import NewsModels
import TestSupport
import Testing
import ZeroMQ

@testable import NewsClient

@Suite(.timeLimit(.minutes(10))) struct RequestChannelTests {
  private let folder = TemporaryFolder()
  private var endpoint: String { "ipc://\(folder.path)/query" }

  private func ask(_ channel: RequestChannel, within bound: Duration = .seconds(60)) async throws -> WireMessage {
    try await channel.request(within: bound) { WireMessage(.status, PlainRequest(request: $0)) }
  }

  /// Takes a request and answers it with `make`; tells its number.
  @discardableResult
  private func answer(
    _ service: SocketPeer, _ make: (Int) -> WireMessage = { WireMessage(.status, PlainRequest(request: $0)) }
  ) async throws -> Int {
    let said = try await service.receive()
    let number = try #require(try WireMessage(frames: Array(said[1...])).decode(PlainRequest.self).request)
    try await service.send([said[0]] + make(number).frames)
    return number
  }

  private func channel() throws -> RequestChannel {
    try RequestChannel(service: "news-consumer", endpoint: endpoint, timeout: .seconds(60), curve: nil)
  }

  /// What bounds connecting does not bound what an answer may take, such as that of counting everything anew.
  @Test func theFirstAnswerMayTakeAsLongAsItsQuestionAllows() async throws {
    let service = try SocketPeer(.router)
    try await service.bind(endpoint)
    let channel = try RequestChannel(
      service: "news-consumer", endpoint: endpoint, timeout: .seconds(1), curve: nil)
    let bound = Duration.milliseconds(1_500)
    await #expect(throws: ClientError.noAnswer(service: "news-consumer", endpoint: endpoint, after: bound)) {
      try await ask(channel, within: bound)
    }
  }

  /// A question pushes nothing.
  @Test func onlyWhoPushesIsToldToPushAgain() {
    func advice(_ service: String) -> [Bool] {
      [
        ClientError.connectionLost(service: service, endpoint: "e"),
        .noAnswer(service: service, endpoint: "e", after: .seconds(1)),
      ].map { $0.description.contains("push again") }
    }
    #expect(advice("news-producer") == [true, true] && advice("news-consumer") == [false, false])
  }

  /// As one that is stopped: libzmq ends its handshake, too. Without keys that says nothing of keys.
  @Test func aServiceThatEndsTheHandshakeIsToldAsOneThatDoesNotAnswer() async throws {
    let service = try ClosingListener(path: folder.path + "/query")
    let channel = try RequestChannel(
      service: "news-consumer", endpoint: endpoint, timeout: .milliseconds(300), curve: nil)
    let failure = await #expect(throws: ClientError.self) { try await ask(channel) }
    guard case .silent? = failure else {
      Issue.record("expected that it does not answer, got \(String(describing: failure))")
      return
    }
    withExtendedLifetime(service) {}
  }

  @Test func aRequestThatIsTooLargeFailsAlone() async throws {
    let service = try SocketPeer(.router)
    try await service.bind(endpoint)
    let channel = try channel()
    async let waiting = ask(channel)
    let said = try await service.receive()
    let tooLarge = await #expect(throws: ClientError.self) {
      try await channel.request(within: .seconds(60)) { number in
        WireMessage(
          .push, PlainRequest(request: number), payloads: [[UInt8](repeating: 0, count: WireLimits.payloadBytes + 1)])
      }
    }
    guard case .refused? = tooLarge else {
      Issue.record("expected that it is refused, got \(String(describing: tooLarge))")
      return
    }
    try await service.send(said)
    #expect(try await waiting.kind == .status)
    async let last = ask(channel)
    try await answer(service)
    #expect(try await last.kind == .status)
  }

  @Test func whatNobodyWaitsForAnyMoreIsNotSentToAServiceThatComesBack() async throws {
    var service: SocketPeer? = try SocketPeer(.router)
    try await service?.bind(endpoint)
    let channel = try channel()
    async let first = ask(channel)
    if let service { try await answer(service) }
    _ = try await first
    service = nil
    var unanswered = 0
    // Until the connection is known to be lost, and then some more.
    while unanswered < 5 {
      let failure = await #expect(throws: ClientError.self) { try await ask(channel, within: .milliseconds(20)) }
      if case .unreachable? = failure { unanswered += 1 }
    }
    let again = try SocketPeer(.router)
    // The one before takes its file along when it is closed, or would take that of this one.
    try await waitUntil { !FileManager.default.fileExists(atPath: "\(folder.path)/query") }
    try await again.bind(endpoint)
    async let last = ask(channel)
    let number = try await answer(again)
    #expect(try await last.decode(PlainRequest.self).request == number)
  }

  /// It belongs to its own question only.
  @Test func aRefusalThatComesTooLateConcernsNobodyElse() async throws {
    let service = try SocketPeer(.router)
    try await service.bind(endpoint)
    let channel = try channel()
    async let first = ask(channel)
    try await answer(service)
    _ = try await first
    await #expect(throws: ClientError.self) { try await ask(channel, within: .milliseconds(20)) }
    async let last = ask(channel)
    try await answer(service) { WireMessage(.error, WireFailure(request: $0, reason: "too late")) }
    let number = try await answer(service)
    #expect(try await last.decode(PlainRequest.self).request == number)
  }

  @Test func figuresThatNobodyCountedAreNotUnderstood() async throws {
    let service = try SocketPeer(.router)
    try await service.bind(endpoint)
    let channel = try channel()
    for figures in ["1,\(Int.max)", "-\(Int.max)", "1e300", "\(WireLimits.figures)"] {
      let asked = Task { try await ask(channel) }
      try await answer(service) { number in
        WireMessage(kind: .status, header: Array("{\"figures\":[\(figures)],\"request\":\(number)}".utf8))
      }
      let failure = await #expect(throws: ClientError.self) { try await asked.value }
      guard case .notUnderstood? = failure else {
        Issue.record("expected that it is not understood, got \(String(describing: failure))")
        continue
      }
    }
    async let asked = ask(channel)
    try await answer(service)
    #expect(try await asked.kind == .status)
  }

  /// A trace holds times that are bounded each for itself, a status figures that are bounded together: whoever made a sum of a status that
  /// calls itself a trace would end.
  @Test func anAnswerOfAnotherKindThanWasAskedForIsNotUnderstood() async throws {
    let service = try SocketPeer(.router)
    try await service.bind(endpoint)
    let channel = try channel()
    let figures = Array(repeating: WireLimits.figures / 2, count: 200)
    for kind in [WireKind.trace, .ledger, .busy] {
      let asked = Task { try await ask(channel) }
      try await answer(service) { number in
        let figures = kind == .trace ? "\(figures)" : "[]"
        return WireMessage(kind: kind, header: Array("{\"figures\":\(figures),\"request\":\(number)}".utf8))
      }
      let reason = "expected an answer to 'status', got '\(kind.rawValue)'"
      await #expect(throws: ClientError.notUnderstood(endpoint: endpoint, reason: reason)) { try await asked.value }
    }
    async let asked = ask(channel)
    try await answer(service)
    #expect(try await asked.kind == .status)
  }
}
