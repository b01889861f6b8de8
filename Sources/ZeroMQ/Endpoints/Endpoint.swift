import Glibc

/// Where a socket listens or connects: a checked `tcp://HOST:PORT`, `ipc://PATH` or `inproc://NAME`.
///
/// Other transports that a build of libzmq may have are refused. `description` gives the text back.
public struct Endpoint: Hashable, Sendable {
  public enum Transport: Hashable, Sendable {
    /// A host name, address or interface without brackets, `*` for all; a nil port takes a free one.
    case tcp(host: String, port: UInt16?)
    /// The path of a socket file, 1...107 bytes.
    case ipc(path: String)
    /// A name within the context, 1...255 bytes.
    case inproc(name: String)
  }

  public let transport: Transport

  /// The longest path that a Unix socket address takes, in bytes.
  public static let maxPathLength = 107

  init(_ transport: Transport) { self.transport = transport }

  /// - Throws: ``ZeroMQError/invalidEndpoint(_:reason:)``
  public init(_ text: String) throws(ZeroMQError) {
    guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw .invalidEndpoint("(with control characters)", reason: "control characters are not allowed")
    }
    if let rest = text.dropping(prefix: "tcp://") {
      transport = try Self.tcp(rest, text)
    } else if let rest = text.dropping(prefix: "ipc://") {
      transport = try Self.ipc(rest, text)
    } else if let rest = text.dropping(prefix: "inproc://") {
      guard (1...255).contains(rest.utf8.count) else {
        throw .invalidEndpoint(text, reason: "the name has \(rest.utf8.count) bytes, 1 to 255 are allowed")
      }
      transport = .inproc(name: rest)
    } else {
      throw .invalidEndpoint(text, reason: "only tcp, ipc and inproc are supported")
    }
  }

  private static func tcp(_ rest: String, _ text: String) throws(ZeroMQError) -> Transport {
    guard let colon = rest.lastIndex(of: ":") else { throw .invalidEndpoint(text, reason: "the port is missing") }
    var host = String(rest[..<colon])
    let portText = rest[rest.index(after: colon)...]
    if host.hasPrefix("[") {
      guard host.hasSuffix("]"), host.utf8.count >= 4 else {
        throw .invalidEndpoint(text, reason: "the bracketed address is not complete")
      }
      host = String(host.dropFirst().dropLast())
      guard Self.ipv6Bytes(host) != nil else {
        throw .invalidEndpoint(text, reason: "what stands in brackets is not an IPv6 address")
      }
    } else if host.contains(":") {
      throw .invalidEndpoint(text, reason: "an IPv6 address is written in brackets")
    }
    guard (1...253).contains(host.utf8.count), !host.utf8.contains(where: { "[];/ @".utf8.contains($0) }) else {
      throw .invalidEndpoint(text, reason: "the host is missing or not a host name")
    }
    if portText == "*" { return .tcp(host: host, port: nil) }
    guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(portText), port > 0 else {
      throw .invalidEndpoint(text, reason: "the port must be 1 to 65535, or * for a free one")
    }
    return .tcp(host: host, port: port)
  }

  private static func ipc(_ path: String, _ text: String) throws(ZeroMQError) -> Transport {
    guard !path.isEmpty, path != "*" else { throw .invalidEndpoint(text, reason: "the path is missing") }
    guard !path.hasPrefix("@") else {
      throw .invalidEndpoint(text, reason: "abstract sockets have no permissions; name a file")
    }
    guard !path.hasSuffix("/") else { throw .invalidEndpoint(text, reason: "the path names a folder, not a file") }
    guard path.utf8.count <= maxPathLength else {
      throw .invalidEndpoint(
        text, reason: "the path has \(path.utf8.count) bytes, at most \(maxPathLength) fit; choose a shorter folder")
    }
    return .ipc(path: path)
  }
}

extension Endpoint: CustomStringConvertible {
  public var description: String {
    switch transport {
    case .tcp(let host, let port):
      "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port.map(String.init) ?? "*")"
    case .ipc(let path): "ipc://\(path)"
    case .inproc(let name): "inproc://\(name)"
    }
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
