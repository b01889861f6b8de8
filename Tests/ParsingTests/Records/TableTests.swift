import NewsModels
import Testing

@testable import Parsing

/// Tables of articles: comma-, semicolon- and tab-separated.
@Suite struct TableTests {
  static let text = RecordTests.text
  static let more = RecordTests.more

  @Test(arguments: [",", ";", "\t"])
  func eachRowIsAnArticle(separator: String) {
    let rows = [
      ["title", "date", "Source Name", "URL", "notes", "content"],
      [
        "Ferry line \"reopens\"", "2024-10-07", "Harbour Post", "https://post.example/1", "",
        "\(Self.text)\n\(Self.more)",
      ],
      ["Bridge, closed; for\tnow", "2024-10-08", "Harbour Post", "https://post.example/2", "seen", Self.more],
    ]
    let table = rows.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: separator)
    }
    let expected = [
      Article(
        title: "Ferry line \"reopens\"", body: "\(Self.text)\n\(Self.more)", published: PublicationTime("2024-10-07"),
        source: "Harbour Post", language: "en", url: "https://post.example/1"),
      Article(
        title: "Bridge, closed; for now", body: Self.more, published: PublicationTime("2024-10-08"),
        source: "Harbour Post", language: "en", url: "https://post.example/2"),
    ]
    #expect(Reading.articles(table.joined(separator: "\n")) == expected)
    #expect(Reading.articles("\u{FEFF}" + table.joined(separator: "\r\n") + "\r\n") == expected)
  }

  @Test func fieldsWithoutQuotesAreReadAsTheyAre() {
    #expect(Reading.articles("title,text\nFerry,\(Self.text)\n").map(\.body) == [Self.text])
    // The last field may be empty, and blank lines stand before the first.
    #expect(Reading.articles("\n\ntitle\ttext\tnotes\nFerry\t\(Self.text)\t").map(\.body) == [Self.text])
    // Quotes that only begin a text stand in tables of tabs.
    let quoted = "\"We are back\", the mayor said."
    #expect(
      Reading.articles("title\ttext\nFerry\t\(quoted)\nBridge\t\"\(Self.text)").map(\.body) == [
        quoted, "\"\(Self.text)",
      ])
  }

  /// Half of a text in another column, or a text that is cut off, would count as an article.
  @Test(arguments: [
    "title,text\nFerry,The line, they said, is open.\n", "title,text\nFerry,\(text)\nBridge\n",
    "title,text\nFerry,\"\(text)", "title,text\nFerry,\"\(text)\" and more\n",
    "title,text\nFerry,\"He said \"no\" to it.\"\n",
  ])
  func aTableThatIsBrokenIsRefusedWithItsPlace(table: String) {
    #expect(Reading.refusal(Array(table.utf8))?.contains("broken table") == true)
  }

  @Test func aTableWithoutATitleAndATextIsNoTextDump() {
    let table = "id,headline_id,value\n" + DocumentReaderTests.dump
    #expect(Reading.refusal(Array(table.utf8), name: "export.csv")?.contains("rename the columns") == true)
    #expect(Reading.refusal(Array("title,text,no\n,,1\n".utf8))?.contains("title, text|body|content") == true)
  }

  @Test func moreRowsThanOneDocumentMayHoldAreRefusedWhole() {
    let table = { (count: Int) in
      "title,text\n" + (0..<count).map { "Ferry \($0),\"\(Self.text)\"\n" }.joined()
    }
    #expect(Reading.articles(table(RecordReader.articleLimit)).count == RecordReader.articleLimit)
    #expect(Reading.refusal(Array(table(RecordReader.articleLimit + 1).utf8))?.contains("split it") == true)
  }

  /// Only the names of columns make a table.
  @Test(arguments: ["Text, title and content: what a report needs\n", "Ferry, bridge, tunnel\n", "Title\n"])
  func aTextWhoseFirstLineHasCommasIsAText(line: String) {
    #expect(DocumentForm.of(Array((line + Self.text).utf8), name: nil) == .text)
  }

  @Test(arguments: [
    "tiêu đề;nội dung;ngày;nguồn", "Tiêu đề\tNội dung\tNgày đăng\tNguồn", "tieu_de,noi_dung,thoi_gian,bao",
    "Tiêu đề bài viết,Nội dung bài viết,Ngày,Nguồn báo",
  ])
  func columnsMayHaveVietnameseNamesWhateverTheFileIsCalled(names: String) {
    let separator = [";", "\t", ","].first { names.contains($0) } ?? ""
    let row = ["Ferry", Self.text, "27/10/2024", "Tuổi Trẻ"].joined(separator: separator)
    for name in ["export.txt", "export.csv", nil] {
      let articles = Reading.articles(Array("\(names)\n\(row)\n".utf8), name: name)
      #expect(articles.map(\.title) == ["Ferry"])
      #expect(articles.map { $0.published?.description } == ["2024-10-27"])
      #expect(articles.map(\.source) == ["Tuổi Trẻ"])
    }
  }

  /// One article of all rows would be none of them.
  @Test(arguments: [
    "Chuyên mục;Bài;Số\nThế giới;\"\(text)\n\(more)\";1\nKinh tế;\(more);2\n", "Name,Phone,Mail\nA,1,a@x\nB,2,b@x\n",
    "Ferry\t\(text)\t2024\nBridge\t\(more)\t2024\n",
  ])
  func aTableOfOtherNamesIsNoTextWhateverTheFileIsCalled(table: String) {
    #expect(Reading.refusal(Array(table.utf8), name: "export.txt")?.contains("rename the columns") == true)
  }

  /// Rows of one build make a table, not a first line with commas.
  @Test(arguments: [
    "Ferry,bridge,tunnel\n\n\(text)\n\(more)\n", "Ferry, bridge, tunnel\nA, b, c\nD, e, f\n",
    "Ferry\tbridge\n\(text)\t1\n",
    "Ferry;bridge;tunnel\n\(text)\n",
  ])
  func aTextWhoseLinesDifferIsAText(text: String) {
    #expect(DocumentForm.of(Array(text.utf8), name: nil) == .text)
  }

  @Test(arguments: ["sep=;", "\"sep=;\"", "SEP=;", "sep=|"]) func aLineMayStateTheSeparator(line: String) {
    let sign = line.contains("|") ? "|" : ";"
    let rows = [["title, or name", "title", "text"], ["x", "Ferry", Self.text]].map { $0.joined(separator: sign) }
    let table = "\u{FEFF}\(line)\r\n" + rows.joined(separator: "\r\n")
    #expect(Reading.articles(table).map(\.title) == ["Ferry"])
    #expect(Reading.articles(table).map(\.body) == [Self.text])
  }

  /// A comma in a headline without quotes costs one row, not the table; of many broken rows nobody knows what is one.
  @Test func fewBrokenRowsAreLeftOutAndTold() throws {
    func table(of rows: Int, replacing replaced: [Int: String]) -> [UInt8] {
      let lines = (1...rows).map { number in
        replaced[number] ?? "Ferry \(number),\"\(Self.text)\n\(Self.more)\",2024-10-\(10 + number)"
      }
      return Array((["title,text,date"] + lines).joined(separator: "\n").utf8)
    }
    let long = "Ferry, again,Open from Monday on.,2024-10-09"
    let expected = "left out: expected as many fields as the first line has, 3, got"
    for (replaced, told) in [
      ([4: long], "1 of 20 rows was \(expected) 4 in row 5 (line 8);"),
      ([4: "Ferry", 9: long], "2 of 20 rows were \(expected) 1 in row 5 (line 8) and in others;"),
    ] {
      let reading = DocumentReader().readAll(table(of: 20, replacing: replaced))
      guard case .articles(let articles) = reading.outcome else {
        Issue.record("expected articles, got \(reading.outcome)")
        continue
      }
      #expect(articles.map(\.title) == (1...20).filter { replaced[$0] == nil }.map { "Ferry \($0)" })
      let leftOut = try #require(reading.leftOut)
      #expect(leftOut.hasPrefix(told), "\(leftOut)")
    }
    let refusal = Reading.refusal(table(of: 20, replacing: [1: long, 2: long, 3: "Ferry"]))
    #expect(refusal?.contains("got 4, in row 2") == true)
    #expect(Reading.refusal(table(of: 9, replacing: [1: long]))?.contains("broken table") == true)
  }

  /// A comma in the text and an empty last field make as many fields as are named: each in the column beside its own.
  @Test func shiftedRowsAreNoArticles() {
    let rows = (1...10).map { "Ferry \($0),It sailed, they said,2024-10-0\($0 % 10),Harbour Post," }
    let table = "title,text,date,source,note\n" + rows.joined(separator: "\n")
    #expect(
      Reading.refusal(Array(table.utf8))?.contains("expected as many fields as its first line has, 5, got 6") == true)
  }

  /// What stands in quotes holds its separators, so the fields behind it are not shifted.
  @Test(arguments: [
    "Ferry,\"\(text)\",2024-10-07,Harbour Post,,", "Ferry,\"\(text)\",2024-10-07", "Ferry,\"\(text)\"",
  ])
  func rowThatLacksOrAddsEmptyFieldsIsRead(row: String) {
    let table = "title,text,date,source\n\(row)\n"
    let reading = DocumentReader().readAll(Array(table.utf8))
    #expect(Reading.articles(table).map(\.body) == [Self.text])
    #expect(Reading.articles(table).map { $0.published?.description } == [row.contains("2024") ? "2024-10-07" : nil])
    #expect(reading.leftOut == nil)
  }

  /// A comma in the title, in the date, and in the name behind it.
  @Test(arguments: [
    "Ferry, again,\"\(text)\",2024-10-07,", "Ferry,\"\(text)\",\"Mon\", 7 Oct 2024,",
    "Ferry,\"\(text)\",2024-10-07,Post,London",
  ])
  func rowWhoseFieldsMayBeShiftedIsNot(row: String) {
    #expect(Reading.refusal(Array("title,text,date,source\n\(row)\n".utf8))?.contains("broken table") == true)
  }

  @Test func barsMaySetFieldsApart() {
    let table = "title|text|date|source\nFerry|\(Self.text)|2024-10-07|Harbour Post\n"
    #expect(Reading.articles(table, name: "export.txt").map(\.source) == ["Harbour Post"])
    #expect(DocumentForm.of(Array("World | Titles | Contents\n\(Self.text)".utf8), name: nil) == .text)
  }

  @Test func rowsThatAreLeftOutAreTold() throws {
    let rows = [
      "Ferry,\"\(Self.text)\n\(Self.more)\"", "Bridge,", "Tunnel,\(Self.text.replacing(",", with: ""))", "Dam,",
    ]
    let leftOut = DocumentReader().readAll(Array("title,text\n\(rows.joined(separator: "\n"))".utf8)).leftOut
    #expect(leftOut?.hasPrefix("2 of 4 records were left out (row 3 (line 4), row 5 (line 6)): ") == true)
    let list = #"{"articles": [{"title": "Ferry", "text": "\#(Self.text)"}, {"title": "Bridge", "text": ""}]}"#
    let told = DocumentReader().readAll(Array(list.utf8)).leftOut
    #expect(told?.hasPrefix("1 of 2 records were left out (number 2 of its list): ") == true)
  }

  @Test func explanationNamesTheColumnsThatAreReadAndNot() {
    let table = "title;text;Ngày tháng;Tên báo;Ghi chú\nFerry;\(Self.text);29/03/2024;Báo Cảng;x\n"
    let parts = DocumentReader().explain(Array(table.utf8)).parts
    #expect(parts.first?.reason == "columns read as title, text, date, newspaper; not read: Ghi chú")
    #expect(Reading.articles(table).map(\.source) == ["Báo Cảng"])
    #expect(Reading.articles(table).map { $0.published?.description } == ["2024-03-29"])
  }

  /// `Trang` is the page of the printed paper; a site stands behind the paper.
  @Test(arguments: [
    ("Báo;Trang", "Báo Cảng;5", "Báo Cảng"), ("Trang;Tên báo", "Trang 1;Báo Cảng", "Báo Cảng"),
    ("trang;url", "5;https://post.example/1", "post.example"), ("Trang", "Trang 1", nil),
    ("Website;Báo", "post.example;Báo Cảng", "Báo Cảng"), ("trang web", "post.example", "post.example"),
    ("Website;url", ";https://post.example/1", "post.example"), ("Trang báo;Báo", "Báo Cảng;", "Báo Cảng"),
    ("Website;domain", ";post.example", "post.example"),
  ])
  func pageOfThePaperIsNoOutlet(columns: String, fields: String, outlet: String?) {
    let table = "tiêu đề;nội dung;\(columns)\nFerry;\(Self.text);\(fields)\n"
    #expect(Reading.articles(table).map(\.source) == [outlet])
  }

  /// The article would be cut off, and the whole one, once it is repaired, another.
  @Test func rowThatTheNextMayGoOnFromIsLeftOutWithIt() throws {
    let rows = (1...30).map { number -> String in
      let text = number == 9 ? "It sails again.\nSo they say." : Self.more.replacing(",", with: "")
      return "2024-10-07,Ferry \(number),\(text)"
    }
    let table = "date,title,text\n" + rows.joined(separator: "\n")
    let reading = DocumentReader().readAll(Array(table.utf8))
    guard case .articles(let articles) = reading.outcome else {
      Issue.record("expected articles, got \(reading.outcome)")
      return
    }
    var titles = (1...30).map { "Ferry \($0)" }
    titles.remove(at: 8)
    #expect(articles.map(\.title) == titles)
    #expect(reading.leftOut?.hasPrefix("2 of 31 rows were left out") == true)
  }

  @Test func tablesOneBehindTheOtherAreReadEachByItsNames() {
    let table = """
      title,text,notes
      Ferry,\(Self.quoted),seen
      title,text,notes
      Bridge,\(Self.quoted),seen
      Text,Title,Date
      \(Self.quoted),Tunnel,2024-10-08
      """
    #expect(Reading.articles(table).map(\.title) == ["Ferry", "Bridge", "Tunnel"])
    #expect(Reading.articles(table).map(\.body) == [Self.text, Self.text, Self.text])
    #expect(Reading.articles(table).map { $0.published?.description } == [nil, nil, "2024-10-08"])
  }

  private static let quoted = "\"\(text)\""

  @Test(arguments: ["NULL", "\\N", "NaN", "#N/A"]) func marksOfNothingAreNothing(mark: String) {
    let table = "title,text,source,date\nFerry,\(Self.quoted),\(mark),\(mark)\nBridge,\(mark),Post,2024-10-08\n"
    #expect(Reading.articles(table).map(\.title) == ["Ferry"])
    #expect(Reading.articles(table).map(\.source) == [nil])
    #expect(Reading.articles("title,text\n\"\(mark)\",\(Self.quoted)\n").map(\.title) == [mark])
  }

  /// Bytes move where the mark and the returns go; a person looks for rows and lines.
  @Test func theRowThatIsBrokenIsToldByItsNumberAndLine() {
    let rows = ["title,text", "Ferry,\"\(Self.text)\n\(Self.more)\"", "Bridge,\(Self.text)", "Tunnel"]
    for end in ["\n", "\r\n"] {
      let table = "\u{FEFF}" + rows.joined(separator: end)
      #expect(Reading.refusal(Array(table.utf8))?.contains("in row 4 (line 5);") == true)
    }
  }

  @Test func contactsAndPricesAreNoArticles() {
    for table in ["Name,Title,Description\nA,Editor,Desk\n", "name,description,price\nTea,Green tea,20\n"] {
      #expect(Reading.refusal(Array(table.utf8), name: "x.csv")?.contains("a date, url or source") == true)
    }
    #expect(Reading.articles("title,summary,url\nFerry,Open again,https://post.example/1\n").count == 1)
  }
}
