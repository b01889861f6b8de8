import Foundation
import NewsModels
import Testing

@testable import Parsing

/// WARC files: their records one by one, and the pages inside.
@Suite struct WARCTests {
  static let body = """
    <html><head><title>Ferry line reopens - Harbour Post</title><meta property="og:site_name" content="Harbour Post"></head>
    <body><h1>Ferry line reopens</h1><p>The ferry line across the harbour reopened on Monday after the autumn storm had passed.</p>
    <p>Tickets are free for a week, the mayor said, so that everybody may see the new landing stage.</p></body></html>
    """

  /// A record with right lengths.
  static func record(
    _ block: [UInt8], type: String = "response", contentType: String = "application/http; msgtype=response"
  ) -> [UInt8] {
    Array(
      """
      WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: https://harbourpost.example/2024/10/07/ferry\r
      WARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: \(contentType)\r\nContent-Length: \(block.count)\r\n\r\n
      """.utf8) + block + Array("\r\n\r\n".utf8)
  }

  static func answer(_ body: [UInt8], _ fields: String = "", status: String = "200 OK") -> [UInt8] {
    Array("HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\n\(fields)\r\n".utf8) + body
  }

  static let page = answer(Array(body.utf8))

  static func names(_ items: [ContainerSplitter.Item]) -> [String] {
    items.map { item in
      switch item {
      case .document(let name, _): name
      case .refused(let name, _): "\(name) refused"
      }
    }
  }

  @Test(arguments: [1, 7, 100_000]) func recordsThatCanHoldArticlesComeOneByOne(chunk: Int) {
    let file =
      Self.record(Array("software: x\r\n".utf8), type: "warcinfo", contentType: "application/warc-fields")
      + Self.record(Array("GET / HTTP/1.1\r\n\r\n".utf8), type: "request") + Self.record(Self.page)
      + Self.record(Self.page)
      + Self.record(Array("Title\n\nText.".utf8), type: "conversion", contentType: "text/plain")
    #expect(Self.names(ContainerSplitterTests.split(file, chunk: chunk)) == ["file#2", "file#3", "file#4"])
  }

  @Test(arguments: [1, 1_000]) func eachRecordInAMemberOfItsOwnIsRead(chunk: Int) {
    let file = Gzipped.bytes(Self.record(Self.page)) + Gzipped.bytes(Self.record(Self.page))
    #expect(Self.names(ContainerSplitterTests.split(file, chunk: chunk)) == ["file#0", "file#1"])
  }

  /// The outlet is the page's host: a credit is none.
  @Test func aTextInARecordIsReadWithItsAddress() {
    let text = Array((DocumentReaderTests.dump + "\nTheo HNM\n").utf8)
    let articles = Reading.articles(Self.record(text, type: "conversion", contentType: "text/plain"))
    #expect(articles.map(\.url) == ["https://harbourpost.example/2024/10/07/ferry"])
    #expect(articles.map(\.source) == ["harbourpost.example"])
  }

  /// The same text of two outlets would be one article. An address of several articles is none of theirs, nor is a feed's.
  @Test(
    arguments: [
      (
        "application/json", "{\"title\": \"Ferry\", \"text\": \"\(RecordTests.text)\"}",
        ["https://harbourpost.example/2024/10/07/ferry"]
      ),
      (
        "application/json",
        "[{\"title\": \"Ferry\", \"text\": \"\(RecordTests.text)\"}, {\"title\": \"Free\", \"text\": \"\(RecordTests.more)\"}]",
        [nil, nil]
      ),
      ("text/csv", "title,text\nFerry,\"\(RecordTests.text)\"", ["https://harbourpost.example/2024/10/07/ferry"]),
      (
        "application/rss+xml",
        "<rss><channel><title>World</title><item><title>Ferry</title><description>\(RecordTests.text)</description></item>"
          + "</channel></rss>", [nil]
      ),
    ] as [(String, String, [String?])])
  func whatNamesNoOutletInARecordIsOfTheHostThatItIsFrom(type: String, text: String, addresses: [String?]) {
    let articles = Reading.articles(Self.record(Array(text.utf8), type: "resource", contentType: type))
    #expect(articles.map(\.url) == addresses)
    #expect(articles.map(\.source) == addresses.map { _ in "harbourpost.example" })
  }

