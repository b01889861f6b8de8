#if Dashboard
import Foundation
import NewsModels
import Testing

/// The page in a real browser, with real clicks and keys.
@Suite(.serialized, .enabled(if: Browser.isMissing == nil, "\(Browser.isMissing ?? "")"))
struct DashboardPageTests {
  /// Whatever was done, the browser had nothing to complain of: no violation of the policy, no file missing, no error of a script.
  private func expectQuiet(_ browser: Browser) async throws {
    let complaints = try await browser.complaints()
    #expect(complaints.isEmpty)
  }

  @Test func theOpeningQuestionTakesThreeClicks() async throws {
    // How did coverage of Gaza change last month against the month before, by source, and why was this article counted?
    let fixture = try await DashboardFixture([try DashboardNews.document(600)])
    let browser = try await Browser()
    try await browser.open(fixture.address)
    try await browser.clickLink("Last month", in: ".periods")
    // A click answers when it was made, which may be before the page that it leads to has come.
    #expect(await browser.arrives(where: "location.search.includes('period=last-month')"))
    try await browser.clickLink("Gaza", in: ".cards")
    #expect(await browser.arrives(where: "location.search.includes('topic=gaza')"))
    #expect(try await browser.text(".copies").isEmpty == false)
    let comparison = try await browser.text(".comparison")
    #expect(comparison.contains("compared with"))
    let header = try await browser.text("#sources + .scroll thead")
    #expect(header.contains("Before") && header.contains("Change"))
    #expect(try await browser.count("#sources + .scroll tbody tr") == 4)
    try await browser.picture("three-clicks")
    try await browser.click(".entries .title")
    #expect(await browser.arrives(where: "location.pathname.includes('/articles/')"))
    #expect(try await browser.count("mark") > 0)
    #expect(try await browser.text(".why").contains("Sum"))
    try await browser.picture("article")
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test func eachNumberOpensToAsManyArticles() async throws {
    let bare = (1...3).map {
      #"{"title":"Viện trợ vào Dải Gaza, bản \#($0)","body":"Đoàn xe viện trợ thứ \#($0) vào Dải Gaza."}"#
    }
    // On two topics, at different levels; and one on none, without a day.
    let others = [
      #"{"title":"Trung Quốc tập trận quanh Đài Loan, bản 1","published":"2026-11-20T08:00:00+07:00","body":""#
        + #"Trung Quốc tập trận quanh eo biển Đài Loan sáng nay, theo bản 1.\nPhóng viên cho biết nhiều tàu chiến tham gia."#
        + #"\nỞ một diễn biến khác, Bình Nhưỡng chưa bình luận."}"#,
      #"{"title":"Triều Tiên phóng tên lửa khi Trung Quốc tập trận quanh Đài Loan","published":"2026-11-20T08:00:00+07:00","#
        + #""body":"Triều Tiên phóng tên lửa đạn đạo ra biển trong lúc Trung Quốc tập trận quanh eo biển Đài Loan."}"#,
      #"{"title":"Giá lúa ở đồng bằng","body":"Giá lúa ở đồng bằng sông Cửu Long tăng nhẹ, theo các thương lái."}"#,
    ]
    let fixture = try await DashboardFixture([
      try DashboardNews.document(300), ("bare.jsonl", (bare + others).joined(separator: "\n") + "\n"),
    ])
    let browser = try await Browser()
    let find = """
      return [...document.querySelectorAll('main a.figure, .gaps a[href*="undated=true"]')].map(a =>
        [a.textContent.match(/[\\d,]+/)[0], a.getAttribute('href')])
      """
    var figures: [[String]] = []
    let pair = "/?topic=taiwan-strait&with=north-korea"
    for path in [
      "/", "/?period=last-month", "/?level=mention", "/?level=main", "/?topic=gaza", "/?topical=true", pair,
      pair + "&with_level=mention", pair + "&level=main", pair + "&level=main&with_level=main",
    ] {
      try await browser.open(fixture.address + path)
      figures += try #require(try await browser.run(find) as? [[String]])
    }
    #expect(figures.count > 60)
    // Both articles on the pair, and the one of them that only mentions its second topic.
    let together = figures.filter { $0[1].contains("with=") }.map { $0[0] }
    #expect(Set(together).isSuperset(of: ["1", "2"]))
    // A page of one level says nothing of the other.
    try await browser.open(fixture.address + "/?level=main")
    #expect(try await browser.count(".timeline a") > 0)
    #expect(try await browser.count(".timeline a[aria-label*=mention]") == 0)
    try await browser.open(fixture.address + "/health")
    let ledger = try #require(try await browser.run(find) as? [[String]])
    #expect(
      ledger.filter { $0[1].hasPrefix("/articles") }.count == 4 && ledger.contains { $0[1].hasSuffix("topical=false") })
    figures += ledger.filter { $0[1].hasPrefix("/articles") }
    // What no list holds says why, on the page itself; documents are no articles.
    #expect(ledger.allSatisfy { $0[1].hasPrefix("/articles") || ["#unlisted", "#quarantine"].contains($0[1]) })
    #expect(try await browser.count("#unlisted, #quarantine") == 2)
    #expect(try await browser.count(".account:not(:first-of-type) .equation > span > strong") == 0)
    #expect(
      figures.contains { $0[1].contains("unknown=source") } && figures.contains { $0[1].contains("topical=true") })
    // The pages have many in common.
    for figure in Set(figures) {
      let page = try fixture.get(figure[1])
      #expect(page.status == 200)
      let listed = page.text.components(separatedBy: "class=\"title\"").count - 1
      let more = page.text.contains("rel=\"next\"")
      let count = try #require(Int(figure[0].replacingOccurrences(of: ",", with: "")))
      #expect(more ? count > listed : count == listed, "\(figure)")
    }
    // No number of articles stands anywhere without such a link.
    let loose = try await browser.run(
      """
      return [...document.querySelectorAll('main .counts td.number, main .total, main .levels')].filter(cell =>
        /\\d/.test(cell.textContent) && !cell.querySelector('a.figure') && !cell.matches('.change') &&
        !/%/.test(cell.textContent)).map(cell => cell.textContent)
      """)
    #expect((loose as? [String]) == [])
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test(arguments: ["/?language=vi", "/articles?language=vi", "/?unknown=language"])
  func aPageInOneLanguageOffersTheOthers(_ path: String) async throws {
    let others = #"{"title":"Aid reaches Gaza","language":"en","body":"Aid trucks reached the Gaza Strip on Monday."}"#
    let fixture = try await DashboardFixture([try DashboardNews.document(5), ("others.jsonl", others + "\n")])
    let browser = try await Browser()
    try await browser.open(fixture.address + path)
    let offered = try await browser.run(
      "return [...document.querySelectorAll('select[name=language] option')].map(option => option.value)")
    #expect(offered as? [String] == ["", "vi", "en"])
    await browser.close()
  }

