import NewsModels
import Testing

@testable import Parsing

/// Articles as JSON: everyday names, schema.org's `NewsArticle`, IPTC ninjs.
@Suite struct RecordTests {
  static let text = "The ferry line reopened on Monday after the storm."
  static let more = "Tickets are free for a week, the mayor said."

  @Test func newsArticleInAGraph() {
    let json = """
      {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Harbour Post"},
       {"@type": "NewsArticle", "headline": "Ferry line reopens", "articleBody": "\(Self.text)\\n\\n\(Self.more)",
        "datePublished": "2024-10-07T08:05:00+02:00", "dateModified": "2024-10-09T00:00:00Z", "inLanguage": "en-GB",
        "publisher": {"@type": "Organization", "name": "Harbour Post"}, "mainEntityOfPage": {"@id": "https://post.example/ferry"}}]}
      """
    let expected = Article(
      title: "Ferry line reopens", body: "\(Self.text)\n\(Self.more)",
      published: PublicationTime("2024-10-07T08:05:00+02:00"), source: "Harbour Post", language: "en",
      url: "https://post.example/ferry")
    #expect(Reading.articles(json) == [expected])
  }

  @Test func ninjsOneWithHTMLAndCredit() {
    let json = """
      {"uri": "urn:ninjs:1", "type": "text", "pubstatus": "usable", "versioncreated": "2024-10-07T06:05:00Z",
       "firstcreated": "2024-10-07T06:00:00Z", "language": "en", "headline": "Ferry line reopens", "creditline": "AAA", "byline": "A. Sample",
       "source": "Harbour Agency", "body_xhtml": "<p>\(Self.text)</p><p>\(Self.more)</p>"}
      """
    let articles = Reading.articles(json)
    #expect(articles.map(\.body) == ["\(Self.text)\n\(Self.more)"])
    #expect(articles.map(\.source) == ["Harbour Agency"])
    #expect(articles.map(\.credit) == ["AAA"])
    #expect(articles.map { $0.published?.description } == ["2024-10-07T06:00:00+00:00"])
  }

  @Test func anAuthorIsNoOutlet() {
    let json = """
      {"uri": "urn:ninjs:1", "pubstatus": "usable", "versioncreated": "2024-10-07T06:05:00Z", "byline": "A. Sample",
       "headline": "Ferry line reopens", "body_text": "\(Self.text)"}
      """
    let articles = Reading.articles(json)
    #expect(articles.map(\.title) == ["Ferry line reopens"])
    #expect(articles.map(\.source) == [nil] && articles.map(\.credit) == [nil])
  }

  @Test(arguments: ["2024022406", "1708730220", "1708730220000"])
  func aDayWithItsHourIsNoCountOfSeconds(time: String) {
    let articles = Reading.articles("{\"title\": \"Ferry\", \"text\": \"\(Self.text)\", \"published\": \(time)}")
    #expect(articles.map { $0.published?.description } == [time.hasPrefix("20") ? nil : "2024-02-23T23:17:00+00:00"])
  }

  @Test(arguments: ["<a href='/x'>Ferry line reopens</a>", "Xem thêm: <b>Ferry line reopens</b>"])
  func aTitleThatIsALinkOrANoticeIsOne(title: String) {
    let articles = Reading.articles("{\"title\": \"\(title)\", \"text\": \"\(Self.text)\"}")
    #expect(articles.map { $0.title.hasSuffix("Ferry line reopens") } == [true])
    #expect(articles.map(\.body) == [Self.text])
  }

  @Test func ninjsTwoWithListsOfHeadlinesAndBodies() {
    let json = """
      {"uri": "urn:ninjs:2", "versionCreated": "2024-10-07T06:05:00Z", "headlines": [{"role": "main", "value": "Ferry line reopens"}],
       "bodies": [{"contentType": "text/html", "value": "<p>\(Self.text)</p>"}], "infosources": [{"name": "Harbour Agency"}]}
      """
    let articles = Reading.articles(json)
    #expect(articles.map(\.title) == ["Ferry line reopens"])
    #expect(articles.map(\.body) == [Self.text])
    #expect(articles.map(\.source) == ["Harbour Agency"])
  }

