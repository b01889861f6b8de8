#if Dashboard
import HTTPTypes
import Testing

@testable import Dashboard

/// Who is answered.
@Suite struct GuardingTests {
  private static let secret = "a-token-of-enough-length"

  private func request(
    _ path: String = "/", host: String? = "127.0.0.1:8600", method: HTTPRequest.Method = .get,
    fields: HTTPFields = [:]
  ) -> HTTPRequest {
    HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields)
  }

  private func gatekeeper(token: String? = nil, names: Set<String> = []) -> Gatekeeper {
    Gatekeeper(token: token.flatMap { AccessToken($0) }, hostNames: names, onlyLoopback: token == nil)
  }

  @Test(arguments: [
    ("127.0.0.1:8600", true), ("localhost:8600", true), ("LOCALHOST", true), ("[::1]:8600", true), ("127.9.9.9", true),
    ("evil.example", false), ("evil.example:8600", false), ("127.0.0.1.evil.example", false), ("10.0.0.1", false),
    ("", false), ("[::1", false), ("localhost:x", false), ("127.0.0.1:8600@evil.example", false), ("2130706433", false),
  ]) func onlyKnownHostsAreAnswered(host: String, isKnown: Bool) {
    let decision = gatekeeper().decide(request(host: host), now: 0)
    #expect((decision == .admitted(signedIn: false)) == isKnown)
  }

  @Test func aProxysNameIsAnsweredWhereItWasNamed() {
    #expect(HostName.isAllowed("news.example:443", names: ["news.example"], onlyLoopback: false))
    #expect(!HostName.isAllowed("other.example", names: ["news.example"], onlyLoopback: false))
    #expect(HostName.isAllowed("192.168.1.5:8600", names: [], onlyLoopback: false))
    #expect(gatekeeper().decide(request(host: nil), now: 0) != .admitted(signedIn: false))
  }

  @Test func anotherSitesRequestIsRefused() {
    let own = gatekeeper().decide(request(fields: [.origin: "http://127.0.0.1:8600"]), now: 0)
    #expect(own == .admitted(signedIn: false))
    for origin in ["http://evil.example", "null", "http://127.0.0.1:8601", "http://127.0.0.1:8600.evil.example"] {
      guard case .refused(.forbidden, _) = gatekeeper().decide(request(fields: [.origin: origin]), now: 0) else {
        Issue.record("\(origin) was let in")
        continue
      }
    }
    let crossPost = request("/login", method: .post, fields: [.secFetchSite: "cross-site"])
    guard case .refused(.forbidden, _) = gatekeeper().decide(crossPost, now: 0) else {
      Issue.record("another site's form was let in")
      return
    }
  }

  @Test func aLongAddressIsRefused() {
    let decision = gatekeeper().decide(request("/" + String(repeating: "a", count: 9_000)), now: 0)
    guard case .refused(.uriTooLong, _) = decision else {
      Issue.record("got \(decision)")
      return
    }
  }

  @Test func whoKnowsTheTokenIsLetIn() throws {
    let gate = gatekeeper(token: Self.secret)
    #expect(gate.decide(request(), now: 0) == .unknownReader)
    #expect(
      gate.decide(request(fields: [.authorization: "Bearer \(Self.secret)"]), now: 0) == .admitted(signedIn: false))
    #expect(
      gate.decide(request(fields: [.authorization: "bearer \(Self.secret)"]), now: 0) == .admitted(signedIn: false))
    #expect(gate.decide(request(fields: [.authorization: "Bearer \(Self.secret)x"]), now: 0) == .unknownReader)
    #expect(gate.decide(request(fields: [.authorization: "Basic \(Self.secret)"]), now: 0) == .unknownReader)
    // Never in an address: it would stand in logs and histories.
    #expect(gate.decide(request("/?token=\(Self.secret)"), now: 0) == .unknownReader)
    for path in ["/login", "/healthz", "/assets/style.css"] {
      #expect(gate.decide(request(path), now: 0) == .admitted(signedIn: false))
    }
    for path in ["/", "/metrics", "/api/v1/stats", "/live", "/loginx", "/login/x"] {
      #expect(gate.decide(request(path), now: 0) == .unknownReader)
    }
  }

  @Test func aSessionEndsAndCannotBeMade() throws {
    let token = try #require(AccessToken(Self.secret))
    let session = token.session(at: 1_000)
    #expect(!session.contains(Self.secret))
    #expect(token.accepts(session: session, at: 1_001))
    #expect(!token.accepts(session: session, at: 1_000 + AccessToken.sessionSeconds))
    let other = try #require(AccessToken(Self.secret + "2"))
    #expect(!other.accepts(session: session, at: 1_001))
    let seal = session.split(separator: ".")[1]
    #expect(!token.accepts(session: "99999999999.\(seal)", at: 1_001))
    for broken in ["", ".", "1.2.3", "x.\(seal)", "9223372036854775807.\(seal)", "-1.\(seal)"] {
      #expect(!token.accepts(session: broken, at: 1_001))
    }
    let gate = gatekeeper(token: Self.secret)
    let cookie = request(fields: [.cookie: "other=1; \(Gatekeeper.cookie)=\(session)"])
    #expect(gate.decide(cookie, now: 1_001) == .admitted(signedIn: true))
    #expect(gate.decide(cookie, now: 99_999) == .unknownReader)
  }

  @Test func aWeakTokenIsRefused() {
    #expect(AccessToken("short") == nil)
    #expect(AccessToken("with a space in the middle") == nil)
    #expect(AccessToken(String(repeating: "x", count: 2_000)) == nil)
  }

  @Test(arguments: [
    ("127.0.0.1:8600", "127.0.0.1", 8600), ("[::1]:0", "::1", 0), ("localhost:*", "localhost", 0),
    ("0.0.0.0:80", "0.0.0.0", 80),
  ]) func addressesAreRead(text: String, host: String, port: Int) throws {
    let address = try #require(ListenAddress(text))
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(arguments: ["", "8600", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:99999", "::1:80", "[x]:80", "a b:80"])
  func whatIsNoAddressIsRefused(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test(arguments: [
    ("/articles?topic=gaza", "/articles?topic=gaza"), ("//evil.example", "/"), ("/\\evil.example", "/"),
    ("https://evil.example", "/"), ("/a\r\nSet-Cookie: x=1", "/"), (nil, "/"),
  ]) func aFormLeadsNowhereElse(target: String?, path: String) {
    #expect(Forms.ownTarget(target) == path)
  }

  @Test func onlySoManyAreAnsweredAtATime() async {
    let admission = Admission(limit: 1)
    let outcome: Int?? = await admission.admit { await admission.admit { 1 } }
    #expect(outcome == .some(nil))
    #expect(await admission.admit { 2 } == 2)
    #expect(admission.underWay == 0)
  }
}

#endif
