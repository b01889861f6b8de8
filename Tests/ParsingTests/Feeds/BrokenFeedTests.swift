import NewsModels
import Testing

@testable import Parsing

/// Feeds as they come: what can be read of a broken one is read.
@Suite struct BrokenFeedTests {
  static func item(_ number: Int, _ text: String = "The ferry line reopened on Monday after the storm.") -> String {
    "<item><title>Story \(number)</title><link>https://post.example/\(number)</link><description>\(text)</description></item>\n"
  }

  static func titles(_ feed: String) -> [String] { Reading.articles(feed).map(\.title) }

  @Test(arguments: [
    "Salt & pepper prices rose again this autumn.", "He said &nbsp; nothing of it, and went&hellip; home.",
    "Prices < wages for the first time in years.", "An <b>unclosed tag in the middle of the text.",
    "A bad &#xFFFF; reference and &unknown; one.", "A control \u{1} character in the text.",
  ])
  func aFaultInsideAnItemCostsNoOther(text: String) {
    let feed = FeedTests.rss(Self.item(1) + Self.item(2, text) + Self.item(3))
    #expect(Self.titles(feed) == ["Story 1", "Story 2", "Story 3"])
  }

  @Test(arguments: ["", "<item><title>S & P</title>"]) func aFeedOfMoreItemsThanOneMayHoldIsRefusedWhole(fault: String)
  {
    let feed = { (count: Int) in FeedTests.rss((0..<count).map { Self.item($0, "A ferry.") }.joined() + fault) }
    let fits = FeedReader.itemLimit - (fault.isEmpty ? 0 : 1)
    #expect(Self.titles(feed(fits)).count == FeedReader.itemLimit)
    #expect(Reading.refusal(Array(feed(fits + 1).utf8))?.contains("split it") == true)
  }

  /// Half an item would count beside the whole one, when that comes. Wherever it is cut: in a tag, a title, an address, a text.
  @Test(arguments: [FeedTests.rss(items), FeedTests.rss(items.replacing("storm.", with: "storm & rain.")), atom])
  func aFeedThatIsCutOffGivesTheWholeItemsAndIsTold(feed: String) throws {
    let (item, end) = feed.contains("<entry>") ? ("<entry>", "</entry>") : ("<item>", "</item>")
    let whole = Reading.articles(feed)
    #expect(whole.count == 3)
    let last = try #require(feed.ranges(of: item).last?.upperBound)
    let ending = try #require(feed.ranges(of: end).last)
    for size in feed.utf8.distance(
      from: feed.startIndex, to: last)...feed.utf8.distance(from: feed.startIndex, to: ending.lowerBound)
    {
      let reading = DocumentReader().readAll(Array(feed.utf8.prefix(size)))
      #expect(reading.outcome == .articles(Array(whole.prefix(2))), "\(size)")
      #expect(reading.leftOut?.contains("cut off within an item") == true, "\(size)")
    }
    let reading = DocumentReader().readAll(Array(feed[..<ending.upperBound].utf8))
    #expect(reading.outcome == .articles(whole))
    #expect(reading.leftOut?.contains("cut off before its end") == true)
    // Caches write comments behind the end.
    #expect(DocumentReader().readAll(Array((feed + "\n<!-- cached & served -->").utf8)).leftOut == nil)
  }

