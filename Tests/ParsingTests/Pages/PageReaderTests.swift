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
