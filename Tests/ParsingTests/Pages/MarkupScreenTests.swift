import Testing

@testable import Parsing

@Suite struct MarkupScreenTests {
  private func screened(_ page: String) -> String {
    String(decoding: MarkupScreen(Array(page.utf8)).markup, as: UTF8.self)
  }

  @Test func scriptsStylesCommentsAndDrawingsAreTakenOut() {
    #expect(
      screened("<p>a<!-- <p>x --><style>p{}</style><script>'<p>y'</script><svg><text>z</text></svg>b</p>")
        == "<p>ab</p>")
  }

  @Test func attributesThatNobodyReadsGoAndTheFirstOfTwoStays() {
    #expect(screened(#"<P onclick="x>y" CLASS=a class=b data-x='1'>t</P>"#) == #"<p CLASS="a">t</P>"#)
  }

  @Test func linkedDataIsSetAsideByItsType() {
    let page = Array(#"<script type="application/ld+json">{"a":1}</script><script>let a</script>"#.utf8)
    let scripts = MarkupScreen(page).scripts
    #expect(scripts.map(\.kind) == [.linkedData, .code])
    #expect(scripts.first.map { String(decoding: page[$0.range], as: UTF8.self) } == #"{"a":1}"#)
  }

  @Test func unendedScriptTakesTheRestButAnUnendedDrawingDoesNot() {
    #expect(screened("<p>a</p><script>b<p>c") == "<p>a</p>")
    #expect(screened("<svg><p>a</p>").contains("<p>a</p>"))
  }

  @Test func nulsAndStrayAngleBracketsBecomeHarmless() {
    #expect(screened("<p>1 < 2\u{0}3</p>") == "<p>1 &lt; 2 3</p>")
  }

  @Test func longestValuesAreDroppedWhole() {
    let page = #"<p class="\#(String(repeating: "a ", count: 5_000))" id="b">t</p>"#
    #expect(screened(page) == #"<p id="b">t</p>"#)
  }
}
