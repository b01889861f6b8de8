import NewsModels
import ZeroMQ

/// The client's side of a producer's intake socket.
public struct IntakeClient: Sendable {
  /// A document to be pushed.
  public struct Document: Sendable {
    /// For people; also a weak hint of the document's form.
    public var name: String
    public var bytes: [UInt8]
    /// The outlet, where the pusher knows better than the document.
    public var source: String?
    /// Send articles that the producer knows once more.
    public var again: Bool

    public init(name: String, bytes: [UInt8], source: String? = nil, again: Bool = false) {
      self.name = name
      self.bytes = bytes
      self.source = source
      self.again = again
    }
  }

  static let service = "news-producer"

  /// Longer than any healthy producer takes for one push, its disk's worst day included.
  private static let answerTimeout = Duration.seconds(60)

  let channel: RequestChannel
  /// Bytes of the largest document that the producer takes, as it said when the client connected.
  public let maximumDocument: Int

  /// Connects to a producer.
  /// - Parameters:
  ///   - endpoint: as `ipc:///…/intake` or `tcp://127.0.0.1:5601`.
  ///   - timeout: how long the connection may take.
  ///   - curve: as whom to connect; nil for a plain connection.
  public init(endpoint: String, timeout: Duration, curve: CurveRole? = nil) async throws(ClientError) {
    channel = try RequestChannel(service: Self.service, endpoint: endpoint, timeout: timeout, curve: curve)
    // Learn at once, and within `timeout`, whether anybody is there.
    let answer = try await channel.request(within: timeout) { WireMessage(.ledger, PlainRequest(request: $0)) }
    let status = try Self.decode(ProducerStatus.self, from: answer, endpoint: endpoint)
    maximumDocument = min(max(1, status.maximumDocument), WireLimits.payloadBytes)
  }

  /// Pushes 1 to `WireLimits.documents` documents, and waits while the outbox is full, at most `busyTimeout`.
  /// - Parameter whenBusy: called once, with the producer's reason, where the push begins to wait.
  /// - Returns: what became of each, in order, after it is on the producer's disk.
  public func push(
    _ documents: [Document], busyTimeout: Duration, whenBusy: @Sendable (String) -> Void = { _ in }
  ) async throws(ClientError) -> [DocumentAnswer] {
    let headers = documents.map {
      PushRequest.Document(
        name: PushRequest.Document.shortened($0.name), source: $0.source, again: $0.again ? true : nil)
    }
    let payloads = documents.map(\.bytes)
    let deadline = ContinuousClock.now + busyTimeout
    var isWaiting = false
    while true {
      let answer = try await channel.request(within: Self.answerTimeout) { number in
        WireMessage(.push, PushRequest(request: number, documents: headers), payloads: payloads)
      }
      guard answer.kind == .busy else {
        let results = try decode(PushAnswer.self, from: answer).results
        guard results.count == documents.count else {
          throw .notUnderstood(
            endpoint: channel.endpoint, reason: "\(documents.count) documents got \(results.count) answers")
        }
        return results
      }
      let reason = try decode(WireFailure.self, from: answer).reason
      guard ContinuousClock.now < deadline else { throw .busy(reason: reason) }
      if !isWaiting { whenBusy(reason) }
      isWaiting = true
      // The producer tells nobody when there is room again, so the push is tried anew; nothing of it was taken.
      try? await Task.sleep(for: .milliseconds(200))
    }
  }

  /// How the producer stands.
  public func status(within timeout: Duration = .seconds(10)) async throws(ClientError) -> ProducerStatus {
    let answer = try await channel.request(within: timeout) { WireMessage(.ledger, PlainRequest(request: $0)) }
    return try decode(ProducerStatus.self, from: answer)
  }

  /// What the consumer's store has dealt with beyond what its group has acknowledged (see `LedgerBalance.excess`).
  ///
  /// Asks once more where there seems to be any: what was delivered after `producer` had answered is none.
  public func excess(
    _ producer: ProducerStatus, _ consumer: ConsumerStatus, within timeout: Duration = .seconds(10)
  ) async throws(ClientError) -> SequenceRanges {
    let (store, group) = (consumer.ledger, consumer.group)
    if LedgerBalance.excess(producer.ledger, store, group: group).isEmpty { return SequenceRanges() }
    return LedgerBalance.excess(try await status(within: timeout).ledger, store, group: group)
  }

  /// The groups as they stand after `change`: list, add, drop, rebind or forget.
  public func groups(_ change: GroupsRequest = GroupsRequest()) async throws(ClientError) -> GroupsAnswer {
    let answer = try await channel.request(within: Self.answerTimeout) { number in
      var request = change
      request.request = number
      return WireMessage(.groups, request)
    }
    return try decode(GroupsAnswer.self, from: answer)
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, from message: WireMessage
  ) throws(ClientError) -> Value {
    try Self.decode(type, from: message, endpoint: channel.endpoint)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, from message: WireMessage, endpoint: String
  ) throws(ClientError) -> Value {
    do {
      return try message.decode(type)
    } catch {
      throw .notUnderstood(endpoint: endpoint, reason: error.description)
    }
  }
}
