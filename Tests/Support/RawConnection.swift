import Glibc
import ZeroMQ

/// A stranger: a plain TCP connection to a ZeroMQ port on loopback.
public final class RawConnection: Sendable {
  private let descriptor: Int32

  /// The port refused the connection.
  public struct NoConnection: Error {}

  public init(_ endpoint: Endpoint) throws {
    guard let descriptor = Self.connected(endpoint) else { throw NoConnection() }
    self.descriptor = descriptor
  }

  deinit { Glibc.close(descriptor) }

  /// False when the other side has closed.
  @discardableResult
  public func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Greets as ZMTP asks for, and waits until the other side has: what comes before that breaks the protocol. False where it does not.
  public func shakeHands() -> Bool {
    guard write(Self.plainHandshake), read(64) != nil, let ready = read(2) else { return false }
    return read(Int(ready[1])) != nil
  }

  /// Nil when the other side closes before, or says nothing for long.
  private func read(_ count: Int) -> [UInt8]? {
    var time = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var bytes = [UInt8](repeating: 0, count: count)
    return recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
  }

  /// Makes a write that finds no room for this long fail as if the other side had closed.
  public func setPatience(milliseconds: Int) {
    var time = timeval(tv_sec: 0, tv_usec: milliseconds * 1000)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Reads until the other side closes; false when it has not within the bound.
  public func drainsToEnd(within bound: Duration) -> Bool {
    let deadline = ContinuousClock.now + bound
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return false }
      var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&item, 1, Int32(left.components.seconds * 1000 + 1000)) > 0 else { continue }
      if recv(descriptor, &buffer, buffer.count, 0) <= 0 { return true }
    }
  }

  private static func connected(_ endpoint: Endpoint) -> Int32? {
    guard case .tcp(_, let port?) = endpoint.transport else { return nil }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
    }
    if code == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  /// ZMTP 3.0's greeting with the NULL mechanism, and a READY command of a DEALER.
  public static let plainHandshake: [UInt8] =
    [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 48)
    + [0x04, 28, 5] + Array("READY".utf8) + [11] + Array("Socket-Type".utf8) + [0, 0, 0, 6] + Array("DEALER".utf8)
}