  @Test func whatAnArticleInARecordSaysOfItselfCounts() {
    let json = """
      {"title": "Ferry", "text": "\(RecordTests.text)", "source": "Coast Daily", "url": "https://coast.example/1"}
      """
    let articles = Reading.articles(
      Self.record(Array(json.utf8), type: "resource", contentType: "application/json"))
    #expect(articles.map(\.source) == ["Coast Daily"])
    #expect(articles.map(\.url) == ["https://coast.example/1"])
  }

  @Test func aCopyInAnArchiveIsOfThePageThatItCopies() {
    let record = String(
      decoding: Self.record(Array(DocumentReaderTests.dump.utf8), type: "conversion", contentType: "text/plain"),
      as: UTF8.self)
    let copy = record.replacing("URI: https", with: "URI: https://web.archive.org/web/20240301120000/https")
    let articles = Reading.articles(copy)
    #expect(articles.map(\.url) == ["https://harbourpost.example/2024/10/07/ferry"])
    #expect(articles.map(\.source) == ["harbourpost.example"])
  }

  @Test func pageInARecordIsReadWithItsAddress() {
    let articles = Reading.articles(Self.record(Self.page))
    #expect(articles.map(\.title) == ["Ferry line reopens"])
    #expect(articles.map(\.paragraphs.count) == [2])
    #expect(articles.map(\.url) == ["https://harbourpost.example/2024/10/07/ferry"])
    #expect(articles.map { $0.published?.description } == ["2024-10-07"])
    #expect(articles.map(\.source) == ["Harbour Post"])
  }

  @Test func codingsOfTheAnswerAreUndone() {
    let html = Array(Self.body.utf8)
    let plain = Reading.articles(Self.record(Self.page))
    let chunks =
      Array("20\r\n".utf8) + html[..<32] + Array("\r\n\(String(html.count - 32, radix: 16)); x=y\r\n".utf8)
      + html[32...]
      + Array("\r\n0\r\n\r\n".utf8)
    #expect(!plain.isEmpty)
    #expect(Reading.articles(Self.record(Self.answer(chunks, "Transfer-Encoding: chunked\r\n"))) == plain)
    #expect(Reading.articles(Self.record(Self.answer(Gzipped.bytes(html), "Content-Encoding: gzip\r\n"))) == plain)
    // Archives that joined the chunks often left the field.
    #expect(Reading.articles(Self.record(Self.answer(html, "Transfer-Encoding: chunked\r\n"))) == plain)
  }

  @Test func encodingOfTheAnswersHeaderIsBelieved() throws {
    let text = EncodingTests.russian.split(separator: "\n").map { "<p>\($0)</p>" }.joined()
    let page = "<html><title>Книжная ярмарка</title><body><h1>Книжная ярмарка</h1>\(text)</body></html>"
    let block =
      Array("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"KOI8-R\"\r\n\r\n".utf8)
      + (try #require(Encoded.bytes(page, as: "KOI8-R")))
    #expect(Reading.articles(Self.record(block)).map(\.title) == ["Книжная ярмарка"])
  }

  /// Nothing else tells this encoding.
  @Test func encodingOfARecordWithoutAnAnswerIsBelieved() throws {
    let text = try #require(Encoded.bytes("La fête du livre\n\n" + EncodingTests.french, as: "MACINTOSH"))
    let record = Self.record(text, type: "resource", contentType: "text/plain; charset=macintosh")
    #expect(Reading.articles(record).map(\.title) == ["La fête du livre"])
    #expect(
      Reading.articles(Self.record(text, type: "resource", contentType: "text/plain")).map(\.title)
        != ["La fête du livre"])
  }

  @Test(arguments: ["301 Moved", "404 Not Found", "500 Oops"]) func answersThatAreNoPageAreSkipped(status: String) {
    let reason = Reading.skip(Self.record(Self.answer(Array(Self.body.utf8), status: status)))
    #expect(reason?.contains(status.prefix(3)) == true)
  }

