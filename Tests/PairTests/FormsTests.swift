import Foundation
import NewsClient
import NewsModels
import TestSupport
import Testing

/// What people save, in all its forms, on its way through a real pair; and the same through `newsctl parse`.
@Suite struct FormsTests {
  static func page(_ title: String) -> String {
    """
    <html><head><title>\(title)</title></head><body><h1>\(title)</h1>
    <p>The ferry line across the harbour reopened on Monday after the autumn storm had passed over the town.</p>
    <p>Tickets are free for a week, the mayor said, so that everybody may see the new landing stage.</p></body></html>
    """
  }

  static func feed(_ titles: [String]) -> String {
    let items = titles.map {
      "<item><title>\($0)</title><description>A summary of some length for \($0), as feeds have them.</description></item>"
    }
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Post</title>\(items.joined())</channel></rss>"
  }

  static func record(_ body: String) -> String {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\(body)"
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/x\r\n"
      + "Content-Type: application/http; msgtype=response\r\nContent-Length: \(answer.utf8.count)\r\n\r\n\(answer)\r\n\r\n"
  }

  /// A folder of one file of each form, and the titles that are in them.
  static func saved(in pair: PairFixture) throws -> (folder: String, titles: Set<String>) {
    _ = try pair.file("in/page.html", page("Saved page"))
    _ = try pair.file("in/page_files/style.css", "body{}")
    _ = try pair.file("in/page_files/frame.html", page("A frame of the saved page"))
    _ = try pair.file("in/feed.xml", feed(["First item", "Second item"]))
    _ = try pair.file(
      "in/lines.jsonl",
      "{\"title\":\"Line one\",\"text\":\"Text of one.\"}\n{\"title\":\"Line two\",\"text\":\"Text of two.\"}\n")
    _ = try pair.file("in/news.warc", record(page("Archived page")) + record(page("Another archived page")))
    _ = try pair.file(
      "in/ninjs.json",
      "{\"pubstatus\":\"usable\",\"headline\":\"Wire story\",\"body_text\":\"Text of the wire story.\"}")
    _ = try pair.file("in/packed.html.gz", try gzipped(page("Packed page"), pair))
    _ = try pair.file("in/packed.warc.gz", try gzipped(record(page("Packed archived page")), pair))
    let folder = pair.folder.appendingPathComponent("in").path
    return (
      folder,
      [
        "Saved page", "First item", "Second item", "Line one", "Line two", "Archived page", "Another archived page",
        "Wire story",
        "Packed page", "Packed archived page",
      ]
    )
  }

  private static func gzipped(_ text: String, _ pair: PairFixture) throws -> [UInt8] {
    let file = try pair.file("packing", text)
    return Array(try Process.output(of: "/bin/gzip", ["-c", file]))
  }

