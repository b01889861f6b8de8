import Foundation
import NewsModels
import Testing

@testable import Parsing

/// What a document is, by its content first.
@Suite struct DocumentFormTests {
  @Test(arguments: [
    ("<!DOCTYPE html><html>", DocumentForm.html), ("<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>", .html),
    ("<!-- saved from x --><HTML>", .html), ("<p>Text", .html), ("<rss version=\"2.0\">", .feed),
    ("<?xml version=\"1.0\"?><!-- x --><feed xmlns=\"a\">", .feed), ("<rdf:RDF xmlns:rdf=\"x\">", .feed),
    ("<?xml version=\"1.0\"?><sitemap>", .xml), ("<?xml version=\"1.0\"?>", .rootlessXML),
    ("<?xml version=\"1.0\"?><!-- x <rss>", .rootlessXML), ("<!-- x <html>", .html), ("<!--><html>", .html),
    ("<!DOCTYPE rss [<!ENTITY a \"<b>\"> ] ><rss>", .feed),
    ("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\"><rss>", .rootlessXML),
    ("<?xml version=\"1.0\"?><nitf>", .wire("NITF")), ("<newsItem xmlns=\"x\">", .wire("NewsML")),
    ("<a:feed xmlns:a=\"x\">", .feed), ("<svg width=\"1\">", .asset("an image")), ("{\"title\": 1}", .json),
    ("[{\"title\": 1}]", .json), ("[\n [{\"title\": 1}]]", .json), ("[[1]] A title\n\nText", .text),
    ("[Video] A title\n\nText", .text), ("Title\n\nText", .text),
    ("Title;\"Content\"\nA;B", .table), ("date\ttext\ttitle\n\tA\tB", .table),
    ("@media print{", .asset("a style sheet")),
    ("!function(a){}", .asset("a script")),
  ])
  func contentTells(start: String, form: DocumentForm) {
    #expect(DocumentForm.of(Array(start.utf8), name: "article.txt") == form)
  }

  @Test(arguments: [("style.css", "body {color: red}"), ("app.js", "var a = 1"), ("app.min.js", "{\"a\":1}")])
  func assetsAreSkippedAndNotQuarantined(name: String, text: String) {
    #expect(Reading.skip(Array(text.utf8), name: name) != nil)
  }

  @Test(
    arguments: [
      ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10], "JPEG"), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0], "PNG"),
      (Array("GIF89a".utf8) + [1, 0, 1, 0], "GIF"), (Array("wOF2".utf8) + [0, 1, 0, 0], "font"),
    ] as [([UInt8], String)])
  func picturesAndFontsAreSkipped(bytes: [UInt8], what: String) {
    #expect(Reading.skip(bytes)?.contains(what) == true)
  }

  @Test(
    arguments: [
      (Array("%PDF-1.7\n".utf8), "PDF"), ([0x50, 0x4B, 3, 4, 20, 0], "ZIP"), (Array("{\\rtf1".utf8), "rich text"),
    ] as [([UInt8], String)])
  func papersThatMayHoldArticlesAreRefusedWithAdvice(bytes: [UInt8], what: String) {
    let reason = Reading.refusal(bytes)
    #expect(reason?.contains(what) == true && reason?.contains("convert") == true)
  }

  @Test func whatAgenciesSendIsRefusedWithAdvice() {
    let item = "<?xml version=\"1.0\"?><nitf><body><hedline><hl1>Ferry</hl1></hedline><p>Text.</p></body></nitf>"
    #expect(Reading.refusal(Array(item.utf8))?.contains("NITF; save or convert") == true)
  }

  /// An HTTP header, and what a program says of itself.
  @Test(arguments: [
    "HTTP/2 200 \ndate: Sun, 25 Feb 2024 00:00:00 GMT\ncontent-type: text/html\n\n",
    "Warning: Undefined variable $x in a.php on line 3\n",
  ])
  func aPageWithSomethingBeforeItIsAPage(start: String) {
    #expect(!Reading.articles(WARCTests.body).isEmpty)
    #expect(Reading.articles(start + WARCTests.body) == Reading.articles(WARCTests.body))
    #expect(Reading.articles(start + "<!DOCTYPE HTML>" + WARCTests.body) == Reading.articles(WARCTests.body))
    #expect(DocumentForm.pageStart(in: Array("Title\n\nThe <html> element.\n<htmlx>".utf8)) == nil)
  }

  /// A licence, a list of changes, the entities of a whole alphabet.
  @Test(arguments: [
    "<!-- " + String(repeating: "changed on Monday > and on Tuesday\n", count: 300) + "-->",
    "<!DOCTYPE rss [\n" + String(repeating: "<!ENTITY eacute \"&#233;\">\n", count: 300) + "] >",
    "<!DOCTYPE rss [<!ENTITY sign \"<b>\">]>", String(repeating: "<?xml-stylesheet href=\"a.xsl\"?>\n", count: 300),
  ])
  func feedIsAFeedHoweverMuchStandsBeforeIt(prolog: String) throws {
    let feed = FeedTests.rss(FeedTests.ferry)
    let start = try #require(feed.range(of: "<rss"))
    let longer = feed.replacingCharacters(in: start, with: prolog + "<rss")
    #expect(!Reading.articles(feed).isEmpty)
    #expect(Reading.articles(longer) == Reading.articles(feed))
    // Broken, it is read by another way.
    #expect(
      Reading.articles(longer.replacing("</guid>", with: "</guid><b>")).map(\.title)
        == Reading.articles(feed).map(\.title))
  }

  /// Nobody can say that no article was in it.
  @Test(arguments: ["", "<!-- without end <rss><channel>", "<!DOCTYPE rss [<!ENTITY a \"b\"><rss>"])
  func xmlWithoutAnElementIsRefused(rest: String) {
    let reason = Reading.refusal(Array("<?xml version=\"1.0\"?>\n\(rest)".utf8))
    #expect(reason?.contains("expected XML with an element in it") == true)
  }

  @Test func aTextThatBeginsLikeAFileOfAnotherKindIsStillAText() {
    let text = DocumentReaderTests.dump.replacing(
      "Hội chợ sách mùa thu khai mạc", with: "GIF89a RIFF hội chợ sách khai mạc")
    #expect(Reading.articles(text).count == 1)
  }
}