  /// Else one outlet, the archive, would have published what all papers did.
  @Test(arguments: [
    "{\"title\": \"Ferry\", \"text\": \"\(text)\", \"url\": \"ARCHIVE/https://post.example/1\"}",
    "{\"title\": \"Ferry\", \"text\": \"\(text)\", \"source\": \"ARCHIVE/https://post.example/1\"}",
    """
    {"version": "https://jsonfeed.org/version/1.1", "title": "World", "home_page_url": "ARCHIVE/https://post.example/",
     "items": [{"title": "Ferry", "content_text": "\(text)", "url": "ARCHIVE/https://post.example/1"}]}
    """,
  ])
  func aCopyInAnArchiveIsOfThePageThatItCopies(json: String) {
    let articles = Reading.articles(
      json.replacing("ARCHIVE", with: "https://web.archive.org/web/20240301120000"))
    #expect(articles.map(\.url) == ["https://post.example/1"])
    #expect(articles.map(\.source) == ["post.example"])
  }

  /// Google and Bing published none of what they found.
  @Test(arguments: [
    "https://www.google.com/url?rct=j&sa=t&url=https://www.post.example/ferry&ct=ga&cd=1",
    "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=1&url=https%3a%2f%2fwww.post.example%2fferry&c=1&mkt=en-us",
    "https://www.google.com/url?q=https://web.archive.org/web/20240301120000/https://www.post.example/ferry",
  ])
  func whatASearchFoundIsOfThePageThatItLeadsTo(address: String) {
    for name in ["url", "source"] {
      let articles = Reading.articles("{\"title\": \"Ferry\", \"text\": \"\(Self.text)\", \"\(name)\": \"\(address)\"}")
      #expect(articles.map(\.url) == ["https://www.post.example/ferry"])
      #expect(articles.map(\.source) == ["post.example"])
    }
  }

  @Test func aWithdrawnRecordIsSkipped() {
    let json = "{\"pubstatus\": \"canceled\", \"headline\": \"Ferry\", \"body_text\": \"\(Self.text)\"}"
    #expect(Reading.skip(Array(json.utf8))?.contains("withdrawn") == true)
    let removed =
      "{\"articles\": [{\"title\": \"[Removed]\", \"content\": \"[Removed]\", \"url\": \"https://removed.example\"}]}"
    #expect(Reading.skip(Array(removed.utf8))?.contains("withdrawn") == true)
  }

  @Test(arguments: ["text", "body", "content", "articleBody", "maintext"])
  func everydayNamesOfTheText(name: String) {
    #expect(Reading.articles("{\"title\": \"Ferry\", \"\(name)\": \"\(Self.text)\"}").map(\.body) == [Self.text])
  }

  @Test(arguments: [
    ("\"2024-10-07T08:05:00+02:00\"", "2024-10-07T08:05:00+02:00"), ("\"2024-10-07\"", "2024-10-07"),
    ("1728281100", "2024-10-07T06:05:00+00:00"), ("1728281100000", "2024-10-07T06:05:00+00:00"),
    ("1728281100.25", "2024-10-07T06:05:00+00:00"), ("\"1728281100.25\"", "2024-10-07T06:05:00+00:00"),
    ("\"\\/Date(1728281100000)\\/\"", "2024-10-07T06:05:00+00:00"), ("1.5", nil),
    ("\"Mon, 07 Oct 2024 08:05:00 +0200\"", "2024-10-07T08:05:00+02:00"), ("\"soon\"", nil),
    ("99999999999999999999", nil),
    ("-9223372036854775808", nil), ("9223372036854775807", nil),
    ("[\"2024-10-07\", \"2023-01-01\"]", "2024-10-07"), ("[]", nil),
    ("{\"$date\": \"2024-10-07T06:05:00Z\"}", "2024-10-07T06:05:00+00:00"),
    ("{\"$date\": {\"$numberLong\": \"1728281100000\"}}", "2024-10-07T06:05:00+00:00"),
    ("\"20241007060500\"", "2024-10-07"), ("20241399060500", nil),
  ])
  func timesInTheFormsThatProgramsWrite(value: String, expected: String?) {
    let json = "{\"title\": \"Ferry\", \"text\": \"\(Self.text)\", \"date\": \(value)}"
    #expect(Reading.articles(json).map { $0.published?.description } == [expected])
  }