  @Test func everyFormIsPushedAndStoredOnce() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let consumer = try await pair.startConsumer()
    let (folder, titles) = try Self.saved(in: pair)
    let push = try await pair.newsctl("push", "--wait=60s", "--format", "json", folder)
    #expect(push.status == 0, "\(push.errors)")
    let report = try push.json()
    #expect(report["accepted"] as? Int == titles.count)
    #expect(report["skipped"] as? Int == 1 && report["quarantined"] as? Int == 0)
    let listing = try await pair.queryClient().articles(ArticlesQuery(limit: 100))
    #expect(listing.articles.map(\.title).sorted() == titles.sorted())
    // Nothing shows where no person looks.
    #expect(!push.errors.contains("\r") && !push.errors.contains("\u{1B}"))
    await consumer.terminate()
    await producer.terminate()
  }

  @Test func whatIsLeftOutOfADocumentThatIsReadIsToldAndFails() async throws {
    let pair = try PairFixture()
    let producer = try await pair.startProducer()
    let file = try pair.file(
      "mixed.json",
      "[{\"title\":\"Line one\",\"text\":\"Text of one.\"},{\"caption\":\"Line two\",\"copy\":\"Text of two.\"}]")
    let push = try await pair.newsctl("push", file)
    #expect(push.status == 1)
    #expect(push.text.contains("1 document: 1 article accepted (1 without a date), 1 read in part"))
    #expect(push.errors.contains("mixed.json: 1 of 2 records were left out"))
    let parse = try await pair.newsctl("parse", file)
    #expect(parse.status == 1)
    #expect(parse.text.contains("Line one") && parse.errors.contains("mixed.json: 1 of 2 records were left out"))
    // It has been told.
    #expect(try await pair.newsctl("push", file).status == 0)
    await producer.terminate()
  }

  /// A reader sees one character, a table program a quotation mark: the titles of strangers.
  @Test(arguments: ["\u{200D}", "\u{200C}", "\u{FE0F}", "\u{301}", "\u{338}"])
  func aQuotationMarkWithAMarkBehindItEndsNoCell(_ mark: String) async throws {
    let pair = try PairFixture()
    let title = "x\"\(mark),=HYPERLINK(1),\""
    let object = ["title": title, "body": "Text of a \"\(mark), quotation."]
    let file = try pair.file(
      "one.jsonl", String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
    let parsed = try await pair.newsctl("parse", "--format", "csv", file)
    #expect(parsed.status == 0)
    let rows = parsed.text.split(separator: "\n").map { Self.cells(String($0)) }
    #expect(rows.count == 2 && rows[0].count == rows[1].count, "\(rows)")
    #expect(rows[1].contains { Array($0.utf8) == Array(title.utf8) }, "\(rows[1])")
  }

  /// The cells of a row, by RFC 4180, which knows bytes and no characters.
  private static func cells(_ row: String) -> [String] {
    let mark = UInt8(ascii: "\"")
    var cells: [[UInt8]] = [[]]
    var (isQuoted, wasQuoted) = (false, false)
    for byte in row.utf8 {
      if byte == mark {
        // The second of two inside stands for itself.
        if !isQuoted && wasQuoted { cells[cells.count - 1].append(mark) }
        (isQuoted, wasQuoted) = (!isQuoted, isQuoted)
        continue
      }
      wasQuoted = false
      if byte == UInt8(ascii: ","), !isQuoted { cells.append([]) } else { cells[cells.count - 1].append(byte) }
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func explainingAFolderTellsWhatWasNotRead() async throws {
    let pair = try PairFixture()
    let folder = pair.folder.path + "/in"
    _ = try pair.file("in/good.html", Self.page("Saved page"))
    #expect(try await pair.newsctl("explain", folder).status == 0)
    _ = try pair.file("in/bad.bin", (0..<64).map { $0 & 7 })
    let explained = try await pair.newsctl("explain", folder)
    #expect(explained.status == 1 && explained.errors.contains("bad.bin: "), "\(explained.errors)")
    #expect(explained.text.contains("Saved page"))
    let mixed = try pair.file(
      "mixed.json",
      "[{\"title\":\"Line one\",\"text\":\"Text of one.\"},{\"caption\":\"Line two\",\"copy\":\"Text of two.\"}]")
    let inPart = try await pair.newsctl("explain", mixed)
    #expect(inPart.status == 1 && inPart.errors.contains("1 of 2 records were left out"), "\(inPart.errors)")
    #expect(inPart.text.contains("Line one"))
    // Of a stored article the rules are known.
    let stored = try await pair.newsctl("explain", "0123456789abcdef", "--topics", "/nowhere.yaml")
    #expect(stored.status == 64 && stored.errors.contains("--topics goes with a file"), "\(stored.errors)")
  }

  @Test func everyFormIsReadWithoutAPair() async throws {
    let pair = try PairFixture()
    let (folder, titles) = try Self.saved(in: pair)
    let parse = try await pair.newsctl("parse", folder)
    #expect(parse.status == 0, "\(parse.errors)")
    let read = try parse.jsonLines()
    #expect(read.compactMap { $0["title"] as? String }.sorted() == titles.sorted())
    #expect(parse.errors.split(separator: "\n").count == 1 && parse.errors.contains("page_files: skipped"))
    let standardInput = try await pair.newsctl("parse", "-", input: Self.feed(["Piped item"]))
    #expect(standardInput.text.contains("Piped item"))
  }

  @Test func explainingSaysWhatWasKeptAndNothingThatATerminalObeys() async throws {
    let pair = try PairFixture()
    let file = try pair.file(
      "page.html",
      Self.page("Saved page").replacing("</body>", with: "<p><a href=\"/\">More \u{1B}[2J\u{7}</a></p></body>"))
    let explained = try await pair.newsctl("parse", "--explain", file)
    #expect(explained.status == 0)
    #expect(explained.text.contains("(HTML, utf-8)"))
    #expect(explained.text.contains("  kept     The ferry line across"))
    #expect(explained.text.contains("     -     More"))
    #expect(explained.text.contains("= Saved page"))
    #expect(!explained.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    let coded = try await pair.newsctl("parse", "--explain", "--format", "json", file)
    let report = try coded.json()
    #expect(report["form"] as? String == "HTML" && report["outcome"] as? String == "read")
  }

  @Test func aFileThatIsTooLargeIsNotReadToItsEnd() async throws {
    let pair = try PairFixture()
    // Holes cost no disk; reading all of it would take minutes.
    let path = try pair.file("large.txt", "Title\n\n")
    #expect(truncate(path, 400 << 30) == 0)
    let parse = try await pair.newsctl("parse", path)
    #expect(parse.status == 1)
    #expect(parse.errors.contains("larger than the limit") && parse.errors.contains("; split it"), "\(parse.errors)")
    // There is no producer here to tell otherwise, and none takes more.
    #expect(!parse.errors.contains("--max-document"), "\(parse.errors)")
  }
}
