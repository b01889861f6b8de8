import NewsModels
import Testing

@testable import Parsing

@Suite struct PageDateTests {
  private func published(head: String = "", afterHeadline: String = "", after: String = "") -> String? {
    SamplePage.read(SamplePage.article(head: head, afterHeadline: afterHeadline, after: after))?.published?.description
  }

  @Test func linkedDataIsBelieved() {
    let data =
      #"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-06T07:08:00Z","dateModified":"2025-01-01"}</script>"#
    #expect(published(head: data) == "2024-05-06T07:08:00+00:00")
  }

  @Test func headIsBelievedBeforeAnUpdateThatIsShown() {
    #expect(
      published(
        head: #"<meta property="article:published_time" content="2024-05-06T07:08:00+02:00">"#,
        afterHeadline: "<p>Last updated: June 1, 2025</p>") == "2024-05-06T07:08:00+02:00")
  }

  @Test func dateUnderTheHeadlineIsRead() {
    #expect(published(afterHeadline: "<div class=\"date\">May 6, 2024</div>") == "2024-05-06")
    #expect(
      published(afterHeadline: "<time datetime=\"2024-05-06T07:08:00+02:00\">Monday</time>")
        == "2024-05-06T07:08:00+02:00")
  }

  @Test func exactTimeOfTheShownDayIsTaken() {
    #expect(
      published(
        head: #"<meta property="article:published_time" content="2024-05-06T07:08:00+02:00">"#,
        afterHeadline: "<div class=\"date\">May 6, 2024</div>") == "2024-05-06T07:08:00+02:00")
  }

  @Test func datesOfOtherArticlesAreNotTaken() {
    let related = """
      <section class="related"><article><h3><a href="/1">Another story of the coast</a></h3><p>May 6, 2019</p></article></section>
      """
    #expect(published(after: related) == nil)
  }

  @Test func yearInTheCopyrightLineIsNoDate() {
    #expect(published(after: "<p>© 1 May 2023 Coast Daily</p>") == nil)
  }
}