  @Test func picturesAndStyleSheetsArePassedOver() {
    let picture = Array("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n".utf8) + [0x89, 0x50, 0x4E, 0x47, 0]
    let style = Array("HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\nbody{}".utf8)
    let file = Self.record(picture) + Self.record(style) + Self.record(Self.page)
    #expect(Self.names(ContainerSplitterTests.split(file)) == ["file#2"])
  }

  /// Bytes that a record claims too few or too many: within the next record, beyond the file, above the limit, beyond all numbers.
  static let wrongLengths = [-40, 40, 700, 2_000, 4_000_000, 40_000_000, Int.max]

  /// Whether the records before it are taken or passed over.
  @Test(arguments: wrongLengths, [7, 1_000, 1_000_000])
  func aWrongLengthCostsNoOtherRecord(error: Int, chunk: Int) throws {
    let good = Self.record(Self.page)
    let file = good + Self.withLength(good, wrongBy: error) + good + good
    let items = ContainerSplitterTests.split(file, chunk: chunk)
    #expect(Self.names(items) == ["file#0", "file#1 refused", "file#2", "file#3"])
    guard items.count > 1, case .refused(_, let reason) = items[1] else { return }
    #expect(reason.contains("a wrong Content-Length"))
  }

  @Test(arguments: wrongLengths.filter { $0 > 0 }, [7, 1_000_000])
  func aWrongLengthOfARecordThatIsPassedOverCostsNoOther(error: Int, chunk: Int) {
    let request = Self.withLength(Self.record(Array("GET / HTTP/1.1\r\n\r\n".utf8), type: "request"), wrongBy: error)
    let file = Self.record(Self.page) + request + Self.record(Self.page) + Self.record(Self.page)
    #expect(Self.names(ContainerSplitterTests.split(file, chunk: chunk)) == ["file#0", "file#2", "file#3"])
  }

  private static func withLength(_ record: [UInt8], wrongBy error: Int) -> [UInt8] {
    let text = String(decoding: record, as: UTF8.self)
    let start = text.range(of: "Content-Length: ")
    let digits = start.map { text[$0.upperBound...].prefix { $0.isNumber } } ?? ""
    let length = (Int(digits) ?? 0).addingReportingOverflow(error)
    return Array(
      text.replacing(
        "Content-Length: \(digits)", with: "Content-Length: \(length.overflow ? .max : length.partialValue)"
      ).utf8)
  }

