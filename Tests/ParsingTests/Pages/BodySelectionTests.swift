import Testing

@testable import Parsing

@Suite struct BodySelectionTests {
  private func selection(_ page: [UInt8]) -> (analysis: PageAnalysis, body: BodySelection) {
    let analysis = PageAnalysis(page)
    return (analysis, BodySelection(analysis, scores: BlockScores(analysis.features)))
  }

  private func reason(_ text: String, in page: [UInt8]) -> String? {
    let (analysis, body) = selection(page)
    return analysis.blocks.lastIndex { $0.text == text }.map { body.isKept[$0] ? "kept" : body.reasons[$0] }
  }

  @Test func labelsBetweenParagraphsAreNamedAsSuch() {
    // Of the last, its looks may tell as well.
    for (label, needsList) in [("Quảng cáo", true), ("Story continues below", true), ("Advertisement", false)] {
      let found = reason(label, in: SamplePage.article(inBody: "<p>\(label)</p>"))
      #expect(found == "a label of the page" || (!needsList && found == "not the article's text"), "\(label)")
    }
  }

  @Test func secondStandOfATextIsDroppedAndTheFirstKept() {
    let (analysis, body) = selection(SamplePage.article(inBody: "<p>\(SamplePage.paragraphs[0])</p>"))
    let rows = analysis.blocks.indices.filter { analysis.blocks[$0].text == SamplePage.paragraphs[0] }
    #expect(rows.map { body.isKept[$0] } == [true, false])
    #expect(rows.last.map { body.reasons[$0] } == "stands on the page twice")
  }

  @Test func paragraphsThatResembleEachOtherAreAllKept() {
    let paragraphs = (1...40).map {
      "Paragraph \($0) of this report says that the council has voted to rebuild the pier in year \($0)."
    }
    let page = """
      <html><head><title>Council votes to rebuild the pier</title></head><body><article><h1>Council votes to rebuild the pier</h1>
      <div class="article-body">\(paragraphs.map { "<p>\($0)</p>" }.joined())</div></article></body></html>
      """
    #expect(SamplePage.read(Array(page.utf8))?.paragraphs.map(\.text) == paragraphs)
  }

  /// The date under the headline goes, but not with what it credits.
  @Test func creditBesideTheDateIsKept() {
    let line = "24 February 2024, 08:10 - Source: Reuters"
    let page = """
      <html lang="en"><head><title>Council votes to rebuild the pier</title></head><body><article>
      <h1>Council votes to rebuild the pier</h1><p>\(line)</p>
      \(SamplePage.paragraphs.map { "<p>\($0)</p>" }.joined())</article></body></html>
      """
    #expect(reason(line, in: Array(page.utf8)) == "the date")
    #expect(selection(Array(page.utf8)).body.credit == "Reuters")
  }

  @Test func everyBlockHasAReason() {
    let (analysis, body) = selection(SamplePage.article())
    #expect(body.reasons.count == analysis.blocks.count)
    #expect(body.reasons.allSatisfy { !$0.isEmpty })
    #expect(body.text == SamplePage.paragraphs.joined(separator: "\n"))
    #expect(
      body.firstLine
        == "The harbour council voted on Monday to rebuild the eastern pier, which a storm had damaged in early")
  }
}
