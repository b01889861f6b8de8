#if Dashboard
import Glibc

/// Where the dashboard listens: `HOST:PORT`, an IPv6 address in brackets.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// A name or address, without brackets.
  public let host: String
  /// 0 takes a free one.
  public let port: Int

  /// Nil for anything else; `*` as a port takes a free one.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    if host.first == "[", host.last == "]" {
      host = host.dropFirst().dropLast()
      guard HostName.isAddress(host) else { return nil }
    } else if host.contains(":") {
      return nil
    }
    let number = text[text.index(after: colon)...]
    let port = number == "*" ? 0 : Int(number)
    guard let port, (0...65_535).contains(port), !host.isEmpty, !host.contains(where: \.isWhitespace) else {
      return nil
    }
    (self.host, self.port) = (String(host), port)
  }

  /// Whether only this machine can reach it.
  public var isLoopback: Bool { HostName.isLoopback(host) }

  public var description: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}

#endif
