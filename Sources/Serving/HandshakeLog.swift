import Logging
import ZeroMQ

/// Names in the log why peers of a CURVE socket did not get in, as far as libzmq tells.
public struct HandshakeLog: Sendable {
  private let logger: Logger
  private let socket: String
  private let throttle = LogThrottle()

  /// - Parameter socket: as people know it: `intake`.
  public init(_ logger: Logger, socket: String) {
    self.logger = logger
    self.socket = socket
  }

  /// Keys that are not allowed are named by ``Gate``, which knows them.
  public func note(_ events: [MonitorEvent]) {
    for event in events {
      switch event.kind {
      case .handshakeFailedProtocol:
        let reason =
          if event.isWrongKey {
            "it has a wrong server key"
          } else if event.isOtherMechanism {
            "it speaks without CURVE keys"
          } else {
            "it does not speak the protocol"
          }
        write(reason, event)
      // A plain client reads that there are keys here, and may be gone before it has said that it has none.
      case .handshakeFailed:
        write("it left before the end of it, as one without CURVE keys may, or took too long", event)
      default: break
      }
    }
  }

  private func write(_ reason: String, _ event: MonitorEvent) {
    throttle.log(
      .warning, "a peer was closed during the handshake: \(reason)",
      metadata: ["socket": "\(socket)", "endpoint": "\(event.endpoint)"], to: logger)
  }
}
