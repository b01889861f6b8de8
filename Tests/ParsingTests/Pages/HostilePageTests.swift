import Testing

@testable import Parsing

/// Each of these took one of the tools we looked at minutes, gigabytes or its life.
@Suite struct HostilePageTests {
  /// Repeated to a page of this many bytes.
  private static let size = 40_000

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "<div>", "<p>a", "<a href=x>", "<table><tr><td>", "<ul><li>x", "<form>", "<button>x", "<!--", "<svg>", "<script>",
      "<p class=\"", "&amp;", "&", "<", "</", "<br>a.", "\u{0}", "<h1>a b</h1>", "<time datetime=2020-01-01>x</time>",
      "<script type=\"application/ld+json\">{\"@type\":\"Article\",\"a\":[", "<b></i>",
      "<div><p>Some words here, long enough.</p>",
      "<meta name=date content=2020-01-01>", "<title> - a", "<p a=1 b=2 ", "<select>", "<p>\u{202E}\u{200B}\u{FEFF}",
    ])
  func repeatedWithoutEndItIsReadOrRefused(piece: String) {
    let page = Array(String(repeating: piece, count: Self.size / piece.utf8.count).utf8)
    let reading = PageReader().read(page, hints: .init(explains: true))
    if case .article(let article) = reading.outcome { #expect(!article.title.isEmpty) }
  }

  @Test(.timeLimit(.minutes(1))) func everyPrefixOfAPageIsRead() {
    let page = SamplePage.article(
      head: #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x"}</script>"#)
    for length in stride(from: 0, to: page.count, by: 7) { _ = PageReader().read(Array(page.prefix(length))) }
  }

  @Test func invalidUTF8DoesNotTrap() {
    var page = SamplePage.article()
    for index in stride(from: 5, to: page.count, by: 11) { page[index] = UInt8(truncatingIfNeeded: 0x80 + index) }
    _ = PageReader().read(page, hints: .init(explains: true))
  }

  @Test func workGrowsWithTheSize() {
    for piece in [
      "<div>text <b>x</b></div>", "<p class='a b'>Some words, and more.</p>", "<a href=x>link</a> ", "<!-- x -->y",
    ] {
      func nodes(_ count: Int) -> Int {
        PageTree.parse(MarkupScreen(Array(String(repeating: piece, count: count).utf8))).tree.count
      }
      let (one, two) = (nodes(500), nodes(1_000))
      #expect(two <= 2 * one + 10)
    }
  }
}
