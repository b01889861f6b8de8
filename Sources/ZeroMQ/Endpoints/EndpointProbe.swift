import Glibc

/// Whether somebody listens at an endpoint, asked before connecting: libzmq itself would wait in silence.
///
/// It makes one connection and closes it without a word, which a server takes for a peer that left.
public enum EndpointProbe {
  /// Returns when somebody listens. Blocks the thread for at most `timeout`, and for resolving a host's name.
  /// - Throws: ``ZeroMQError/nothingListens(_:reason:)``. An inproc endpoint is not asked.
  public static func check(_ endpoint: Endpoint, timeout: Duration = .seconds(2)) throws(ZeroMQError) {
    switch endpoint.transport {
    case .inproc: return
    case .ipc(let path): try checkFile(path, endpoint, timeout)
    case .tcp(let host, let port): try checkHost(host, port, endpoint, timeout)
    }
  }

  private static func checkFile(_ path: String, _ endpoint: Endpoint, _ timeout: Duration) throws(ZeroMQError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { room in
      // An endpoint's path always leaves room for the final zero.
      for (index, byte) in path.utf8.prefix(room.count - 1).enumerated() { room[index] = byte }
    }
    let failure = withUnsafeBytes(of: &address) { tryConnecting(AF_UNIX, $0, timeout) }
    guard let failure else { return }
    let reason =
      switch failure {
      case ENOENT: "there is no socket file; start the service, or check the path"
      case ECONNREFUSED: "the socket file was left behind by a process that is gone; start the service"
      case EACCES: "user \(geteuid()) may not use it; run as its owner\(orMember(path))"
      default: errorText(failure)
      }
    throw .nothingListens(endpoint, reason: reason)
  }

  /// Who else may use a socket file; empty where nobody may.
  private static func orMember(_ path: String) -> String {
    var status = stat()
    // Where it cannot be seen, it is the folder that keeps this user out.
    let isSeen = stat(path, &status) == 0
    guard isSeen || stat(PrivateFolder.holding(path), &status) == 0,
      status.st_mode & (isSeen ? 0o020 : 0o010) != 0
    else { return "" }
    return ", or as a member of group \(status.st_gid)"
  }

  private static func checkHost(
    _ host: String, _ port: UInt16?, _ endpoint: Endpoint, _ timeout: Duration
  ) throws(ZeroMQError) {
    guard let port else { throw .nothingListens(endpoint, reason: "a port is needed to connect to") }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else {
      throw .nothingListens(endpoint, reason: "the host is not known: \(String(cString: gai_strerror(code)))")
    }
    defer { freeaddrinfo(list) }
    var failure = EADDRNOTAVAIL
    var next = list
    while let entry = next?.pointee {
      if let address = entry.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
        guard let code = tryConnecting(entry.ai_family, bytes, timeout) else { return }
        failure = code
      }
      next = entry.ai_next
    }
    let reason = failure == ECONNREFUSED ? "the connection was refused; start the service" : errorText(failure)
    throw .nothingListens(endpoint, reason: reason)
  }

  /// Nil when the connection was made (or the listener's queue is full), else the system's error code.
  private static func tryConnecting(_ family: Int32, _ address: UnsafeRawBufferPointer, _ timeout: Duration) -> Int32? {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = Glibc.socket(family, type, 0)
    guard descriptor >= 0 else { return errno }
    defer { Glibc.close(descriptor) }
    guard let start = address.baseAddress else { return EINVAL }
    let code = Glibc.connect(descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(address.count))
    if code == 0 || errno == EAGAIN { return nil }
    guard errno == EINPROGRESS || errno == EINTR else { return errno }
    return outcome(descriptor, deadline: .now + timeout)
  }

  private static func outcome(_ descriptor: Int32, deadline: ContinuousClock.Instant) -> Int32? {
    var item = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while true {
      let left = max(0, ContinuousClock.now.duration(to: deadline).wholeMilliseconds)
      let count = poll(&item, 1, Int32(clamping: left))
      if count == 0 { return ETIMEDOUT }
      if count > 0 { break }
      if errno != EINTR { return errno }
    }
    var (code, size): (Int32, socklen_t) = (0, socklen_t(MemoryLayout<Int32>.size))
    guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return errno }
    return code == 0 ? nil : code
  }
}
