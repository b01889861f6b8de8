#if Dashboard
import Glibc

/// The host that a request names.
///
/// A page of another site can make its own name point to this machine, and a browser then asks us under that name: DNS rebinding. It
/// cannot make an address of itself, so addresses and known names are answered only.
enum HostName {
  /// The name of a `Host` header without its port, in lower case; nil where it is none.
  static func name(_ header: String) -> String? {
    var text = header[...]
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || isPort(rest) else { return nil }
      return String(text[text.index(after: text.startIndex)..<end]).lowercased()
    }
    if let colon = text.firstIndex(of: ":") {
      guard isPort(text[colon...]) else { return nil }
      text = text[..<colon]
    }
    return text.isEmpty ? nil : text.lowercased()
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.first == ":" && Int(text.dropFirst()).map { (0...65_535).contains($0) } == true
  }

  /// Whether a request under this `Host` may be answered.
  static func isAllowed(_ header: String, names: Set<String>, onlyLoopback: Bool) -> Bool {
    guard let name = name(header) else { return false }
    if names.contains(name) || name == "localhost" { return true }
    return isAddress(name) && (!onlyLoopback || isLoopback(name))
  }

  static func isAddress(_ text: some StringProtocol) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, String(text), &four) == 1 || inet_pton(AF_INET6, String(text), &six) == 1
  }

  static func isLoopback(_ text: some StringProtocol) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, String(text), &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    return text == "localhost" || text == "::1"
  }
}

#endif