  @Test(arguments: [7, 1_000_000]) func aRecordThatTheFileEndsInIsTold(chunk: Int) {
    let file = Self.record(Self.page) + Self.record(Self.page).dropLast(100)
    let items = ContainerSplitterTests.split(file, chunk: chunk)
    #expect(Self.names(items) == ["file#0", "file#1 refused"])
    let large = Self.record(Self.page) + Self.record(Self.answer([UInt8](repeating: 0x57, count: 20_000))).dropLast(100)
    let cut = ContainerSplitterTests.split(large, limit: 10_000, chunk: chunk)
    #expect(Self.names(cut) == ["file#0", "file#1 refused"])
    for case .refused(_, let reason) in items + cut { #expect(reason.contains("cut short")) }
  }

  @Test func severalRecordsInOneDocumentAreNotReadAsOne() {
    let reason = Reading.refusal(Self.record(Self.page) + Self.record(Self.page))
    #expect(reason?.contains("several") == true)
  }

  @Test func aRecordAboveTheLimitIsRefusedAndTheOthersGoOn() {
    let large = Self.record(Self.answer(Array(Self.body.utf8) + [UInt8](repeating: 0x20, count: 20_000)))
    let items = ContainerSplitterTests.split(Self.record(Self.page) + large + Self.record(Self.page), limit: 10_000)
    #expect(Self.names(items) == ["file#0", "file#1 refused", "file#2"])
  }

  @Test func gzipOfAnyFormIsReadLikeTheFormItself() {
    let documents = [
      DocumentReaderTests.dump, Self.body, FeedTests.rss(FeedTests.ferry), "{\"title\":\"T\",\"text\":\"Text of it.\"}",
    ]
    for document in documents {
      let plain = Reading.articles(document)
      #expect(!plain.isEmpty)
      #expect(Reading.articles(Gzipped.bytes(Array(document.utf8))) == plain)
    }
  }

  @Test func aDeflateBombIsRefusedWhole() {
    let bomb = Gzipped.bytes([UInt8](repeating: 0x20, count: 64 << 20))
    #expect(bomb.count < 100_000)
    #expect(Reading.refusal(bomb)?.contains("inflates to more than") == true)
    let items = ContainerSplitterTests.split(bomb, name: "bomb.gz", limit: 1 << 20, chunk: 1_000)
    #expect(Self.names(items) == ["bomb.gz refused"])
  }

  /// Half an article is none: it would be counted, and the whole one as a second.
  @Test(arguments: [7, 1_000_000]) func oneDocumentInGzipThatIsCutOrDamagedIsRefused(chunk: Int) {
    let text = DocumentReaderTests.dump + String(repeating: "\n", count: 3)
    let whole = Gzipped.bytes(Array(text.utf8))
    var damaged = whole
    for place in 0..<4 { damaged[whole.count / 2 + place] ^= 0xFF }
    // The end holds the sum of what was compressed, which tells of damage that inflates all the same.
    var changed = whole
    changed[whole.count - 6] ^= 1
    for broken in [Array(whole.prefix(whole.count / 2)), Array(whole.dropLast()), damaged, changed] {
      #expect(Reading.refusal(broken) == GzipInflater.brokenDocument)
      #expect(
        ContainerSplitterTests.split(broken, chunk: chunk) == [
          .refused(name: "file", reason: GzipInflater.brokenDocument)
        ])
      #expect(
        Reading.refusal(Self.record(Self.answer(broken, "Content-Encoding: gzip\r\n")))
          == GzipInflater.brokenDocument)
    }
  }

  /// It inflates in steps of 64 KiB: the last may be the one after which nothing is left to inflate.
  @Test(arguments: [1, 65_535, 65_536, 65_537, 100_000, 131_072, 131_073, 200_000, 262_144, 300_000])
  func oneDocumentInGzipComesWholeWhateverItsSize(size: Int) {
    let words = (0...size / 8).map { "w\($0 &* 7_919) " }.joined()
    let plain = Array(words.utf8.prefix(size))
    let two = Gzipped.bytes(Array(plain.prefix(size / 2))) + Gzipped.bytes(Array(plain.dropFirst(size / 2)))
    for file in [Gzipped.bytes(plain), two] {
      for chunk in [1_000, file.count] {
        #expect(ContainerSplitterTests.split(file, chunk: chunk) == [.document(name: "file", bytes: plain)])
      }
      // As who reads a small file at once: the end is known before anything is taken out.
      var splitter = ContainerSplitter(name: "file")
      splitter.feed(file)
      splitter.finish()
      #expect(splitter.next() == .document(name: "file", bytes: plain))
      #expect(splitter.next() == nil && splitter.isOver)
    }
  }

  @Test func whatFollowsOneDocumentInGzipIsLeftOut() {
    let file = Gzipped.bytes(Array(DocumentReaderTests.dump.utf8)) + Array("more".utf8)
    #expect(Reading.articles(file).count == 1)
    #expect(Reading.articles(file) == Reading.articles(DocumentReaderTests.dump))
    #expect(
      ContainerSplitterTests.split(file) == [ContainerSplitterTests.document("file", DocumentReaderTests.dump)])
  }

  @Test func aHeaderEndsWhereTheNextRecordBegins() {
    let file = Array("WARC/1.0\r\nWARC-Type: response\r\n".utf8) + Self.record(Self.page)
    #expect(Self.names(ContainerSplitterTests.split(file)) == ["file#0 refused", "file#1"])
  }

  @Test func gzipThatIsCutShortGivesWhatCameBefore() {
    let lines = (0..<3_000).map { "{\"title\":\"Story \($0)\",\"text\":\"Text \($0 &* 7_919)\"}\n" }.joined()
    let whole = Gzipped.bytes(Array(lines.utf8))
    let names = Self.names(ContainerSplitterTests.split(Array(whole.prefix(whole.count / 2)), chunk: 500))
    #expect(names.count > 500)
    #expect(names.filter { $0.hasSuffix(" refused") }.count == 1)
    #expect(names.last?.hasSuffix(" refused") == true)
  }
}
