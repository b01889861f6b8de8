import Testing

@testable import Parsing

@Suite struct BlockFeaturesTests {
  private let analysis = PageAnalysis(
    SamplePage.article(
      head:
        #"<meta name="description" content="A storm took the pier; the council has now found the money to build it anew.">"#,
      afterHeadline:
        "<p class=\"sapo\">A storm took the pier; the council has now found the money to build it anew.</p>",
      inBody: """
        <div class="related-stories"><ul><li><a href="/1">Storm damages the western pier as well</a></li></ul></div>
        <figure><img src="a.jpg"><figcaption>The pier in March. Photo: A. Person</figcaption></figure>
        """))

  private func row(_ start: String) throws -> Int {
    try #require(analysis.blocks.firstIndex { $0.text.hasPrefix(start) })
  }

  @Test func linkInARelatedBoxIsMarkedByItsLinksAndItsRegion() throws {
    let row = try row("Storm damages")
    #expect(analysis.features[row, .linkDensity] == 1)
    #expect(analysis.features[row, .nRelated] == 1)
    #expect(analysis.features[row, .isLi] == 1)
    #expect(analysis.features[row, .containerForeign] == 1)
  }

  /// A list of stories in the midst of the text, which nothing names as such.
  @Test func listOfNothingButLinksIsMarkedAndALinkInAListOfTextIsNot() throws {
    let list = """
      <ul><li><a href="/1">What the storm did to the western pier</a></li><li><a href="/2">Who pays for ports</a></li></ul>
      <ol><li>The <a href="/3">eastern pier</a> is built first.</li><li><a href="/4">The western pier</a></li></ol>
      """
    let analysis = PageAnalysis(SamplePage.article(inBody: list))
    let marked = analysis.blocks.indices.filter { analysis.features[$0, .inLinkList] > 0 }
      .map { analysis.blocks[$0].text }
    #expect(marked.suffix(2) == ["What the storm did to the western pier", "Who pays for ports"])
  }

  @Test func paragraphOfTheTextLooksLikeMostOfTheText() throws {
    let row = try row("Work is to begin")
    #expect(analysis.features[row, .likeMajority] == 1)
    #expect(analysis.features[row, .parentOfMajority] == 1)
    #expect(analysis.features[row, .inContainer] == 1)
    #expect(analysis.features[row, .linkDensity] == 0)
    #expect(analysis.features[row, .depthAway] == 0)
  }

  @Test func captionCarriesItsCreditAndItsPicture() throws {
    let row = try row("The pier in March")
    #expect(analysis.features[row, .isFigcaption] == 1)
    #expect(analysis.features[row, .inFigure] == 1)
  }

  @Test func headlineAndLeadAreKnownByTheirPlaceAndTheHead() throws {
    let headline = try #require(analysis.headline.block)
    #expect(analysis.features[headline, .isHeadline] == 1)
    #expect(analysis.features[headline, .isH1] == 1)
    let lead = try row("A storm took")
    #expect(analysis.features[lead, .isDescription] == 1)
    #expect(analysis.features[lead, .afterHeadline3] == 1)
    #expect(analysis.features[try row("Home"), .beforeHeadline] == 1)
  }

  @Test func footerIsOutsideTheContainerAndSpeaksOfCopyright() throws {
    let row = try row("Copyright")
    #expect(analysis.features[row, .copyright] == 1)
    #expect(analysis.features[row, .inFooter] == 1)
    #expect(analysis.features[row, .outsideContainer] == 1)
    #expect(analysis.features[row, .afterLastLong] == 1)
  }

  @Test func textInTheLinkedDataIsKnown() throws {
    let body = SamplePage.paragraphs.prefix(3).joined(separator: " ")
    let data =
      #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","articleBody":"\#(body)"}</script>"#
    let analysis = PageAnalysis(SamplePage.article(head: data))
    let rows = SamplePage.paragraphs.map { text in analysis.blocks.firstIndex { $0.text == text } }
    #expect(rows.map { $0.map { analysis.features[$0, .inLinkedBody] } } == [1, 1, 1, 0])
    #expect(rows.map { $0.map { analysis.features[$0, .notInLinkedBody] } } == [0, 0, 0, 1])
  }
}

@Suite struct BlockScoresTests {
  @Test func contributionsAddUpToTheScore() {
    let scores = BlockScores(PageAnalysis(SamplePage.article()).features)
    for row in 0..<scores.features.rows {
      let sum = BlockFeature.allCases.reduce(Float(0)) { $0 + scores.features[row, $1] * BlockWeights.second[$1] }
      #expect(abs(sum - scores.values[row]) < 0.01)
    }
    #expect(scores.features.rows > 5)
  }

  @Test func paragraphsScoreAboveNoughtAndFurnitureBelow() {
    let analysis = PageAnalysis(SamplePage.article())
    let scores = BlockScores(analysis.features)
    let chosen = analysis.blocks.indices.filter { scores.values[$0] > 0 }.map { analysis.blocks[$0].text }
    #expect(chosen == SamplePage.paragraphs)
  }

  @Test func secondJudgementKnowsTheNeighbours() throws {
    let analysis = PageAnalysis(SamplePage.article())
    let scores = BlockScores(analysis.features)
    let row = try #require(analysis.blocks.firstIndex { $0.text == SamplePage.paragraphs[1] })
    #expect(analysis.features[row, .previousScore] == 0)
    #expect(scores.features[row, .previousScore] > 0)
    #expect(scores.features[row, .ownScore] > 0)
  }
}
