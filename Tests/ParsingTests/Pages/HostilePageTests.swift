import TestSupport
import Testing

@testable import Parsing

/// Each of these took one of the tools that we looked at minutes, gigabytes or its life.
@Suite(.serialized) struct HostilePageTests {
  /// Repeated without end; `head` stands once before it.
  struct Flood: Sendable, CustomTestStringConvertible {
    var piece: String
    var head = ""

    var testDescription: String { head + piece }

    func page(_ bytes: Int) -> [UInt8] {
      Array((head + String(repeating: piece, count: max(1, bytes / piece.utf8.count))).utf8)
    }
  }

  static let floods =
    [
      "<div>", "<p>a", "<a href=x>", "<table><tr><td>", "<ul><li>x", "<form>", "<button>x", "<!--", "<svg>", "<script>",
      "<p class=\"", "&amp;", "&", "&#x41;", "<", "< a", "</", "<br>a.", "\u{0}", "<h1>a b</h1>", "<table><p>",
      "<b></i>",
      "<time datetime=2020-01-01>x</time>", "<div><p>Some words here, long enough.</p>", "<p a=1 b=2 ", "<select>",
      "<meta name=date content=2020-01-01>", "<title> - a", "<p>\u{202E}\u{200B}\u{FEFF}", "<p>1 May 2020</p>",
      "<div>Some words here, and more of them to make up a whole paragraph of text.",
      "<a href=/x>Some link text that is long</a>", "<p>Some words, and more of them to make a paragraph.</p>",
    ].map { Flood(piece: $0) } + [
      Flood(piece: "a ", head: "<p class=\""), Flood(piece: "x", head: "<p title='"),
      Flood(piece: "word, ", head: "<p>"),
      Flood(piece: "a=1 ", head: "<p "), Flood(piece: "[", head: linkedData), Flood(piece: "{\"a\":", head: linkedData),
      Flood(piece: "{\"@type\":\"Article\",\"headline\":\"x\"},", head: linkedData + "["),
      Flood(piece: "{\"@type\":\"Article\",\"b\":", head: linkedData), Flood(piece: " - a", head: "<title>"),
      Flood(piece: "\"@id\":\"x\",", head: "\(unnamedPublisher){"),
      Flood(piece: "\"@id\":\"x\",\"b\":{\"@id\":\"x\"},", head: "\(unnamedPublisher){"),
      Flood(piece: "\\u00", head: linkedData + "{\"@type\":\"Article\",\"articleBody\":\""),
    ]

  private static let linkedData = "<script type=\"application/ld+json\">"
  private static let unnamedPublisher =
    "\(linkedData){\"@type\":\"NewsArticle\",\"headline\":\"A\",\"publisher\":{\"@id\":\"x\"}}</script>\(linkedData)"

  @Test(.timeLimit(.minutes(1)), arguments: floods)
  func timeGrowsWithTheSizeOnly(flood: Flood) {
    let (small, large) = (flood.page(100_000), flood.page(400_000))
    // The least of a few runs is what the work costs; the machine may be busy with other things.
    var growth = Double.infinity
    for _ in 0..<4 {
      let before = WorkTime.seconds { _ = PageReader().read(small) }
      let after = WorkTime.seconds { _ = PageReader().read(large) }
      growth = min(growth, after / max(before, 0.002))
      // Quadratic work would be sixteen.
      if growth < 9 { return }
    }
    Issue.record("four times the size took \(growth) times the time")
  }

  @Test(
    .enabled(if: Sanitizer.isOff, "the time would be the sanitizer's"), .timeLimit(.minutes(2)), arguments: floods)
  func eightMebibytesAreReadOrRefusedWithinASecond(flood: Flood) {
    let page = flood.page(8 << 20)
    var least = Double.infinity
    for _ in 0..<3 {
      least = min(least, WorkTime.seconds { _ = PageReader().read(page) })
      if least < 1 { return }
    }
    Issue.record("8 MiB took \(least) s")
  }

  @Test(.timeLimit(.minutes(1))) func everyPrefixOfAPageIsRead() {
    let page = SamplePage.article(
      head: #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>"#)
    var articles = 0
    for length in stride(from: 0, to: page.count, by: 7) {
      let reading = PageReader().read(Array(page.prefix(length)), hints: .init(explains: true))
      guard case .article(let article) = reading.outcome else { continue }
      #expect(!article.title.isEmpty && !article.paragraphs.isEmpty)
      articles += 1
    }
    // Those that end behind the text hold one.
    #expect(articles > 20)
  }

  @Test func invalidUTF8DoesNotTrap() {
    var page = SamplePage.article()
    for index in stride(from: 5, to: page.count, by: 11) { page[index] = UInt8(truncatingIfNeeded: 0x80 + index) }
    let reading = PageReader().read(page, hints: .init(explains: true))
    #expect(reading.trace != nil)
  }

  @Test func whatIsKeptOfAPageIsNotLargerThanIt() {
    for flood in Self.floods {
      let page = flood.page(100_000)
      let tree = PageTree.parse(MarkupScreen(page)).tree
      #expect(tree.bytes.count <= page.count + 16, "\(flood)")
      #expect(tree.count <= page.count, "\(flood)")
    }
  }
}
