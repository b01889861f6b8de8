import Testing

@testable import Parsing

@Suite struct PageTreeTests {
  private func parse(_ page: String) -> (tree: PageTree, refusal: PageTree.Refusal?) {
    PageTree.parse(MarkupScreen(Array(page.utf8)))
  }

  @Test func descendantsStandBetweenANodeAndItsEnd() throws {
    let tree = parse("<div><p>one</p><p>two</p></div><p>three</p>").tree
    let div = try #require((0..<tree.count).first { tree.nodes[$0].tag == .div })
    #expect(tree.string(at: div) == "one two")
    #expect(tree.string(at: 0) == "one two three")
    for node in 1..<tree.count {
      let parent = Int(tree.nodes[node].parent)
      #expect(parent < node && tree.nodes[node].end <= tree.nodes[parent].end)
    }
  }

  @Test func textBelowTheDepthLimitOfTheLibraryIsKept() {
    let depth = 1_000
    let page = String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
    let (tree, refusal) = parse(page)
    #expect(refusal == nil)
    #expect(tree.string(at: 0) == "deep")
  }

  @Test func entitiesAreResolvedInTextAndAttributes() throws {
    let tree = parse(#"<p title="a &amp; b">x &eacute; &#x1F600;</p>"#).tree
    let paragraph = try #require((0..<tree.count).first { tree.nodes[$0].tag == .p })
    #expect(tree.string(of: .title, at: paragraph) == "a & b")
    #expect(tree.string(at: 0) == "x é 😀")
  }

  @Test func depthTimesEndTagsIsBounded() {
    // Each end tag costs the library a look at every open element.
    let page = String(repeating: "<b>", count: 60_000) + String(repeating: "</i>", count: 60_000)
    guard case .tooDeep(let depth)? = parse(page).refusal else {
      Issue.record("expected the page to be refused for its depth")
      return
    }
    #expect(depth * 60_000 <= 1 << 25)
  }

  @Test func pageOfAbsurdlyManyElementsIsRefused() {
    let page = String(repeating: "<hr>", count: PageTree.mostNodes + 10)
    #expect(parse(page).refusal == .tooManyElements(PageTree.mostNodes))
  }

  @Test func pageOfAbsurdlyManyEntitiesIsRefused() {
    let page = String(repeating: "&", count: PageTree.mostReferences + 10)
    #expect(parse(page).refusal == .tooManyReferences(PageTree.mostReferences + 10))
  }

  @Test func emptyPageHasARoot() {
    #expect(parse("").tree.count == 1)
  }
}