  /// An end that is text is none.
  @Test(arguments: [
    "<![CDATA[How </rss> closes a feed, and what may follow it.]]>", "How &lt;/rss&gt; closes a feed.",
    "<![CDATA[How </rdf:rdf>, </feed> and </atom:feed> close a feed.]]>", "<!-- </rss> -->How a feed is closed.",
  ])
  func aFeedThatTellsOfEndsIsCutOffAllTheSame(text: String) throws {
    let feed = FeedTests.rss(Self.item(1, text) + Self.item(2) + Self.item(3))
    let cuts = feed.ranges(of: "reopened").map(\.lowerBound)
    let told = ["the item before was read", "the 2 items before were read"]
    for (whole, place) in zip(1..., cuts) {
      let cut = String(feed[..<place])
      #expect(Self.titles(cut) == (1...whole).map { "Story \($0)" })
      #expect(
        DocumentReader().readAll(Array(cut.utf8)).leftOut
          == "the feed is cut off within an item, which was left out: \(told[whole - 1]); fetch the feed again")
    }
    #expect(DocumentReader().readAll(Array(feed.utf8)).leftOut == nil)
    let inside = try #require(feed.firstRange(of: "close")).lowerBound
    #expect(Reading.refusal(Array(feed[..<inside].utf8))?.contains("no whole item") == true)
  }

  /// In whatever state the first one is: what it says of the second would be lost or put beside the wrong headline.
  @Test(arguments: [
    items, items.replacing("storm.", with: "storm & rain."), item(1) + item(2, "<![CDATA[The ferry line."),
  ])
  func feedsOneBehindTheOtherAreRefused(items: String) {
    let feeds = FeedTests.rss(items) + "\n" + FeedTests.rss(Self.item(4))
    #expect(Reading.refusal(Array(feeds.utf8))?.contains("another behind its end") == true)
  }

  @Test(arguments: [
    "<![CDATA[How </rss>\n<?xml version=\"1.0\"?> is read.]]>", "<!-- </rss><rss> -->How a second feed is read.",
  ])
  func aBrokenFeedThatTellsOfFeedsOneBehindTheOtherIsOne(text: String) throws {
    let feed = FeedTests.rss(Self.item(1, text) + Self.item(2, "Salt & pepper prices rose again.") + Self.item(3))
    #expect(Self.titles(feed) == ["Story 1", "Story 2", "Story 3"])
    // Also where the rest of what it tells is missing.
    let cut = try #require(feed.firstRange(of: "is read")).lowerBound
    #expect(Reading.refusal(Array(feed[..<cut].utf8))?.contains("no whole item") == true)
  }

  /// Its end tag is one, although it stands where the text goes on.
  @Test func aFeedWhoseLastTextIsNotClosedIsWhole() {
    let feed = FeedTests.rss(Self.item(1) + Self.item(2, "<![CDATA[The ferry line reopened on Monday."))
    #expect(Self.titles(feed) == ["Story 1", "Story 2"])
    #expect(DocumentReader().readAll(Array(feed.utf8)).leftOut == nil)
  }

  private static let items = item(1) + item(2) + item(3)
  private static let atom =
    "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbour</title>"
    + (1...3).map { "<entry><title>Story \($0)</title><summary>The ferry line reopened on Monday.</summary></entry>" }
    .joined()
    + "</feed>"

  @Test func aFeedThatIsCutOffInItsFirstItemIsRefused() {
    let feed = FeedTests.rss("").replacing("</channel></rss>", with: "<item><title>Story 1</title><link>https://h")
    #expect(Reading.refusal(Array(feed.utf8))?.contains("fetch the feed again") == true)
  }

  /// One level deeper, or one less deep, with each item. libxml2 gives up at 256.
  @Test(arguments: [
    ("<media:text>a<br>b</media:text>", ""), ("", "<category>News"), ("<media:text>a</p>b</media:text>", ""),
    ("<x:a href=https://post.example/x?a=1&b=\"2\">a</x:a>", ""), ("<x:a href='a b=\">a</x:a>", ""),
    ("</p></div>", ""), ("", "<a><b><c>"), ("<Category>News</category>", "<BR>"),
  ])
  func aTagWithoutItsPairInEachItemLosesNone(before: String, after: String) {
    let items = (1...300).map {
      Self.item($0).replacing("<item>", with: "<item>\(before)").replacing("</item>", with: "\(after)</item>")
    }
    let expected = (1...300).map { Self.item($0) }.joined()
    let reading = DocumentReader().readAll(Array(FeedTests.rss(items.joined()).utf8))
    #expect(reading.outcome == .articles(Reading.articles(FeedTests.rss(expected))))
    #expect(reading.leftOut == nil)
  }

  @Test(arguments: ["item", "a:entry"]) func itemsWithoutEndsAreAllRead(tag: String) {
    let text = "</a:title><a:summary>The ferry runs.</a:summary>"
    let items = (1...300).map { "<\(tag)><a:title>Story \($0)\(text)" }.joined()
    let feed =
      tag == "item"
      ? FeedTests.rss(items.replacing("a:", with: ""))
      : "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\">\(items)</a:feed>"
    #expect(Self.titles(feed) == (1...300).map { "Story \($0)" })
    #expect(DocumentReader().readAll(Array(feed.utf8)).leftOut == nil)
  }

  @Test func anItemWithElementsTooDeepCostsNoOther() {
    let deep = String(repeating: "<div>", count: 300) + "A ferry." + String(repeating: "</div>", count: 300)
    let item = Self.item(2).replacing("</item>", with: "<body>\(deep)</body></item>")
    let feed = FeedTests.rss(Self.item(1) + item + Self.item(3))
    #expect(Self.titles(feed) == ["Story 1", "Story 2", "Story 3"])
    #expect(DocumentReader().readAll(Array(feed.utf8)).leftOut == nil)
  }

  @Test(arguments: ["category", "guid", "dc:creator", "pubDate", "Category"])
  func fieldsBehindOneWithoutEndAreReadAllTheSame(name: String) {
    let item = Self.item(1).replacing("<link>", with: "<\(name)>News\n<link>")
    #expect(Reading.articles(FeedTests.rss(item)) == Reading.articles(FeedTests.rss(Self.item(1))))
  }

  @Test func theMisspelledEndOfAFieldEndsIt() {
    let item = Self.item(1).replacing("<link>", with: "<category>News</categry><guid>1</giud><link>")
    #expect(Reading.articles(FeedTests.rss(item)) == Reading.articles(FeedTests.rss(Self.item(1))))
  }

  @Test func itemsBehindTheEndOfAFeedAreTold() {
    let feed = FeedTests.rss(Self.item(1))
    let reading = DocumentReader().readAll(Array((feed + Self.item(2) + Self.item(3)).utf8))
    #expect(reading.outcome == .articles(Reading.articles(feed)))
    #expect(
      reading.leftOut
        == "the feed is broken behind an item, which was read: 2 more were left out; fetch the feed again, or repair it there"
    )
  }

  /// As text of a link, which is read no further.
  @Test(arguments: ["&amp;", "&#38;", "&#038;", "&#x26;"]) func referencesInABrokenFeedAreResolved(sign: String) {
    let item = Self.item(1).replacing("post.example/1", with: "post.example/?p=1\(sign)lang=vi")
    let feed = FeedTests.rss(item.replacing("storm.", with: "storm & rain."))
    #expect(Reading.articles(feed).map(\.url) == ["https://post.example/?p=1&lang=vi"])
    #expect(Reading.articles(feed).map(\.body) == ["The ferry line reopened on Monday after the storm & rain."])
  }

  @Test func spaceBeforeTheDeclarationDoesNoHarm() {
    #expect(Self.titles("\n  " + FeedTests.rss(Self.item(1))) == ["Story 1"])
  }

  @Test func anotherEncodingIsDeclaredThanUsed() {
    let feed = FeedTests.rss(FeedTests.ferry).replacing("encoding=\"UTF-8\"", with: "encoding=\"ISO-8859-1\"")
    #expect(Self.titles(feed) == ["Phà vượt sông hoạt động trở lại"])
  }

  @Test func aFeedWithoutItemsIsSkipped() {
    #expect(Reading.skip(Array(FeedTests.rss("").utf8)) == "a feed without items")
  }

  @Test func entityBombIsNotExpanded() {
    var entities = "<!ENTITY a0 \"boom boom boom boom boom\">"
    for level in 1...12 {
      entities += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    let feed =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [\(entities)]><rss version=\"2.0\"><channel><title>&a12;</title>"
      + Self.item(1, "&a12; in a text")
      + "<item link=\"&a12;\"><title>&a12;</title><description>&a12;</description></item></channel></rss>"
    #expect(Self.titles(feed).count == 2)
    for article in Reading.articles(feed) { #expect(article.title.utf8.count + article.body.utf8.count < 1_000) }
  }

  @Test func filesOfTheMachineAreNotFetched() {
    let feed =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss><channel>"
      + Self.item(1, "Before &x; after it, the ferry line reopened.") + "</channel></rss>"
    #expect(Reading.articles(feed).map(\.body) == ["Before &x; after it, the ferry line reopened."])
  }
}
