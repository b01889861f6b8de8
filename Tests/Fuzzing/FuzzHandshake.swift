import Glibc
import Synchronization

@testable import ZeroMQ

/// One run of libFuzzer: whatever bytes come over tcp, to a plain socket or to one with keys, the sockets go on serving; and what libzmq
/// asks the authentication handler about a peer is decoded whatever it holds.
///
/// The first byte chooses the port, and after how many bytes the peer pauses; the rest is sent as it is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHandshake(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  _ = ZAPRequest(bytes.split(separator: 0xFE, omittingEmptySubsequences: false).map { Array($0) })
  _ = MonitorEvent([Array(bytes.prefix(6)), Array(bytes.dropFirst(6))])
  _ = try? Endpoint(String(decoding: bytes, as: UTF8.self))
  guard let choice = bytes.first else { return 0 }
  servers.visit(isPlain: choice & 1 == 0, pause: Int(choice >> 1), Array(bytes.dropFirst()))
  return 0
}

// libFuzzer runs one input after the other, on one thread.
private nonisolated(unsafe) let servers = Servers()

/// Two listening sockets of this process, served from the fuzzer's thread.
private final class Servers {
  private let context: ZeroMQContext
  private let plain: Socket
  private let sealed: Socket
  private let ports: (plain: UInt16, sealed: UInt16)
  private var visits = 0

  init() {
    do {
      context = try ZeroMQContext()
      var options = SocketOptions()
      options.maxMessageSize = 1 << 16
      options.handshakeInterval = .milliseconds(500)
      options.isMonitored = true
      plain = try Socket(context, .router, options: options)
      // Nobody answers for the handler: no key is let in.
      options.curve = .server(secretKey: try CurveKeyPair.generate().secretKey)
      sealed = try Socket(context, .router, options: options)
      let any = try Endpoint("tcp://127.0.0.1:*")
      ports = (try plain.bind(any).port ?? 0, try sealed.bind(any).port ?? 0)
    } catch {
      fatalError("\(error)")
    }
  }

  /// Connects, sends, hangs up, and takes what the sockets received of it.
  func visit(isPlain: Bool, pause: Int, _ bytes: [UInt8]) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = (isPlain ? ports.plain : ports.sealed).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { fatalError("the server does not listen any more: \(errno)") }
    var (noWait, size) = (Int32(1), socklen_t(MemoryLayout<Int32>.size))
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noWait, size)
    // No half-closed remains by the thousand: the port is free at once.
    var abrupt = linger(l_onoff: 1, l_linger: 0)
    size = socklen_t(MemoryLayout<linger>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &abrupt, size)
    var answer = [UInt8](repeating: 0, count: 4_096)
    let first = bytes.prefix(pause)
    if !first.isEmpty {
      _ = first.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      // The server's greeting: it has taken the connection.
      _ = recv(descriptor, &answer, answer.count, 0)
    }
    let rest = bytes.dropFirst(pause)
    _ = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    shutdown(descriptor, Int32(SHUT_WR))
    // To the end: until it has read everything and hung up.
    while recv(descriptor, &answer, answer.count, 0) > 0 {}
    serve()
  }

  private func serve() {
    do {
      for _ in 0..<64 { if try plain.receive(limits: ReceiveLimits(frames: 16, bytes: 1 << 16)) == nil { break } }
    } catch {
      guard case .messageOverBounds = error else { fatalError("\(error)") }
    }
    do {
      if try sealed.receive() != nil { fatalError("a peer without a key came in") }
      _ = try plain.monitorEvents()
      _ = try sealed.monitorEvents()
    } catch {
      fatalError("\(error)")
    }
  }
}
