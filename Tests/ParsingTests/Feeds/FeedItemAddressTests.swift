import NewsModels
import Testing

@testable import Parsing

/// Items whose address is not the page's own.
@Suite struct FeedItemAddressTests {
  /// An entry as Google's alerts have it.
  private static func entry(_ title: String, at address: String) -> String {
    """
    <entry><title type="html">&lt;b&gt;\(title)&lt;/b&gt;</title><link href="\(address.replacing("&", with: "&amp;"))"/>
    <published>2024-10-07T06:00:00Z</published>
    <content type="html">The ferry line reopened on Monday after the &lt;b&gt;storm&lt;/b&gt;.</content></entry>
    """
  }

  /// Each paper's articles count for that paper: not for Google, nor for what was searched for, however like a host it is.
  @Test func whatAnAlertFoundIsOfTheSitesThatItLeadsTo() {
    let google = "https://www.google.com/url?rct=j&sa=t&url="
    let feed = """
      <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Google Alert - Harbour Ferry</title>
      <link href="https://www.google.com/alerts/feeds/1/2" rel="self"/>
      \(Self.entry("Ferry", at: google + "https://www.post.example/ferry-1/&ct=ga&cd=1"))
      \(Self.entry("Harbour", at: google + "https://harbourpost.example/a%3Fid%3D1%26x%3D2&ct=ga&cd=1"))</feed>
      """
    let articles = Reading.articles(feed)
    #expect(articles.map(\.title) == ["Ferry", "Harbour"])
    #expect(
      articles.map(\.url) == ["https://www.post.example/ferry-1/", "https://harbourpost.example/a?id=1&x=2"])
    #expect(articles.map(\.source) == ["post.example", "harbourpost.example"])
  }

  @Test(arguments: [
    ("https://www.google.com/url?q=https://post.example/1&sa=U#top", "https://post.example/1"),
    ("http://google.com/url?q=ferry&url=http%3A%2F%2Fpost.example%2F1", "http://post.example/1"),
    ("https://www.google.com/url?url=/maps", nil), ("https://www.google.com/url?url=javascript:alert(1)", nil),
    ("https://www.google.com/url?url=https://post.example/%0A", nil),
    ("https://www.google.com/url?url=https://post.example/%FF", nil),
    ("https://www.google.com/search?url=https://post.example/1", nil),
    ("https://post.example/url?url=https://other.example/1", nil), ("https://www.google.com", nil),
    ("http://www.bing.com/news/apiclick.aspx?aid=&url=https%3a%2f%2fpost.example%2f1&c=1", "https://post.example/1"),
    ("https://www.bing.com/news/search?url=https://post.example/1", nil), ("https://www.bing.com/news", nil),
  ])
  func onlyAnAddressThatASearchLeadsOnFromHoldsAnother(address: String, page: String?) {
    #expect(ForwardedAddress.page(of: address) == page)
  }

  private static let archive = "https://web.archive.org/web/20240301120000/"

  /// Else one outlet, the archive, would have published what all papers did.
  @Test(arguments: [
    FeedTests.rss(FeedTests.ferry).replacing("<link>", with: "<link>\(archive)"),
    FeedTests.rss(FeedTests.ferry.replacing("<link>", with: "<link>\(archive)")),
    FeedTests.rss(
      FeedTests.ferry.replacing("<link>https://baocang.example/pha-123.html</link>", with: "")
        .replacing(">123<", with: ">\(archive)https://baocang.example/pha-123.html<")),
  ])
  func aCopyInAnArchiveIsTheArticleThatItCopies(feed: String) {
    #expect(Reading.articles(feed) == Reading.articles(FeedTests.rss(FeedTests.ferry)))
    #expect(Reading.articles(feed).map(\.source) == ["Báo Cảng"])
  }
}
