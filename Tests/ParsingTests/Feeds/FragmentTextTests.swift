import NewsModels
import Testing

@testable import Parsing

/// Text inside feeds and records: what is markup in it, and what only looks like it.
@Suite struct FragmentTextTests {
  private static let more = ["The bank gained as well.", "Oil was little changed."]

  /// Signs of markup that are none: the lines stay paragraphs, and nothing is lost.
  @Test(arguments: [
    "The S&P 500 rose.", "AT&T and M&A, 1&1 and Q&A.", "It holds if a<i then the rest.", "a<b and c>d in all cases.",
    "A Map<Key, Value> or a List<String> is meant.", "Write to <desk@post.example> or <https://post.example>.",
    "x<!y && y</z, at last.", "<", "&", "a <", "5 < 6 & 7 > 6 &# &; &unknown; &#xZ;",
  ])
  func signsThatBeginNoTagAreText(line: String) {
    let expected = [line] + Self.more
    #expect(FragmentText.paragraphs(expected.joined(separator: "\n")) == expected)
    #expect(FragmentText.paragraphs(expected.joined(separator: "\r\n\r\n")) == expected)
  }

  @Test(arguments: [
    ("The S&amp;P 500 rose.", "The S&P 500 rose."), ("Caf&eacute; &ldquo;Hoa&rdquo;", "Café “Hoa”"),
    ("&#8220;Aid&#x201d;&nbsp;&nbsp;came", "“Aid” came"), ("&lt;p&gt; is a tag", "<p> is a tag"), ("&apos;", "'"),
    ("&thetasym;", "ϑ"),
  ])
  func entitiesAreResolvedLineByLine(line: String, expected: String) {
    #expect(FragmentText.paragraphs("\(line)\n&nbsp;\n\(Self.more[0])") == [expected, Self.more[0]])
  }

  @Test(arguments: [
    ("He <b>said</b> so.", "He said so."), ("An <a\nhref=\"https://a.example/?a>b\"\n>address</a> and a<i sign.", nil),
    ("One<!-- a comment\nof two lines --> line.", "One line."), ("Office<o:p></o:p> text.", "Office text."),
    ("The S&amp;P <em>500</em>, AT&T.", "The S&P 500, AT&T."),
  ])
  func tagsWithinLinesLeaveTheLinesParagraphs(line: String, expected: String?) {
    let expected = [expected ?? "An address and a<i sign."] + Self.more
    #expect(FragmentText.paragraphs(([line] + Self.more).joined(separator: "\n")) == expected)
  }

  @Test(arguments: [
    "<p>One\nparagraph &amp; one.</p>", "One\nparagraph &amp; one.<br>", "<div\nclass=\"a\">One\nparagraph &amp; one.",
    "<script async src=\"a\"></script>One\nparagraph &amp; one.",
  ])
  func inHTMLLineEndsAreSpaces(html: String) {
    #expect(FragmentText.paragraphs(html) == ["One paragraph & one."])
  }

  /// HTML that some program escaped once more than it should.
  @Test(arguments: [
    ("&lt;p&gt;Một đoạn&lt;/p&gt;", ["Một đoạn"]),
    (
      "&lt;p&gt;The S&amp;amp;P 500 rose.&lt;/p&gt;\n&lt;p class=&quot;a&quot;&gt;Oil was\nflat.&lt;/p&gt;",
      ["The S&P 500 rose.", "Oil was flat."]
    ),
    ("&lt;p&gt; The bank gained. &lt;/p&gt; &lt;p&gt; Oil fell. &lt;/p&gt;", ["The bank gained.", "Oil fell."]),
    ("&#60;div&#62;The bank gained.&#60;/div&#62;", ["The bank gained."]),
    ("The bank gained.&lt;br /&gt;Oil fell.", ["The bank gained.", "Oil fell."]),
    ("Giá &lt;strong&gt;tăng&lt;/strong&gt; mạnh.\nOil fell.", ["Giá tăng mạnh.", "Oil fell."]),
    ("See &lt;a href=&#34;https://post.example/1&#34;&gt;the list&lt;/a&gt; of banks.", ["See the list of banks."]),
    ("&lt;img src=&quot;a.jpg&quot;/&gt;The bank gained.", ["The bank gained."]),
    ("The bank gained. &lt;br&gt;", ["The bank gained."]), ("Percentag &lt;b&gt;es&lt;/b&gt;", ["Percentag es"]),
  ])
  func tagsThatCameAsEntitiesAreMarkup(text: String, expected: [String]) {
    #expect(FragmentText.paragraphs(text) == expected)
    let json = "{\"title\": \"Shares\", \"text\": \"\(text.replacing("\n", with: "\\n"))\"}"
    let item = "<item><title>Shares</title><description><![CDATA[\(text)]]></description></item>"
    for document in [json, FeedTests.rss(item)] {
      #expect(Reading.articles(document).map { $0.paragraphs.map(String.init) } == [expected])
    }
  }

  /// A text about tags, or about numbers, is a text.
  @Test(arguments: [
    ("The &lt;p&gt; and &lt;/p&gt; tags mark a paragraph.", "The <p> and </p> tags mark a paragraph."),
    ("A &lt;br&gt; breaks a line; “&lt;b&gt;”, “&lt;/b&gt;” do not.", "A <br> breaks a line; “<b>”, “</b>” do not."),
    ("Xuống dòng bằng thẻ &lt;br&gt;", "Xuống dòng bằng thẻ <br>"),
    ("The tag &lt;hr&gt;, a line", "The tag <hr>, a line"),
    ("Thẻ &lt;b&gt;đậm&lt;/b&gt;", "Thẻ <b>đậm</b>"),
    ("It holds if a &lt; b and c &gt; d, or a&lt;b and c&gt;d.", "It holds if a < b and c > d, or a<b and c>d."),
    ("A List&lt;String&gt; is meant, no Map&lt;a&gt;.", "A List<String> is meant, no Map<a>."),
    ("<p>Write <code>&lt;b&gt;bold&lt;/b&gt;</code> for it.</p>", "Write <b>bold</b> for it."),
  ])
  func tagsThatATextSpeaksOfStayText(text: String, expected: String) {
    #expect(FragmentText.paragraphs(text) == [expected])
  }

  /// As programs write that take a mail or a wire for a text.
  @Test func plainLinesThatWereBrokenAtAWidthAreWholeAgain() {
    let paragraphs = Array(WrappedLinesTests.english.dropFirst())
    let text = paragraphs.map { WrappedLinesTests.broken($0, at: 72, indent: "") }.joined(separator: "\n\n")
    #expect(FragmentText.paragraphs(text.replacing("\n", with: "\r\n")) == paragraphs)
    #expect(FragmentText.paragraphs(paragraphs.joined(separator: "\n")) == paragraphs)
  }

  @Test func aTagThatIsCutOffIsNoText() {
    #expect(FragmentText.paragraphs("The ferry <a href=\"https://post.exam") == ["The ferry"])
  }

  /// More breaks than elements a page may have.
  @Test func manyLinesWithATagInThemAreAllThere() {
    let text = "A <b>bold</b> word" + String(repeating: "\nA line.", count: PageTree.mostNodes)
    #expect(FragmentText.paragraphs(text).count == PageTree.mostNodes + 1)
  }
}
