import Testing

/// Documents made to cost much: each grows to any size, and reading it must cost in proportion.
struct HostileInput: Sendable, CustomTestStringConvertible {
  var name: String
  var make: @Sendable (_ size: Int) -> [UInt8]

  var testDescription: String { name }

  /// `unit` over and over, between two ends.
  static func repeating(_ unit: String, after start: String = "", before end: String = "", _ name: String? = nil)
    -> Self
  {
    HostileInput(name: name ?? "\(start.prefix(20))…\(unit.prefix(30))…") { size in
      let unit = Array(unit.utf8)
      var bytes = Array(start.utf8)
      bytes.reserveCapacity(size + unit.count)
      while bytes.count < size { bytes.append(contentsOf: unit) }
      return bytes + Array(end.utf8)
    }
  }

  /// Units that differ by a number.
  static func numbered(_ before: String, _ after: String, start: String = "", end: String = "") -> Self {
    HostileInput(name: "\(start.prefix(20))…\(before.prefix(20))N\(after.prefix(20))…") { size in
      var bytes = Array(start.utf8)
      var number = 0
      while bytes.count < size {
        bytes.append(contentsOf: "\(before)\(number)\(after)".utf8)
        number += 1
      }
      return bytes + Array(end.utf8)
    }
  }

  static let pages: [Self] = [
    .repeating("<div>", after: "<html><body>", "nested blocks"), .repeating("<b>", after: "<p>", "nested inline tags"),
    .repeating("<table><tr><td>", after: "<html>", "nested tables"),
    .repeating("<ul><li>", after: "<html>", "nested lists"),
    .repeating("<a href=\"/x\">", after: "<html>", "nested links"),
    .repeating("<p>x", after: "<html>", "short paragraphs"),
    .repeating("<div><p>Words of a text that goes on, and on.</p></div>", after: "<html>", "many blocks"),
    .repeating("<div>x</p></span></div></div>", after: "<html>", "ends without beginnings"),
    .repeating("x", after: "<html><body><p title=\"", before: "\">Text.</p>", "an attribute of megabytes"),
    .repeating("x", after: "<html><body><p title=\"", "an attribute without end"),
    .repeating("x", after: "<html><body><", "a tag name of megabytes"),
    .numbered(" a", "=1", start: "<html><p", end: ">Text."), .numbered(" class=", "", start: "<html><p", end: ">Text."),
    .repeating("<!--", after: "<html>", "comments without end"),
    .repeating("<!-- x --", after: "<html>", "half comments"),
    .repeating("<script>", after: "<html>", "scripts without end"), .repeating("<style><script>", after: "<html>"),
    .repeating("<svg><template><iframe>", after: "<html>"), .repeating("<![CDATA[", after: "<html>"),
    .repeating("<", after: "<html>"), .repeating("</", after: "<html>"), .repeating("&", after: "<html><p>"),
    .repeating("&amp;", after: "<html><p>"), .repeating("&#x41;", after: "<html><p>"),
    .repeating("&#146;", after: "<html><p>"),
    .repeating("&unknown", after: "<html><p>"),
    .repeating("<br>", after: "<html><p>"), .repeating("word<br>", after: "<html><p>"),
    .repeating("word ", after: "<html><p>", "one paragraph of megabytes"),
    .repeating("x", after: "<html><p>", "one word"),
    .repeating("<h1>A headline of a page</h1>", after: "<html>", "many headlines"),
    .repeating("<meta name=\"description\" content=\"Some words\">", after: "<html><head>", "many meta elements"),
    .repeating("<time datetime=\"2024-10-07\">7.10.2024</time>", after: "<html><body>", "many dates"),
    .repeating(
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"}</script>", after: "<html>", "much linked data"),
    .repeating("[", after: "<html><script type=\"application/ld+json\">", before: "</script><p>Text."),
    .repeating("{\"a\":", after: "<html><script type=\"application/ld+json\">", before: "</script><p>Text."),
    .repeating(
      "\\u0041", after: "<html><script type=\"application/ld+json\">{\"headline\":\"", before: "\"}</script><p>Text."),
    .repeating("&#x651;&#x64B;", after: "<html><title>", before: "</title><p>Text.", "marks as references in a title"),
    .repeating("&#x651;&#x64B;", after: "<html><h1>", before: "</h1><p>Text.", "marks as references in a headline"),
    .repeating("<b>&#x651;&#x64B;", after: "<html><h1>", before: "</h1><p>Text.", "marks in elements"),
    .repeating("\u{651}\u{64B}", after: "<html><h1>", before: "</h1><p>Text.", "marks in a headline"),
    .repeating(
      "\u{651}\u{64B}", after: "<html><meta property=\"og:title\" content=\"", before: "\"><p>Text.",
      "marks in a meta element"),
    .repeating(
      "\\u0651\\u064B",
      after: "<html><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"",
      before: "\"}</script><p>Text.", "marks in linked data"),
    .repeating("<button>", after: "<html>"), .repeating("<p><form><input>", after: "<html>"),
    .repeating("<title>x", after: "<html>"), .repeating("<textarea>", after: "<html>"),
    .repeating("<select><option>", after: "<html>"),
    .repeating("<p>The same sentence stands here again and again.</p>", after: "<html>", "one sentence over and over"),
  ]

