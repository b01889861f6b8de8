import Glibc

extension Endpoint {
  /// A tcp address that only this machine reaches: 127.0.0.0/8, ::1, their mapped form, or `localhost`.
  public var isLoopback: Bool {
    guard case .tcp(let host, _) = transport else { return false }
    if let bytes = Self.ipv4Bytes(host) { return bytes[0] == 127 }
    if let bytes = Self.ipv6Bytes(host) {
      if bytes == Array(repeating: 0, count: 15) + [1] { return true }
      return bytes.starts(with: Array(repeating: 0, count: 10) + [0xFF, 0xFF, 127])
    }
    return host.lowercased() == "localhost"
  }

  /// Whether only this machine reaches it: ipc, inproc and loopback.
  public var isLocal: Bool {
    if case .tcp = transport { return isLoopback }
    return true
  }

  /// What libzmq takes to listen at: addresses and interfaces, and no names.
  var forListening: Endpoint {
    guard case .tcp(let host, let port) = transport, host.lowercased() == "localhost" else { return self }
    return Endpoint(.tcp(host: "127.0.0.1", port: port))
  }

  /// Whether the port is `*`, to be chosen when binding.
  public var isWildcardPort: Bool {
    if case .tcp(_, nil) = transport { return true }
    return false
  }

  /// The port of a tcp endpoint; nil for a wildcard and other transports.
  public var port: UInt16? {
    if case .tcp(_, let port) = transport { return port }
    return nil
  }

  /// The path of an ipc endpoint's socket file.
  public var ipcPath: String? {
    if case .ipc(let path) = transport { return path }
    return nil
  }

  /// Refuses an endpoint that other machines reach: for sockets without keys.
  /// - Parameter advice: what the user should do, such as the command that makes keys.
  /// - Throws: ``ZeroMQError/curveRequired(_:advice:)``
  public func requireLocal(advice: String) throws(ZeroMQError) {
    guard isLocal else { throw .curveRequired(self, advice: advice) }
  }

  var isIPv6Address: Bool {
    guard case .tcp(let host, _) = transport else { return false }
    return Self.ipv6Bytes(host) != nil
  }

  static func ipv4Bytes(_ host: String) -> [UInt8]? {
    var address = in_addr()
    guard inet_pton(AF_INET, host, &address) == 1 else { return nil }
    return withUnsafeBytes(of: &address) { Array($0) }
  }

  /// A zone (`%eth0`) may follow.
  static func ipv6Bytes(_ host: String) -> [UInt8]? {
    var address = in6_addr()
    let bare = String(host.prefix(while: { $0 != "%" }))
    guard inet_pton(AF_INET6, bare, &address) == 1 else { return nil }
    return withUnsafeBytes(of: &address) { Array($0) }
  }
}
