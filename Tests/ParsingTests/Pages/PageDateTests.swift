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

  @Test func headIsBelievedBeforeAnElementUnderTheHeadline() {
    #expect(
      published(
        head: #"<meta property="article:published_time" content="2018-09-20T09:40:00+02:00">"#,
        afterHeadline: #"<p><time itemprop="datePublished" datetime="2026-03-09">Updated</time></p>"#)
        == "2018-09-20T09:40:00+02:00")
  }

  @Test func dayOfAnUpdateAloneIsNoDayOfPublication() {
    #expect(published(afterHeadline: "<p>Last updated: June 1, 2025</p>") == nil)
    #expect(published(afterHeadline: "<p>Cập nhật: 24/02/2024</p>") == nil)
  }

  @Test func updateOfNewsSaysTheTimeAndIsTheBestThatIsKnown() {
    #expect(published(afterHeadline: "<p>Cập nhật: 06:17 24/02/2024</p>")?.hasPrefix("2024-02-24") == true)
    #expect(published(afterHeadline: "<p>May 6, 2024. Updated: June 1, 2025</p>") == "2024-05-06")
  }

  @Test func dayOfPublicationGoesBeforeAnUpdateInTheSameLine() {
    #expect(published(afterHeadline: "<p>Updated: June 1, 2025 | Published: May 6, 2024</p>") == "2024-05-06")
    let elements = """
      <p>Updated: <time datetime="2025-06-01T09:00:00Z">June 1, 2025</time>,
      published: <time datetime="2024-05-06T07:08:00Z">May 6, 2024</time></p>
      """
    #expect(published(afterHeadline: elements) == "2024-05-06T07:08:00+00:00")
    let one = #"<p>Updated: <time datetime="2025-06-01T09:00:00Z">June 1, 2025</time>, published: May 6, 2024</p>"#
    #expect(published(afterHeadline: one) == "2024-05-06")
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

  @Test func elementSaysWhichOfTwoReadingsIsMeant() {
    let element = "<div><time datetime=\"2023-10-12T19:38:01Z\">10/12/2023 7:38 PM</time></div>"
    #expect(published(afterHeadline: element) == "2023-10-12T19:38:01+00:00")
  }

  @Test func elementOfAnUpdateInTheSameLineIsPassedOver() {
    let line = """
      <div class="meta"><time itemprop="dateModified" datetime="2025-05-21T10:00:00Z">May 21, 2025</time>
      <time class="published" datetime="2025-04-24T16:12:49Z">April 24, 2025</time></div>
      """
    #expect(published(afterHeadline: line) == "2025-04-24T16:12:49+00:00")
  }

  @Test func dayThatIsShownWinsOverTheSameMomentInAnotherZone() {
    let element = "<div><time datetime=\"2026-02-24T04:13:00Z\">February 23, 2026</time></div>"
    #expect(published(afterHeadline: element) == "2026-02-23")
  }

  @Test func labelBeforeADateTellsWhatItIs() {
    let aside = "<div class=\"sidebar\"><h4>Published</h4><div>July 8, 2025</div></div>"
    let other = "<div class=\"sidebar\"><h4>Seen</h4><div>July 8, 2025</div></div>"
    let filler = "<ul>" + String(repeating: "<li>Harbour</li>", count: 12) + "</ul>"
    #expect(published(afterHeadline: filler + aside + filler) == "2025-07-08")
    #expect(published(afterHeadline: filler + other + filler) == nil)
  }

  @Test func namesThatSitesMakeUpAreUnderstood() {
    #expect(published(head: #"<meta name="w-published-date" content="2024-05-06">"#) == "2024-05-06")
    #expect(published(head: #"<meta name="last-published-time" content="2024-05-06">"#) == nil)
  }
}