  private static let paragraph =
    "The ferry line across the harbour reopened on Monday after three days, the harbour office said in a statement.\n\n"

  static let texts: [Self] = [
    .repeating("\n", after: "Title\n\nText.", "line ends"), .repeating("a\n", after: "Title\n", "lines of a letter"),
    .repeating("word ", after: "Title\n\n", "one line of megabytes"),
    .repeating("x", after: "Title\n\n", "one word of megabytes"),
    .repeating("7/10/2024 08:05 ", after: "Title\n\n", "dates on one line"),
    .repeating("7/10/2024 08:05\n", after: "Title\n\n", "dates on lines"),
    .repeating("Theo HNM\n", after: "Title\n\n", "credits"),
    .numbered("Via A", "\n", start: "Ferry line reopens\n\n\(paragraph)", end: "\n\(paragraph)"),
    .repeating("A sentence of some length stands on this line, and ends here.\n", after: "Title\n\n", "the same line"),
    .numbered("A sentence of some length stands on line ", ", and ends here.\n", start: "Title\n\n"),
    .repeating("\u{301}", after: "Title\n\na", "combining marks"),
    .repeating("\u{651}\u{64B}", after: "Title\n\n", "Arabic marks"),
    .repeating("\u{5B0}\u{5B1}\u{591}", after: "T", "Hebrew marks in a title"),
    .repeating("\u{F71}\u{F72}\u{F74}", after: "Title\n\n", "Tibetan marks"),
    .repeating("\u{F73}", after: "Title\n\n", "marks that come apart into marks"),
    .repeating("\u{A8E0}\u{A92B}", after: "Title\n\n", "marks of Cham and Kayah Li"),
    .repeating("\u{901}\u{94D}", after: "Title\n\n", "marks of Devanagari"),
    .repeating("\u{1D165}\u{1D16D}\u{1D16E}", after: "Title\n\n", "marks of music"),
    .repeating("a\u{323}\u{302}", after: "Title\n\n", "letters in parts"),
    .repeating("\u{1161}", after: "Title\n\n\u{1100}", "half syllables"),
    .repeating("Hội chợ sách ", after: "Tên\n\n", "Vietnamese"),
    .repeating("港口城市", after: "书展\n\n", "Chinese"), .repeating(" ", after: "Title", "spaces"),
    .repeating("- ", after: "Title\n"), .repeating("[", after: "[["),
    .repeating("x: y\n", after: "From a Sat Feb 24 08:30:00 2024\n", "a mailbox of a header"),
    .repeating("Bình luận\n", after: "Title\n\n", "furniture"), .repeating("\u{200B}", after: "Title\n"),
  ]

