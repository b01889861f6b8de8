import Testing

@testable import Parsing

@Suite struct BlockCutterTests {
  private func blocks(_ page: String) -> [Block] {
    BlockCutter.blocks(of: PageTree.parse(MarkupScreen(Array(page.utf8))).tree)
  }

  @Test func inlineElementsJoinAndBlockElementsPart() {
    #expect(blocks("<div>a <b>b</b><i>c</i><p>d</p>e</div>").map(\.text) == ["a bc", "d", "e"])
  }

  /// Where a report is from stands apart by the page's style alone: glued to the first word, neither is found.
  @Test(arguments: [
    (#"<span class="location-stamp">Bến Cảng</span>Ông Tám mở lại tuyến phà."#, "Bến Cảng Ông Tám mở lại tuyến phà."),
    (#"<span class="location-stamp">TP CẢNG</span>100 chuyến phà."#, "TP CẢNG 100 chuyến phà."),
    (#"<em class="dateline"><b>Harbour</b></em>“No ferry today.”"#, "Harbour “No ferry today.”"),
    (#"<a href=x class="article-location">Harbour</a><i>The ferry</i> sails."#, "Harbour The ferry sails."),
  ])
  func placeBeforeTheFirstWordStandsByItself(line: String, expected: String) {
    #expect(blocks("<p>\(line)</p>").map(\.text) == [expected])
  }

  @Test(arguments: [
    (#"The <span class="place">Aberdon</span>ian press."#, "The Aberdonian press."),
    (
      #"In <span class="place">Aberdon</span>, <span class="place">Bilbao</span>’s twin."#, "In Aberdon, Bilbao’s twin."
    ),
    (#"<span class="brand">Harbour</span>Post"#, "HarbourPost"), (#"<p class="place">A</p>B"#, "A|B"),
  ])
  func nothingElsePartsWhatInlineElementsJoin(line: String, expected: String) {
    #expect(blocks("<div>\(line)</div>").map(\.text).joined(separator: "|") == expected)
  }

  @Test func oneLineBreakPartsOnlyWhereASentenceEnded() {
    #expect(blocks("<p>a line<br>goes on.<br>Next<br><br>Last</p>").map(\.text) == ["a line goes on.", "Next", "Last"])
  }

  @Test func whiteSpaceIsFoldedAndInvisibleCharactersGo() {
    #expect(blocks("<p>\u{A0} a\u{200B}b \n\t c\u{AD}d</p>").map(\.text) == ["ab cd"])
  }

  @Test func linksAndBoldTextAreMeasured() throws {
    let block = try #require(blocks("<p>12345<a href=x>12345</a><b>1234567890</b></p>").first)
    #expect(block.weight == 20)
    #expect(block.linkDensity == 0.25)
    #expect(block.strongWeight == 10)
  }

  @Test func ideographsWeighAndCountAsWords() throws {
    let block = try #require(blocks("<p>新闻，很好。</p>").first)
    #expect((block.words, block.commas, block.sentenceEnds) == (4, 1, 1))
    #expect(block.endsAsSentence)
  }

  @Test func buttonThatIsNeverClosedHidesNothingBehindIt() {
    let page = "<button><div></button>" + String(repeating: "<p>text</p>", count: 60)
    #expect(blocks(page).count == 60)
    #expect(blocks("<button>Menu</button><p>text</p>").map(\.text) == ["text"])
  }
}
