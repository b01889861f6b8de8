import NewsModels
import Testing

@testable import Parsing

/// Dates of tables and lists whose day and month could be either.
@Suite struct DateColumnsTests {
  static let text = RecordTests.text

  /// The dates that a table's rows are given, in an English text.
  private static func dates(_ column: [String], text: String = text) -> [String?] {
    let rows = column.enumerated().map { "Ferry \($0.offset),\($0.element),\"\(text)\"" }
    return Reading.articles((["title,date,text"] + rows).joined(separator: "\n")).map { $0.published?.description }
  }

  @Test func rowThatProvesTheOrderDatesTheOthersOfItsColumn() {
    #expect(Self.dates(["05/11/2026", "25/11/2026", "6/1/2026"]) == ["2026-11-05", "2026-11-25", "2026-01-06"])
    #expect(Self.dates(["11/05/2026", "11/25/2026", "6-1-2026"]) == ["2026-11-05", "2026-11-25", "2026-06-01"])
    #expect(Self.dates(["11/05/2026 14:30", "11/25/26"]) == ["2026-11-05", "2026-11-25"])
  }

  /// In Chinese a year of two digits comes first, unless the table's program writes the month there.
  @Test func columnWithTheMonthFirstIsSoInEachLanguage() {
    let chinese = String(repeating: "平壤街头的公共汽车今天照常行驶，市民在车站排队等候。", count: 4)
    #expect(Self.dates(["12/05/23", "24/03/05"], text: chinese) == ["2012-05-23", "2024-03-05"])
    #expect(Self.dates(["12/05/23", "11/25/23"], text: chinese) == ["2023-12-05", "2023-11-25"])
  }