  static let records: [Self] = [
    .repeating("[", "arrays in arrays"), .repeating("{\"a\":", "objects in objects"),
    .repeating("x", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "a text of megabytes"),
    .repeating("\\n", after: "{\"title\":\"T\",\"text\":\"", before: "\"}"),
    .repeating("\u{651}\u{64B}", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "marks in a text"),
    .repeating("\\u0651\\u064B", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "marks as escapes"),
    .repeating("&#x651;&#x64B;", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "marks as references"),
    .repeating("\\u0651\\u064B", after: "{\"title\":\"T", before: "\",\"text\":\"x\"}", "marks as escapes in a title"),
    .repeating("\\u0651\\u064B", after: "{\"title", before: "\":\"T\"}", "marks in a name"),
    .repeating(
      "\\u0651\\u064B", after: "{\"title\":\"T\",\"text\":\"x\",\"url\":\"h", before: "\"}", "marks in an address"),
    .repeating("\\ud83d", after: "{\"title\":\"T\",\"text\":\""),
    .repeating("<p>x</p>", after: "{\"title\":\"T\",\"text\":\"", before: "\"}"),
    .repeating("&lt;p&gt;x&lt;/p&gt;", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "escaped markup"),
    .repeating("&lt;p&gt;", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "escaped tags without an end"),
    .repeating("&lt;a href='", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "escaped tags that do not end"),
    .repeating("<p>.</p>", after: "{\"title\":\"T\",\"text\":\"", before: "\"}", "a text that says nothing"),
    .numbered("\"m", "\":1,", start: "{", end: "\"title\":\"T\",\"text\":\"x\"}"),
    .repeating("{\"title\":\"T\",\"text\":\"x\"},", after: "[", before: "{}]"),
    .repeating("{},", after: "[", before: "{}]"),
    .repeating("{\"items\":[", "wrappers in wrappers"),
    .repeating("{\"title\":\"T\",\"text\":\"x\",\"items\":[", "lists of articles in articles"),
    .repeating(
      "{\"title\":\"T\",\"text\":\"x\"},", after: "{\"title\":\"T\",\"summary\":\"x\",\"a\":[", before: "{}]}"),
    .numbered("\"Tiêu đề", "\":1,", start: "{", end: "\"title\":\"T\",\"text\":\"x\"}"),
    .repeating("\"x\",", after: "{\"title\":\"T\",\"paragraphs\":[", before: "\"\"]}"),
    .repeating("\"<p>\",\"<\",", after: "{\"title\":\"T\",\"paragraphs\":[", before: "\"\"]}"),
    .repeating("{\"title\":\"\"},", after: "{\"version\":\"jsonfeed.org\",\"items\":[", before: "{}]}"),
    .repeating("1", after: "{\"title\":\"T\",\"text\":\"x\",\"date\":", before: "}"),
    .repeating("\\", after: "{\"title\":\""),
  ]

  static let tables: [Self] = [
    .repeating(",", after: "title,text\n"), .repeating("\n", after: "title,text\n"),
    .repeating("\"", after: "title,text\n"),
    .repeating("x,", after: "title,text,"), .repeating("T,x\n", after: "title,text\n"),
    .repeating("\"\"", after: "title,text\nT,\"", before: "\""), .repeating("\t\"x", after: "title\ttext\n"),
    .repeating("\"\"\"x\t", after: "title\ttext\n"), .repeating("T\t\"x\n", after: "title\ttext\n"),
    .repeating("T,\"<p>x</p>\"\n", after: "title,text\n"),
    .repeating("\"\"", after: "a\tb\tc\nx\t\"", "a field of quotes in a table of tabs"),
    .repeating("\t\"x", after: "a\tb\tc\n"), .repeating(",", after: "a,b,c\n"),
    .repeating("x\ty\tz\n", after: "a\tb\tc\n"), .repeating("\u{301}", after: "title,text,a"),
  ]

  static let feeds: [Self] = [
    .repeating("<item>", after: "<rss><channel>", "items without end"), .repeating("<entry>", after: "<feed>"),
    .repeating("<entry><content type=\"xhtml\"><div>", after: "<feed>", "entries in markup in entries"),
    .repeating("<item><title>x</title></item>", after: "<rss><channel>", before: "</channel></rss>"),
    .repeating("<item><title>x</title><description>&x;</description>", after: "<rss><channel>"),
    .repeating("<description>", after: "<rss><channel><item>"), .repeating("<description><b>", after: "<rss><item>"),
    .repeating("<![CDATA[x]]>", after: "<rss><channel><item><description>"),
    .repeating("<![CDATA[", after: "<rss><channel><item>"),
    .repeating(
      "<![CDATA[", after: "<rss><channel><item>", before: "<br></rss>", "texts without end in a feed with one"),
    .repeating("&", after: "<rss><channel><item><title>"), .repeating("<", after: "<rss><channel><item><title>"),
    .repeating(
      "&lt;p&gt;x", after: "<rss><channel><item><title>T</title><description>",
      before: "</description></item></channel></rss>"),
    .repeating("x", after: "<rss><channel><item><title a=\""),
    .repeating("&amp;", after: "<rss><channel><item a=\"", before: "\"></item></channel></rss>"),
    .repeating("<br>", after: "<rss><channel><item><x>", before: "</x></item></channel></rss>"),
    .repeating("</x>", after: "<rss><channel><item>\(String(repeating: "<a>", count: 190))"),
    .repeating("<br></item><item>", after: "<rss><channel><item>"), .repeating("a=b ", after: "<rss><x ", before: ">"),
    .numbered(" a", "=\"1\"", start: "<rss", end: "><item></item></rss>"),
    .numbered("<!ENTITY a", " \"x\">", start: "<!DOCTYPE rss [", end: "]><rss><item><title>&a1;</title></item></rss>"),
    .repeating("<!--", after: "<rss>"), .repeating("<?x ", after: "<rss>"),
    .repeating("<a:b xmlns:a=\"a\">", after: "<rss>"),
    .numbered("<x xmlns:a", "=\"u\">", start: "<rss>"),
    .repeating("<x>", after: "<?xml version=\"1.0\"?>", "XML of no kind"),
    .repeating("<!-- > -->", after: "<?xml version=\"1.0\"?>", "nothing but comments"),
    .repeating("<!a [", after: "<?xml version=\"1.0\"?>", "document types without end"),
    .repeating("<!a []>", after: "<?xml version=\"1.0\"?>", "document types"),
    .repeating("]   ", after: "<!DOCTYPE rss [<!a>", before: "><rss>", "brackets in a document type"),
    .repeating("&#x651;&#x64B;", after: "<rss><channel><item><title>T", before: "</title></item></channel></rss>"),
    .repeating(
      "<b/>&#x651;&#x64B;", after: "<rss><channel><item><title>T</title><description>",
      before: "</description></item></channel></rss>"),
    .repeating("<a", after: FeedTests.rss(FeedTests.ferry)), .repeating("</a", after: FeedTests.rss(FeedTests.ferry)),
    .repeating("S&P <i", after: "<rss><channel><item><title>T</title><description><![CDATA[", "signs of no tag"),
    .repeating("=\"<a \"", after: "<rss><channel><item><title>T</title><description><![CDATA[", "tags in quotes"),
  ]

