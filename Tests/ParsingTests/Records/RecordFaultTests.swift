import NewsModels
import Testing

@testable import Parsing

/// What is said of records of which no article can be made.
@Suite struct RecordFaultTests {
  static let text = RecordTests.text

  @Test(arguments: [
    (#"{"title": "", "paragraphs": ["short line"]}"#, "got an empty title"),
    (#"{"title": "Ferry", "text": "", "date": "2026-11-20"}"#, "got a title and an empty text; fill in the text"),
    (#"[{"headline": "Ferry", "Body": " "}]"#, "got a title and an empty text"),
    (#"{"articles": [{"title": "Ferry", "content": null, "text": ""}]}"#, "got a title and an empty text"),
    (#"{"title": "", "text": ""}"#, "got an empty title and an empty text"),
    (#"{"title": "Ferry", "copy": "\#(text)"}"#, "got a title and no text; add the text, or rename its member"),
    (#"{"heading1": "Ferry", "text": "short line"}"#, "got no title"),
    (#"{"title": "Ferry", "description": "A boat for sale."}"#, "without a date, url and source"),
    (#"{"heading1": "Ferry", "copy": "\#(text)"}"#, "got none of these; rename the members"),
    ("title,text\n,short line\n", "got an empty title"), ("title,text\nFerry,\n", "got a title and an empty text"),
  ])
  func refusalSaysWhatIsMissingOrEmpty(document: String, reason: String) {
    let refusal = Reading.refusal(Array(document.utf8)) ?? "none"
    #expect(refusal.contains(reason), "\(refusal)")
    #expect(refusal.contains("none of these") == reason.contains("none of these"))
  }

  private static func documents(ofText text: String) -> [String] {
    [
      #"{"title": "Ferry", "text": "\#(text)", "date": "2024-10-07"}"#,
      #"{"title": "Ferry", "summary": "\#(text)", "date": "2024-10-07"}"#,
      #"{"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "Ferry", "content_html": "\#(text)"}]}"#,
      "title,text,date\nFerry,\"\(text)\",2024-10-07\n",
    ]
  }

  /// A reader sees nothing of it: it would count as an article without a text.
  static let nothing = [
    "<p></p>", "<p> &nbsp;</p>\u{A0}", "&nbsp; &#8203;", "<div><br/></div><!-- x -->", "<img src='a.jpg'>",
    "&amp;nbsp;", "&lt;p&gt;&lt;/p&gt;", "<script>var a = 1</script>", "<p>…</p>", "-",
  ]

  @Test(arguments: nothing) func aTextThatComesToNothingIsAnEmptyOne(text: String) {
    for document in Self.documents(ofText: text) {
      let refusal = Reading.refusal(Array(document.utf8)) ?? "none"
      #expect(refusal.contains("got a title and an empty text; fill in the text"), "\(document): \(refusal)")
    }
  }

  @Test(arguments: nothing) func oneThatComesToNothingAmongArticlesIsTold(text: String) {
    let list = #"[{"title": "Ferry", "text": "\#(Self.text)"}, {"title": "Bridge", "text": "\#(text)"}]"#
    let explanation = DocumentReader().readAll(Array(list.utf8))
    #expect(Reading.articles(list).map(\.title) == ["Ferry"])
    #expect(explanation.leftOut?.hasPrefix("1 of 2 records were left out") == true)
    #expect(explanation.leftOut?.contains("1 has an empty text") == true)
  }

  /// As where they are empty, what stands under another name counts.
  @Test(arguments: [
    #"{"title": "Ferry", "text": "<p></p>", "content": "\#(text)"}"#,
    #"{"title": "<b></b>", "headline": "Ferry", "text": "\#(text)"}"#,
    #"{"title": "Ferry", "text": "<p></p>", "summary": "\#(text)", "date": "2024-10-07"}"#,
  ])
  func whatComesToNothingHidesNothingElse(document: String) {
    #expect(Reading.articles(document).map(\.title) == ["Ferry"])
    #expect(Reading.articles(document).map(\.body) == [Self.text])
  }

  /// A record without a title, too, and a lead says of an article what a text would.
  @Test(arguments: [
    (#"{"text": "<p></p>", "content": "DUMP"}"#, true), (#"{"text": "<p></p>", "summary": "DUMP"}"#, true),
    (#"{"text": "", "summary": "DUMP", "content": "<p>&nbsp;</p>"}"#, true), (#"{"text": "<p></p>"}"#, false),
    (#"{"title": "Ferry", "text": "<p></p>", "sapo": "\#(text)"}"#, true),
    (#"{"title": "Ferry", "text": "<p></p>", "summary": "\#(text)"}"#, false),
  ])
  func whatComesToNothingHidesNoTextOfAnotherName(document: String, isArticle: Bool) {
    let dump = DocumentReaderTests.dump.replacing("\n", with: "\\n")
    let articles = Reading.articles(document.replacing("DUMP", with: dump))
    #expect(articles.map(\.body.isEmpty) == (isArticle ? [false] : []))
  }

  @Test(arguments: [
    (#"{"title": "<b></b>", "text": "short line"}"#, "got an empty title, and no headline"),
    (#"{"title": "&nbsp;", "text": "<p></p>"}"#, "got an empty title and an empty text"),
  ])
  func aTitleThatComesToNothingIsAnEmptyOne(document: String, reason: String) {
    let refusal = Reading.refusal(Array(document.utf8)) ?? "none"
    #expect(refusal.contains(reason), "\(refusal)")
  }

  /// It says what the title says, which is not nothing.
  @Test func aTextThatSaysItsTitleAgainIsAnArticle() {
    let articles = Reading.articles(#"{"title": "Ferry is back", "text": "<p>Ferry is back</p>"}"#)
    #expect(articles.map(\.title) == ["Ferry is back"])
  }

  /// A link to the page of the outlet, as the search for news gives it, or a button: as in a feed, an article of its headline alone.
  @Test(arguments: [
    "<a href='https://news.example/1'>Ferry line reopens on Monday, a week after the storm had broken the pier</a>&nbsp;&nbsp;<font>Post</font>",
    "<p>Read more</p>", "<a href='https://post.example/ferry'>Ferry line reopens</a>", "<p>Xem thêm</p>",
  ])
  func aTextThatIsOnlyALinkOrANoticeLeavesTheHeadline(text: String) throws {
    let item = """
      <item><title>Ferry</title><pubDate>Mon, 07 Oct 2024 00:00:00 +0000</pubDate><link>https://baocang.example/1</link>
      <description><![CDATA[\(text)]]></description></item>
      """
    let expected = try #require(Reading.articles(FeedTests.rss(item)).first)
    #expect(expected.title == "Ferry" && expected.body.isEmpty)
    for document in Self.documents(ofText: text) {
      let articles = Reading.articles(document)
      #expect(articles.map(\.title) == ["Ferry"], "\(document)")
      #expect(articles.map(\.body) == [""])
    }
    let whole = """
      {"title": "Ferry", "text": "\(text)", "date": "2024-10-07", "source": "\(expected.source ?? "")"}
      """
    #expect(Reading.articles(whole).map(\.id) == [expected.id])
    // It hides no text, and needs no date, as a summary alone does.
    for name in ["content", "summary"] {
      let both = #"{"title": "Ferry", "text": "\#(text)", "\#(name)": "\#(Self.text)"}"#
      #expect(Reading.articles(both).map(\.body) == [Self.text])
    }
  }

  /// What a search gives that found nothing: there is nothing to mend.
  @Test(arguments: [
    "[]", #"{"status": "ok", "totalResults": 0, "articles": []}"#, #"{"response": {"numFound": 0, "docs": []}}"#,
    #"{"hits": {"total": {"value": 0}, "hits": []}}"#, #"{"hits": 0, "data": [], "items": []}"#,
    #"{"rss": {"channel": {"title": "Harbour Post", "item": []}}}"#,
    #"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": []}"#,
    "title,text", "Tiêu đề;Nội dung;Ngày\n", "title,text\n,\n",
  ])
  func anExportWithoutRecordsIsSkipped(document: String) {
    let reason = Reading.skip(Array(document.utf8)) ?? "none"
    #expect(reason.contains("without"), "\(Reading.refusal(Array(document.utf8)) ?? reason)")
  }

  /// Somebody meant an article by it, or there is one under a name that nobody knows.
  @Test(arguments: [
    "{}", "[{}]", #"{"title": "Ferry", "items": []}"#, #"{"title": "", "text": "", "data": []}"#,
    #"{"items": [], "articles": [{"copy": "\#(text)"}]}"#, #"{"stories": []}"#, #"{"data": {"user": 1}}"#,
    #"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post"}"#, "title,text,no\n,,1",
  ])
  func whatHoldsNoArticleButMoreThanAnEmptyListIsRefused(document: String) {
    #expect(Reading.refusal(Array(document.utf8)) != nil)
  }

  @Test func emptyOnesAmongArticlesAreTold() throws {
    let whole = #"{"title": "Ferry", "text": "\#(Self.text)"}"#
    func leftOut(_ others: String...) throws -> String {
      let list = "[\(([whole] + others).joined(separator: ","))]"
      return try #require(DocumentReader().readAll(Array(list.utf8)).leftOut)
    }
    let (noText, noTitle) = (#"{"title": "Bridge", "text": ""}"#, #"{"title": "", "text": "short"}"#)
    let told = try leftOut(noText, noText, noTitle)
    #expect(told.hasPrefix("3 of 4 records were left out"))
    #expect(told.hasSuffix("1 has an empty title, 2 have an empty text; fill it in and push it again"))
    #expect(try leftOut(noText, #"{"copy": "short"}"#).hasSuffix("fill it in, rename the members and push it again"))
    #expect(try leftOut(#"{"copy": "short"}"#).hasSuffix("; rename the members and push it again"))
  }

  /// Spreadsheets number rows that nobody filled in.
  @Test func rowsOfATableThatAreOnlyNumberedAreNotTold() {
    let table = "title,text,no\nFerry,\"\(Self.text)\",1\n,,2\n,,3\n"
    #expect(DocumentReader().readAll(Array(table.utf8)).leftOut == nil)
  }
}
