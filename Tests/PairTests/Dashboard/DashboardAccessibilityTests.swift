#if Dashboard
import Foundation
import Testing

/// Every view, on a desk and a phone, in the light and in the dark, under the rules of the Web Content Accessibility Guidelines.
@Suite(.serialized, .enabled(if: PageCheckers.lacksAxe == nil, "\(PageCheckers.lacksAxe ?? "")"))
struct DashboardAccessibilityTests {
  @Test(arguments: [
    Browser.Device.desk, .phone, Browser.Device(isDark: true),
    Browser.Device(width: 390, height: 844, isDark: true, language: "vi"),
  ]) func noViewHasFindings(device: Browser.Device) async throws {
    let fixture = try await DashboardFixture([try DashboardNews.document(400), ("broken.pdf", "%PDF-1.4 \u{1}\u{2}")])
    let id = try #require(
      (try fixture.json("/api/v1/articles?topic=gaza&limit=1")["articles"] as? [[String: Any]])?.first?["id"] as? String
    )
    let script = try String(contentsOfFile: PageCheckers.axe, encoding: .utf8)
    let browser = try await Browser(device)
    let views = [
      ("overview", "/"), ("last-month", "/?period=last-month"), ("topic", "/?topic=gaza&period=last-30-days"),
      ("articles", "/articles"), ("article", "/articles/\(id)"), ("sources", "/sources"), ("health", "/health"),
      ("nothing", "/?since=1999-01-01&until=1999-01-02"), ("missing", "/nowhere"),
    ]
    for (name, path) in views {
      try await browser.open(fixture.address + path)
      _ = try await browser.run("document.querySelectorAll('details').forEach(details => { details.open = true })")
      try await browser.picture("\(name)-\(device.width)\(device.isDark ? "-dark" : "")-\(device.language)")
      let findings = try await browser.runAsynchronously(
        script + """
          ;const done = arguments[arguments.length - 1];
          axe.run(document, { resultTypes: ["violations"] }).then(result => done(result.violations.flatMap(violation =>
            violation.nodes.map(node => violation.id + ": " + node.html.slice(0, 160) + " " + (node.failureSummary ?? "").slice(0, 200)))));
          """)
      #expect((findings as? [String]) == [], "\(path)")
      // Nothing runs out of the window sideways.
      #expect(
        try await browser.run("return document.documentElement.scrollWidth <= innerWidth") as? Bool == true, "\(path)")
    }
    await browser.close()
  }

  @Test func anEmptyStoreAndOneArticleAreExplained() async throws {
    let fixture = try await DashboardFixture()
    let browser = try await Browser()
    try await browser.open(fixture.address)
    #expect(try await browser.text("main").contains("newsctl push"))
    try await browser.picture("empty")
    try await fixture.push([("a.txt", try DashboardSamples.text("tokyo-meeting.txt"))])
    try await browser.open(fixture.address)
    #expect(try await browser.count(".entries li") == 1)
    try await browser.picture("one-article")
    await browser.close()
  }
}

#endif