  @Test func aClickOrADragOnTheTimeLineNarrowsThePage() async throws {
    let fixture = try await DashboardFixture([try DashboardNews.document(300)])
    let browser = try await Browser()
    try await browser.open(fixture.address + "/?period=last-month")
    let day = try #require(try await browser.attribute("data-since", of: ".card:nth-child(2) .timeline a:nth-child(5)"))
    try await browser.click(".card:nth-child(2) .timeline a:nth-child(5)")
    #expect(await browser.arrives(where: "location.href.endsWith('/?topic=gaza&since=\(day)&until=\(day)')"))

    try await browser.open(fixture.address + "/?period=last-month")
    let last = try #require(
      try await browser.attribute("data-until", of: ".card:nth-child(2) .timeline a:nth-child(9)"))
    try await browser.drag(
      from: ".card:nth-child(2) .timeline a:nth-child(5) .hit", to: ".card:nth-child(2) .timeline a:nth-child(9) .hit")
    #expect(await browser.arrives(where: "location.search.includes('until=\(last)')"))
    #expect(try await browser.address.contains("since=\(day)&until=\(last)"))
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test func keysAloneNarrowThePage() async throws {
    let fixture = try await DashboardFixture([try DashboardNews.document(300)])
    let browser = try await Browser()
    try await browser.open(fixture.address + "/?period=last-month")
    // The first stop leads past the navigation.
    try await browser.press([Browser.Key.tab])
    #expect(try await browser.run("return document.activeElement.className") as? String == "skip")
    // One stop for each time line, however many bars it has.
    let reached = "document.activeElement.closest('.timeline')"
    for _ in 0..<60 where try await browser.run("return !!\(reached)") as? Bool != true {
      try await browser.press([Browser.Key.tab])
    }
    try await browser.press([Browser.Key.right, Browser.Key.right])
    try await browser.press([Browser.Key.right, Browser.Key.right], shift: true)
    #expect(try await browser.count(".timeline a.chosen") == 3)
    try await browser.press([Browser.Key.enter])
    #expect(await browser.arrives(where: "location.search.includes('since=')"))
    let address = try await browser.address
    let days = try #require(
      try await browser.run("return new URLSearchParams(location.search).get('since')") as? String)
    #expect(days.hasSuffix("-03"), "\(address)")
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test func newArticlesAppearWithoutReloading() async throws {
    let fixture = try await DashboardFixture([("a.txt", try DashboardSamples.text("gaza-aid.txt"))])
    let browser = try await Browser()
    try await browser.open(fixture.address)
    _ = try await browser.run("window.wasNotReloaded = true")
    #expect(try await browser.text(".card:nth-child(2) .big") == "1")
    // Nothing changed: what a reader may be about to click on stays as it is.
    let stays = try await browser.runAsynchronously(
      """
      const done = arguments[0], card = document.querySelector('.card:nth-child(2)');
      refresh().then(() => done(card.isConnected));
      """)
    #expect(stays as? Bool == true)
    try await fixture.push([("b.txt", try DashboardSamples.text("gaza-ceasefire-talks.txt"))])
    #expect(
      try await browser.waits(until: "document.querySelector('.card:nth-child(2) .big').textContent === '2'"))
    #expect(try await browser.run("return window.wasNotReloaded") as? Bool == true)
    #expect(try await browser.text("#live").isEmpty == false)
    try await expectQuiet(browser)
    // Where the dashboard itself is away, nobody tells the page of anything: it finds that out.
    await fixture.dashboard.terminate()
    #expect(
      try await browser.waits(until: "document.getElementById('live').textContent.startsWith('The page cannot be')"))
    await browser.close()
  }

  @Test func whoReadsOrTypesIsNotDisturbedByWhatArrives() async throws {
    let fixture = try await DashboardFixture([try DashboardNews.document(300)])
    let browser = try await Browser()
    try await browser.open(fixture.address)
    _ = try await browser.run("document.querySelector('main input[name=source]').closest('details').open = true")
    try await browser.type("VnExp", into: "main input[name=source]")
    _ = try await browser.run(
      """
      document.querySelector('main select[name=topic]').value = 'gaza';
      const data = document.querySelector('.card:nth-child(3) details');
      data.open = true;
      data.querySelector('.scroll').scrollTop = 40;
      data.querySelector('summary').focus();
      """)
    try await fixture.push([("b.txt", try DashboardSamples.text("gaza-ceasefire-talks.txt"))])
    #expect(try await browser.waits(until: "document.getElementById('live').textContent !== ''"))
    let state = try await browser.run(
      """
      const data = document.querySelector('.card:nth-child(3) details');
      return [document.querySelector('main input[name=source]').value,
        document.querySelector('main select[name=topic]').value, String(data.open),
        String(data.querySelector('.scroll').scrollTop), String(document.activeElement === data.querySelector('summary'))]
      """)
    #expect(state as? [String] == ["VnExp", "gaza", "true", "40", "true"])
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test func allTopicsChosenOnAPageAboutAPairGivesThePairUp() async throws {
    let fixture = try await DashboardFixture([try DashboardNews.document(200)])
    let browser = try await Browser()
    try await browser.open(fixture.address + "/articles?topic=north-korea&with=gaza")
    _ = try await browser.run(
      "const topic = document.querySelector('main select[name=topic]'); topic.value = ''; topic.form.requestSubmit()")
    #expect(
      try await browser.waits(
        until: "!location.search.includes('north-korea') && document.querySelector('main select[name=topic]') !== null")
    )
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test func withoutScriptsEverythingCanBeReadAndReached() async throws {
    let fixture = try await DashboardFixture([try DashboardNews.document(200)])
    let browser = try await Browser(Browser.Device(runsScripts: false))
    try await browser.open(fixture.address)
    try await browser.clickLink("Last month", in: ".periods")
    #expect(try await browser.arrives(at: "period=last-month"))
    try await browser.click(".more summary")
    try await browser.type("VnExpress", into: "input[name=source]")
    try await browser.click(".more button")
    #expect(try await browser.arrives(at: "source=VnExpress"))
    #expect(try await browser.text("h1").contains("VnExpress"))
    try await browser.click(".card .data summary")
    try await browser.click(".card .data tbody a.figure")
    #expect(try await browser.arrives(at: "/articles?"))
    try await browser.open(fixture.address + "/articles")
    try await browser.click(".paging a")
    #expect(try await browser.arrives(at: "after="))
    #expect(try await browser.count(".entries li") == 50)
    try await browser.click(".entries .title")
    #expect(try await browser.arrives(at: "/articles/"))
    #expect(try await browser.text(".why").isEmpty == false)
    try await browser.picture("without-scripts")
    await browser.close()
  }

  @Test func whatIsWrittenFromTheRightIsLaidOutSo() async throws {
    let article =
      #"{"title":"دخول المساعدات إلى قطاع غزة!","source":"الجزيرة","body":"قال Reuters إن المساعدات دخلت غزة."}"#
    let fixture = try await DashboardFixture([("a.jsonl", article + "\n")])
    let browser = try await Browser()
    try await browser.open(fixture.address)
    func direction(_ selector: String) async throws -> String? {
      try await browser.run("return getComputedStyle(document.querySelector('\(selector)')).direction") as? String
    }
    #expect(try await direction(".entries .title") == "rtl")
    try await browser.click(".entries .title")
    #expect(try await browser.arrives(at: "/articles/"))
    for selector in ["h1", "article > p[dir]", ".about bdi"] { #expect(try await direction(selector) == "rtl") }
    #expect(try await direction(".why") == "ltr")
    try await browser.picture("right-to-left")
    try await expectQuiet(browser)
    await browser.close()
  }

  @Test func thePageSpeaksTheBrowsersLanguageUnlessToldOtherwise() async throws {
    let fixture = try await DashboardFixture(try DashboardSamples.all())
    let browser = try await Browser(Browser.Device(language: "vi"))
    try await browser.open(fixture.address)
    #expect(try await browser.attribute("lang", of: "html") == "vi")
    #expect(try await browser.text(".cards").contains("Triều Tiên"))
    try await browser.picture("vietnamese")
    try await browser.clickLink("English", in: ".languages")
    #expect(await browser.arrives(where: "document.documentElement.lang === 'en'"))
    // What was chosen stays chosen.
    try await browser.clickLink("Gaza", in: ".cards")
    #expect(await browser.arrives(where: "location.search.includes('topic=gaza')"))
    #expect(try await browser.address.contains("lang=en"))
    #expect(try await browser.attribute("lang", of: "html") == "en")
    await browser.close()
  }

  @Test func whoHasTheTokenSignsInAndOut() async throws {
    let pair = try PairFixture()
    let file = try pair.file("token", "a-token-of-enough-length\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    let fixture = try await DashboardFixture(
      [("a.txt", try DashboardSamples.text("gaza-aid.txt"))], arguments: ["--token-file", file])
    let browser = try await Browser()
    try await browser.open(fixture.address + "/articles")
    try await browser.type("not the token", into: "input[name=token]")
    try await browser.click("main button")
    #expect(await browser.arrives(where: "document.querySelectorAll('[role=alert]').length == 1"))
    try await browser.type("a-token-of-enough-length", into: "input[name=token]")
    try await browser.click("main button")
    #expect(
      await browser.arrives(
        where: "location.pathname.endsWith('/articles') && document.querySelectorAll('.entries li').length == 1"))
    // Signed out elsewhere: the page becomes the form as a whole, at its own address.
    _ = try await browser.run("fetch('/logout', { method: 'POST' }).then(() => refresh())")
    #expect(await browser.arrives(where: "location.pathname.includes('/login')"))
    try await browser.type("a-token-of-enough-length", into: "input[name=token]")
    try await browser.click("main button")
    #expect(await browser.arrives(where: "location.pathname.endsWith('/articles')"))
    try await browser.click(".signout button")
    #expect(await browser.arrives(where: "location.pathname.includes('/login')"))
    try await browser.open(fixture.address + "/articles")
    #expect(try await browser.address.contains("/login"))
    await browser.close()
  }
}

#endif