  /// The headline counts where the text is a line: as of a feed's item, and as a table's row.
  @Test func theLanguageOfAShortRecordIsThatOfItsHeadlineToo() throws {
    let (title, text) = ("Tin số ba về dải bờ biển", "Giá gạo 3 đô la.")
    let json = "{\"title\": \"\(title)\", \"text\": \"\(text)\", \"source\": \"baocang.example\"}"
    let table = "title,text,date\n\(title),\(text),05/02/2024 14:30\n"
    let item = "<item><title>\(title)</title><description>\(text)</description></item>"
    #expect(LanguageDetector.detect(text) == nil)
    for document in [json, table, FeedTests.rss(item)] { #expect(Reading.articles(document).map(\.language) == ["vi"]) }
    // With the language comes the zone of its press.
    #expect(Reading.articles(table).map { $0.published?.description } == ["2024-02-05T14:30:00+07:00"])
  }

  /// The words of a line say the wrong thing at times; its script does not.
  @Test func whatARecordStatesCountsBeforeTheWordsOfALine() {
    let language = { (text: String) in
      Reading.articles("{\"title\": \"Ferry\", \"text\": \"\(text)\", \"language\": \"de\"}").map(\.language)
    }
    #expect(language("The ferry is back.") == ["de"])
    #expect(language("Người dân đã được đi phà miễn phí.") == ["vi"])
    #expect(language(String(repeating: Self.text, count: 4)) == ["en"])
  }

  @Test(arguments: ["date_publish", "webPublicationDate", "DatePublished", "Date"])
  func namesOfTheTimeThatProgramsWrite(name: String) {
    let json = "{\"title\": \"Ferry\", \"text\": \"\(Self.text)\", \"\(name)\": \"2024-10-07\"}"
    #expect(Reading.articles(json).map { $0.published?.description } == ["2024-10-07"])
  }

  /// Letters and digits of fourteen without a zone are a time where the press of the language is in one.
  @Test func fourteenDigitsAreADayAndItsTime() {
    let time = MachineDate.read("20241007060500", language: "vi")
    #expect(time?.description == "2024-10-07T06:05:00+07:00")
  }

  @Test(arguments: [
    ("\"url\": \"https://www.post.example/ferry\"", "post.example", "https://www.post.example/ferry"),
    ("\"source\": \"https://www.post.example/ferry\"", "post.example", "https://www.post.example/ferry"),
    ("\"source\": \"https://www.post.example/\"", "post.example", nil),
    (
      "\"source\": \"https://post.example/ferry\", \"source-hostname\": \"Harbour Post\"", "Harbour Post",
      "https://post.example/ferry"
    ),
    ("\"hostname\": \"post.example\"", "post.example", nil), ("\"media_name\": \"Harbour Post\"", "Harbour Post", nil),
    ("\"publisher\": {\"@id\": \"https://post.example/#org\"}", "post.example", nil),
    ("\"Source\": \"Harbour Post\", \"URL\": \"https://other.example/1\"", "Harbour Post", "https://other.example/1"),
  ])
  func theOutletIsNamedOrTheHostOfTheAddress(members: String, source: String, address: String?) {
    let articles = Reading.articles("{\"title\": \"Ferry\", \"text\": \"\(Self.text)\", \(members)}")
    #expect(articles.map(\.source) == [source])
    #expect(articles.map(\.url) == [address])
  }

  /// The name that is written as the others are goes first, whatever the order.
  @Test func namesWithCapitalsCountWhereNoOtherGivesAnything() {
    let json = "{\"Title\": \"Editor\", \"headline\": \"Ferry\", \"Content\": \"\(Self.text)\"}"
    #expect(Reading.articles(json).map(\.title) == ["Ferry"])
    #expect(Reading.articles("{\"Title\": \"Ferry\", \"TEXT\": \"\(Self.text)\"}").map(\.body) == [Self.text])
  }

  @Test(arguments: [
    ("\(text)", ["\(text)", "\(more)", "Nobody was hurt."]), ("\(more)", ["\(more)", "Nobody was hurt."]),
    ("HARBOUR - \(more)", ["\(more)", "Nobody was hurt."]),
    ("Tickets are free for a we...", ["\(more)", "Nobody was hurt."]),
    ("Ferry", ["\(more)", "Nobody was hurt."]), ("https://post.example/lead.jpg", ["\(more)", "Nobody was hurt."]),
    ("", ["\(more)", "Nobody was hurt."]),
  ])
  func theSapoStandsBeforeABodyThatDoesNotBeginWithIt(lead: String, body: [String]) {
    for name in ["sapo", "lead"] {
      let json = "{\"title\": \"Ferry\", \"\(name)\": \"\(lead)\", \"content\": \"\(Self.more)\\nNobody was hurt.\"}"
      #expect(Reading.articles(json).map { $0.paragraphs.map(String.init) } == [body])
    }
  }

  @Test(arguments: [
    "{\"title\": {\"rendered\": \"Ferry\"}, \"content\": {\"rendered\": \"<p>\(text)</p>\", \"protected\": false}}",
    "{\"title\": \"Ferry\", \"cleaned_text\": \"\(text)\"}",
    "{\"took\": 3, \"hits\": {\"total\": 1, \"hits\": [{\"_id\": 1, \"_source\": {\"title\": \"Ferry\", \"text\": \"\(text)\"}}]}}",
    "{\"rows\": [{\"row_idx\": 0, \"row\": {\"title\": \"Ferry\", \"text\": \"\(text)\"}}]}",
  ])
  func whatWordPressGooseAndSearchEnginesWrite(json: String) {
    let articles = Reading.articles(json)
    #expect(articles.map(\.title) == ["Ferry"])
    #expect(articles.map(\.body) == [Self.text])
  }

  @Test func objectsOneAfterAnotherAreAnArray() {
    let object = { (title: String) in "{\n  \"title\": \"\(title)\",\n  \"text\": \"\(Self.text)\"\n}" }
    #expect(Reading.articles("\(object("A"))\n\(object("B"))").map(\.title) == ["A", "B"])
    #expect(Reading.refusal(Array("\(object("A"))\nand more".utf8))?.contains("the end of the JSON text") == true)
  }

  @Test func anArrayGivesItsArticlesInOrder() {
    let json =
      "[{\"title\": \"A\", \"text\": \"\(Self.text)\"}, {\"other\": 1}, {\"title\": \"B\", \"text\": \"\(Self.more)\"}]"
    #expect(Reading.articles(json).map(\.title) == ["A", "B"])
  }

  /// What stands beside articles and is none, though it should be, is told.
  @Test(arguments: [
    ("[{\"title\": \"A\", \"text\": \"\(text)\"}, {\"heading1\": \"B\", \"copy\": \"\(more)\"}]", "1 of 2"),
    (
      "{\"articles\": [{\"title\": \"A\", \"text\": \"\(text)\"}, {\"title\": \"B\", \"text\": null}, {\"x\": [1]}]}",
      "2 of 3"
    ),
    ("title,text\nA,\(text)\nB,\n,\n", "1 of 2"),
    (
      "{\"version\": \"jsonfeed.org\", \"items\": [{\"title\": \"A\", \"content_text\": \"\(text)\"}, {\"title\": \"B\"}]}",
      "1 of 2"
    ),
    ("[{\"title\": \"A\", \"text\": \"\(text)\"}, {\"@type\": \"BreadcrumbList\"}, {}, 1]", nil),
    (
      "[{\"title\": \"A\", \"text\": \"\(text)\"}, {\"pubstatus\": \"canceled\", \"headline\": \"B\", \"body_text\": \"\(more)\"}]",
      nil
    ),
    ("[{\"heading1\": \"B\"}, {\"copy\": \"\(more)\"}]", nil),
  ])
  func recordsThatAreLeftOutBesideArticlesAreTold(document: String, number: String?) {
    let leftOut = DocumentReader().readAll(Array(document.utf8)).leftOut
    #expect((leftOut == nil) == (number == nil))
    if let number { #expect(leftOut?.hasPrefix(number + " records were left out") == true) }
  }

  /// The rest would be dropped without a word.
  @Test(arguments: ["", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": "])
  func moreArticlesThanOneValueMayHoldAreRefusedWhole(start: String) {
    let array = { (count: Int) in
      let articles = (0..<count).map { "{\"title\": \"Ferry \($0)\", \"content_text\": \"\(Self.text)\"}" }
      return start + "[" + articles.joined(separator: ",") + "]" + (start.isEmpty ? "" : "}")
    }
    #expect(Reading.articles(array(RecordReader.articleLimit)).count == RecordReader.articleLimit)
    #expect(Reading.refusal(Array(array(RecordReader.articleLimit + 1).utf8))?.contains("split it") == true)
  }

  @Test func aWholePageAsTheOnlyMemberIsReadAsADump() {
    let page = DocumentReaderTests.dump.replacing("\n", with: "\\n")
    #expect(
      Reading.articles("{\"text\": \"\(page)\"}").map(\.title) == ["Hội chợ sách mùa thu khai mạc tại thành phố cảng"])
  }

  /// One text is one article, however its paragraphs come.
  @Test(arguments: [
    "\"body\": \"The S&P 500 rose.\\n\(text)\\n\(more)\"",
    "\"paragraphs\": [\"The S&P 500 rose.\", \"\(text)\", \"\(more)\"]",
    "\"content_text\": \"The S&P 500 rose.\\n\\n\(text)\\n\\n\(more)\"",
    "\"paragraphs\": [\"<p>The S&amp;P 500 rose.</p>\", \"\(text)\", \"\", \"\(more)\"]",
  ])
  func paragraphsStayApartWhateverSignsAreInThem(member: String) {
    let bodies = Reading.articles("{\"title\": \"Shares\", \(member)}").map(\.body)
    #expect(bodies == ["The S&P 500 rose.\n\(Self.text)\n\(Self.more)"])
  }

  @Test func whatIsNoArticleIsRefusedWithTheNamesThatWouldDo() {
    #expect(Reading.refusal(Array("{\"a\": 1}".utf8))?.contains("title, text|body|content") == true)
  }

  @Test(arguments: [
    ["tieu_de", "noi_dung", "ngay_dang", "nguon", "duong_dan"],
    ["Tiêu đề", "Nội dung", "Ngày đăng", "Nguồn", "Đường dẫn"],
    ["TIE\u{302}U ĐE\u{302}\u{300}", "nội-dung", "Thời gian", "Báo", "Liên kết"],
    ["post_title", "post_content", "post_date", "Publication Name", "URL"],
    ["Head-Line", "Article Text", "pubdate", "publication", "Link"],
  ])
  func namesCountByTheirLettersInVietnameseAndAsArchivesWriteThem(names: [String]) {
    let values = ["Ferry", Self.text, "2024-10-07", "Harbour Post", "https://post.example/ferry"]
    let json = "{" + zip(names, values).map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ") + "}"
    let expected = Article(
      title: "Ferry", body: Self.text, published: PublicationTime("2024-10-07"), source: "Harbour Post", language: "en",
      url: "https://post.example/ferry")
    #expect(Reading.articles(json) == [expected])
  }

