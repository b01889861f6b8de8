#if Dashboard
import Foundation
import Testing

/// What strangers send: nothing of it makes the dashboard read a file, hang or grow.
@Suite struct DashboardStrangerTests {
  @Test func everyAnswerIsProtected() async throws {
    let fixture = try await DashboardFixture()
    for path in ["/", "/articles", "/nope", "/api/v1/stats", "/api/v1/nope", "/assets/style.css", "/metrics"] {
      let answer = try fixture.get(path)
      let policy = try #require(answer.headers["content-security-policy"], "\(path)")
      #expect(policy.contains("default-src 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(answer.headers["x-content-type-options"] == "nosniff")
      #expect(answer.headers["x-frame-options"] == "DENY")
    }
  }

  @Test func otherHostsAndSitesAreRefused() async throws {
    let fixture = try await DashboardFixture()
    #expect(try fixture.get("/", headers: ["Host: evil.example"]).status == 421)
    #expect(try fixture.get("/api/v1/stats", headers: ["Host: evil.example:\(fixture.port)"]).status == 421)
    #expect(
      try fixture.get("/api/v1/stats", headers: ["Host: 127.0.0.1", "Origin: http://evil.example"]).status == 403)
    let answer = try fixture.get("/api/v1/stats", headers: ["Host: localhost", "Origin: http://localhost"])
    #expect(answer.status == 200)
    #expect(answer.headers["access-control-allow-origin"] == nil)
  }

  @Test(arguments: [
    "/../../etc/passwd", "/assets/../../../etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e/x",
    "//etc/passwd", "/articles/../../etc/passwd", "/articles/%00", "/assets/style.css%00.html",
  ]) func noPathReadsAFile(path: String) async throws {
    let fixture = try await DashboardFixture()
    let answer = try fixture.get(path)
    #expect(answer.status == 404 || answer.status == 400)
    #expect(!answer.text.contains("root:"))
  }

  @Test func tokensOpenAndCloseTheDoor() async throws {
    let secret = "a-token-of-enough-length"
    let pair = try PairFixture()
    let file = try pair.file("token", secret + "\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    let fixture = try await DashboardFixture(arguments: ["--token-file", file])
    #expect(try fixture.get("/").status == 303)
    #expect(try fixture.get("/").headers["location"] == "/login?target=%2F")
    #expect(try fixture.get("/api/v1/stats").status == 401)
    #expect(try fixture.get("/metrics").status == 401)
    #expect(try fixture.get("/live").status == 401)
    #expect(try fixture.get("/api/v1/stats", headers: ["Authorization: Bearer \(secret)"]).status == 200)
    #expect(try fixture.get("/healthz").status == 200)
    func signIn(_ token: String) throws -> WebExchange.Answer {
      try WebExchange(port: fixture.port).ask(
        "POST", "/login", headers: ["Content-Type: application/x-www-form-urlencoded"],
        body: "token=\(token)&target=%2Farticles")
    }
    #expect(try signIn("wrong-token-of-some-length").status == 401)
    let answer = try signIn(secret)
    #expect(answer.status == 303)
    #expect(answer.headers["location"] == "/articles")
    let cookie = try #require(answer.headers["set-cookie"])
    #expect(cookie.contains("HttpOnly"))
    #expect(!cookie.contains(secret))
    let pair2 = try #require(cookie.split(separator: ";").first)
    #expect(try fixture.get("/articles", headers: ["Cookie: \(pair2)"]).status == 200)
    #expect(!fixture.dashboard.log.contains(secret))
    // Whoever signs out after his time is over is signed out: a person, not a program without a token.
    let late = try WebExchange(port: fixture.port).ask("POST", "/logout")
    #expect(late.status == 303 && late.headers["location"] == "/login?target=%2F")
  }

  @Test func whatIsTooLargeIsRefused() async throws {
    let fixture = try await DashboardFixture()
    #expect(try fixture.get("/?source=" + String(repeating: "a", count: 7_000)).status == 414)
    #expect(try fixture.get("/", headers: ["X-Long: " + String(repeating: "a", count: 20_000)]).status == 400)
    #expect(try fixture.get("/", headers: (0..<200).map { "X-\($0): a" }).status == 400)
    let form = try WebExchange(port: fixture.port).ask(
      "POST", "/login", body: "token=" + String(repeating: "a", count: 10_000))
    #expect(form.status == 413)
    #expect(try fixture.get("/healthz").status == 200)
  }

  @Test func floodsOfHeadersAndBodiesTakeNoMemory() async throws {
    let fixture = try await DashboardFixture()
    for _ in 0..<3 { _ = try fixture.get("/") }
    let before = fixture.dashboard.privateMemory
    let filling = String(repeating: "a", count: 1 << 20)
    var (peak, connections): (Int, [WebExchange]) = (before, [])
    for head in [
      "GET /", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ",
      "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n\r\n",
    ] {
      let connection = try WebExchange(port: fixture.port)
      connection.write(head)
      for _ in 0..<64 {
        // Who reads on takes a megabyte in no time; who does not closes after half a minute, for which nobody need wait here.
        let isTaken = connection.write(filling, atMost: 3)
        peak = max(peak, fixture.dashboard.privateMemory)
        if !isTaken { break }
      }
      // Open until the last has filled what it may.
      connections.append(connection)
    }
    #expect(try fixture.get("/healthz").status == 200)
    peak = max(peak, fixture.dashboard.privateMemory)
    #expect(connections.count == 4 && peak - before < 64 << 20, "\(before >> 20) → \(peak >> 20) MB")
  }

  @Test func manyConnectionsThatSayNothingLeaveRoomForReaders() async throws {
    let fixture = try await DashboardFixture()
    let silent = try (0..<300).map { _ in try WebExchange(port: fixture.port) }
    for connection in silent { connection.write("GET / HTTP/1.1\r\n") }
    #expect(try fixture.get("/").status == 200)
    _ = silent.count
  }

  @Test(arguments: [
    ("\u{0}\u{1}\u{2}", 400), ("GET\r\n\r\n", 400), ("GET / HTTP/9.9\r\n\r\n", 400),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    // Which host is meant, the header says.
    ("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 200),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 421),
    ("POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n", 400),
  ]) func brokenRequestsAreAnsweredAndBreakNothing(text: String, status: Int) async throws {
    let fixture = try await DashboardFixture()
    let connection = try WebExchange(port: fixture.port)
    connection.write(text)
    let answer = try WebExchange.parsed(connection.readToEnd(ofAnswer: true))
    #expect(answer.status == status, "\(answer.text)")
    #expect(try fixture.get("/healthz").status == 200)
    #expect(fixture.dashboard.isRunning)
  }
}

#endif
