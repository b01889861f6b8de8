#if Dashboard
import HTTPTypes
import Hummingbird
import Rendering

/// Decides which requests are answered at all: by host, origin, size and token.
struct Gatekeeper: Sendable {
  enum Decision: Equatable {
    case admitted(signedIn: Bool)
    case refused(HTTPResponse.Status, String)
    case unknownReader
  }

  let token: AccessToken?
  let hostNames: Set<String>
  let onlyLoopback: Bool

  static let cookie = "news_dashboard"

  /// What anybody may ask for: the form that asks for the token, what it looks like, and whether the process lives.
  private static func isOpen(_ path: String) -> Bool {
    path == "/login" || path == "/healthz" || path.hasPrefix("/assets/")
  }

  /// - Parameter now: seconds since 1970, UTC.
  func decide(_ request: HTTPRequest, now: Int64) -> Decision {
    let target = request.path ?? "/"
    guard target.utf8.count <= DashboardConfiguration.Bounds.path else {
      return .refused(.uriTooLong, "expected an address of at most \(DashboardConfiguration.Bounds.path) bytes")
    }
    guard let authority = request.authority,
      HostName.isAllowed(authority, names: hostNames, onlyLoopback: onlyLoopback)
    else {
      return .refused(
        .misdirectedRequest,
        "expected a host that this page is known by; name it with --host-name where a proxy is in front")
    }
    if let origin = request.headerFields[.origin], !isOwn(origin, authority) {
      return .refused(.forbidden, "expected a request from this page itself, got one from another site")
    }
    if request.method == .post, request.headerFields[.origin] == nil,
      let site = request.headerFields[.secFetchSite], site != "same-origin", site != "none"
    {
      return .refused(.forbidden, "expected a request from this page itself, got one from another site")
    }
    guard let token else { return .admitted(signedIn: false) }
    if let header = request.headerFields[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "bearer", token.matches(parts[1]) {
        return .admitted(signedIn: false)
      }
    }
    for cookie in request.headerFields[values: .cookie].flatMap({ $0.split(separator: ";") }).prefix(50) {
      let pair = cookie.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      if pair.count == 2, pair[0] == Self.cookie, token.accepts(session: pair[1], at: now) {
        return .admitted(signedIn: true)
      }
    }
    let path = target.prefix { $0 != "?" }
    return Self.isOpen(String(path)) ? .admitted(signedIn: false) : .unknownReader
  }

  /// An origin is our own where it names the host that was asked.
  private func isOwn(_ origin: String, _ authority: String) -> Bool {
    origin.lowercased() == "http://" + authority.lowercased()
      || origin.lowercased() == "https://" + authority.lowercased()
  }
}

extension HTTPField.Name {
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}

#endif
