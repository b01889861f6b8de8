extension ConsumerFrame {
  /// The message that carries this frame.
  public var message: WireMessage {
    switch self {
    case .hello(let hello): WireMessage(.hello, hello)
    case .stored(let acknowledgement): WireMessage(.stored, acknowledgement)
    case .failed(let failure): WireMessage(.failed, failure)
    case .heartbeat(let heartbeat): WireMessage(.heartbeat, heartbeat)
    case .goodbye(let heartbeat): WireMessage(.goodbye, heartbeat)
    }
  }

  /// A frame from its message, with every number within `DeliveryLimits`.
  public init(_ message: WireMessage) throws(WireError) {
    guard message.payloads.isEmpty else {
      throw .payloadCount(message.kind, expected: 0, got: message.payloads.count)
    }
    switch message.kind {
    case .hello:
      let hello = try message.decode(Hello.self)
      guard (1...DeliveryLimits.creditArticles).contains(hello.credit.articles),
        (1...DeliveryLimits.creditBytes).contains(hello.credit.bytes)
      else {
        throw .badHeader(
          .hello,
          reason: "expected a credit of 1 to \(DeliveryLimits.creditArticles) articles "
            + "and 1 to \(DeliveryLimits.creditBytes) bytes")
      }
      self = .hello(hello)
    case .stored:
      let acknowledgement = try message.decode(Acknowledgement.self)
      guard acknowledgement.receipts.count <= DeliveryLimits.batchArticles else {
        throw .badHeader(
          .stored,
          reason: "expected at most \(DeliveryLimits.batchArticles) receipts, got \(acknowledgement.receipts.count)")
      }
      self = .stored(acknowledgement)
    case .failed: self = .failed(try message.decode(Failure.self))
    case .heartbeat: self = .heartbeat(try message.decode(Heartbeat.self))
    case .goodbye: self = .goodbye(try message.decode(Heartbeat.self))
    default:
      throw .unexpectedKind(message.kind, expected: [.hello, .stored, .failed, .heartbeat, .goodbye])
    }
  }
}
