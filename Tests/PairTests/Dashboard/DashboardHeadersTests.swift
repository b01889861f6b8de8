#if Dashboard
import Testing

/// What answers say of themselves in their headers, to browsers and to what stands before them.
@Suite struct DashboardHeadersTests {
  /// Whoever keeps a file asks again with its tag; a proxy that compressed it marks that as weak, or knows several.
  @Test func aFileOfThePageIsKeptAlsoWhenItWasAskedForAgain() async throws {
    let fixture = try await DashboardFixture()
    for file in ["style.css", "page.js", "icon.svg"] {
      let whole = try fixture.get("/assets/\(file)")
      let (tag, keeping) = (try #require(whole.headers["etag"]), try #require(whole.headers["cache-control"]))
      #expect(keeping.contains("max-age=") && !keeping.contains("no-store"))
      for known in [tag, "W/\(tag)", "\"other\", \(tag)", "\"other\",W/\(tag) , \"more\"", "*"] {
        let answer = try fixture.get("/assets/\(file)", headers: ["If-None-Match: \(known)"])
        #expect(answer.status == 304 && answer.body.isEmpty, "\(known)")
        #expect(answer.headers["etag"] == tag)
        #expect(answer.headers["cache-control"] == keeping)
      }
      for other in ["\"other\"", "W/\"other\"", String(tag.dropLast(2)), ""] {
        #expect(try fixture.get("/assets/\(file)", headers: ["If-None-Match: \(other)"]).body == whole.body, "\(other)")
      }
    }
    await fixture.end()
  }

  @Test func aMethodThatIsNotAnsweredIsToldThoseThatAre() async throws {
    let fixture = try await DashboardFixture()
    for (method, path, allowed) in [
      ("PUT", "/login", "GET, HEAD, POST"), ("GET", "/logout", "POST"), ("DELETE", "/logout", "POST"),
      ("POST", "/", "GET, HEAD"), ("POST", "/api/v1/stats", "GET, HEAD"), ("DELETE", "/nope", "GET, HEAD"),
    ] {
      let answer = try WebExchange(port: fixture.port).ask(method, path)
      #expect(answer.status == 405 && answer.headers["allow"] == allowed, "\(method) \(path): \(answer.headers)")
      let named = allowed.split(separator: ", ").joined(separator: " or ")
      #expect(answer.text.contains("expected \(named)"), "\(method) \(path)")
    }
    #expect(try WebExchange(port: fixture.port).ask("POST", "/logout").status == 303)
    await fixture.end()
  }
}

#endif