  @Test func aLeadParagraphStandsBeforeTheBody() {
    let json = "{\"Headline\": \"Ferry\", \"Lead Paragraph\": \"\(Self.text)\", \"Body Text\": \"\(Self.more)\"}"
    #expect(Reading.articles(json).map(\.body) == ["\(Self.text)\n\(Self.more)"])
  }

  /// What crawlers and programs write that make JSON of XML.
  @Test(arguments: [
    "[[A], [B]]", "{\"posts\": [A, B]}", "{\"data\": {\"entries\": [A, B]}}", "{\"articles\": [A], \"items\": [B]}",
    "{\"title\": \"Channel\", \"description\": \"News\", \"link\": \"https://post.example/\", \"posts\": [A, B]}",
    """
    {"rss": {"channel": {"title": "Channel", "description": "News", "link": "https://post.example/", "item": [A, B]}}}
    """,
    "{\"feed\": {\"title\": \"Channel\", \"summary\": \"News\", \"link\": \"https://post.example/\"}, \"entries\": [A, B]}",
    "{\"text\": \"OK\", \"items\": [A, B]}",
  ])
  func listsInListsAndInWrappersAreRead(json: String) {
    #expect(Reading.articles(Self.filled(json)).map(\.title) == ["A", "B"])
    #expect(DocumentReader().readAll(Array(Self.filled(json).utf8)).leftOut == nil)
  }

