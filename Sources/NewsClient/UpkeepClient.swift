import NewsModels

/// What producers and consumers are both asked for upkeep.
public protocol UpkeepClient: Sendable {
  /// Asks, and answers what came; for the extension below.
  func ask(
    within timeout: Duration, _ make: @Sendable (Int) -> WireMessage
  ) async throws(ClientError) -> WireMessage
  var endpointText: String { get }
}

extension UpkeepClient {
  /// Longer than recounting or copying takes on a slow disk.
  private static var longTimeout: Duration { .seconds(3_600) }

  /// Lists, shows, retries or drops what was put aside; the payloads are those of `show`.
  public func quarantine(
    _ request: QuarantineRequest
  ) async throws(ClientError) -> (answer: QuarantineAnswer, payloads: [[UInt8]]) {
    let message = try await ask(within: .seconds(120)) { number in
      var request = request
      request.request = number
      return WireMessage(.quarantine, request)
    }
    return (try decode(QuarantineAnswer.self, from: message), message.payloads)
  }

  /// Recounts every figure from the rows.
  public func verify() async throws(ClientError) -> VerifyAnswer {
    let message = try await ask(within: Self.longTimeout) { WireMessage(.verify, PlainRequest(request: $0)) }
    return try decode(VerifyAnswer.self, from: message)
  }

  /// Has the service write a copy of its data into a folder on its machine that does not exist yet.
  public func backup(to folder: String) async throws(ClientError) -> BackupAnswer {
    let message = try await ask(within: Self.longTimeout) {
      WireMessage(.backup, BackupRequest(request: $0, folder: folder))
    }
    return try decode(BackupAnswer.self, from: message)
  }

  func trace<Answer: Decodable>(_ id: Digest, as type: Answer.Type) async throws(ClientError) -> Answer {
    let message = try await ask(within: .seconds(30)) { WireMessage(.trace, TraceRequest(request: $0, id: id)) }
    return try decode(type, from: message)
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, from message: WireMessage
  ) throws(ClientError) -> Value {
    do {
      return try message.decode(type)
    } catch {
      throw .notUnderstood(endpoint: endpointText, reason: error.description)
    }
  }
}

extension IntakeClient: UpkeepClient {
  public func ask(
    within timeout: Duration, _ make: @Sendable (Int) -> WireMessage
  ) async throws(ClientError) -> WireMessage {
    try await channel.request(within: timeout, make)
  }

  public var endpointText: String { channel.endpoint }

  /// What the producer knows of a document's or an article's way.
  public func trace(_ id: Digest) async throws(ClientError) -> ProducerTrace {
    try await trace(id, as: ProducerTrace.self)
  }
}

extension QueryClient: UpkeepClient {
  public func ask(
    within timeout: Duration, _ make: @Sendable (Int) -> WireMessage
  ) async throws(ClientError) -> WireMessage {
    try await channel.request(within: timeout, make)
  }

  public var endpointText: String { channel.endpoint }

  /// What the consumer knows of an article's way.
  public func trace(_ id: ArticleID) async throws(ClientError) -> ConsumerTrace {
    try await trace(id.digest, as: ConsumerTrace.self)
  }
}
