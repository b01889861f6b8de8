import NewsModels

/// Why a service did not do what a client asked it to.
public enum ClientError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The endpoint is not one, or may not be used as it is.
  case badEndpoint(reason: String)
  /// Nobody listens there, or the connection could not be made in time.
  case unreachable(service: String, endpoint: String, user: String, reason: String)
  /// Somebody listens there, but the connection was closed before a word was said.
  case handshakeFailed(service: String, endpoint: String, user: String, reason: String)
  /// Somebody listens there, and did not say a word: it is stopped, or hangs. Nothing was asked.
  /// - Parameter isKeyed: whether the client named keys, of which one may be another than the service's.
  case silent(service: String, endpoint: String, user: String, isKeyed: Bool)
  /// Connected, but no answer came in time. What was asked for may have been done.
  case noAnswer(service: String, endpoint: String, after: Duration)
  /// The service went away while it was asked. What was asked for may have been done.
  case connectionLost(service: String, endpoint: String)
  /// The outbox stayed full for as long as was allowed; nothing of the push was taken.
  case busy(reason: String)
  /// The service answered that it will not do this.
  case refused(reason: String)
  /// The service answered that it cannot do this, however it is asked: its disk is full or damaged, or it is at something long.
  case unable(reason: String)
  /// An answer of another form than the protocol's.
  case notUnderstood(endpoint: String, reason: String)

  public var description: String {
    switch self {
    case .badEndpoint(let reason): reason
    case .unreachable(let service, let endpoint, let user, let reason):
      "\(service) cannot be reached at \(endpoint) as user \(user): \(reason). Start \(service), or name another endpoint"
    case .handshakeFailed(let service, let endpoint, let user, let reason):
      "\(service) at \(endpoint), asked as user \(user): closed during the handshake: \(reason). Compare --server-key "
        + "with the service's public key, and let it allow yours ('newsctl keys list', 'newsctl keys allow')"
    case .silent(let service, let endpoint, let user, let isKeyed):
      "\(service) at \(endpoint), asked as user \(user), does not answer: it takes connections and says nothing, as a "
        + "process that is stopped, busy or hangs. Look at its process and its log, and start it again where it does not "
        + "go on"
        + (isKeyed ? "; where it is well, compare --server-key with its public key, which may be another" : "")
    case .noAnswer(let service, let endpoint, let after):
      "\(service) at \(endpoint) did not answer within \(after.inSeconds). It may still have done its work: "
        + "look at 'newsctl status', and \(Self.whatToAskAgain(of: service))"
    case .connectionLost(let service, let endpoint):
      "the connection to \(service) at \(endpoint) was lost before it answered. It may still have done its work: "
        + Self.whatToAskAgain(of: service)
    case .busy(let reason): reason
    case .refused(let reason), .unable(let reason): reason
    case .notUnderstood(let endpoint, let reason):
      "what \(endpoint) answered is not the protocol of this version: \(reason)"
    }
  }
}

extension ClientError {
  init(_ failure: WireFailure) {
    self = failure.cause == .service ? .unable(reason: failure.reason) : .refused(reason: failure.reason)
  }

  /// Only a producer is pushed to.
  private static func whatToAskAgain(of service: String) -> String {
    service == IntakeClient.service
      ? "push again what was not answered (what was taken is told as a duplicate)" : "ask again"
  }
}

extension Duration {
  /// `10 s`, `0.5 s`.
  fileprivate var inSeconds: String {
    let (seconds, attoseconds) = components
    let tenths = attoseconds / 100_000_000_000_000_000
    return tenths == 0 ? "\(seconds) s" : "\(seconds).\(tenths) s"
  }
}