  private static func filled(_ json: String) -> String {
    json.replacing("A", with: "{\"title\": \"a\", \"text\": \"\(text)\"}")
      .replacing("B", with: "{\"title\": \"B\", \"text\": \"\(more)\"}").replacing("\"a\"", with: "\"A\"")
  }

  @Test func aBulletinIsReadWithTheArticlesInItsList() {
    let json =
      "{\"title\": \"News of the day\", \"text\": \"Two reports.\", \"articles\": [A, B, {\"title\": \"C\", \"url\": \"/c\"}]}"
    #expect(Reading.articles(Self.filled(json)).map(\.title) == ["News of the day", "A", "B"])
    // Parts of a text, what readers wrote, links.
    let parts =
      "{\"title\": \"Ferry\", \"text\": \"\(Self.text)\", \"comments\": [A], \"items\": [{\"name\": \"Part\", \"text\": \"x\"}]}"
    #expect(Reading.articles(Self.filled(parts)).map(\.title) == ["Ferry"])
  }

  @Test func aChannelOfAnArticleIsNotTakenForIt() {
    let json = """
      {"title": "Ferry", "description": "\(Self.text)", "url": "https://post.example/1",
       "channel": {"title": "World", "description": "News of the world", "url": "https://post.example/"}}
      """
    #expect(Reading.articles(json).map(\.title) == ["Ferry"])
  }

