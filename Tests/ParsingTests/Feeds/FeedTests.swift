import NewsModels
import Testing

@testable import Parsing

/// RSS, RDF Site Summary, Atom and JSON Feed: each item an article.
@Suite struct FeedTests {
  static func rss(_ items: String, head: String = "") -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Báo Cảng - Thế giới</title><link>https://baocang.example/the-gioi.rss</link>\(head)
    \(items)
    </channel></rss>
    """
  }

  static let ferry = """
    <item><title>Phà vượt sông hoạt động trở lại</title><link>https://baocang.example/pha-123.html</link>
    <description>&lt;a href="x"&gt;&lt;img src="a.jpg"&gt;&lt;/a&gt;Tuyến phà mở lại sau bão, người dân được đi miễn phí một tuần.</description>
    <pubDate>Mon, 07 Oct 2024 08:05:00 +0700</pubDate><guid>123</guid></item>
    """

  @Test func itemWithASummaryGivesItsFields() {
    let expected = Article(
      title: "Phà vượt sông hoạt động trở lại",
      body: "Tuyến phà mở lại sau bão, người dân được đi miễn phí một tuần.",
      published: PublicationTime("2024-10-07T08:05:00+07:00"), source: "Báo Cảng", language: "vi",
      url: "https://baocang.example/pha-123.html")
    #expect(Reading.articles(Self.rss(Self.ferry)) == [expected])
  }

  /// The credit that closes a text is none of it, whatever brought it.
  @Test func anArticleHasOneIdentityInAFeedAPageAndARecord() throws {
    let (title, time) = ("Phà vượt sông hoạt động trở lại", "2024-10-07T08:05:00+07:00")
    let address = "https://baocang.example/pha-123.html"
    let paragraphs = [
      "Tuyến phà qua sông mở lại sau bão, người dân được đi miễn phí một tuần trong khi bến tàu phía nam được sửa.",
      "Theo sở giao thông của thành phố, mỗi ngày có mười hai chuyến, từ năm giờ sáng đến mười giờ đêm.",
      "Theo TTXVN",
    ]
    let markup = paragraphs.map { "<p>\($0)</p>" }.joined()
    let feed = Self.rss(
      """
      <item><title>\(title)</title><link>\(address)</link>
      <pubDate>Mon, 07 Oct 2024 08:05:00 +0700</pubDate><content:encoded><![CDATA[\(markup)]]></content:encoded></item>
      """)
    let page = """
      <html lang="vi"><head><title>\(title)</title><meta property="og:site_name" content="Báo Cảng">
      <meta property="article:published_time" content="\(time)"><link rel="canonical" href="\(address)"></head>
      <body><article><h1>\(title)</h1>\(markup)</article></body></html>
      """
    let record = """
      {"title": "\(title)", "published": "\(time)", "source": "Báo Cảng", "url": "\(address)",
       "body": "\(paragraphs.joined(separator: "\\n"))"}
      """
    let articles = try [feed, page, record].map { try #require(Reading.articles($0).first) }
    #expect(articles.map(\.paragraphs) == Array(repeating: paragraphs.dropLast().map { $0[...] }, count: 3))
    #expect(articles.map(\.credit) == ["TTXVN", "TTXVN", "TTXVN"])
    #expect(Set(articles.map(\.id)).count == 1)
  }

  @Test func fullContentIsTakenBeforeTheSummary() {
    let item = """
      <item><title>Bridge opens</title><link>https://post.example/2024/bridge</link>
      <description>A bridge opened.</description>
      <content:encoded><![CDATA[<p>The new bridge over the river opened on Monday.</p><p>Thousands of people walked across it.</p>
      <p><a href="https://post.example/other">Read more: the old bridge</a></p>
      <p>The post Bridge opens appeared first on The Post.</p>]]></content:encoded>
      <dc:date>2024-10-07T08:05:00Z</dc:date></item>
      """
    let articles = Reading.articles(Self.rss(item))
    #expect(
      articles.map(\.body) == ["The new bridge over the river opened on Monday.\nThousands of people walked across it."]
    )
    #expect(articles.map { $0.published?.description } == ["2024-10-07T08:05:00+00:00"])
  }

  @Test func rdfItemsStandBesideTheirChannel() {
    let feed = """
      <?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
       xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://hafen.example/"><title>Hafenblatt</title>
      <link>https://hafen.example/</link></channel>
      <item rdf:about="https://hafen.example/1"><title>Die Fähre fährt wieder</title><link>https://hafen.example/1</link>
      <description>Nach dem Sturm fährt die Fähre wieder, eine Woche lang ist sie für alle frei.</description>
      <dc:date>2024-10-07T08:05:00+02:00</dc:date></item></rdf:RDF>
      """
    let articles = Reading.articles(feed)
    #expect(articles.map(\.title) == ["Die Fähre fährt wieder"])
    #expect(articles.map(\.source) == ["Hafenblatt"])
    #expect(articles.map { $0.published?.description } == ["2024-10-07T08:05:00+02:00"])
  }

  /// Names with a prefix are Atom's as those without are, whatever the prefix.
  @Test func atomUnderAPrefixIsReadAsWithoutOne() {
    let feed = { (prefix: String) in
      """
      <\(prefix)feed xmlns\(prefix.isEmpty ? "" : ":\(prefix.dropLast())")="http://www.w3.org/2005/Atom" xmlns:media="m">
      <\(prefix)title>Harbour Post</\(prefix)title><\(prefix)entry><\(prefix)title>Ferry</\(prefix)title>
      <\(prefix)link href="https://post.example/ferry"/><\(prefix)published>2024-10-07T08:05:00Z</\(prefix)published>
      <\(prefix)summary>The ferry line reopened on Monday after the storm.</\(prefix)summary></\(prefix)entry></\(prefix)feed>
      """
    }
    let articles = Reading.articles(feed(""))
    #expect(articles.map(\.url) == ["https://post.example/ferry"])
    #expect(Reading.articles(feed("a:")) == articles)
    #expect(Reading.articles(feed("atom:")) == articles)
  }

  @Test func atomEntriesGiveTheirMarkedUpText() {
    let feed = """
      <?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
      <link rel="self" href="https://harbourpost.example/feed"/><link href="https://harbourpost.example/"/>
      <entry><title type="html">Tide &amp;amp; time</title><link rel="enclosure" href="https://harbourpost.example/a.mp3"/>
      <link rel="alternate" href="https://harbourpost.example/tide"/><id>urn:1</id>
      <published>2024-10-07T08:05:00+02:00</published><updated>2024-10-08T10:00:00+02:00</updated>
      <summary>Short.</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The tide came in higher than the harbour walls.</p>
      <p>Nobody was <b>hurt</b>, the mayor said on Monday.</p></div></content></entry></feed>
      """
    let expected = Article(
      title: "Tide & time",
      body: "The tide came in higher than the harbour walls.\nNobody was hurt, the mayor said on Monday.",
      published: PublicationTime("2024-10-07T08:05:00+02:00"), source: "Harbour Post", language: "en",
      url: "https://harbourpost.example/tide")
    #expect(Reading.articles(feed) == [expected])
  }

  private static func atom(_ elements: String) -> String {
    """
    <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
    <title>Harbour Planet</title><link href="https://planet.example/"/>
    <entry><title>Ferry line reopens</title>\(elements)</entry></feed>
    """
  }

  private static let summary = "<summary>The ferry line reopened on Monday after the storm.</summary>"

  @Test(arguments: [
    ("?p=1&amp;lang=vi", "?p=1&lang=vi"), ("?p=1&#38;lang=vi", "?p=1&lang=vi"), ("?p=&lt;a&gt;", "?p=<a>"),
    ("?p=1&amp;amp;lt;=vi", "?p=1&amp;lt;=vi"),
  ])
  func referencesInTheAddressOfAnEntryAreResolvedOnce(written: String, read: String) {
    let feed = Self.atom("<link href=\"https://post.example/\(written)\"/>\(Self.summary)")
    #expect(Reading.articles(feed).map(\.url) == ["https://post.example/\(read)"])
  }

  /// An entry may name the feed that it was taken from, before its own address or behind it.
  @Test func addressOfTheFeedThatAnEntryIsFromIsNotItsOwn() {
    let source = "<source><title>Other Paper</title><link href=\"https://source.example/\"/><id>urn:2</id></source>"
    let link = "<link href=\"https://other.example/ferry\"/>"
    for elements in [source + link, link + source] {
      let articles = Reading.articles(Self.atom(elements + Self.summary))
      #expect(articles.map(\.url) == ["https://other.example/ferry"])
      #expect(articles.map(\.source) == ["Other Paper"])
    }
    #expect(Reading.articles(Self.atom(source + Self.summary)).map(\.url) == [nil])
  }

  @Test func captionOfAPictureStandsForASummaryOnlyWhereNoneIs() {
    let caption = "The ferry on its first day."
    let picture = "<media:content url=\"a.jpg\"><media:description>\(caption)</media:description></media:content>"
    let text = "The ferry line reopened on Monday after the storm."
    for elements in [picture + Self.summary, Self.summary + picture] {
      #expect(Reading.articles(Self.atom(elements)).map(\.body) == [text])
    }
    #expect(Reading.articles(Self.atom(picture)).map(\.body) == [caption])
    // What RSS gives goes before what is Atom's.
    let description = "<description>Of RSS.</description>"
    for elements in [description + Self.summary, Self.summary + description] {
      let item = "<item><title>Ferry</title>\(elements)</item>"
      #expect(Reading.articles(Self.rss(item)).map(\.body) == ["Of RSS."])
    }
  }

  @Test func jsonFeedItemsAreArticles() {
    let feed = """
      {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "home_page_url": "https://harbourpost.example/",
       "items": [{"id": "1", "url": "https://harbourpost.example/1", "title": "Ferry line reopens",
         "content_html": "<p>The ferry line reopened on Monday after the storm.</p>", "date_published": "2024-10-07T08:05:00+02:00"},
        {"id": "2", "title": "Tickets", "summary": "Tickets are free for a week, the mayor said.", "url": "https://harbourpost.example/2"}]}
      """
    let articles = Reading.articles(feed)
    #expect(articles.map(\.title) == ["Ferry line reopens", "Tickets"])
    #expect(
      articles.map(\.body) == [
        "The ferry line reopened on Monday after the storm.", "Tickets are free for a week, the mayor said.",
      ])
    #expect(articles.map(\.source) == ["Harbour Post", "Harbour Post"])
    #expect(articles.map { $0.published?.description } == ["2024-10-07T08:05:00+02:00", nil])
  }

  /// Addresses that leave out the site are those of the feed's, or of the base that it states.
  @Test(arguments: [
    ("/tin-1.html", "", "https://baocang.example/tin-1.html"),
    ("//m.baocang.example/1?a=b", "", "https://m.baocang.example/1?a=b"),
    ("/1", " xml:base=\"http://tin.example:8080/rss/?x\"", "http://tin.example:8080/1"),
    ("tin-1.html", "", nil), ("www.baocang.example/1", "", nil), ("/a b", "", nil), ("//", "", nil), ("///x", "", nil),
    ("#1", "", nil), ("/1", " xml:base=\"/rss/\"", "https://baocang.example/1"),
  ])
  func addressesThatLeaveOutTheSite(link: String, base: String, expected: String?) {
    let item = Self.ferry.replacing("https://baocang.example/pha-123.html", with: link)
    #expect(Reading.articles(Self.rss(item.replacing("<item>", with: "<item\(base)>"))).map(\.url) == [expected])
    #expect(Reading.articles(Self.rss(item).replacing("<rss", with: "<rss\(base)")).map(\.url) == [expected])
  }

  @Test func relativeLinksOfAtomAreThoseOfTheFeedsSite() {
    let feed = { (head: String) in
      """
      <feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>\(head)<entry><title>Ferry</title>
      <link href="/ferry"/><id>tag:1</id><summary>The ferry line reopened on Monday.</summary></entry></feed>
      """
    }
    for head in ["<link href=\"https://post.example/news/\"/>", "<id>https://post.example/</id>"] {
      #expect(Reading.articles(feed(head)).map(\.url) == ["https://post.example/ferry"])
    }
    #expect(Reading.articles(feed("")).map(\.url) == [nil])
  }

  @Test func aFeedThatGathersFromOthersNamesEachItemsHost() {
    let item = """
      <item><title>Far away</title><link>https://other.example.org/x</link>
      <description>Something happened far away from here today.</description></item>
      """
    #expect(Reading.articles(Self.rss(item)).map(\.source) == ["other.example.org"])
  }

  @Test(arguments: [
    ("Mon, 07 Oct 2024 08:05:00 +0700", "2024-10-07T08:05:00+07:00"),
    ("7 Oct 24 08:05 GMT", "2024-10-07T08:05:00+00:00"),
    ("Mon, 7 October 2024 08:05:59 EST", "2024-10-07T08:05:59-05:00"),
    ("2024-10-07T08:05:00.123Z", "2024-10-07T08:05:00+00:00"), ("2024-10-07", "2024-10-07"),
    ("Mon, 05 Feb 2024 08:30:00 GMT+7", "2024-02-05T08:30:00+07:00"),
    ("Mon, 05 Feb 2024 23:30:00 GMT+07:00", "2024-02-05T23:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 GMT+0700", "2024-02-05T08:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 GMT +7", "2024-02-05T08:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 UTC+7", "2024-02-05T08:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 UTC-03:30", "2024-02-05T08:30:00-03:30"),
    ("Mon, 05 Feb 2024 08:30:00 +07", "2024-02-05T08:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 +7", "2024-02-05T08:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 -0330 (NST)", "2024-02-05T08:30:00-03:30"),
    ("Mon, 05 Feb 2024 08:30:00 PM GMT+7", "2024-02-05T20:30:00+07:00"),
    ("Mon, 05 Feb 2024 08:30:00 LMT", "2024-02-05"),
    ("Mon Feb 05 08:30:00 ICT 2024", "2024-02-05T08:30:00+07:00"),
    ("Mon Feb  5 08:30:00 GMT+07:00 2024", "2024-02-05T08:30:00+07:00"),
    ("Mon Feb  5 08:30:00 2024", "2024-02-05"), ("T2, 05 Th02 2024 08:30:00 +0700", "2024-02-05T08:30:00+07:00"),
    ("05 Th12 2024 08:30:00 +0700", "2024-12-05T08:30:00+07:00"), ("T2, 05 Th13 2024 08:30:00 +0700", nil),
    ("20240205T083000+0700", "2024-02-05T08:30:00+07:00"),
    ("/Date(1707096600000)/", "2024-02-05T01:30:00+00:00"),
    ("Mon, 31 Feb 2024 08:05:00 +0700", nil), ("yesterday", nil), ("Thu, 01 Jan 1970 00:00:00 GMT", nil),
  ])
  func datesAreReadAsFeedsWriteThem(text: String, expected: String?) {
    #expect(FeedDate.read(text, language: "en")?.description == expected)
  }

  @Test(arguments: ["Mon, 05 Feb 2024 08:30:00", "Mon Feb 05 08:30:00 2024", "T2, 05 Th02 2024 08:30:00"])
  func timeWithoutZoneIsOfTheLanguagesZone(text: String) {
    #expect(FeedDate.read(text, language: "vi")?.description == "2024-02-05T08:30:00+07:00")
  }

  /// Readers of the site see none of the others.
  @Test func onlyPublishedPostsOfAWordPressExportAreArticles() {
    let kinds = [
      ("publish", "post"), ("publish", "news"), ("draft", "post"), ("trash", "post"), ("private", "post"),
      ("inherit", "attachment"), ("publish", "page"), ("publish", "nav_menu_item"), ("publish", "wp_global_styles"),
    ]
    let items = kinds.enumerated().map { number, kind in
      Self.ferry.replacing("</title>", with: " \(number)</title>").replacing(
        "</item>", with: "<wp:status><![CDATA[\(kind.0)]]></wp:status><wp:post_type>\(kind.1)</wp:post_type></item>")
    }
    let titles = Reading.articles(Self.rss(items.joined())).map(\.title)
    #expect(titles.count == 2 && titles.allSatisfy { $0.hasSuffix(" 0") || $0.hasSuffix(" 1") }, "\(titles)")
  }

  /// The second would be lost.
  @Test func feedsOneBehindTheOtherAreRefused() {
    let feed = Self.rss(Self.ferry)
    #expect(Reading.refusal(Array("\(feed)\n\(feed)".utf8))?.contains("push each as a file of its own") == true)
    #expect(Reading.refusal(Array("\(feed)\n<?xml version=\"1.0\"?>\n\(feed)".utf8)) != nil)
    #expect(Reading.articles(feed + "\n<!-- made at 08:05 -->").count == 1)
  }
}
