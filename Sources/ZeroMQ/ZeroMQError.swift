import CZeroMQ

/// What can go wrong at the boundary to libzmq. Each description says what was expected, what came, where, and what to do.
///
/// Interrupted calls, full queues and empty queues are no errors: see ``SendResult`` and ``Socket/receive(limits:)``.
public enum ZeroMQError: Error, Hashable, Sendable {
  /// A text that is not an endpoint of this layer.
  case invalidEndpoint(String, reason: String)
  /// Somebody listens there already.
  case addressInUse(Endpoint)
  /// Another process holds the lock beside an ipc socket.
  case endpointLocked(Endpoint, lockFile: String)
  /// A folder or file that may not be used as it is.
  case fileRefused(path: String, reason: String)
  /// A network address without keys; `advice` is the caller's text on how to make them.
  case curveRequired(Endpoint, advice: String)
  /// A key that is not one.
  case invalidKey(reason: String)
  /// Nobody answers at an endpoint.
  case nothingListens(Endpoint, reason: String)
  /// A received message was larger than the caller's bounds; it was dropped whole. `route` is the way back on a ROUTER: the routing id, and
  /// the empty frame behind it where a REQ sent it. Empty on other sockets.
  case messageOverBounds(frames: Int, bytes: Int, limits: ReceiveLimits, route: [[UInt8]])
  /// The context was shut down: close the socket.
  case contextShutDown
  /// An option's value is outside of what libzmq takes.
  case invalidOption(name: String, value: String, expected: String)
  /// Any other refusal of libzmq or the system.
  case system(operation: String, subject: String, code: Int32, text: String)
}

extension ZeroMQError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .invalidEndpoint(let text, let reason):
      "\(quoted(text)) is not an endpoint: \(reason); write tcp://HOST:PORT, ipc:///PATH or inproc://NAME"
    case .addressInUse(let endpoint):
      "\(endpoint) is in use by another process: stop it, or choose another endpoint"
    case .endpointLocked(let endpoint, let lockFile):
      "\(endpoint) is in use by another process (it holds \(lockFile)): stop it, or choose another endpoint"
    case .fileRefused(let path, let reason): "\(path): \(reason)"
    case .curveRequired(let endpoint, let advice):
      "\(endpoint) can be reached from other machines, and no CURVE key was given: \(advice)"
    case .invalidKey(let reason): "not a CURVE key: \(reason)"
    case .nothingListens(let endpoint, let reason): "nothing listens at \(endpoint): \(reason)"
    case .messageOverBounds(let frames, let bytes, let limits, _):
      "a received message had \(frames) frames and \(bytes) bytes, at most \(limits.frames) frames and "
        + "\(limits.bytes) bytes were expected; it was dropped"
    case .contextShutDown: "the ZeroMQ context was shut down: close the socket"
    case .invalidOption(let name, let value, let expected):
      "socket option \(name) is \(value), expected \(expected)"
    case .system(let operation, let subject, let code, let text): "\(operation) \(subject): \(text) (error \(code))"
    }
  }

  private func quoted(_ text: String) -> String { "\"\(text.prefix(120))\(text.count > 120 ? "…" : "")\"" }
}

extension ZeroMQError {
  /// The error of the libzmq call that just failed on this thread.
  static func last(_ operation: String, _ subject: String = "") -> ZeroMQError {
    of(code: zmq_errno(), operation, subject)
  }

  static func of(code: Int32, _ operation: String, _ subject: String = "") -> ZeroMQError {
    if code == terminatedCode { return .contextShutDown }
    return .system(operation: operation, subject: subject, code: code, text: String(cString: zmq_strerror(code)))
  }
}

/// libzmq's own ETERM, which its header computes and Swift does not import.
let terminatedCode: Int32 = 156_384_712 + 53
