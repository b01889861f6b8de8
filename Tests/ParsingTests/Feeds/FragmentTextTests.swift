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
