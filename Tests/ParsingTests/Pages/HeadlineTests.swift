import Testing

@testable import Parsing

@Suite struct HeadlineTests {
  private func headline(head: String, body: String) -> Headline {
    PageAnalysis(
      Array("<html><head>\(head)</head><body>\(body)<p>A text follows here, with words.</p></body></html>".utf8)
    ).headline
  }

  @Test func mainHeadingIsTakenWithoutTheSitesName() {
    let found = headline(
      head: "<title>Pier to be rebuilt | Coast Daily</title><meta property=\"og:site_name\" content=\"Coast Daily\">",
      body: "<h1>Pier to be rebuilt</h1>")
    #expect(found.text == "Pier to be rebuilt")
    #expect(found.block == 0)
  }

  @Test func headingThatIsTheSitesNameIsNoHeadline() {
    let found = headline(
      head: """
        <title>Council votes to rebuild the pier - Coast Daily</title><link rel="canonical" href="https://coastdaily.example/a">
        <meta property="og:title" content="Council votes to rebuild the pier">
        """,
      body: "<h1>Coast Daily</h1><h2>Council votes to rebuild the pier</h2>")
    #expect(found.text == "Council votes to rebuild the pier")
    #expect(found.block == 1)
  }

  @Test func kickerInTheHeadingIsCutWhereTheHeadStatesTheRest() {
    let found = headline(
      head:
        "<title>Council votes to rebuild the pier</title><meta property=\"og:title\" content=\"Council votes to rebuild the pier\">",
      body: "<h1><span>Harbour</span> Council votes to rebuild the pier</h1>")
    #expect(found.text == "Council votes to rebuild the pier")
  }

  @Test func pageWithoutHeadingTakesWhatItStates() {
    let found = headline(head: "<meta property=\"og:title\" content=\"Council votes to rebuild the pier\">", body: "")
    #expect(found.text == "Council votes to rebuild the pier")
    #expect(found.block == nil)
    #expect(headline(head: "", body: "").text == "")
  }

  @Test func longTextIsNoHeadline() {
    let long = String(repeating: "word ", count: 200)
    #expect(headline(head: "<meta property=\"og:title\" content=\"\(long)\">", body: "").text == "")
  }
}

@Suite struct SourceNameTests {
  private func source(_ head: String, address: String? = nil) -> String? {
    let analysis = PageAnalysis(Array("<html><head>\(head)</head><body><p>x</p></body></html>".utf8), address: address)
    return SourceName.find(head: analysis.head, article: analysis.article, address: analysis.address)
  }

  @Test func siteNameIsBelievedBeforePublisherAndHost() {
    let data =
      #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","publisher":{"name":"Coast Media"}}</script>"#
    let canonical = #"<link rel="canonical" href="https://www.coastdaily.example/a">"#
    #expect(source(#"<meta property="og:site_name" content="Coast Daily">"# + data + canonical) == "Coast Daily")
    #expect(source(data + canonical) == "Coast Media")
    #expect(source(canonical) == "coastdaily.example")
    #expect(source("", address: "https://www.coastdaily.example/a") == "coastdaily.example")
    #expect(source("") == nil)
  }

  @Test(arguments: [
    #"<link rel="canonical" href=" https://coastdaily.example/a "#,
    #"<meta property="og:url" content="https://coastdaily.example/a "#,
  ])
  func anAddressHasNoSpaceAtItsEnds(start: String) {
    let analysis = PageAnalysis(Array("<html><head>\(start)\n\"></head><body><p>x</p></body></html>".utf8))
    #expect(analysis.address == "https://coastdaily.example/a")
  }

  @Test func addressAsASiteNameGivesItsHost() {
    #expect(
      source(#"<meta property="og:site_name" content="https://www.coastdaily.example/">"#) == "coastdaily.example")
  }

  @Test(arguments: ["ftp://a.example/", "javascript:alert(1)", "https://localhost/", "not an address", "https://"])
  func whatIsNoWebAddressHasNoHost(address: String) {
    #expect(SourceName.host(of: address) == nil)
  }
}
