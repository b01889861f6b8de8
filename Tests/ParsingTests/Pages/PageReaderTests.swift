import NewsModels
import Testing

@testable import Parsing

@Suite struct PageReaderTests {
  @Test func articleIsReadWithoutWhatStandsAroundIt() throws {
    let article = try #require(SamplePage.read(SamplePage.article()))
    #expect(article.title == "Harbour council votes to rebuild the eastern pier")
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
    #expect(article.source == "Coast Daily")
    #expect(article.declaredLanguage == "en")
    #expect(article.published == nil)
  }

  @Test func boxesWithinTheTextAreLeftOut() throws {
    let boxes = """
      <div class="related"><h3>Related</h3><ul><li><a href="/1">Storm damages the western pier as well</a></li></ul></div>
      <div class="newsletter">Sign up for our newsletter and get the best of the coast in your inbox each morning.</div>
      <figure><img src="a.jpg"><figcaption>The pier in March. Photo: A. Person</figcaption></figure>
      <p>Advertisement</p>
      """
    let article = try #require(SamplePage.read(SamplePage.article(inBody: boxes)))
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
  }

  @Test func subheadingsAndLeadAreKept() throws {
    let article = try #require(
      SamplePage.read(
        SamplePage.article(
          afterHeadline:
            "<p class=\"sapo\">A storm took the pier; the council has now found the money to build it anew.</p>",
          inBody: "<h2>Who pays for the work</h2>")))
    #expect(article.paragraphs.first?.text.hasPrefix("A storm took the pier") == true)
    #expect(article.paragraphs.first?.role == .lead)
    #expect(article.paragraphs.contains { $0.role == .subheading && $0.text == "Who pays for the work" })
  }

  @Test func commentsAfterTheTextAreLeftOut() throws {
    let comments = SamplePage.paragraphs.map { "<div class=\"comment\"><p>I think that \($0.lowercased())</p></div>" }
    let after = "<section id=\"comments\">\(comments.joined())</section>"
    let article = try #require(SamplePage.read(SamplePage.article(after: after)))
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
  }

  @Test func textThatStandsTwiceIsKeptOnce() throws {
    let article = try #require(SamplePage.read(SamplePage.article(inBody: "<p>\(SamplePage.paragraphs[0])</p>")))
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
  }

  @Test func creditLineIsNoPartOfTheText() throws {
    let article = try #require(
      SamplePage.read(
        SamplePage.article(after: "").replacingLast("</div></article>", by: "<p>(TTXVN)</p></div></article>")))
    #expect(article.credit == "TTXVN")
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
  }

  @Test func aFirstParagraphThatIsOnlyTheDateIsNoText() throws {
    let date = "<p>Monday, 6 May 2024, 08:10 GMT</p>"
    let page = String(decoding: SamplePage.article(), as: UTF8.self)
      .replacing("<div class=\"article-body\">", with: "<div class=\"article-body\">\(date)")
    let article = try #require(SamplePage.read(Array(page.utf8)))
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
    #expect(article.published?.description == "2024-05-06T08:10:00+00:00")
  }

  private static let plain = String(decoding: SamplePage.article(), as: UTF8.self)
    .replacing("<meta property=\"og:site_name\" content=\"Coast Daily\">", with: "")

  /// Browsers and programs that save pages note where these stood.
  @Test(arguments: [
    "<!-- saved from url=(0032)https://www.coast.example/pier/1 -->",
    "<!--\n Page saved with SingleFile \n url: https://www.coast.example/pier/1 \n saved date: x\n-->",
    "<html><base href=\"https://www.coast.example/pier/1\">",
    "<html><link rel=canonical href=\"https://web.archive.org/web/20240301120000/https://www.coast.example/pier/1\">",
    "<html><meta property=og:url content=\"https://web.archive.org/web/20240301120000if_/https://www.coast.example/pier/1\">",
  ])
  func aSavedPageSaysWhereItStood(start: String) {
    let page = start.hasPrefix("<html>") ? start + Self.plain : "<!DOCTYPE html>" + start + Self.plain
    let articles = Reading.articles(page)
    #expect(articles.map(\.url) == ["https://www.coast.example/pier/1"])
    #expect(articles.map(\.source) == ["coast.example"])
  }

  /// A folder is where the page's links lead, not where it stood.
  @Test(arguments: [
    "<!-- url: https://www.coast.example/1 -->", "<base href=\"https://www.coast.example/pier/\">", "<base href=\"/\">",
  ])
  func otherAddressesAreNotThePages(start: String) {
    #expect(Reading.articles("<html>" + start + Self.plain).map(\.url) == [nil])
  }

  @Test(arguments: [
    "{\"@graph\":[\(news),\"publisher\":{\"@id\":\"#us\"}},{\"@type\":\"WebSite\",\"@id\":\"#site\",\"name\":\"Site\"},\(outlet)]}",
    "\(news),\"publisher\":{\"@id\":\"#us\"}}</script><script type=\"application/ld+json\">\(outlet)",
    "\(news),\"publisher\":[\(outlet)]}",
  ])
  func thePublisherMayStandElsewhereInTheLinkedData(data: String) {
    let script = "<script type=\"application/ld+json\">\(data)</script>"
    #expect(
      Reading.articles(Self.plain.replacing("</head>", with: script + "</head>")).map(\.source) == ["Coast & Sea"])
  }

  private static let news =
    "{\"@type\":\"NewsArticle\",\"headline\":\"Harbour council votes to rebuild the eastern pier\""
  private static let outlet = "{\"@type\":\"Organization\",\"@id\":\"#us\",\"name\":\"Coast &amp; Sea\"}"

  @Test(arguments: [
    (
      "Không tìm thấy trang",
      "Xin lỗi, trang bạn yêu cầu không tồn tại hoặc đã bị xóa. Vui lòng kiểm tra lại đường dẫn.", "an error page"
    ),
    (
      "Just a moment...",
      "The site needs to review the security of your connection before proceeding. Please allow up to 5 seconds.",
      "a check for robots"
    ),
    (
      "Before you continue",
      "If you click 'Accept all', we and our partners will also store information and use precise location data.",
      "a consent form"
    ),
    (
      "Subscribe to unlock this article",
      "Complete digital access to quality journalism on any device, wherever you are.",
      "a subscriber's wall"
    ),
  ])
  func pagesThatStandForAnArticleAreNone(title: String, text: String, reason: String) {
    let page = { (head: String) in
      "<html><head><title>\(title)</title>\(head)</head><body><h1>\(title)</h1><p>\(text)</p><p>\(Self.closing)</p></body></html>"
    }
    #expect(Reading.skip(Array(page("").utf8))?.contains(reason) == true)
    // What has a day is an article about it.
    let dated = page("<meta property=\"article:published_time\" content=\"2024-05-06T08:10:00Z\">")
    #expect(Reading.articles(dated).count == 1)
  }

  private static let closing =
    "Everybody who has questions may write to the people of the site, who answer on work days."

  @Test func captionsOfAPhotoStoryAreItsText() throws {
    let photos = SamplePage.paragraphs.map { "<figure><img src=\"a.jpg\"><figcaption>\($0)</figcaption></figure>" }
    let page = """
      <html><head><title>The pier in pictures</title></head><body><article><h1>The pier in pictures</h1>
      <div class="article-content">\(photos.joined())</div></article></body></html>
      """
    let article = try #require(SamplePage.read(Array(page.utf8)))
    #expect(article.paragraphs.map(\.text) == SamplePage.paragraphs)
  }

  @Test func textThatStandsOnlyInLinkedDataIsRead() throws {
    let body = SamplePage.paragraphs.joined(separator: "\\n") + SamplePage.paragraphs.map { "\\nAgain, \($0)" }.joined()
    let page = """
      <html><head><title>Pier</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"Pier to be rebuilt",
      "datePublished":"2024-05-06T07:08:09+02:00","articleBody":"\(body)"}</script></head><body><div id="app"></div></body></html>
      """
    let article = try #require(SamplePage.read(Array(page.utf8)))
    #expect(article.title == "Pier to be rebuilt")
    #expect(article.paragraphs.map(\.text).starts(with: SamplePage.paragraphs))
    #expect(article.published?.description == "2024-05-06T07:08:09+02:00")
  }

  @Test func sectionPageIsAnIndex() {
    guard case .indexPage(let reason) = PageReader().read(SamplePage.index(cards: 24)).outcome else {
      Issue.record("a section page was answered with an article")
      return
    }
    #expect(reason.contains("24"))
  }

  @Test func emptyShellHoldsNoArticle() {
    let outcome = PageReader().read(Array("<html><body><div id=app></div></body></html>".utf8)).outcome
    #expect(outcome == .noArticle(reason: "the page holds no running text"))
  }

  @Test func explanationSaysOfEachBlockWhatBecameOfIt() throws {
    let page = SamplePage.article()
    #expect(PageReader().read(page).trace == nil)
    let trace = try #require(PageReader().read(page, hints: .init(explains: true)).trace)
    #expect(trace.lines.filter(\.isKept).map(\.text) == SamplePage.paragraphs)
    #expect(trace.lines.contains { !$0.isKept && $0.text == "Home" && !$0.reason.isEmpty })
  }
}

extension [UInt8] {
  fileprivate func replacingLast(_ text: String, by other: String) -> [UInt8] {
    let page = String(decoding: self, as: UTF8.self)
    let parts = page.components(separatedBy: text)
    return Array((parts.dropLast().joined(separator: text) + other + (parts.last ?? "")).utf8)
  }

}

extension String {
  fileprivate func components(separatedBy text: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: text) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