  @Test func wholeArticlesInAListOfAnotherNameAreTold() {
    let json =
      "{\"title\": \"Channel\", \"description\": \"News\", \"date\": \"2024-10-07\", \"stories\": [A, B, {\"x\": 1}]}"
    let leftOut = DocumentReader().readAll(Array(Self.filled(json).utf8)).leftOut
    #expect(leftOut?.hasPrefix("2 of 3 records were left out") == true)
    #expect(leftOut?.contains("articles|items|posts") == true)
  }

  /// Contacts, prices, and what goes with programs.
  @Test(
    arguments: [
      ("\"title\": \"Editor\", \"description\": \"Head of the desk\"", false),
      ("\"title\": \"Ferry\", \"description\": \"x\", \"url\": \"https://post.example/1\"", true),
      ("\"title\": \"Ferry\", \"description\": \"x\", \"source\": \"Harbour Post\"", true),
      ("\"title\": \"Ferry\", \"description\": \"x\", \"date\": \"2024-10-07\"", true),
      ("\"title\": \"Ferry\", \"description\": \"x\", \"date\": \"soon\"", false),
      ("\"name\": \"app\", \"description\": \"A program\", \"version\": \"1.0.0\"", false),
      ("\"name\": \"Tea\", \"description\": \"Green\", \"url\": \"https://shop.example/tea\"", false),
      ("\"name\": \"Ferry\", \"description\": \"x\", \"datePublished\": \"2024-10-07\"", true),
      (
        "\"@type\": \"NewsArticle\", \"name\": \"Ferry\", \"description\": \"x\", \"url\": \"https://post.example/1\"",
        true
      ),
      ("\"@type\": \"WebSite\", \"name\": \"Post\", \"description\": \"x\", \"url\": \"https://post.example/\"", false),
    ] as [(String, Bool)])
  func aSummaryAloneIsAnArticleWhereADateOrAPlaceSaysSo(members: String, isArticle: Bool) {
    #expect(Reading.articles("{\(members)}").count == (isArticle ? 1 : 0))
    #expect((Reading.refusal(Array("{\(members)}".utf8)) == nil) == isArticle)
    let feed = "{\"version\": \"jsonfeed.org\", \"items\": [{\"title\": \"Ferry\", \"summary\": \"x\"}]}"
    #expect(Reading.articles(feed).count == 1)
  }

  @Test(arguments: [("publish", "post", 1), ("draft", "post", 0), ("private", "post", 0), ("publish", "page", 0)])
  func onlyPublishedPostsOfWordPressAreArticles(status: String, type: String, count: Int) throws {
    let post = """
      {"status": "\(status)", "type": "\(type)", "title": {"rendered": "Ferry"},
       "content": {"rendered": "<p>\(Self.text)</p>"}}
      """
    let outcome = DocumentReader().readAll(Array("[\(post)]".utf8)).outcome
    if count == 1 {
      #expect(Reading.articles("[\(post)]").map(\.title) == ["Ferry"])
    } else {
      #expect(outcome == .skipped(reason: "withdrawn by its publisher, or not published"))
    }
  }
}