  @Test func rowsOfAListAreDatedAsThoseOfATable() {
    let list = ["03/04/2024", "04/13/2024"].map { #"{"headline": "Ferry", "Date": "\#($0)", "text": "\#(Self.text)"}"# }
    let articles = Reading.articles("[\(list.joined(separator: ","))]")
    #expect(articles.map { $0.published?.description } == ["2024-03-04", "2024-04-13"])
  }

  /// One row alone, rows that could all be either, and rows that contradict.
  @Test func datesStayUnreadWhereTheColumnDoesNotTell() {
    #expect(Self.dates(["05/11/2026"]) == [nil])
    #expect(Self.dates(["05/11/2026", "06/11/2026"]) == [nil, nil])
    #expect(Self.dates(["05/11/2026", "25/11/2026", "11/25/2026"]) == [nil, "2026-11-25", "2026-11-25"])
    // Neither shows an order: points are always day first, and a month in words tells nothing of the others.
    #expect(Self.dates(["05/11/2026", "25.11.2026", "25-Nov-2026"]) == [nil, "2026-11-25", "2026-11-25"])
  }

  private static let scripts = [
    EncodingTests.simplified, EncodingTests.japanese, EncodingTests.korean,
  ].map { $0.replacing("\n", with: " ") }

  private static func dates(_ rows: [(date: String, text: String)]) -> [String?] {
    let lines = rows.enumerated().map { "Ferry \($0.offset),\($0.element.date),\"\($0.element.text)\"" }
    return Reading.articles((["title,date,text"] + lines).joined(separator: "\n")).map {
      $0.published?.description.prefix(10).description
    }
  }

  /// Of several languages: what the others show goes before the habit of Chinese, Japanese and Korean, in which the year comes first.
  @Test func aColumnOfSeveralLanguagesIsReadInTheOrderThatItShows() {
    let vietnamese = EncodingTests.vietnamese.replacing("\n", with: " ")
    for text in Self.scripts {
      #expect(Self.dates([("25/12/24", vietnamese), ("05/03/24", text)]) == ["2024-12-25", "2024-03-05"])
      #expect(Self.dates([("12/25/24", vietnamese), ("03/05/24", text)]) == ["2024-12-25", "2024-03-05"])
      #expect(Self.dates([("05/12/24", vietnamese), ("24/03/05", text)]) == ["2024-12-05", "2024-03-05"])
      // Contradicting, they show nothing.
      let mixed = [("25/12/24", vietnamese), ("12/25/24", vietnamese), ("24/03/05", text)]
      #expect(Self.dates(mixed) == ["2024-12-25", "2024-12-25", "2024-03-05"])
    }
  }

  /// Where the year may stand first, its number says nothing of day and month.
  @Test func datesThatBeginWithTheYearShowNoOrder() {
    for text in Self.scripts {
      #expect(Self.dates([("24/12/31", text), ("24/03/05", text)]) == ["2024-12-31", "2024-03-05"])
      #expect(Self.dates([("31/12/24", text), ("12/25/24", text)]).last == "2024-12-25")
    }
    #expect(DateOrder(of: "24/12/31", language: "zh") == nil && DateOrder(of: "24/12/31", language: "vi") == .dayFirst)
    #expect(DateOrder(of: "25/12/2024", language: "zh") == .dayFirst)
  }

  /// The day on which articles were brought in is that of none of them.
  @Test func timeOfTheRecordDatesOnlyWhereNoOtherIsStated() {
    func dates(_ rows: [String]) -> [String?] {
      let table =
        ["title,date,created_at,text"] + rows.map { "Ferry,\($0),2026-11-30,\"\(Self.text)\"" }
      return Reading.articles(table.joined(separator: "\n")).map { $0.published?.description }
    }
    #expect(dates(["2024-10-07", "", "soon", "01/06/2024"]) == ["2024-10-07", nil, nil, nil])
    #expect(dates(["", ""]) == ["2026-11-30", "2026-11-30"])
  }

  @Test(arguments: [
    ("15/3/24", "2024-03-15"), ("4/15/24", "2024-04-15"), ("3.5.24", "2024-05-03"), ("5/1/24", nil),
    ("1728288000", "2024-10-07T08:00:00+00:00"), ("1728288000000", "2024-10-07T08:00:00+00:00"),
    ("1728288000000000", "2024-10-07T08:00:00+00:00"), ("1728288000000000000", "2024-10-07T08:00:00+00:00"),
  ])
  func shortDatesAndCountedTimesAreRead(text: String, expected: String?) {
    #expect(Self.dates([text]) == [expected])
  }

  @Test func columnsAreJudgedEachByItself() {
    let rows = [
      "title,published,date,text", "Ferry,05/11/2026,,\"\(Self.text)\"", "Ferry 2,,11/25/2026,\"\(Self.text)\"",
    ]
    let articles = Reading.articles(rows.joined(separator: "\n"))
    #expect(articles.map { $0.published?.description } == [nil, "2026-11-25"])
  }

  /// A zone beside a date tells more of it than the other rows.
  @Test func zoneInTheRowGoesBeforeTheColumn() {
    #expect(Self.dates(["05/11/2026 14:30 EST", "25/11/2026"]).first??.hasPrefix("2026-05-11") == true)
  }

  @Test(arguments: [
    ("5-Nov-26", "2026-11-05"), ("05-Nov-2026", "2026-11-05"), ("5-Nov-99", "1999-11-05"), ("31-Nov-26", nil),
    ("5-Nov-26 14:30", "2026-11-05"), ("Thursday, 05-Nov-26 14:30:00 GMT", "2026-11-05T14:30:00+00:00"),
    ("5-nov", nil), ("5-Nov-", nil), ("2026-Nov-05", "2026-11-05"),
  ])
  func daysWithDashesAreReadAsSpreadsheetsWriteThem(text: String, expected: String?) {
    #expect(FeedDate.read(text, language: "en")?.description == expected)
  }

  @Test func explanationSaysWhyADateWasNotTaken() {
    func reasons(_ date: String) -> [String] {
      let table = "title,date,text\nFerry,\(date),\"\(Self.text)\"\n"
      return DocumentReader().explain(Array(table.utf8)).parts.filter { $0.role == .date }.map(\.reason)
    }
    #expect(reasons("05/11/2026").first?.contains("“05/11/2026”: day and month could be either") == true)
    #expect(reasons("soon").first?.contains("“soon”, which is no day") == true)
    #expect(reasons("") == ["none is stated"])
  }
}