  private static let mailHead = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"

  static let wrapped: [Self] = [
    HostileInput(name: "zeros in gzip") { Gzipped.bytes([UInt8](repeating: 0, count: $0)) },
    HostileInput(name: "a page in gzip") { Gzipped.bytes(pages[6].make($0)) },
    HostileInput(name: "one-byte chunks") { size in
      let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      let body = head + String(repeating: "1\r\na\r\n", count: size / 6)
      return Array("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    },
    .numbered("X-", ": y\r\n", start: "MIME-Version: 1.0\r\n"), .repeating(" y\r\n", after: "MIME-Version: 1.0\r\n"),
    .repeating("--x\n", after: mailHead, "parts of nothing"), .repeating("-", after: mailHead),
    .repeating("--x\n\(mailHead)", after: mailHead, "parts in parts"),
    .repeating(
      "=",
      after:
        "\(mailHead)--x\nContent-Type: text/html\nContent-Location: https://a.example/\nContent-Transfer-Encoding: quoted-printable\n\n",
      before: "\n--x--"),
    .repeating(
      "\n",
      after:
        "\(mailHead)--x\nContent-Type: text/html\nContent-Location: https://a.example/\nContent-Transfer-Encoding: base64\n\n",
      before: "\n--x--"),
    .repeating(
      "--x\nContent-Type: multipart/mixed; boundary=\(String(repeating: "\u{130}", count: 40))\n\n", after: mailHead,
      "boundaries of letters that grow when made small"),
    .repeating(
      "WARC/1.0\r\nContent-Length: 1\r\nWARC-Type: \(String(repeating: "\u{130}", count: 40))\r\n\r\nx\r\n\r\n",
      "kinds of records in letters that grow when made small"),
    .repeating("á»‡", "signs of a second encoding"), .repeating("á»\u{81}", after: "Title\n\n", "a second encoding"),
    .numbered("X-", ": y\r\n", start: "WARC/1.0\r\n"), .repeating("WARC/1.0\r\n\r\n", "headers without a length"),
    .repeating("WARC/1.0\r\n", "headers without an end"), .repeating("WARC/", "nothing but markers"),
    .repeating("WARC/1.0\r\nContent-Length: 5\r\n\r\nxxx", "wrong lengths"),
    .repeating("WARC/1.0\r\nContent-Length: 99999999\r\n\r\nx", "lengths beyond the file"),
    .repeating(
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\nx", "lengths beyond the limit"),
    .repeating(
      "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 400000\r\n\r\nx", "lengths that take in what follows"),
    HostileInput(name: "NULs") { [UInt8](repeating: 0, count: $0) },
    HostileInput(name: "invalid UTF-8") { Array("<p>".utf8) + [UInt8](repeating: 0xFF, count: $0) },
    HostileInput(name: "half characters") { size in (0..<size).map { $0 % 2 == 0 ? 0xC3 : 0x28 } },
    HostileInput(name: "halves of surrogates") { size in [0xFF, 0xFE] + (0..<size).map { $0 % 2 == 0 ? 0x00 : 0xD8 } },
    HostileInput(name: "noise") { size in
      var state: UInt64 = 11
      return (0..<size).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(state >> 56)
      }
    },
  ]

  static let all = pages + texts + records + tables + feeds + wrapped
}
