import Testing

@testable import Parsing

/// Which outlet a feed's items are from.
@Suite struct FeedOutletTests {
  /// Title of the feed, its address, an item's address, and the outlet.
  typealias Case = (title: String, feed: String?, item: String?, outlet: String)

  static func check(_ sample: Case) {
    let name = FeedOutlet.name(feedTitle: sample.title, feedAddress: sample.feed, itemAddress: sample.item)
    #expect(name == sample.outlet, "\(sample.title)")
  }

  /// Sections have titles of their own on each paper's site.
  @Test(
    arguments: [
      ("California", "https://www.latimes.com/california/rss2.0.xml", "https://www.latimes.com/story/1", "latimes.com"),
      ("Thế giới", "https://vnexpress.net/rss", "https://thethao.vnexpress.net/a.html", "vnexpress.net"),
      ("Tin mới nhất", "https://hafen.com.vn", "https://hafen.com.vn/1", "hafen.com.vn"),
      ("Latest releases", "https://www.port.go.kr/", "https://press.port.go.kr/1", "port.go.kr"),
      ("The latest", "https://thehaven.example/", nil, "thehaven.example"),
    ] as [Case])
  func titleThatIsUnlikeTheSiteOfFeedAndItemsLeavesTheHost(sample: Case) { Self.check(sample) }

  @Test(
    arguments: [
      ("Thế giới - VnExpress RSS", "https://vnexpress.net", "https://vnexpress.net/a.html", "VnExpress"),
      ("Tin nhanh VnExpress - đọc báo", "https://vnexpress.net", "https://vnexpress.net/a.html", "VnExpress"),
      ("Reuters (Direct)", "https://www.reuters.com", "https://www.reuters.com/world/1", "Reuters"),
      ("RSS Feed | Harbour Post RSS Feed", "https://harbourpost.example", nil, "Harbour Post"),
      // Of these the words are a part of the name.
      (
        "Tin nhanh chứng khoán", "https://tinnhanhchungkhoan.vn", "https://tinnhanhchungkhoan.vn/1",
        "Tin nhanh chứng khoán"
      ),
      ("The Feed", "https://thefeed.example", "https://thefeed.example/1", "The Feed"),
      ("BBC News", "https://www.bbc.co.uk/news", "https://www.bbc.co.uk/news/1", "BBC News"),
    ] as [Case])
  func wordsThatOnlySayWhatTheFeedIsMakeNoOtherOutlet(sample: Case) { Self.check(sample) }

  /// A title that may be the outlet's stays whole.
  @Test(
    arguments: [
      ("Sydney Morning Herald - Latest News", "https://www.smh.com.au/rss", "https://www.smh.com.au/1"),
      ("Báo Quân đội nhân dân", "https://www.qdnd.vn", "https://www.qdnd.vn/1"),
      ("Jornal de Notícias - Últimas", "http://www.jn.pt", "http://feeds.jn.pt/1"),
      ("Associated Press", "https://apnews.com", "https://apnews.com/1"),
      ("GMA Online / News", "https://www.gmanetwork.com", "https://www.gmanetwork.com/1"),
      ("Süddeutsche", "https://www.sueddeutsche.de", "https://www.sueddeutsche.de/1"),
      ("新闻主页", "https://hafen.example", "https://hafen.example/1"),
      ("Harbour News", "https://www.youtube.com/channel/1", "https://www.youtube.com/watch?v=1"),
      ("Harbour News", "https://harbour.blogspot.com", "https://other.blogspot.com/1"),
      ("California", nil, "https://www.latimes.com/story/1"), ("California", nil, nil),
    ] as [(String, String?, String?)])
  func titleThatMayNameTheOutletStays(title: String, feed: String?, item: String?) {
    Self.check((title, feed, item, title))
  }
}
