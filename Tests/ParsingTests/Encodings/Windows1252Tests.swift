import NewsModels
import Testing

@testable import Parsing

/// Numbers of controls in markup, which stand for signs of windows-1252.
@Suite struct Windows1252Tests {
  private static let written = "They don&#146;t know &#150; &#x93;yet&#x94; &#133; what it costs in &#128;."
  private static let read = "They don’t know – “yet” … what it costs in €."

  @Test func signsAreThoseOfTheEncoding() {
    for byte in UInt8(0x80)...0x9F {
      let decoded = TextEncoding.windows1252.decode([byte], repairLimit: 0).map {
        String(decoding: $0.utf8, as: UTF8.self)
      }
      #expect(Windows1252.sign(UInt32(byte)).map { String(Character($0)) } == decoded, "\(byte)")
    }
    #expect(Windows1252.values.count == 27)
    #expect(Windows1252.sign(0x7F) == nil && Windows1252.sign(0xA0) == nil && Windows1252.sign(.max) == nil)
  }

  @Test func pageMeansThemInTextsAndAttributes() {
    let paragraph = "<p>\(Self.written) The harbour council said so on Monday, and nobody asked.</p>"
    let page = SamplePage.article(
      head: "<meta name=\"author\" content=\"x\"><meta property=\"og:title\" content=\"Don&#146;t wait\">",
      inBody: paragraph)
    let text = String(decoding: page, as: UTF8.self)
      .replacing("content=\"Coast Daily\"", with: "content=\"Coast&#146;s Daily\"")
      .replacing("council votes", with: "council&#146;s votes")
    let articles = Reading.articles(text)
    #expect(articles.map(\.title) == ["Harbour council’s votes to rebuild the eastern pier"])
    #expect(articles.map(\.source) == ["Coast’s Daily"])
    #expect(articles.first?.body.contains(Self.read) == true)
  }

  @Test(arguments: ["", "<p>"]) func recordMeansThem(markup: String) {
    let record = "{\"title\": \"Don&#146;t wait\", \"text\": \"\(markup)\(Self.written)\", \"source\": \"Post\"}"
    #expect(Reading.articles(record).map(\.title) == ["Don’t wait"])
    #expect(Reading.articles(record).map(\.body) == [Self.read])
  }

  @Test(arguments: [
    written, written.replacing("&", with: "&amp;"), "<![CDATA[\(written)]]>", "<![CDATA[<p>\(written)</p>]]>",
    "Tea & milk. \(written)",
  ])
  func feedMeansThem(description: String) {
    let feed = FeedTests.rss("<item><title>Don&#146;t wait</title><description>\(description)</description></item>")
    #expect(Reading.articles(feed).map(\.title) == ["Don’t wait"])
    #expect(Reading.articles(feed).first?.body.hasSuffix(Self.read) == true)
  }

  /// A letter whose last byte is that of a control, and a no-break space.
  @Test func otherTextStaysAsItIs() {
    let text = Array("Ò Â\u{A0}“Ế” ©".utf8)
    var output: [UInt8] = [1]
    text.withUnsafeBufferPointer { Windows1252.append($0, to: &output) }
    #expect(output == [1] + text)
    for end in [[0xC2], [], [0xC2, 0x81]] as [[UInt8]] {
      output = []
      end.withUnsafeBufferPointer { Windows1252.append($0, to: &output) }
      #expect(output == end)
    }
  }
}
